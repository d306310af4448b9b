/* Values for the completions of the shells. */
#ifndef OM_STORE_COMPLETE_H
#define OM_STORE_COMPLETE_H

#include "om.h"

/*
 * What may be typed where `kind` is asked for: customer, supplier, sku,
 * category, location, channel; quote, order, shipment, invoice, payment, where
 * those that are open come first; and those alone that a verb takes:
 * quote:open, order:open (draft or confirmed), order:draft, order:confirmed,
 * order:free and order:held (open and so), order:unshipped (may be cancelled),
 * order:shippable, shipment:ready, shipment:dispatched, invoice:draft,
 * invoice:open, payment:open, billable (orders and shipments). At most 200,
 * newest first, beginning with `prefix`, which for references may be in small
 * letters. An unknown kind has none. The text is borrowed for the call.
 */
int om_complete_each(struct om *om, const char *kind, const char *prefix,
		     int (*value)(struct om *om, const char *text, void *ctx),
		     void *ctx) OM_MUST_USE;

#endif
