/* Shipments: made from reserved goods, dispatched, delivered, cancelled. */
#include "trade/ship.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/item.h"
#include "store/stock.h"
#include "trade/document.h"
#include "trade/flow.h"
#include "trade/order.h"
#include "trade/reserve.h"

/* What --line asks for. */
struct wish {
	const char *sku;
	int64_t pos; /* "#3:5": line 3; 0: by SKU */
	om_qty left; /* not yet found in an order */
};

struct maker {
	struct om *om;
	const struct om_ship_new *how;
	struct wish *wishes;
	size_t n_wishes;
	struct om_document *shipments; /* not stored yet */
	size_t n, room;
	bool loaded; /* something of the order at hand */
};

static int wish_parse(struct maker *m, const char *text, struct wish *wish)
{
	char *copy = om_strdup(m->om->arena, text), *qty = strrchr(copy, ':');
	const char *why = NULL;

	if (!qty || qty == copy)
		return om_fail(m->om, OM_USAGE, "'--line': '%s' is not SKU:QTY or #LINE:QTY",
			       om_text_escape(m->om->arena, text));
	*qty++ = '\0';
	if (copy[0] == '#')
		why = om_int_parse(copy + 1, 1, INT32_MAX, &wish->pos);
	if (!why)
		why = om_qty_parse(qty, &wish->left);
	if (!why && wish->left.micro <= 0)
		why = "is not above zero";
	if (why)
		return om_fail(m->om, OM_USAGE, "'--line': '%s' %s",
			       om_text_escape(m->om->arena, text), why);
	if (!wish->pos) {
		const struct om_goods *goods;
		int status = om_goods_get(m->om, copy, &goods);

		if (status != OM_OK)
			return status;
		wish->sku = goods->sku;
	}
	return OM_OK;
}

static const char *none_if_empty(const char *s)
{
	return s && *s ? s : NULL;
}

/* Stored after each order, unless orders may share them. */
static int store_shipments(struct maker *m)
{
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < m->n; i++) {
		status = om_document_add(m->om, &m->shipments[i], "ship new");
		if (status == OM_OK)
			om_ref(m->om, m->shipments[i].number);
	}
	m->n = 0;
	return status;
}

static struct om_document *shipment_for(struct maker *m, const struct om_document *order,
					const struct om_place *place)
{
	struct om_document *s;

	for (size_t i = 0; i < m->n; i++) {
		s = &m->shipments[i];
		if (s->location == place->location && s->party == order->party &&
		    s->ship_to == order->ship_to)
			return s;
	}
	m->shipments = om_arena_grow(m->om->arena, m->shipments, m->n, &m->room, sizeof(*s));
	s = &m->shipments[m->n++];
	*s = om_document_derive(m->om, OM_SHIPMENT, order, m->how->date);
	s->state = OM_READY;
	s->location = place->location;
	s->location_code = place->code;
	s->carrier = none_if_empty(m->how->carrier);
	s->tracking = none_if_empty(m->how->tracking);
	s->note = m->om->note;
	return s;
}

/* What this run has already put on shipments of a line from that location. */
static int64_t loaded_at(const struct maker *m, const struct om_line *line, int64_t location)
{
	int64_t qty = 0;

	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0;
		     m->shipments[i].location == location && k < m->shipments[i].n_lines; k++)
			if (m->shipments[i].lines[k].source == line->id)
				qty += m->shipments[i].lines[k].qty.micro;
	return qty;
}

/* Put up to `wanted` of a line on shipments; *wanted falls by what was. */
static int load_line(struct maker *m, const struct om_document *order, const struct om_line *line,
		     om_qty *wanted)
{
	struct om_place *places;
	size_t n;
	int status = om_line_pickable(m->om, line, &places, &n);

	for (size_t i = 0; status == OM_OK && wanted->micro > 0 && i < n; i++) {
		int64_t there = places[i].qty.micro - loaded_at(m, line, places[i].location);
		om_qty take = {there < wanted->micro ? there : wanted->micro};

		if (take.micro <= 0 ||
		    (m->how->location && strcmp(m->how->location, places[i].code) != 0))
			continue;
		om_document_derive_line(m->om, shipment_for(m, order, &places[i]), line, take);
		wanted->micro -= take.micro;
		m->loaded = true;
	}
	return status;
}

