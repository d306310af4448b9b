/* Civil dates (proleptic Gregorian, 1900-01-01 to 9999-12-31) and instants. */
#ifndef OM_BASE_DATE_H
#define OM_BASE_DATE_H

#include "om.h"

#define OM_DATE_SIZE 11 /* "2026-11-23" and NUL */

static inline bool om_date_is_set(om_date d)
{
	return d.day != INT32_MIN;
}

/* From the three parts; false when there is no such day. month and day from 1. */
OM_MUST_USE bool om_date_make(int year, int month, int day, om_date *out);
void om_date_split(om_date d, int *year, int *month, int *day);

/*
 * Parsers return NULL or a phrase for behind the quoted value, like
 * base/number.h. om_date_parse takes "2026-11-23" only: for data.
 * om_date_parse_at also takes what a person types, relative to `today`:
 * today, yesterday, tomorrow, +14d, -3d, +2w, +1m, eom (end of this month).
 */
const char *om_date_parse(const char *s, om_date *out);
const char *om_date_parse_at(const char *s, om_date today, om_date *out);

/* "2026", "2026-Q4", "2026-11", "2026-11-23": the first and last day. */
const char *om_period_parse(const char *s, om_date *from, om_date *to);

/* Format into buf of OM_DATE_SIZE ("" for none) and give buf back. */
char *om_date_format(om_date d, char *buf);

om_date om_date_add_days(om_date d, int days);	   /* clamped to the range */
om_date om_date_add_months(om_date d, int months); /* the day clamped to the month's end */
om_date om_date_end_of_month(om_date d);

/* "2026-11-23T09:00:00Z" to seconds since the epoch; NULL or a phrase. */
const char *om_instant_parse(const char *s, int64_t *seconds);
/* Into buf of 21 bytes; gives buf back. */
char *om_instant_format(int64_t seconds, char *buf);

#endif
