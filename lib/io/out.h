/*
 * Rows out: one producer, four formats. The columns are declared once, as
 * static const data, and drive heads, CSV header, JSON and YAML keys,
 * --columns, --sort and the manual. Rows are kept (spooled to an unlinked
 * temporary file when many) until om_out_print, so that the read transaction
 * is over before the first byte leaves.
 */
#ifndef OM_IO_OUT_H
#define OM_IO_OUT_H

#include "base/value.h"
#include "io/option.h"
#include "om.h"

struct om_column {
	const char *name;   /* NULL ends the table */
	enum om_type type;  /* OM_TYPE_NULL: any; the values tell */
	unsigned char rank; /* 0: always shown in a table; else the highest go first when it is too
			       wide */
	const char *help;
};

/* What a command shows: a list of rows; or records, each with a head and rows below it. */
struct om_shape {
	const struct om_column *head; /* of a record, or NULL: a plain list */
	const struct om_column *rows; /* of the list, or of the rows below a head; NULL: none */
	const char *rows_name;	      /* the key of the rows in a record: "lines" */
};

/*
 * --format and its companions; om_out_options declares them. --columns, --sort
 * and --limit speak of the rows where there are rows (sorted within their
 * record), else of the head. CSV has the rows alone, or the heads where there
 * are none; -q the first column of the head, or of a plain list. Start from
 * OM_OUT_CHOICE.
 */
struct om_out_choice {
	const char *format; /* table, csv, json, yaml; NULL: by terminal */
	const char *columns;
	const char *sort;
	int64_t limit; /* of rows (records where they have no rows); -1: none */
	bool refs_only, no_header, nul, spreadsheet, no_pager;
};
#define OM_OUT_CHOICE ((struct om_out_choice){.limit = -1})
extern const struct om_option om_out_options[];

struct om_out;

/* Checks the choice against the columns (OM_USAGE: unknown column with a
 * suggestion, -z without -q, ...). `fd` is where om_out_print writes. The
 * columns are borrowed until om_out_free. */
int om_out_new(struct om *om, const struct om_shape *shape, const struct om_out_choice *choice,
	       int fd, struct om_out **out) OM_MUST_USE;
void om_out_free(struct om_out *out); /* NULL is allowed */

/* Values in the order of the columns; text is copied. OM_STORAGE when the
 * spool cannot be written. A row below a head follows its record. */
int om_out_record(struct om *om, struct om_out *out, const struct om_value *head) OM_MUST_USE;
int om_out_row(struct om *om, struct om_out *out, const struct om_value *row) OM_MUST_USE;

/* True when no further row can be shown (--limit without --sort): stop fetching. */
bool om_out_is_full(const struct om_out *out);

/*
 * Write it all, once. On a terminal a result longer than it goes through
 * $OM_PAGER, $PAGER or less. A table is escaped and cut to the width; the
 * columns left out are told in a note (om_note). A reader that has gone away
 * (EPIPE) ends the process by SIGPIPE with its default action, whatever main
 * did with that signal; a pager left early is no error. OM_STORAGE when the
 * output cannot be written.
 */
int om_out_print(struct om *om, struct om_out *out) OM_MUST_USE;

/* One value as CSV/plain text shows it, into buf of OM_NUMBER_SIZE where it is
 * not text; NULL values give "". */
const char *om_value_text(const struct om_value *v, char *buf);

#endif
