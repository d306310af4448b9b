/* What the parts of the frame (main, words, choices, request, help, gen) know
 * of each other. Commands include cmd.h alone. */
#ifndef OM_FRAME_H
#define OM_FRAME_H

#include "base/hash.h"
#include "cmd.h"

struct om_global_choice {
	const char *db;
	bool help, version;
};

/* What the filter options fill; --period becomes from and to. */
struct om_filter_choice {
	struct om_filter filter;
	struct om_period period;
};

/*
 * The words of a command line, sorted: the command, the verb, and the words
 * behind it; options of om itself that stood before the verb come first there.
 */
struct om_words {
	const struct om_command *command; /* NULL: argv[0] names none */
	const struct om_verb *verb;	  /* NULL: none was given */
	const char *name;		  /* how errors begin: "om-order" */
	struct om_global_choice global;	  /* what stood before the verb */
	char **argv;			  /* ends with NULL */
	int argc;
};

/* Find them. OM_USAGE with a suggestion. Does not return when `om foo` runs an
 * om-foo of the exec path: $OM_EXEC_PATH, else PREFIX/libexec/om; of either
 * only absolute folders count. */
int om_words_find(struct om *om, int argc, char **argv, struct om_words *words) OM_MUST_USE;

const struct om_command *om_command_find(const char *name); /* "order"; NULL */
/* The verb whose name stands first in argv; it may be two words ("config set"). */
const struct om_verb *om_verb_find(const struct om_command *command, char *const *argv, int argc,
				   int *used);
const char *om_command_program(struct om_arena *arena, const struct om_command *command);

/* The tables of a verb: its own first, then the shared ones it asks for. */
enum { OM_VERB_SETS = 6 };
struct om_choices {
	struct om_option_set sets[OM_VERB_SETS];
	size_t n;
	struct om_global_choice global;
	struct om_filter_choice filter;
};
void om_choices_of(struct om *om, struct om_call *call, struct om_choices *choices);

/* Fill `call` from the words. OM_USAGE. May be called again for another today. */
int om_choices_parse(struct om *om, const struct om_words *words, struct om_call *call,
		     struct om_choices *choices) OM_MUST_USE;

/* The path: what was typed behind --db, else $OM_DB, else the nearest om.db.
 * For BARE verbs it may be NULL. A URL with a password is OM_USAGE. */
int om_database_find(struct om *om, unsigned flags, const char *typed,
		     const char **found) OM_MUST_USE;

/* The digest for --key: the command, its words but those of --key, --db and
 * --dry-run, the references, and the bytes of the input. */
int om_request_digest(struct om *om, const struct om_words *words, const struct om_call *call,
		      const struct om_choices *choices, char digest[OM_HASH_SIZE]) OM_MUST_USE;

/* What is done already under call->write.key: *done with om->refs filled, or not. */
int om_request_repeat(struct om *om, const struct om_call *call, const char *digest,
		      bool *done) OM_MUST_USE;
int om_request_keep(struct om *om, const struct om_call *call, const char *digest) OM_MUST_USE;

/* -h of a command, of a verb; the synopsis line of a verb: "om-order show ORDER...". */
void om_help_command(struct om *om, const struct om_command *command, struct om_buf *out);
void om_help_verb(struct om *om, const struct om_command *command, const struct om_verb *verb,
		  struct om_buf *out);
const char *om_help_usage(struct om *om, const struct om_command *command,
			  const struct om_verb *verb);

/* Text to standard output, through the pager when it is long. OM_STORAGE. */
int om_print_text(struct om *om, const char *s, size_t len, bool no_pager) OM_MUST_USE;
int om_write_all(int fd, const char *s, size_t len) OM_MUST_USE; /* 0 or errno */

#endif
