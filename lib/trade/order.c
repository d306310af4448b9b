/* Orders: made, confirmed, held, closed, and how far they have come. */
#include "trade/order.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/party.h"
#include "trade/document.h"
#include "trade/flow.h"
#include "trade/party.h"
#include "trade/reserve.h"

static bool has_goods(const struct om_document *doc)
{
	for (size_t i = 0; i < doc->n_lines; i++)
		if (!doc->lines[i].service)
			return true;
	return false;
}

int om_order_check_ref(struct om *om, const struct om_document *order)
{
	struct om_document there;
	int64_t *ids;
	size_t n;
	int status;

	if (order->kind != OM_ORDER || !order->channel || !order->ref)
		return OM_OK;
	status = om_order_find_ref(om, order->channel, order->ref, false, &ids, &n);
	for (size_t i = 0; status == OM_OK && i < n; i++) {
		if (ids[i] == order->id)
			continue;
		status = om_document_find_id(om, ids[i], &there);
		if (status == OM_OK)
			status = om_fail(om, OM_REFUSED, "order '%s' of channel '%s' is %s already",
					 om_text_escape(om->arena, order->ref), order->channel,
					 there.number);
	}
	return status;
}

int om_order_new(struct om *om, struct om_draft *draft, enum om_kind kind)
{
	struct om_document doc;
	int status = om_draft_document(om, draft, kind, &doc);

	if (status != OM_OK)
		return status;
	if ((status = om_order_check_ref(om, &doc)) != OM_OK)
		return status;
	status = om_document_add(om, &doc, kind == OM_ORDER ? "order new" : "quote new");
	if (status == OM_OK)
		om_ref(om, doc.number);
	return status;
}

int om_document_step(struct om *om, struct om_document *doc, const char *verb)
{
	int status = om_flow_step(om, doc, verb);

	if (status == OM_OK)
		status = om_document_log(
			om, doc, om_printf(om->arena, "%s %s", om_kind_command(doc->kind), verb),
			"%s", "");
	if (status == OM_OK)
		om_ref(om, doc->number);
	return status;
}

int om_order_check_address(struct om *om, const struct om_document *order)
{
	struct om_address address;
	int status = om_address_load(om, order->ship_to, &address);

	if (status == OM_OK && has_goods(order))
		status = om_address_check(
			om, &address,
			om_printf(om->arena, "%s: the delivery address", order->number));
	return status;
}

static void note_short(struct om *om, const struct om_document *order, const struct om_line *line)
{
	om_note(om, "%s: %s of %s reserved, %s backordered", om_line_text(om, order, line),
		om_qty_text(om, line->reserved), om_qty_text(om, om_line_open(line)),
		om_qty_text(om, om_line_backordered(line)));
}

int om_order_confirm(struct om *om, struct om_document *order, struct om_confirm *how)
{
	bool is_short = false;
	int status = om_flow_check(om, order, "confirm");

	if (status == OM_OK)
		status = om_order_check_address(om, order);
	for (size_t i = 0; status == OM_OK && i < order->n_lines; i++) {
		struct om_line *line = &order->lines[i];

		if ((status = om_reserve_line(om, order, line)) != OM_OK)
			return status;
		if (om_line_backordered(line).micro == 0)
			continue;
		if (how->all_or_nothing)
			return om_fail(om, OM_REFUSED, "%s: %s asked, %s available",
				       om_line_text(om, order, line), om_qty_text(om, line->qty),
				       om_qty_text(om, line->reserved));
		is_short = true;
		if (!how->quiet)
			note_short(om, order, line);
	}
	if (status == OM_OK)
		status = om_flow_step(om, order, "confirm");
	if (status == OM_OK)
		status = om_document_log(om, order, "order confirm", "%s",
					 is_short ? "partly backordered" : "");
	how->n_short += is_short;
	return status;
}

int om_order_allocate(struct om *om, struct om_document *order)
{
	const char *detail = NULL;
	int status = om_flow_check(om, order, "allocate");

	for (size_t i = 0; status == OM_OK && i < order->n_lines; i++) {
		struct om_line *line = &order->lines[i];
		om_qty before = line->reserved;
		const char *text;

		status = om_reserve_line(om, order, line);
		if (status != OM_OK || line->reserved.micro == before.micro)
			continue;
		text = om_printf(om->arena, "%s %s", line->sku,
				 om_qty_text(om, (om_qty){line->reserved.micro - before.micro}));
		detail = detail ? om_printf(om->arena, "%s, %s", detail, text) : text;
	}
	if (status != OM_OK || !detail)
		return status;
	status = om_document_log(om, order, "order allocate", "%s", detail);
	if (status == OM_OK)
		om_ref(om, order->number);
	return status;
}

int om_order_allocate_all(struct om *om)
{
	int64_t *ids;
	size_t n;
	int status = om_order_waiting(om, 0, &ids, &n);

	for (size_t i = 0; status == OM_OK && i < n; i++) {
		struct om_document order;

		status = om_document_load(om, ids[i], &order);
		if (status == OM_OK)
			status = om_order_allocate(om, &order);
	}
	return status;
}

int om_order_hold(struct om *om, struct om_document *order, bool held)
{
	const char *verb = held ? "hold" : "release";
	int status = om_flow_check(om, order, verb);

	if (status == OM_OK && order->held == held)
		status = om_fail(om, OM_REFUSED, held ? "%s is held already" : "%s is not held",
				 order->number);
	if (status != OM_OK)
		return status;
	order->held = held;
	status = om_document_update(om, order);
	if (status == OM_OK)
		status =
			om_document_log(om, order, held ? "order hold" : "order release", "%s", "");
	if (status == OM_OK)
		om_ref(om, order->number);
	return status;
}

