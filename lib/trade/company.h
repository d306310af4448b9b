/* The company: its settings, what each may be, and when it may change. */
#ifndef OM_TRADE_COMPANY_H
#define OM_TRADE_COMPANY_H

#include "om.h"

/* A key and its value, as typed. */
struct om_company_value {
	const char *key, *value;
};

/*
 * Fill a new database: every setting (its default, unless given; of a key
 * given twice the later value holds), the first location, a row in the log.
 */
int om_company_init(struct om *om, const struct om_company_value *given, size_t n) OM_MUST_USE;

/* Is this a value that the key can have? OM_REFUSED: no such setting;
 * OM_USAGE: not such a value ("currency: 'EURO' is not ..."). */
int om_company_check(struct om *om, const char *key, const char *value) OM_MUST_USE;

/* Change one setting; OM_REFUSED also when it is bound by what is already
 * there. Setting what is set already does nothing. */
int om_company_set(struct om *om, const char *key, const char *value) OM_MUST_USE;
int om_company_get(struct om *om, const char *key, const char **value) OM_MUST_USE;

/* In the order in which they are documented. */
int om_company_each(struct om *om,
		    int (*row)(struct om *om, const char *key, const char *value, const char *help,
			       void *ctx),
		    void *ctx) OM_MUST_USE;

#endif
