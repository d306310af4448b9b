/* Values for the completions of the shells. */
#ifndef OM_STORE_COMPLETE_H
#define OM_STORE_COMPLETE_H

#include "om.h"

/*
 * What may be typed where `kind` is asked for: customer, supplier, sku,
 * category, location, channel, quote, order, shipment, invoice, payment; of
 * documents those that are open come first. At most 200, beginning with
 * `prefix`. An unknown kind has none. The text is borrowed for the call.
 */
int om_complete_each(struct om *om, const char *kind, const char *prefix,
		     int (*value)(struct om *om, const char *text, void *ctx),
		     void *ctx) OM_MUST_USE;

#endif
