/* What a list is narrowed to must exist: a typing error is not an empty list. */
#ifndef OM_TRADE_FILTER_H
#define OM_TRADE_FILTER_H

#include "om.h"
#include "store/filter.h"

/*
 * OM_REFUSED, with a suggestion, when the customer, supplier, item or location
 * of a filter does not exist. A barcode becomes its SKU.
 */
int om_filter_resolve(struct om *om, struct om_filter *filter) OM_MUST_USE;

#endif
