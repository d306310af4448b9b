/* What the commands of documents share. */
#include "paper.h"

#include "base/mem.h"
#include "base/text.h"
#include "store/party.h"
#include "store/setting.h"
#include "trade/document.h"
#include "trade/invoice.h"
#include "trade/order.h"
#include "trade/reserve.h"

#include <assert.h>

#define HEAD_BEGIN                                                                              \
	{"number", OM_TYPE_REF, 0, "reference"}, {"date", OM_TYPE_DATE, 0, "the paper's date"}, \
		{"customer", OM_TYPE_TEXT, 0, "customer code"},                                 \
		{"ref", OM_TYPE_TEXT, 0, "the customer's reference"},                           \
	{                                                                                       \
		"state", OM_TYPE_TEXT, 0, "where it stands"                                     \
	}
#define HEAD_ADDRESS                                                                     \
	{"bill_to", OM_TYPE_TEXT, 0, "address of the bill, as it was"},                  \
		{"ship_name", OM_TYPE_TEXT, 0, "delivery address, where it is another"}, \
		{"ship_street", OM_TYPE_TEXT, 0, "its street"},                          \
		{"ship_city", OM_TYPE_TEXT, 0, "its city"},                              \
		{"ship_region", OM_TYPE_TEXT, 0, "its state or province"},               \
		{"ship_postcode", OM_TYPE_TEXT, 0, "its postcode"},                      \
		{"ship_country", OM_TYPE_TEXT, 0, "its country, ISO 3166"},              \
	{                                                                                \
		"note", OM_TYPE_TEXT, 0, "note kept on it"                               \
	}
#define HEAD_MONEY                                                                          \
	{"terms", OM_TYPE_TEXT, 0, "payment terms"},                                        \
		{"billing", OM_TYPE_TEXT, 0, "billed when shipped, or when ordered"},       \
		{"currency", OM_TYPE_TEXT, 0, "ISO 4217 code"},                             \
		{"net", OM_TYPE_MONEY, 0, "without tax"}, {"tax", OM_TYPE_MONEY, 0, "tax"}, \
	{                                                                                   \
		"total", OM_TYPE_MONEY, 0, "with tax"                                       \
	}

const struct om_column om_quote_head[] = {
	HEAD_BEGIN,
	{"valid_until", OM_TYPE_DATE, 0, "last day it may be accepted"},
	{"location", OM_TYPE_TEXT, 0, "ship from there only"},
	HEAD_ADDRESS,
	HEAD_MONEY,
	{.name = NULL},
};

const struct om_column om_order_head[] = {
	HEAD_BEGIN,
	{"required", OM_TYPE_DATE, 0, "when the customer wants it"},
	{"location", OM_TYPE_TEXT, 0, "ship from there only"},
	HEAD_ADDRESS,
	{"channel", OM_TYPE_TEXT, 0, "where it came in"},
	{"held", OM_TYPE_BOOL, 0, "yes: must not ship"},
	{"shipped", OM_TYPE_TEXT, 0, "none, part or all of its goods"},
	{"invoiced", OM_TYPE_TEXT, 0, "none, part or all of its lines"},
	HEAD_MONEY,
	{.name = NULL},
};

const struct om_column om_shipment_head[] = {
	HEAD_BEGIN,
	{"order", OM_TYPE_REF, 0, "the orders it came from"},
	{"location", OM_TYPE_TEXT, 0, "where the goods lie"},
	HEAD_ADDRESS,
	{"carrier", OM_TYPE_TEXT, 0, "who carries it"},
	{"tracking", OM_TYPE_TEXT, 0, "the carrier's number"},
	{.name = NULL},
};

const struct om_column om_invoice_head[] = {
	HEAD_BEGIN,
	{"due", OM_TYPE_DATE, 0, "when it is to be paid"},
	{"order", OM_TYPE_REF, 0, "the orders it came from"},
	{"draft", OM_TYPE_REF, 0, "what it was called before it was posted"},
	HEAD_ADDRESS,
	HEAD_MONEY,
	{"open", OM_TYPE_MONEY, 0, "still to be paid"},
	{.name = NULL},
};

/* Ranks: what a person wants of an order line at 80 columns is what is owed. */
#define LINE_BEGIN                                                                                \
	{"number", OM_TYPE_REF, 0, "the document"}, {"line", OM_TYPE_INT, 0, "its number there"}, \
		{"sku", OM_TYPE_TEXT, 0, "stock keeping unit"},                                   \
		{"name", OM_TYPE_TEXT, 2, "the item's name at the time"},                         \
		{"qty", OM_TYPE_QTY, 0, "how many"},                                              \
	{                                                                                         \
		"unit", OM_TYPE_TEXT, 5, "of what"                                                \
	}
