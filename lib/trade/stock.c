/* Goods in and out of the shelf by hand: receipts and corrections. */
#include "trade/stock.h"

#include "base/mem.h"
#include "base/number.h"
#include "store/document.h"
#include "store/item.h"
#include "store/log.h"
#include "store/setting.h"
#include "store/stock.h"
#include "trade/document.h"

#include <assert.h>

enum {
	AWAITED_SHOWN = 10 /* items that are named one by one */
};

/* Where a line moves what, and what lies there now. */
struct shelf {
	const struct om_goods *goods;
	const char *code; /* of the location */
	int64_t location;
	om_qty qty;
	struct om_balance balance;
};

static bool is_given(const char *s)
{
	return s && *s;
}

static int find_place(struct om *om, struct om_stock_entry *entry, const char *code)
{
	struct om_location location;
	int status;

	if (entry->met.id && strcmp(entry->met.code, code) == 0)
		return OM_OK;
	if ((status = om_location_get(om, code, &location)) != OM_OK)
		return status;
	if (!location.active)
		return om_fail(om, OM_REFUSED, "location '%s' is not active", location.code);
	snprintf(entry->met.code, sizeof(entry->met.code), "%s", location.code);
	entry->met.id = location.id;
	return OM_OK;
}

int om_stock_entry_begin(struct om *om, struct om_stock_entry *entry, enum om_status bad,
			 om_date date, const char *location)
{
	int status = om_setting_load(om);

	*entry = (struct om_stock_entry){.bad = bad, .date = date, .column = "sku"};
	if (status == OM_OK)
		status = find_place(om, entry, location ? location : om->company->location);
	entry->usual = entry->met;
	return status;
}

int om_stock_operand(struct om *om, const char *operand, bool with_cost, struct om_stock_text *text)
{
	char *sku = om_strdup(om->arena, operand), *qty = strrchr(sku, ':'), *cost = NULL;

	if (qty && with_cost && (cost = strchr(qty, '@')))
		*cost++ = '\0';
	if (!qty || qty == sku || !qty[1] || (cost && !*cost))
		return om_fail(om, OM_USAGE, "'%s' is not a line; expected %s",
			       om_text_escape(om->arena, operand),
			       with_cost ? "SKU:QTY[@COST], such as P01:10@2.50"
					 : "SKU:+QTY or SKU:-QTY, such as P01:-2");
	*qty++ = '\0';
	*text = (struct om_stock_text){.sku = sku, .qty = qty, .cost = cost};
	return OM_OK;
}

static int refuse_value(struct om *om, const struct om_stock_entry *entry, const char *sku,
			const char *value, const char *why)
{
	return om_fail(om, entry->bad, "%s: %s '%s' %s", sku, entry->column,
		       om_text_escape(om->arena, value), why);
}

static int refuse_range(struct om *om, const struct shelf *shelf)
{
	return om_fail(om, OM_REFUSED,
		       "%s: too much: the quantity or the value at %s would leave "
		       "the range that om can hold",
		       shelf->goods->sku, shelf->code);
}

static int find_goods(struct om *om, struct om_stock_entry *entry, const char *sku,
		      const struct om_goods **goods)
{
	int status;

	entry->column = "sku";
	if (!is_given(sku))
		return om_fail(om, entry->bad, "the SKU is missing");
	if ((status = om_goods_get(om, sku, goods)) != OM_OK)
		return status;
	if ((*goods)->service)
		return om_fail(om, OM_REFUSED, "%s is a service; only goods lie on a shelf",
			       (*goods)->sku);
	return OM_OK;
}

static int read_shelf(struct om *om, struct om_stock_entry *entry, const struct om_stock_text *text,
		      struct shelf *shelf)
{
	const char *why;
	int status = find_goods(om, entry, text->sku, &shelf->goods);

