/*
 * Fields that people set on a record, by an option or a column of CSV. A table
 * of them drives setting, comparing and the words in the log.
 */
#ifndef OM_TRADE_FIELD_H
#define OM_TRADE_FIELD_H

#include "om.h"

/* What setting a field may need besides the text. */
struct om_field_run {
	struct om *om;
	enum om_status bad; /* what a wrong value comes to: OM_USAGE typed, OM_INPUT in a file */
	void *record;	    /* the struct whose members are set */
	void *ctx;	    /* the caller's own */
};

struct om_field {
	const char *name;  /* of the column: reorder_point */
	const char *label; /* in sentences: reorder point */
	size_t at;	   /* of the member in the record */
	bool keeps;	   /* empty text leaves it as it is; else it is cleared */
	bool quoted;	   /* in the log */
	/* `s` is not empty, or it clears the field. It must outlive the record. */
	int (*set)(const struct om_field_run *run, const struct om_field *f, const char *s);
	/* As it is shown, "" for none; borrowed or in the arena. */
	const char *(*show)(struct om *om, const struct om_field *f, const void *record);
};

/* Kinds of members: const char *, const char * of several lines, bool, and a
 * number that may be OM_UNSET (whole, or an om_qty). */
int om_field_set_text(const struct om_field_run *run, const struct om_field *f, const char *s);
int om_field_set_lines(const struct om_field_run *run, const struct om_field *f, const char *s);
int om_field_set_flag(const struct om_field_run *run, const struct om_field *f, const char *s);
int om_field_set_count(const struct om_field_run *run, const struct om_field *f, const char *s);
int om_field_set_qty(const struct om_field_run *run, const struct om_field *f, const char *s);
const char *om_field_show_text(struct om *om, const struct om_field *f, const void *record);
const char *om_field_show_flag(struct om *om, const struct om_field *f, const void *record);
const char *om_field_show_count(struct om *om, const struct om_field *f, const void *record);
const char *om_field_show_qty(struct om *om, const struct om_field *f, const void *record);

/* "reorder point 'x' is not a number" */
int om_field_refuse(const struct om_field_run *run, const struct om_field *f, const char *s,
		    const char *phrase) OM_MUST_USE;

/*
 * Set fields[i] from text[i] where that is not NULL, in order. *failed (may be
 * NULL) gets the index of the one that was refused.
 */
int om_field_apply(const struct om_field_run *run, const struct om_field *fields, size_t n,
		   const char *const *text, size_t *failed) OM_MUST_USE;

/* How `is` differs from `was` in the fields whose text is not NULL: "price
 * 10.00 -> 12.00, name 'A' -> 'B'"; NULL when it does not. In the arena. */
const char *om_field_changes(struct om *om, const struct om_field *fields, size_t n,
			     const char *const *text, const void *was, const void *is);

#endif
