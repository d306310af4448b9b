/* The company's settings, and the numbers of documents. */
#ifndef OM_STORE_SETTING_H
#define OM_STORE_SETTING_H

#include "om.h"

/* What the trade asks of the settings, read once a run; om config has them all. */
struct om_company {
	const char *currency; /* ISO 4217 */
	int exponent;	      /* of the currency */
	const char *terms;    /* payment terms for parties without their own */
	const char *billing;  /* shipped, ordered */
	bool tax_per_line;    /* tax_rounding=line */
	const char *location; /* code of the default location */
	int64_t location_id;
	om_percent tax; /* rate that a new item takes */
};

/* Read them into om->company unless that is done. They live in the arena: call
 * this before any om_arena_mark. om_setting_put forgets what was read. */
int om_setting_load(struct om *om) OM_MUST_USE;

/* One as stored; *value NULL when it is not set. */
int om_setting_find(struct om *om, const char *key, const char **value) OM_MUST_USE;
int om_setting_put(struct om *om, const char *key, const char *value) OM_MUST_USE;

/* What is already there, and so binds some settings. */
struct om_uses {
	bool documents, payments, movements, parties;
};
int om_setting_uses(struct om *om, struct om_uses *uses) OM_MUST_USE;

/* The next number of a series, "SO" -> "SO-00001" (at least five digits), in
 * the arena. Rolled back with the transaction, so that no number is lost. */
int om_series_next(struct om *om, const char *prefix, char **number) OM_MUST_USE;

#endif
