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
	int status = OM_OK;

	if (filter->customer)
		status = om_party_get(om, OM_CUSTOMER, filter->customer, &party);
	if (status == OM_OK && filter->supplier)
		status = om_party_get(om, OM_SUPPLIER, filter->supplier, &party);
	if (status == OM_OK && filter->location)
		status = om_location_get(om, filter->location, &location);
	if (status != OM_OK || !filter->sku)
		return status;
	status = om_goods_get(om, filter->sku, &goods);
	if (status == OM_OK)
		filter->sku = goods->sku;
	return status;
}
