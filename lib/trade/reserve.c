/* Goods on the shelf promised to order lines. */
#include "trade/reserve.h"

#include "base/mem.h"
#include "store/setting.h"
#include "store/stock.h"

om_qty om_line_open(const struct om_line *line)
{
	if (line->closed || line->service || line->qty.micro <= line->shipped.micro)
		return (om_qty){0};
	return (om_qty){line->qty.micro - line->shipped.micro};
}

om_qty om_line_backordered(const struct om_line *line)
{
	int64_t lacking = om_line_open(line).micro - line->reserved.micro;

	return (om_qty){lacking > 0 ? lacking : 0};
}

static int reserve_at(struct om *om, struct om_line *line, int64_t location, om_qty qty, bool *done)
{
	int status = om_stock_reserve(om, line->id, line->item, location, qty, done);

	if (status == OM_OK && *done)
		line->reserved.micro += qty.micro;
	return status;
}

int om_reserve_line(struct om *om, const struct om_document *order, struct om_line *line)
{
	return om_reserve_some(om, order, line, om_line_backordered(line));
}

int om_reserve_some(struct om *om, const struct om_document *order, struct om_line *line,
		    om_qty most)
{
	om_qty lacking = om_line_backordered(line);
	om_qty wanted = most.micro < lacking.micro ? most : lacking;
	struct om_place *places;
	int64_t preferred;
	bool done;
	size_t n;
	int status;

	if (wanted.micro <= 0)
		return OM_OK;
	if ((status = om_setting_load(om)) != OM_OK)
		return status;
	preferred = order->location ? order->location : om->company->location_id;
	status = reserve_at(om, line, preferred, wanted, &done);
	if (status != OM_OK || done)
		return status;
	if ((status = om_stock_free(om, line->item, preferred, &places, &n)) != OM_OK)
		return status;
	for (size_t i = 0; status == OM_OK && wanted.micro > 0 && i < n; i++) {
		om_qty take = places[i].qty.micro < wanted.micro ? places[i].qty : wanted;

		if (order->location && places[i].location != order->location)
			continue;
		status = reserve_at(om, line, places[i].location, take, &done);
		if (done)
			wanted.micro -= take.micro;
	}
	return status;
}

int om_line_pickable(struct om *om, const struct om_line *line, struct om_place **places, size_t *n)
{
	int status = om_reservation_load(om, line->id, places, n);

	for (size_t i = 0; status == OM_OK && i < *n; i++) {
		om_qty ready = {0};

		if (line->ready.micro > 0)
			status = om_reservation_ready(om, line->id, (*places)[i].location, &ready);
		(*places)[i].qty.micro -= ready.micro;
	}
	return status;
}

int om_release_line(struct om *om, struct om_line *line, om_qty qty)
{
	struct om_place *places;
	size_t n;
	int status = om_line_pickable(om, line, &places, &n);

	while (status == OM_OK && qty.micro > 0 && n-- > 0) {
		om_qty give = places[n].qty.micro < qty.micro ? places[n].qty : qty;

		if (give.micro <= 0)
			continue;
		status = om_stock_unreserve(om, line->id, line->item, places[n].location, give);
		line->reserved.micro -= give.micro;
		qty.micro -= give.micro;
	}
	if (status == OM_OK && qty.micro > 0)
		status = om_fail(om, OM_REFUSED,
				 "%s is on a shipment that is ready; dispatch or "
				 "cancel that first",
				 line->sku);
	return status;
}