int om_order_cancel(struct om *om, struct om_document *order)
{
	int status = om_flow_check(om, order, "cancel");

	for (size_t i = 0; status == OM_OK && i < order->n_lines; i++) {
		const struct om_line *line = &order->lines[i];

		if (line->shipped.micro > 0)
			status = om_fail(om, OM_REFUSED,
					 "%s has shipped in part and cannot be cancelled; "
					 "'om-order close %s' gives up the rest",
					 order->number, order->number);
		else if (line->ready.micro > 0)
			status = om_fail(om, OM_REFUSED,
					 "%s: a shipment is ready; cancel that first",
					 order->number);
		else if (line->invoiced.micro > 0)
			status = om_fail(om, OM_REFUSED, "%s is invoiced and cannot be cancelled",
					 order->number);
	}
	for (size_t i = 0; status == OM_OK && i < order->n_lines; i++)
		if (order->lines[i].reserved.micro > 0)
			status = om_release_line(om, &order->lines[i], order->lines[i].reserved);
	return status == OM_OK ? om_document_step(om, order, "cancel") : status;
}

static int close_line(struct om *om, const struct om_document *order, struct om_line *line)
{
	int status = OM_OK;

	if (line->ready.micro > 0)
		return om_fail(om, OM_REFUSED,
			       "%s is on a shipment that is ready; dispatch or cancel that first",
			       om_line_text(om, order, line));
	if (line->reserved.micro > 0)
		status = om_release_line(om, line, line->reserved);
	line->closed = true;
	return status == OM_OK ? om_line_update(om, line) : status;
}

static bool is_line_named(const struct om_line *line, const char *name)
{
	int64_t pos;

	if (name[0] == '#')
		return !om_int_parse(name + 1, 1, INT32_MAX, &pos) && pos == line->pos;
	return strcmp(line->sku, name) == 0;
}

/* Close the open lines of that name; NULL: all. */
static int close_named(struct om *om, struct om_document *order, const char *name)
{
	size_t named = 0, closed = 0;
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < order->n_lines; i++) {
		struct om_line *line = &order->lines[i];

		if (line->service || (name && !is_line_named(line, name)))
			continue;
		named++;
		if (om_line_open(line).micro > 0) {
			status = close_line(om, order, line);
			closed++;
		}
	}
	if (status == OM_OK && name && closed == 0)
		status = om_fail(om, OM_REFUSED,
				 named ? "%s: nothing of '%s' is left to close"
				       : "%s has no line of goods '%s'",
				 order->number, om_text_escape(om->arena, name));
	return status;
}

int om_order_close(struct om *om, struct om_document *order, const struct om_list *names)
{
	const char *detail = "";
	bool open = false;
	int status = om_flow_check(om, order, "close");

	if (status == OM_OK && names->n == 0)
		status = close_named(om, order, NULL);
	for (size_t i = 0; status == OM_OK && i < names->n; i++) {
		status = close_named(om, order, names->v[i]);
		detail = om_printf(om->arena, "%s%s%s", detail, i ? " " : "", names->v[i]);
	}
	for (size_t i = 0; i < order->n_lines; i++)
		open |= om_line_open(&order->lines[i]).micro > 0;
	if (status == OM_OK && !open)
		status = om_flow_step(om, order, "close");
	if (status == OM_OK)
		status = om_document_log(om, order, "order close", "%s", detail);
	if (status == OM_OK)
		status = om_order_progress(om, order->id);
	if (status == OM_OK)
		om_ref(om, order->number);
	return status;
}

void om_order_measure(const struct om_document *order, enum om_progress_of *shipped,
		      enum om_progress_of *invoiced)
{
	bool any_goods = false, all_shipped = true, any_shipped = false;
	bool all_invoiced = true, any_invoiced = false;

	for (size_t i = 0; i < order->n_lines; i++) {
		const struct om_line *line = &order->lines[i];
		int64_t billable = line->closed ? line->shipped.micro : line->qty.micro;

		if (!line->service) {
			any_goods = true;
			any_shipped |= line->shipped.micro > 0;
			all_shipped &= om_line_open(line).micro == 0;
		}
		any_invoiced |= line->invoiced.micro > 0;
		all_invoiced &= line->invoiced.micro >= billable;
	}
	*shipped = !any_goods || (all_shipped && any_shipped) ? OM_ALL
		   : any_shipped			      ? OM_PART
							      : OM_NONE;
	*invoiced = all_invoiced && any_invoiced ? OM_ALL : any_invoiced ? OM_PART : OM_NONE;
}

int om_order_progress(struct om *om, int64_t id)
{
	enum om_progress_of shipped, invoiced;
	struct om_document order;
	bool drafts;
	int status = om_document_load(om, id, &order);
	if (status != OM_OK)
		return status;
	for (size_t i = 0; i < order.n_lines; i++)
		if (order.lines[i].invoiced.micro > order.lines[i].qty.micro)
			return om_fail(om, OM_REFUSED, "%s: %s would be invoiced, %s ordered",
				       om_line_text(om, &order, &order.lines[i]),
				       om_qty_text(om, order.lines[i].invoiced),
				       om_qty_text(om, order.lines[i].qty));
	om_order_measure(&order, &shipped, &invoiced);
	if (shipped != order.shipped || invoiced != order.invoiced)
		status = om_document_set_progress(om, id, shipped, invoiced);
	if (status != OM_OK || order.state != OM_CONFIRMED || shipped != OM_ALL ||
	    invoiced != OM_ALL)
		return status;
	status = om_order_has_draft_invoice(om, id, &drafts);
	if (status != OM_OK || drafts)
		return status;
	status = om_flow_step(om, &order, "close");
	return status == OM_OK
		       ? om_document_log(om, &order, "order close", "all shipped and invoiced")
		       : status;
}