	if (status != OM_OK)
		return status;
	assert(shelf->goods);
	entry->column = "qty";
	if (!is_given(text->qty))
		return om_fail(om, entry->bad, "%s: the qty is missing", shelf->goods->sku);
	if ((why = om_qty_parse(text->qty, &shelf->qty)))
		return refuse_value(om, entry, shelf->goods->sku, text->qty, why);
	entry->column = "location";
	if (is_given(text->location) && strcmp(text->location, entry->usual.code) != 0) {
		if ((status = find_place(om, entry, text->location)) != OM_OK)
			return om_prefix(om, status, "%s", shelf->goods->sku);
		shelf->code = entry->met.code;
		shelf->location = entry->met.id;
	} else {
		shelf->code = entry->usual.code;
		shelf->location = entry->usual.id;
	}
	entry->column = "qty";
	return om_stock_get(om, shelf->goods->id, shelf->location, &shelf->balance);
}

/* What one cost: as the line says, or the item. */
static int read_cost(struct om *om, struct om_stock_entry *entry, const struct om_stock_text *text,
		     const char *sku, int64_t item, om_price *cost)
{
	const char *why;
	int status;

	entry->column = "cost";
	if (is_given(text->cost)) {
		why = om_price_parse(text->cost, cost);
		if (!why && cost->micro < 0)
			why = "is below zero";
		return why ? refuse_value(om, entry, sku, text->cost, why) : OM_OK;
	}
	if ((status = om_stock_cost(om, item, cost)) != OM_OK || cost->micro != OM_UNSET)
		return status;
	if (entry->bad == OM_INPUT)
		return om_fail(om, OM_REFUSED, "%s: the cost is missing; the item has none either",
			       sku);
	return om_fail(om, OM_REFUSED, "%s: give what one cost: %s:%s@2.10", sku, sku, text->qty);
}

/* Out is a share of what lies there, and all of it with the last unit. */
static bool out_value(const struct shelf *shelf, om_money *value)
{
	const struct om_balance *b = &shelf->balance;
	bool fits = true;

	if (shelf->qty.micro == -b->on_hand.micro)
		*value = b->value;
	else
		fits = om_money_share(b->value, (om_qty){-shelf->qty.micro}, b->on_hand, value);
	value->minor = -value->minor;
	return fits;
}

/* In is worth the average of what lies there, else what one is expected to cost. */
static int in_value(struct om *om, const struct shelf *shelf, om_money *value)
{
	const struct om_balance *b = &shelf->balance;
	om_price cost;
	int status;

	*value = (om_money){0};
	if (b->on_hand.micro > 0)
		return om_money_share(b->value, shelf->qty, b->on_hand, value)
			       ? OM_OK
			       : refuse_range(om, shelf);
	if ((status = om_stock_cost(om, shelf->goods->id, &cost)) != OM_OK)
		return status;
	if (cost.micro == OM_UNSET) {
		om_note(om,
			"%s: put in without a value: the shelf is empty and the item has no "
			"cost",
			shelf->goods->sku);
		return OM_OK;
	}
	return om_line_net(shelf->qty, cost, (om_percent){0}, om->company->exponent, value)
		       ? OM_OK
		       : refuse_range(om, shelf);
}

/* The movement itself, its log row, its line of output. */
static int move_goods(struct om *om, struct om_stock_entry *entry, const struct shelf *shelf,
		      struct om_movement *movement, const char *verb, const char *detail)
{
	char digest[OM_HASH_SIZE];
	om_qty qty;
	om_money value;
	bool done;
	int status;

	movement->date = entry->date;
	movement->item = shelf->goods->id;
	movement->location = shelf->location;
	movement->qty = shelf->qty;
	if (!om_qty_add(shelf->balance.on_hand, movement->qty, &qty) ||
	    !om_money_add(shelf->balance.value, movement->value, &value))
		return refuse_range(om, shelf);
	if ((status = om_stock_move(om, movement, &done)) != OM_OK)
		return status;
	if (!done)
		return om_fail(om, OM_REFUSED, "%s: what lies at %s has changed; run it again",
			       shelf->goods->sku, shelf->code);
	if (!entry->first)
		entry->first = movement->id;
	om_movement_digest(movement, digest);
	om_ref(om, shelf->goods->sku);
	return om_log_add(om, verb, shelf->goods->sku, digest, "%s", detail);
}

