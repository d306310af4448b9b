/*
 * Options as data: one entry an option drives parsing, -h, the manual and the
 * completions. A table ends with an entry whose name is NULL. Values are
 * stored by offset into the struct that the table is declared for; the macros
 * check that the member has the right type.
 */
#ifndef OM_IO_OPTION_H
#define OM_IO_OPTION_H

#include "base/mem.h"
#include "om.h"

enum om_option_type {
	OM_OPTION_FLAG,	  /* bool */
	OM_OPTION_TEXT,	  /* const char * */
	OM_OPTION_CHOICE, /* const char *, one of choices "a|b|c" */
	OM_OPTION_LIST,	  /* struct om_list: may be given several times */
	OM_OPTION_INT,	  /* int64_t, not negative; absent leaves it as it was */
	OM_OPTION_DATE,	  /* om_date; what om_date_parse_at takes; absent: leave */
	OM_OPTION_PERIOD  /* struct om_period: 2026, 2026-Q4, 2026-11 */
};

struct om_list {
	const char **v;
	size_t n, room;
};

struct om_period {
	om_date from, to; /* both inclusive; OM_NO_DATE is open */
};

struct om_option {
	const char *name; /* without the dashes */
	char letter;	  /* 0: none */
	unsigned char type;
	size_t at;
	const char *arg;     /* how the manual calls the value: DATE; NULL for a flag */
	const char *help;    /* one line, no full stop */
	const char *choices; /* for OM_OPTION_CHOICE */
	const char *values;  /* live completion: what `om complete` lists (customer, sku, order ...)
				or file */
};

#define OM_AT(S, member, T) (offsetof(S, member) + 0 * sizeof((T *)0 == &((S *)0)->member))
#define OM_FLAG(S, member, long_, letter_, help_)                         \
	{                                                                 \
		.name = long_, .letter = letter_, .type = OM_OPTION_FLAG, \
		.at = OM_AT(S, member, bool), .help = help_               \
	}
#define OM_TEXT(S, member, long_, letter_, arg_, help_, ...)                                  \
	{                                                                                     \
		.name = long_, .letter = letter_, .type = OM_OPTION_TEXT,                     \
		.at = OM_AT(S, member, const char *), .arg = arg_, .help = help_, __VA_ARGS__ \
	}
#define OM_CHOICE(S, member, long_, letter_, choices_, help_)                         \
	{                                                                             \
		.name = long_, .letter = letter_, .type = OM_OPTION_CHOICE,           \
		.at = OM_AT(S, member, const char *), .arg = choices_, .help = help_, \
		.choices = choices_                                                   \
	}
#define OM_LIST(S, member, long_, letter_, arg_, help_, ...)                                    \
	{                                                                                       \
		.name = long_, .letter = letter_, .type = OM_OPTION_LIST,                       \
		.at = OM_AT(S, member, struct om_list), .arg = arg_, .help = help_, __VA_ARGS__ \
	}
#define OM_INT(S, member, long_, letter_, arg_, help_)                      \
	{                                                                   \
		.name = long_, .letter = letter_, .type = OM_OPTION_INT,    \
		.at = OM_AT(S, member, int64_t), .arg = arg_, .help = help_ \
	}
#define OM_DATE(S, member, long_, letter_, help_)                             \
	{                                                                     \
		.name = long_, .letter = letter_, .type = OM_OPTION_DATE,     \
		.at = OM_AT(S, member, om_date), .arg = "DATE", .help = help_ \
	}
#define OM_PERIOD(S, member, long_, letter_, help_)                                      \
	{                                                                                \
		.name = long_, .letter = letter_, .type = OM_OPTION_PERIOD,              \
		.at = OM_AT(S, member, struct om_period), .arg = "PERIOD", .help = help_ \
	}
#define OM_OPTIONS_END       \
	{                    \
		.name = NULL \
	}
#define OM_VALUES(kind) .values = kind

/* A table and the struct it fills. */
struct om_option_set {
	const struct om_option *options;
	void *into;
};

/*
 * Parse argv[0..argc) (the words behind the verb) against several sets; a name
 * found in an earlier set wins. Operands are collected in order, "-" included;
 * "--" ends the options; -n5, -n 5, --limit=5, --limit 5; flags may be bundled
 * (-nq); a long name is never abbreviated. Dates without om->today set are an
 * assertion. OM_USAGE with a sentence ("unknown option '--custmer'; did you
 * mean '--customer'?", "'--date' needs a value", "'--date': '2026-02-30' is
 * not a date ...", "'--date' is given twice").
 */
int om_options_parse(struct om *om, const struct om_option_set *sets, size_t n_sets, int argc,
		     char **argv, struct om_list *operands) OM_MUST_USE;

/* The option lines of -h: "  -c, --customer CODE   who buys", wrapped to width. */
void om_options_help(struct om_buf *out, const struct om_option *options, unsigned width);

/* The next of "a|b|c": its length, with *s moved behind it; 0 at the end. */
size_t om_choice_next(const char **s, const char **word);

#endif
