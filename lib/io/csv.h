/*
 * CSV in (RFC 4180), streamed, with line and column of every field. Accepts a
 * BOM, CRLF or LF, quoted newlines and doubled quotes. Refuses, with a
 * position: a NUL, invalid UTF-8, a quote inside an unquoted field, text
 * behind a closing quote, a quote never closed, a carriage return without a
 * line feed, a field over 1 MiB, a record over 16 MiB or 16,384 fields, UTF-16.
 * A quote never closed is reported where it was opened, and ends the file.
 * A line end inside quotes is read as LF; a line of blanks alone is a blank line.
 */
#ifndef OM_IO_CSV_H
#define OM_IO_CSV_H

#include "io/input.h"
#include "om.h"

struct om_csv;

struct om_csv_field {
	const char *s; /* unquoted, NUL-terminated, valid until the next record */
	size_t len;
	unsigned line;	 /* where it begins, from 1 */
	unsigned column; /* in characters, from 1 */
};

/* A reader from the start of `in`. The delimiter is one ASCII character. */
struct om_csv *om_csv_new(struct om_input *in, char delimiter);
void om_csv_free(struct om_csv *csv); /* NULL is allowed; leaves `in` open */

/*
 * The next record. Blank lines are skipped. OM_OK; OM_DONE at the end;
 * OM_INPUT for a record that cannot be read: om->error holds the whole
 * "file:line:column: reason", and reading may go on with the next line.
 * OM_STORAGE when the file cannot be read.
 */
int om_csv_next(struct om *om, struct om_csv *csv, const struct om_csv_field **fields,
		size_t *n) OM_MUST_USE;

/* Whether a spreadsheet would take it for a formula, its apostrophes aside: what
 * --spreadsheet puts one more before, and what a reading takes one off. */
bool om_csv_is_formula(const char *s);

/* Where the record last read begins, and going back there: for files whose
 * rows have to be read in another order. */
struct om_csv_place {
	int64_t offset;
	unsigned line;
};
struct om_csv_place om_csv_tell(const struct om_csv *csv);
int om_csv_seek(struct om *om, struct om_csv *csv, struct om_csv_place place) OM_MUST_USE;
int64_t om_csv_offset(const struct om_csv *csv); /* bytes read, for progress */

/* Whether the fields of the record last read could be told apart: true for a
 * good one, and for one that was refused for its bytes (NUL, UTF-8) alone. */
bool om_csv_is_sound(const struct om_csv *csv);

/*
 * Records under a header whose names decide. `columns` is what the import
 * knows; the order in the file does not matter.
 */
struct om_sheet_column {
	const char *name;
	bool required; /* the column must be in the header */
	bool number;   /* --decimal applies */
	const char *help;
};

struct om_sheet_options {
	char delimiter;	     /* 0 is ',' */
	char decimal;	     /* 0 is '.'; ',' turns 1,5 into 1.5 in number columns and refuses
			      * '.' there */
	bool spreadsheet;    /* take off the ' that --spreadsheet put before = + - @ */
	bool ignore_unknown; /* else an unknown column is an error with a suggestion */
	const char *map;     /* a YAML file, or NULL: columns: {theirs: ours}, constants:
			      * {ours: value}; theirs with nothing behind it is left out */
};

struct om_sheet;

/* Reads the header. OM_INPUT: no header, a column twice, unknown, or missing;
 * of several errors the last is in om->error, the others are data errors. A
 * column `error` that the import does not know, as om_rejects writes it, is
 * passed over. `in` and `columns` must outlive the sheet. */
int om_sheet_open(struct om *om, struct om_input *in, const struct om_sheet_column *columns,
		  size_t n_columns, const struct om_sheet_options *options,
		  struct om_sheet **sheet) OM_MUST_USE;
void om_sheet_free(struct om_sheet *sheet);

/*
 * The next row. OM_OK; OM_DONE; OM_INPUT: this row is bad (ragged, unreadable),
 * the sentence stands in om->error with its position, go on for the next.
 */
int om_sheet_next(struct om *om, struct om_sheet *sheet) OM_MUST_USE;

/* The value of columns[i] in this row: "" when empty, NULL when the file has
 * no such column. Blanks around the value are taken off. Valid until the next row. */
const char *om_sheet_get(const struct om_sheet *sheet, size_t i);
bool om_sheet_has(const struct om_sheet *sheet, size_t i);

/* "file:line:column" of columns[i] in this row (of the row where the file has
 * no such column), in a buffer of the sheet. */
const char *om_sheet_at(struct om_sheet *sheet, size_t i);
unsigned om_sheet_line(const struct om_sheet *sheet);
struct om_csv_place om_sheet_tell(const struct om_sheet *sheet);
int om_sheet_seek(struct om *om, struct om_sheet *sheet, struct om_csv_place place) OM_MUST_USE;
int64_t om_sheet_offset(const struct om_sheet *sheet);

/*
 * Bad rows set aside (--rejects FILE): the header as it came plus `error`, then
 * the row last read, as it came, plus the reason, under the same delimiter; a
 * row whose quotes are broken comes as one quoted field, and a row that is short
 * gets empty fields, so that its reason stands under `error`. The file is made with
 * mode 0600 when the first row comes and replaces an older one; close reports a
 * failed write and frees.
 */
struct om_rejects;
struct om_rejects *om_rejects_new(const char *path);
int om_rejects_add(struct om *om, struct om_rejects *r, struct om_sheet *sheet,
		   const char *reason) OM_MUST_USE;
int om_rejects_close(struct om *om, struct om_rejects *r) OM_MUST_USE;

#endif