int om_stock_receive(struct om *om, struct om_stock_entry *entry, const struct om_stock_text *text)
{
	struct om_movement movement = {.kind = OM_RECEIVE};
	char qty[OM_NUMBER_SIZE], price[OM_NUMBER_SIZE];
	struct shelf shelf = {0};
	om_price cost;
	int status;

	if ((status = read_shelf(om, entry, text, &shelf)) != OM_OK)
		return status;
	if (shelf.qty.micro <= 0)
		return refuse_value(om, entry, shelf.goods->sku, text->qty, "is not above zero");
	status = read_cost(om, entry, text, shelf.goods->sku, shelf.goods->id, &cost);
	if (status != OM_OK)
		return status;
	entry->column = "qty";
	if (!om_line_net(shelf.qty, cost, (om_percent){0}, om->company->exponent, &movement.value))
		return refuse_range(om, &shelf);
	return move_goods(om, entry, &shelf, &movement, "stock receive",
			  om_printf(om->arena, "%s %s at %s, %s %s each",
				    om_qty_format(shelf.qty, qty), shelf.goods->unit, shelf.code,
				    om->company->currency,
				    om_price_format(cost, om->company->exponent, price)));
}

static int refuse_available(struct om *om, const struct shelf *shelf, om_qty kept, const char *how)
{
	char out[OM_NUMBER_SIZE], free_[OM_NUMBER_SIZE], held[OM_NUMBER_SIZE], all[OM_NUMBER_SIZE];
	const struct om_balance *b = &shelf->balance;

	om_fail(om, OM_REFUSED, "%s: %s to be taken out, %s available at %s", shelf->goods->sku,
		om_qty_format((om_qty){-shelf->qty.micro}, out),
		om_qty_format((om_qty){b->on_hand.micro - kept.micro}, free_), shelf->code);
	if (kept.micro == 0)
		return OM_REFUSED;
	return om_fail(om, OM_REFUSED, "%s (%s of %s are %s)", om_strdup(om->arena, om->error),
		       om_qty_format(kept, held), om_qty_format(b->on_hand, all), how);
}

/* An order gave up qty: say so to people and in the log. */
static int tell_order(struct om *om, const struct shelf *shelf, int64_t id, om_qty qty)
{
	struct om_document order;
	const char *given = om_qty_text(om, qty);
	int status = om_document_load(om, id, &order);
	if (status != OM_OK)
		return status;
	om_note(om, "%s gave back %s %s of %s at %s and waits for it", order.number, given,
		shelf->goods->unit, shelf->goods->sku, shelf->code);
	return om_document_log(om, &order, "order unreserve", "%s %s of %s at %s", given,
			       shelf->goods->unit, shelf->goods->sku, shelf->code);
}

/* Orders give back `missing`; the claims are in the order of giving. */
static int give_back(struct om *om, const struct shelf *shelf, const struct om_claim *claim,
		     om_qty missing)
{
	om_qty given = {0};
	int status = OM_OK;

	for (; status == OM_OK && missing.micro > 0; claim++) {
		om_qty take = claim->qty.micro < missing.micro ? claim->qty : missing;

		status = om_stock_unreserve(om, claim->line, shelf->goods->id, shelf->location,
					    take);
		missing.micro -= take.micro;
		given.micro += take.micro;
		if (status == OM_OK && (missing.micro == 0 || claim[1].order != claim->order)) {
			status = tell_order(om, shelf, claim->order, given);
			given.micro = 0;
		}
	}
	return status;
}

/* Make room for what goes out, or refuse. */
static int free_goods(struct om *om, const struct om_stock_entry *entry, const struct shelf *shelf)
{
	const struct om_balance *b = &shelf->balance;
	om_qty missing = {-shelf->qty.micro - om_stock_available(b).micro};
	om_qty kept = b->reserved;
	struct om_claim *claims;
	size_t n;
	int status;

	if (missing.micro <= 0)
		return OM_OK;
	if (!entry->unreserve)
		return refuse_available(om, shelf, kept, "reserved");
	status = om_reservation_latest(om, shelf->goods->id, shelf->location, &claims, &n);
	if (status != OM_OK)
		return status;
	for (size_t i = 0; i < n; i++)
		kept.micro -= claims[i].qty.micro;
	if (missing.micro > b->reserved.micro - kept.micro)
		return refuse_available(om, shelf, kept, "on ready shipments");
	return give_back(om, shelf, claims, missing);
}

