/* Invoices: collecting what may be billed, and posting. */
#include "trade/invoice.h"

#include "base/map.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/setting.h"
#include "trade/document.h"
#include "trade/flow.h"
#include "trade/order.h"
#include "trade/payment.h"
#include "trade/ship.h"
#include "trade/terms.h"

struct maker {
	struct om *om;
	const struct om_invoice_new *how;
	struct om_document *invoices; /* not stored yet */
	size_t n, room;
	struct om_map index; /* order or customer to the number of its invoice here */
	size_t added;	     /* lines put on them by the operand at hand */
};

static bool is_alike(const struct maker *m, const struct om_document *invoice,
		     const struct om_document *order)
{
	if (!m->how->by_customer)
		return invoice->id == order->id;
	return invoice->party == order->party && invoice->bill_to == order->bill_to &&
	       strcmp(invoice->currency, order->currency) == 0 &&
	       strcmp(invoice->terms, order->terms) == 0;
}

/* The invoice that lines of this order go to: the order's, or its customer's. */
static struct om_document *invoice_for(struct maker *m, const struct om_document *order)
{
	uint64_t key = om_map_mix(1, (uint64_t)(m->how->by_customer ? order->party : order->id));
	struct om_document *v;
	bool added;
	uint64_t *at;

	if (m->how->by_customer) {
		key = om_map_mix(key, (uint64_t)order->bill_to);
		key = om_map_mix_text(key, order->currency);
		key = om_map_mix_text(key, order->terms);
	}
	for (;; key++) {
		at = om_map_at(&m->index, key, m->n, &added);
		if (added || is_alike(m, &m->invoices[*at], order))
			break;
	}
	if (!added)
		return &m->invoices[*at];
	m->invoices = om_arena_grow(m->om->arena, m->invoices, m->n, &m->room, sizeof(*v));
	v = &m->invoices[m->n++];
	*v = om_document_derive(m->om, OM_INVOICE, order, m->how->date);
	v->id = order->id; /* until it is stored: the order it began with */
	v->state = OM_DRAFT;
	v->note = m->om->note;
	return v;
}

static bool is_on(const struct om_document *invoice, int64_t source)
{
	for (size_t i = 0; i < invoice->n_lines; i++)
		if (invoice->lines[i].source == source)
			return true;
	return false;
}

/*
 * The line that bills the last of an order line takes the rest: however the
 * order line was cut, its invoices add up to its net. `ordered->invoiced`
 * counts what this run has put on invoices already.
 */
static int take_rest(struct maker *m, const struct om_line *ordered, struct om_line *line,
		     om_money net)
{
	om_money billed;
	int status;

	if (ordered->invoiced.micro == 0 ||
	    ordered->invoiced.micro + line->qty.micro != ordered->qty.micro)
		return OM_OK;
	status = om_line_billed(m->om, ordered->id, &billed);
	line->rest.minor = ordered->net.minor - billed.minor - ordered->billed.minor - net.minor;
	return status;
}

/* Bill qty of `source`, a line of the order or of its shipment, for `ordered`. */
static int bill_line(struct maker *m, const struct om_document *order, struct om_line *ordered,
		     const struct om_line *source, om_qty qty, om_date date)
{
	struct om_document *invoice = invoice_for(m, order);
	struct om_line *line;
	om_money net;
	int status;

	if (is_on(invoice, source->id))
		return OM_OK;
	line = om_document_derive_line(m->om, invoice, source, qty);
	if (!om_line_net(qty, line->price, line->discount, order->exponent, &net))
		return om_fail(m->om, OM_REFUSED, "%s: the amounts are too large", order->number);
	if ((status = take_rest(m, ordered, line, net)) != OM_OK)
		return status;
	ordered->billed.minor += net.minor + line->rest.minor;
	ordered->invoiced.micro += qty.micro;
	if (m->how->on_shipment_date && om_date_is_set(date) &&
	    (invoice->due.day < date.day || !om_date_is_set(invoice->due)))
		invoice->due = date; /* until it is stored: the last shipment's date */
	m->added++;
	return OM_OK;
}

static struct om_line *line_of(struct om_document *order, int64_t id)
{
	for (size_t i = 0; i < order->n_lines; i++)
		if (order->lines[i].id == id)
			return &order->lines[i];
	return NULL;
}