#define LINE_PRICE                                                            \
	{"price", OM_TYPE_PRICE, 4, "of one, without tax"},                   \
		{"discount_percent", OM_TYPE_PERCENT, 6, "off the price"},    \
	{                                                                     \
		"net", OM_TYPE_MONEY, 3, "quantity times price less discount" \
	}

const struct om_column om_quote_lines[] = {LINE_BEGIN, LINE_PRICE, {.name = NULL}};
const struct om_column om_order_lines[] = {
	LINE_BEGIN,
	LINE_PRICE,
	{"reserved", OM_TYPE_QTY, 1, "on the shelf for this line"},
	{"shipped", OM_TYPE_QTY, 1, "dispatched"},
	{"invoiced", OM_TYPE_QTY, 6, "on invoices, drafts included"},
	{"backordered", OM_TYPE_QTY, 0, "owed and not on the shelf"},
	{.name = NULL},
};
const struct om_column om_shipment_lines[] = {LINE_BEGIN, {.name = NULL}};
const struct om_column om_invoice_lines[] = {
	LINE_BEGIN,
	LINE_PRICE,
	{"tax_percent", OM_TYPE_PERCENT, 3, "tax rate"},
	{.name = NULL},
};

static void draft_options(struct om_draft *draft, const struct om_paper_options *o)
{
	draft->customer = o->customer;
	draft->ref = o->ref;
	draft->channel = o->channel;
	draft->ship_to = o->ship_to;
	draft->location = o->location;
	draft->terms = o->terms;
	draft->discount = o->discount;
	draft->address = (struct om_address){.name = o->ship_name,
					     .street = o->ship_street,
					     .city = o->ship_city,
					     .region = o->ship_region,
					     .postcode = o->ship_postcode,
					     .country = o->ship_country};
	om_draft_note_address(draft);
}

int om_paper_draft(struct om *om, const struct om_call *call, const struct om_paper_options *o,
		   size_t first, struct om_draft *draft)
{
	int status = OM_OK;

	draft_options(draft, o);
	draft->note = call->write.note;
	if (call->write.is_dated)
		draft->date = call->write.date;
	for (size_t i = first; status == OM_OK && i < call->operands.n; i++)
		status = om_draft_operand(om, draft, call->operands.v[i]);
	if (status == OM_OK && call->input)
		status = om_draft_read(om, draft, call->input, &call->sheet_options);
	return status;
}

int om_paper_new(struct om *om, struct om_call *call, enum om_kind kind,
		 const struct om_paper_options *o, struct om_draft *draft)
{
	int status = om_paper_draft(om, call, o, 0, draft);

	if (!om_date_is_set(draft->date))
		draft->date = call->write.date;
	return status == OM_OK ? om_order_new(om, draft, kind) : status;
}

int om_paper_edit(struct om *om, struct om_call *call, enum om_kind kind,
		  const struct om_paper_options *o, struct om_draft *draft)
{
	struct om_document doc;
	int status = om_paper_draft(om, call, o, 1, draft);

	if (status == OM_OK)
		status = om_document_get(om, OM_KIND_BIT(kind), call->operands.v[0], &doc);
	return status == OM_OK ? om_order_edit(om, &doc, draft, call->input != NULL) : status;
}

static const char *address_text(struct om *om, const struct om_address *a)
{
	const char *parts[] = {a->name,	  a->contact,  a->street, a->city,
			       a->region, a->postcode, a->country};
	const char *text = NULL;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i])
			text = text ? om_printf(om->arena, "%s, %s", text, parts[i]) : parts[i];
	return text;
}

/* The heads share most of their columns: each is found by its name. */
static int put_head(struct om *om, struct om_call *call, const struct om_document *d,
		    const struct om_address *ship, const char *bill_to, const char *orders)
{
	const struct {
		const char *name;
		struct om_value value;
	} known[] = {
		{"number", om_v_text(d->number)},
		{"date", om_v_date(d->date)},
		{"customer", om_v_text(d->party_code)},
		{"ref", om_v_text(d->ref)},
		{"state", om_v_text(om_invoice_state(d))},
		{"valid_until", om_v_date(d->valid_until)},
		{"required", om_v_date(d->required)},
		{"due", om_v_date(d->due)},
		{"order", om_v_text(orders)},
		{"draft", om_v_text(d->draft)},
		{"location", om_v_text(d->location_code)},
		{"bill_to", om_v_text(bill_to)},
		{"ship_name", om_v_text(ship->name)},
		{"ship_street", om_v_text(ship->street)},
		{"ship_city", om_v_text(ship->city)},
		{"ship_region", om_v_text(ship->region)},
		{"ship_postcode", om_v_text(ship->postcode)},
		{"ship_country", om_v_text(ship->country)},
		{"note", om_v_text(d->note)},
		{"terms", om_v_text(d->terms)},
		{"billing", om_v_text(d->billing)},
		{"currency", om_v_text(d->currency)},
		{"net", om_v_amount(d->net, d->exponent)},
		{"tax", om_v_amount(d->tax, d->exponent)},
		{"total", om_v_amount(d->total, d->exponent)},
		{"open", om_v_amount(d->open, d->exponent)},
		{"channel", om_v_text(d->channel)},
		{"held", d->held ? om_v_bool(true) : om_v_null()},
		{"shipped", om_v_text(om_progress_name(d->shipped))},
		{"invoiced", om_v_text(om_progress_name(d->invoiced))},
		{"carrier", om_v_text(d->carrier)},
		{"tracking", om_v_text(d->tracking)},
	};
	enum { KNOWN = sizeof(known) / sizeof(known[0]) };
	const struct om_column *head = call->verb->shape.head;
	struct om_value row[KNOWN];
	size_t n, k;

	for (n = 0; head[n].name; n++) {
		assert(n < KNOWN);
		for (k = 0; k < KNOWN && strcmp(known[k].name, head[n].name) != 0; k++)
			;
		assert(k < KNOWN);
		row[n] = known[k].value;
	}
	return om_out_record(om, call->out, row);
}