static bool is_wished(const struct wish *wish, const struct om_line *line)
{
	return wish->pos ? wish->pos == line->pos : strcmp(wish->sku, line->sku) == 0;
}

static int load_wishes(struct maker *m, const struct om_document *order)
{
	int status = OM_OK;

	for (size_t w = 0; w < m->n_wishes; w++)
		for (size_t i = 0; status == OM_OK && i < order->n_lines; i++)
			if (m->wishes[w].left.micro > 0 && !order->lines[i].service &&
			    is_wished(&m->wishes[w], &order->lines[i]))
				status = load_line(m, order, &order->lines[i], &m->wishes[w].left);
	return status;
}

static int load_order(struct maker *m, const char *ref)
{
	struct om_document order;
	int status = om_document_get(m->om, OM_KIND_BIT(OM_ORDER), ref, &order);

	m->loaded = false;
	if (status == OM_OK)
		status = om_flow_check(m->om, &order, "ship");
	if (status == OM_OK && order.held)
		status =
			om_fail(m->om, OM_REFUSED, "%s is held; 'om-order release %s' lets it ship",
				order.number, order.number);
	if (status == OM_OK && m->n_wishes > 0)
		status = load_wishes(m, &order);
	for (size_t i = 0; status == OM_OK && m->n_wishes == 0 && i < order.n_lines; i++) {
		om_qty wanted = {order.lines[i].reserved.micro - order.lines[i].ready.micro};

		if (!order.lines[i].service && wanted.micro > 0)
			status = load_line(m, &order, &order.lines[i], &wanted);
	}
	if (status == OM_OK && !m->loaded)
		om_fail(m->om, OM_REFUSED,
			"%s: nothing is reserved%s that is not on a shipment already", order.number,
			m->how->location ? " there" : "");
	return status == OM_OK && !m->how->together ? store_shipments(m) : status;
}

static int check_wishes(struct maker *m)
{
	for (size_t w = 0; w < m->n_wishes; w++) {
		const struct wish *wish = &m->wishes[w];
		const char *name =
			wish->pos ? om_printf(m->om->arena, "line %lld", (long long)wish->pos)
				  : wish->sku;

		if (wish->left.micro > 0)
			return om_fail(m->om, OM_REFUSED,
				       "%s: %s more asked than is reserved for these orders", name,
				       om_qty_text(m->om, wish->left));
	}
	return OM_OK;
}

static int load_orders(struct maker *m, const struct om_list *orders)
{
	struct om *om = m->om;
	size_t n_loaded = 0;
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < orders->n; i++) {
		status = load_order(m, orders->v[i]);
		n_loaded += m->loaded;
		if (status == OM_OK && !m->loaded && orders->n > 1 && m->n_wishes == 0)
			om_note(om, "%s", om->error);
	}
	if (status == OM_OK && (status = check_wishes(m)) != OM_OK)
		return status;
	if (status == OM_OK && orders->n > 0 && n_loaded == 0)
		status = orders->n == 1 ? (int)OM_REFUSED
					: om_fail(om, OM_REFUSED, "nothing can be shipped");
	return status;
}

/* Texts from outside that a shipment keeps. */
static int check_carrier(struct om *om, const char *carrier, const char *tracking)
{
	const char *why;

	if (carrier && *carrier && (why = om_text_check(carrier, OM_TEXT_NAME)))
		return om_fail(om, OM_USAGE, "carrier '%s' %s", om_text_escape(om->arena, carrier),
			       why);
	if (tracking && *tracking && (why = om_text_check(tracking, OM_TEXT_NAME)))
		return om_fail(om, OM_USAGE, "tracking '%s' %s",
			       om_text_escape(om->arena, tracking), why);
	return OM_OK;
}