static int check_reason(struct om *om, struct om_stock_entry *entry, const char *sku,
			const char *reason)
{
	const char *why;

	entry->column = "reason";
	if (!is_given(reason))
		return om_fail(om, entry->bad, "%s: the reason is missing", sku);
	why = om_text_check(reason, OM_TEXT_NAME);
	return why ? refuse_value(om, entry, sku, reason, why) : OM_OK;
}

int om_stock_adjust(struct om *om, struct om_stock_entry *entry, const struct om_stock_text *text)
{
	struct om_movement movement = {.kind = OM_ADJUST, .reason = text->reason};
	char qty[OM_NUMBER_SIZE], value[OM_NUMBER_SIZE];
	struct shelf shelf = {0};
	int status;

	if ((status = read_shelf(om, entry, text, &shelf)) != OM_OK)
		return status;
	if (shelf.qty.micro == 0)
		return refuse_value(om, entry, shelf.goods->sku, text->qty, "changes nothing");
	if (entry->bad == OM_USAGE && *text->qty != '+' && *text->qty != '-')
		return refuse_value(om, entry, shelf.goods->sku, text->qty,
				    "needs a sign: + puts in, - takes out");
	if ((status = check_reason(om, entry, shelf.goods->sku, text->reason)) != OM_OK)
		return status;
	entry->column = "qty";
	if (shelf.qty.micro > 0)
		status = in_value(om, &shelf, &movement.value);
	else if ((status = free_goods(om, entry, &shelf)) == OM_OK &&
		 !out_value(&shelf, &movement.value))
		status = refuse_range(om, &shelf);
	if (status != OM_OK)
		return status;
	return move_goods(om, entry, &shelf, &movement, "stock adjust",
			  om_printf(om->arena, "%s%s %s at %s, %s %s: %s",
				    shelf.qty.micro > 0 ? "+" : "", om_qty_format(shelf.qty, qty),
				    shelf.goods->unit, shelf.code, om->company->currency,
				    om_money_format(movement.value, om->company->exponent, value),
				    text->reason));
}

static int note_awaited(struct om *om, const struct om_awaited_row *row, void *ctx)
{
	int64_t *items = ctx;

	if (++*items <= AWAITED_SHOWN)
		om_note(om, "%lld order%s for %s; om-order allocate fills %s",
			(long long)row->orders, row->orders == 1 ? " waits" : "s wait", row->sku,
			row->orders == 1 ? "it" : "them");
	return OM_OK;
}

int om_stock_entry_end(struct om *om, const struct om_stock_entry *entry)
{
	int64_t items = 0, more;
	int status =
		entry->first ? om_stock_awaited(om, entry->first, note_awaited, &items) : OM_OK;

	more = items - AWAITED_SHOWN;
	if (status == OM_OK && more > 0)
		om_note(om, "orders wait for %lld more item%s that came in", (long long)more,
			more == 1 ? "" : "s");
	return status;
}

om_qty om_stock_short(const struct om_low_row *row)
{
	int64_t wanted = row->backordered.micro - row->available.micro;

	if (row->reorder_point.micro != OM_UNSET)
		wanted += row->reorder_point.micro;
	return (om_qty){wanted > 0 ? wanted : 0};
}

om_qty om_stock_available(const struct om_balance *balance)
{
	return (om_qty){balance->on_hand.micro - balance->reserved.micro};
}

om_price om_stock_average(const struct om_balance *balance, int exponent)
{
	om_price average = {0};

	if (balance->on_hand.micro == 0 ||
	    !om_money_per(balance->value, balance->on_hand, exponent, &average))
		return (om_price){0};
	return average;
}