static int show_head(struct om *om, struct om_call *call, const struct om_document *doc)
{
	struct om_address bill, ship = {0};
	const char *orders = NULL;
	int status = om_address_load(om, doc->bill_to, &bill);

	if (status == OM_OK && doc->ship_to != doc->bill_to)
		status = om_address_load(om, doc->ship_to, &ship);
	if (status == OM_OK && (doc->kind == OM_SHIPMENT || doc->kind == OM_INVOICE))
		status = om_document_orders(om, doc->id, &orders);
	return status == OM_OK ? put_head(om, call, doc, &ship, address_text(om, &bill), orders)
			       : status;
}

static int show_line(struct om *om, struct om_call *call, const struct om_document *doc,
		     const struct om_line *l)
{
	bool order = doc->kind == OM_ORDER, owed = doc->state == OM_CONFIRMED;
	struct om_value row[13] = {
		om_v_text(doc->number),
		om_v_int(l->pos),
		om_v_text(l->sku),
		om_v_text(l->name),
		om_v_qty(l->qty),
		om_v_text(l->unit),
		om_v_price(l->price, doc->exponent),
		om_v_percent(l->discount),
		om_v_amount(l->net, doc->exponent),
		order ? om_v_qty(l->reserved) : om_v_percent(l->tax_rate),
		om_v_qty(l->shipped),
		om_v_qty(l->invoiced),
		om_v_qty(owed ? om_line_backordered(l) : (om_qty){0}),
	};

	return om_out_row(om, call->out, row);
}

int om_paper_show(struct om *om, struct om_call *call, enum om_kind kind)
{
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < call->operands.n; i++) {
		struct om_mark mark = om_arena_mark(om->arena);
		struct om_document doc;

		status = om_document_get(om, OM_KIND_BIT(kind), call->operands.v[i], &doc);
		if (status == OM_OK)
			status = show_head(om, call, &doc);
		for (size_t k = 0; status == OM_OK && k < doc.n_lines; k++)
			status = show_line(om, call, &doc, &doc.lines[k]);
		om_arena_release(om->arena, mark);
	}
	return status;
}

static int line_row(struct om *om, const struct om_document *doc, const struct om_line *line,
		    void *ctx)
{
	struct om_call *call = ctx;

	if (om_out_is_full(call->out))
		return OM_DONE;
	return show_line(om, call, doc, line);
}

int om_paper_lines(struct om *om, struct om_call *call, const struct om_line_query *query)
{
	return om_line_each(om, query, line_row, call);
}

int om_paper_each(struct om *om, struct om_call *call, enum om_kind kind,
		  int (*one)(struct om *om, struct om_document *doc, struct om_call *call))
{
	int status = om_setting_load(om); /* before the arena is marked */

	for (size_t i = 0; status == OM_OK && i < call->operands.n; i++) {
		struct om_mark mark = om_arena_mark(om->arena);
		struct om_document doc;

		status = om_document_get(om, OM_KIND_BIT(kind), call->operands.v[i], &doc);
		if (status == OM_OK)
			status = one(om, &doc, call);
		om_arena_release(om->arena, mark);
	}
	return status;
}

int om_paper_state(struct om *om, const struct om_call *call, const char *states)
{
	const char *word, *rest = states, *wanted = call->filter.state;
	struct om_nearest nearest;
	size_t len;

	if (!wanted)
		return OM_OK;
	om_nearest_init(&nearest, wanted);
	while ((len = om_choice_next(&rest, &word)) > 0) {
		const char *state = om_strndup(om->arena, word, len);

		if (strcmp(state, wanted) == 0)
			return OM_OK;
		om_nearest_offer(&nearest, state);
	}
	return om_fail(om, OM_USAGE, "'--state': '%s' is not one of %s%s",
		       om_text_escape(om->arena, wanted), states,
		       om_nearest_hint(om->arena, &nearest));
}
