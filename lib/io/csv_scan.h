/* What csv.c, which slices lines without quotes, and the scanner in csv_scan.c share. */
#ifndef OM_IO_CSV_SCAN_H
#define OM_IO_CSV_SCAN_H

#include "base/mem.h"
#include "io/csv.h"

enum { OM_CSV_FIELD_MAX = 1 << 20, OM_CSV_RECORD_MAX = 16 << 20, OM_CSV_FIELDS_MAX = 16384 };

/* A field of a scanned record, in bytes from the start of the record. */
struct om_csv_span {
	size_t begin, end; /* from the opening quote to the closing one when quoted */
	size_t line_begin;
	unsigned line;
	bool quoted, folded; /* folded: doubled quotes or line ends inside */
};

struct om_csv {
	struct om_input *in;
	char delimiter;
	bool at_end; /* nothing is behind the window */
	bool over;   /* no further record can be read */
	bool sound;  /* the record last read: its fields can be told apart */
	char *window;
	size_t room, at, end;
	size_t step;   /* to read at once */
	int64_t base;  /* of the window in the file */
	unsigned line; /* of window[at] */
	struct om_csv_place place;
	struct om_csv_field *fields;
	struct om_csv_span *spans;
	size_t n, fields_room, spans_room;
};

/* Read on, keeping the window from csv->at. OM_DONE at the end of the file. */
int om_csv_read_more(struct om *om, struct om_csv *csv) OM_MUST_USE;

/* The record at csv->at, whatever is in it, which ends up in csv->fields. */
int om_csv_scan(struct om *om, struct om_csv *csv) OM_MUST_USE;

/* Refuse a NUL and what is not UTF-8 in the record s, which begins at csv->place. */
int om_csv_check_bytes(struct om *om, const struct om_csv *csv, const char *s, size_t n,
		       bool *ascii) OM_MUST_USE;

int om_csv_fail(struct om *om, const struct om_csv *csv, unsigned line, unsigned column,
		const char *reason);

static inline unsigned om_csv_characters(const char *s, size_t n)
{
	unsigned count = 0;

	for (size_t i = 0; i < n; i++)
		count += ((unsigned char)s[i] & 0xc0) != 0x80;
	return count;
}

static inline struct om_csv_field *om_csv_add_field(struct om_csv *csv)
{
	if (csv->n == csv->fields_room)
		csv->fields = om_grow(csv->fields, csv->n, &csv->fields_room, sizeof(*csv->fields));
	return &csv->fields[csv->n++];
}

#endif
