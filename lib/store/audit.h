/* The rules of om check that are one query each: a rule that holds has no row. */
#ifndef OM_STORE_AUDIT_H
#define OM_STORE_AUDIT_H

#include "om.h"

enum om_audit_unit { OM_AUDIT_QTY, OM_AUDIT_MONEY, OM_AUDIT_COUNT, OM_AUDIT_TEXT };

struct om_audit_rule {
	const char *id;
	const char *says;
	enum om_audit_unit unit; /* of what is expected and found */
};

extern const struct om_audit_rule om_audit_table[];
extern const size_t om_audit_table_size;

/* A breach: what it is about, and the two values, as numbers or (OM_AUDIT_TEXT) as
 * text; borrowed for the call. */
struct om_breach {
	const char *object;
	int64_t expected, found;
	const char *expected_text, *found_text;
};

/* Run rule i; rows go to breach(). */
int om_audit_run(struct om *om, size_t i,
		 int (*breach)(struct om *om, const struct om_audit_rule *rule,
			       const struct om_breach *breach, void *ctx),
		 void *ctx) OM_MUST_USE;

/* The newest digest of an object in the log's rows of that command ("order"), in the
 * arena, or NULL. */
int om_audit_logged(struct om *om, const char *command, const char *object,
		    const char **content) OM_MUST_USE;

#endif