int om_ship_new(struct om *om, const struct om_list *orders, const struct om_ship_new *how)
{
	struct maker m = {.om = om, .how = how};
	struct om_location location;
	int status = check_carrier(om, how->carrier, how->tracking);

	if (status == OM_OK && how->location)
		status = om_location_get(om, how->location, &location);
	m.wishes = OM_NEW_ARRAY(om->arena, struct wish, how->lines.n + 1);
	for (size_t i = 0; status == OM_OK && i < how->lines.n; i++)
		status = wish_parse(&m, how->lines.v[i], &m.wishes[m.n_wishes++]);
	if (status == OM_OK)
		status = load_orders(&m, orders);
	return status == OM_OK ? store_shipments(&m) : status;
}

/* No order of the shipment may be held. */
static int check_orders(struct om *om, const struct om_document *shipment, const int64_t *orders,
			size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct om_document order;
		int status = om_document_find_id(om, orders[i], &order);

		if (status != OM_OK)
			return status;
		if (order.held)
			return om_fail(om, OM_REFUSED,
				       "%s: %s is held; 'om-order release %s' lets it ship",
				       shipment->number, order.number, order.number);
	}
	return OM_OK;
}

/* Cost of goods sold is fixed here: the line's share of the shelf's value. */
static int take_out(struct om *om, const struct om_document *shipment, const struct om_line *line)
{
	struct om_movement move = {
		.kind = OM_SHIP,
		.date = shipment->date,
		.item = line->item,
		.location = shipment->location,
		.qty = {-line->qty.micro},
		.line = line->id,
		.source = line->source,
	};
	struct om_balance shelf;
	bool done;
	int status = om_stock_get(om, line->item, shipment->location, &shelf);

	if (status != OM_OK)
		return status;
	done = shelf.on_hand.micro >= line->qty.micro;
	if (done) {
		om_money cost;

		if (!om_money_share(shelf.value, line->qty, shelf.on_hand, &cost))
			return om_fail(om, OM_REFUSED, "%s: the value is too large", line->sku);
		move.value.minor = -cost.minor;
		status = om_stock_move(om, &move, &done);
	}
	if (status == OM_OK && !done)
		status = om_fail(om, OM_REFUSED, "%s: %s asked, %s on hand at %s",
				 om_line_text(om, shipment, line), om_qty_text(om, line->qty),
				 om_qty_text(om, shelf.on_hand), shipment->location_code);
	return status;
}

int om_ship_dispatch(struct om *om, struct om_document *shipment, om_date date, const char *carrier,
		     const char *tracking)
{
	int64_t *orders;
	size_t n;
	int status = check_carrier(om, carrier, tracking);

	if (status == OM_OK)
		status = om_flow_check(om, shipment, "dispatch");
	if (status == OM_OK)
		status = om_document_order_ids(om, shipment->id, &orders, &n);
	if (status == OM_OK)
		status = check_orders(om, shipment, orders, n);
	if (status != OM_OK)
		return status;
	shipment->date = date;
	if (carrier)
		shipment->carrier = none_if_empty(carrier);
	if (tracking)
		shipment->tracking = none_if_empty(tracking);
	for (size_t i = 0; status == OM_OK && i < shipment->n_lines; i++)
		status = take_out(om, shipment, &shipment->lines[i]);
	if (status == OM_OK)
		status = om_document_update(om, shipment);
	if (status == OM_OK)
		status = om_document_step(om, shipment, "dispatch");
	for (size_t i = 0; status == OM_OK && i < n; i++)
		status = om_order_progress(om, orders[i]);
	return status;
}

int om_ship_deliver(struct om *om, struct om_document *shipment)
{
	return om_document_step(om, shipment, "deliver");
}

int om_ship_cancel(struct om *om, struct om_document *shipment)
{
	return om_document_step(om, shipment, "cancel");
}
