/* What a list is narrowed to. Absent members are NULL or OM_NO_DATE. */
#ifndef OM_STORE_FILTER_H
#define OM_STORE_FILTER_H

#include "om.h"

enum om_filter_bits {
	OM_FILTER_CUSTOMER = 1,
	OM_FILTER_SUPPLIER = 2,
	OM_FILTER_SKU = 4,
	OM_FILTER_CATEGORY = 8,
	OM_FILTER_LOCATION = 16,
	OM_FILTER_CHANNEL = 32,
	OM_FILTER_STATE = 64,
	OM_FILTER_DATES = 128 /* --from, --to, --period */
};

struct om_filter {
	const char *customer, *supplier, *sku, *category, *location, *channel, *state;
	om_date from, to; /* both inclusive */
};

#endif