/* A shipment's lines of that order that are not on an invoice yet; never more
 * than was shipped of the order line, however it was billed before. */
static int bill_shipment_lines(struct maker *m, struct om_document *order,
			       const struct om_document *shipment)
{
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < shipment->n_lines; i++) {
		const struct om_line *line = &shipment->lines[i];
		struct om_line *ordered = line_of(order, line->source);
		int64_t left = line->qty.micro - line->invoiced.micro;

		if (!ordered)
			continue;
		if (left > ordered->shipped.micro - ordered->invoiced.micro)
			left = ordered->shipped.micro - ordered->invoiced.micro;
		if (left > 0)
			status = bill_line(m, order, ordered, line, (om_qty){left}, shipment->date);
	}
	return status;
}

/* Lines billed by what was ordered: every line, or the services only. */
static int bill_ordered_lines(struct maker *m, struct om_document *order, bool services_only)
{
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < order->n_lines; i++) {
		struct om_line *line = &order->lines[i];
		int64_t wanted = line->closed ? line->shipped.micro : line->qty.micro;
		int64_t left = wanted - line->invoiced.micro;

		if (left > 0 && (line->service || !services_only))
			status = bill_line(m, order, line, line, (om_qty){left}, OM_NO_DATE);
	}
	return status;
}

/* Services go with the first goods; alone only where no goods were ordered, or
 * all that will ship has been shipped. */
static bool may_bill_services(const struct om_document *order)
{
	bool goods = false, owed = false, shipped = false, billed = false;

	for (size_t i = 0; i < order->n_lines; i++) {
		const struct om_line *line = &order->lines[i];

		if (line->service)
			continue;
		goods = true;
		owed |= !line->closed && line->qty.micro > line->shipped.micro;
		shipped |= line->shipped.micro > 0;
		billed |= line->invoiced.micro > 0;
	}
	return !goods || billed || (shipped && !owed);
}

static int bill_order(struct maker *m, struct om_document *order,
		      const struct om_document *shipment)
{
	int64_t *ids = NULL;
	size_t n = 0;
	int status = om_flow_check(m->om, order, "bill");

	if (status != OM_OK)
		return status;
	if (strcmp(order->billing, "ordered") == 0)
		return bill_ordered_lines(m, order, false);
	if (shipment)
		status = bill_shipment_lines(m, order, shipment);
	else
		status = om_order_shipments(m->om, order->id, &ids, &n);
	for (size_t i = 0; status == OM_OK && i < n; i++) {
		struct om_document one;

		status = om_document_load(m->om, ids[i], &one);
		if (status == OM_OK)
			status = bill_shipment_lines(m, order, &one);
	}
	if (status == OM_OK && may_bill_services(order))
		status = bill_ordered_lines(m, order, true);
	return status;
}

static int bill_shipment(struct maker *m, struct om_document *shipment)
{
	struct om_document order;
	int64_t *ids;
	size_t n;
	int status = om_flow_check(m->om, shipment, "bill");

	if (status == OM_OK)
		status = om_document_order_ids(m->om, shipment->id, &ids, &n);
	for (size_t i = 0; status == OM_OK && i < n; i++) {
		status = om_document_load(m->om, ids[i], &order);
		if (status == OM_OK)
			status = bill_order(m, &order, shipment);
	}
	return status;
}

static int bill_operand(struct maker *m, const char *ref)
{
	struct om_document doc;
	int status =
		om_document_get(m->om, OM_KIND_BIT(OM_ORDER) | OM_KIND_BIT(OM_SHIPMENT), ref, &doc);

	if (status != OM_OK)
		return status;
	m->added = 0;
	status = doc.kind == OM_ORDER ? bill_order(m, &doc, NULL) : bill_shipment(m, &doc);
	if (status == OM_OK && m->added == 0)
		om_fail(m->om, OM_REFUSED, "%s: nothing is left to bill", doc.number);
	return status;
}

