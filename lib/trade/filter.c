/* What a list is narrowed to must exist. */
#include "trade/filter.h"

#include "store/item.h"
#include "store/party.h"
#include "store/stock.h"

int om_filter_resolve(struct om *om, struct om_filter *filter)
{
	struct om_location location;
	const struct om_goods *goods;
	struct om_party party;
	int rc = OM_OK;

	if (filter->customer)
		rc = om_party_get(om, OM_CUSTOMER, filter->customer, &party);
	if (rc == OM_OK && filter->supplier)
		rc = om_party_get(om, OM_SUPPLIER, filter->supplier, &party);
	if (rc == OM_OK && filter->location)
		rc = om_location_get(om, filter->location, &location);
	if (rc != OM_OK || !filter->sku)
		return rc;
	rc = om_goods_get(om, filter->sku, &goods);
	if (rc == OM_OK)
		filter->sku = goods->sku;
	return rc;
}
