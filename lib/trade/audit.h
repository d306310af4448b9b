/* om check: what must hold of every database. */
#ifndef OM_TRADE_AUDIT_H
#define OM_TRADE_AUDIT_H

#include "om.h"

/* Each rule: its id (S stock, L lines, D documents, M money, N numbers, H the log) and what it
 * says. */
int om_audit_rules(struct om *om,
		   int (*rule)(struct om *om, const char *id, const char *says, void *ctx),
		   void *ctx) OM_MUST_USE;

/* Check all rules; each breach goes to finding(). OM_OK whether there are any or not. */
int om_audit(struct om *om,
	     int (*finding)(struct om *om, const char *rule, const char *object,
			    const char *expected, const char *found, void *ctx),
	     void *ctx) OM_MUST_USE;

#endif