static int collect(struct maker *m, const struct om_list *refs)
{
	struct om *om = m->om;
	int64_t *ids = NULL;
	size_t n = 0;
	int status = m->how->all ? om_order_billable(om, &ids, &n) : OM_OK;

	for (size_t i = 0; status == OM_OK && i < n; i++) {
		struct om_document order;

		status = om_document_load(om, ids[i], &order);
		if (status == OM_OK)
			status = bill_order(m, &order, NULL);
	}
	for (size_t i = 0; status == OM_OK && i < refs->n; i++) {
		status = bill_operand(m, refs->v[i]);
		if (status == OM_OK && m->added == 0 && refs->n > 1)
			om_note(om, "%s", om->error);
	}
	if (status == OM_OK && m->n == 0 && refs->n > 0)
		status = refs->n == 1 ? (int)OM_REFUSED
				      : om_fail(om, OM_REFUSED, "nothing is left to bill");
	return status;
}

static int compare_dates(const void *a, const void *b)
{
	const struct om_document *x = a, *y = b;

	if (x->date.day != y->date.day)
		return x->date.day < y->date.day ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static int store_invoice(struct om *om, struct om_document *invoice, bool post)
{
	int64_t *orders;
	size_t n;
	int status;

	invoice->id = 0;
	status = om_document_add(om, invoice, "invoice new");
	if (status == OM_OK && post)
		return om_invoice_post(om, invoice, invoice->date);
	if (status == OM_OK)
		status = om_document_order_ids(om, invoice->id, &orders, &n);
	for (size_t i = 0; status == OM_OK && i < n; i++)
		status = om_order_progress(om, orders[i]);
	if (status == OM_OK)
		om_ref(om, invoice->number);
	return status;
}

int om_invoice_new(struct om *om, const struct om_list *refs, const struct om_invoice_new *how)
{
	struct maker m = {.om = om, .how = how};
	int status = collect(&m, refs);

	for (size_t i = 0; status == OM_OK && i < m.n; i++) {
		struct om_document *invoice = &m.invoices[i];

		if (om_date_is_set(invoice->due))
			invoice->date = invoice->due;
		invoice->due = OM_NO_DATE;
	}
	if (status == OM_OK && m.n > 1)
		qsort(m.invoices, m.n, sizeof(*m.invoices), compare_dates);
	for (size_t i = 0; status == OM_OK && i < m.n; i++)
		status = store_invoice(om, &m.invoices[i], how->post);
	om_map_free(&m.index);
	return status;
}

int om_invoice_post(struct om *om, struct om_document *invoice, om_date date)
{
	char *number;
	int64_t *orders;
	const char *why;
	size_t n;
	int status = om_flow_check(om, invoice, "post");

	if (status == OM_OK)
		status = om_series_next(om, om_kind_prefix(OM_INVOICE), &number);
	if (status != OM_OK)
		return status;
	invoice->draft = invoice->number;
	invoice->number = number;
	invoice->date = date;
	if ((why = om_terms_due(invoice->terms, date, &invoice->due)))
		return om_fail(om, OM_REFUSED, "%s: terms '%s' %s", invoice->draft, invoice->terms,
			       why);
	invoice->open = invoice->total;
	status = om_flow_step(om, invoice, "post");
	if (status == OM_OK)
		status = om_document_update(om, invoice);
	if (status == OM_OK)
		status = om_document_log(om, invoice, "invoice post", "%s, %s", invoice->draft,
					 om_amount_text(om, invoice, invoice->total));
	if (status == OM_OK)
		status = om_document_order_ids(om, invoice->id, &orders, &n);
	for (size_t i = 0; status == OM_OK && i < n; i++)
		status = om_order_progress(om, orders[i]);
	if (status == OM_OK)
		om_ref(om, number);
	return status;
}

int om_invoice_cancel(struct om *om, struct om_document *invoice)
{
	int64_t *orders;
	size_t n;
	int status = om_document_step(om, invoice, "cancel");

	if (status == OM_OK)
		status = om_document_order_ids(om, invoice->id, &orders, &n);
	for (size_t i = 0; status == OM_OK && i < n; i++)
		status = om_order_progress(om, orders[i]);
	return status;
}

const char *om_invoice_state(const struct om_document *invoice)
{
	if (invoice->state == OM_POSTED && invoice->open.minor == 0)
		return "settled";
	return om_state_name(invoice->state);
}
