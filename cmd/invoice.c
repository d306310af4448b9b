/* om-invoice: what customers owe. */
#include "paper.h"

#include "base/mem.h"
#include "base/text.h"
#include "trade/document.h"
#include "trade/invoice.h"
#include "trade/payment.h"

struct new_options {
	const char *by;
	bool all, post, on_shipment_date;
};

static const struct om_option new_options[] = {
	OM_CHOICE(struct new_options, by, "by", 0, "order|customer",
		  "one invoice an order (default), or one a customer"),
	OM_FLAG(struct new_options, all, "all", 0, "every order with something to bill"),
	OM_FLAG(struct new_options, post, "post", 0, "post at once"),
	OM_FLAG(struct new_options, on_shipment_date, "on-shipment-date", 0,
		"date it like the last shipment on it"),
	OM_OPTIONS_END,
};

struct sell_options {
	struct om_paper_options paper;
	const char *paid;
};

static const struct om_option sell_options[] = {
	OM_PAPER_OPTIONS(struct sell_options, paper),
	OM_TEXT(struct sell_options, paper.channel, "channel", 0, "NAME", "where it was sold",
		OM_VALUES("channel")),
	OM_TEXT(struct sell_options, paid, "paid", 0, "METHOD",
		"it is paid at once: cash, card, ..."),
	OM_OPTIONS_END,
};

struct pay_options {
	struct om_pay pay;
};

static const struct om_option pay_options[] = {
	OM_TEXT(struct pay_options, pay.method, "method", 0, "METHOD", "bank, cash, card, ..."),
	OM_TEXT(struct pay_options, pay.ref, "ref", 0, "TEXT", "the bank's or payer's reference"),
	OM_OPTIONS_END,
};

struct due_options {
	bool overdue;
};

static const struct om_option due_options[] = {
	OM_FLAG(struct due_options, overdue, "overdue", 0, "due before today"),
	OM_OPTIONS_END,
};

#define LIST_BEGIN                                                                                \
	{"number", OM_TYPE_REF, 0, "reference"}, {"date", OM_TYPE_DATE, 1, "the invoice's date"}, \
		{"due", OM_TYPE_DATE, 1, "when it is to be paid"},                                \
		{"customer", OM_TYPE_TEXT, 0, "customer code"},                                   \
		{"order", OM_TYPE_REF, 3, "the orders it came from"},                             \
		{"state", OM_TYPE_TEXT, 0, "draft, posted, settled, cancelled"},                  \
		{"currency", OM_TYPE_TEXT, 4, "ISO 4217 code"},                                   \
		{"net", OM_TYPE_MONEY, 5, "without tax"}, {"tax", OM_TYPE_MONEY, 5, "tax"},       \
		{"total", OM_TYPE_MONEY, 0, "with tax"},                                          \
	{                                                                                         \
		"open", OM_TYPE_MONEY, 0, "still to be paid"                                      \
	}

static const struct om_column list_columns[] = {LIST_BEGIN, {.name = NULL}};
static const struct om_column due_columns[] = {
	LIST_BEGIN,
	{"days", OM_TYPE_INT, 0, "days past due; below 0: still to run"},
	{.name = NULL},
};

static int run_new(struct om *om, struct om_call *call)
{
	const struct new_options *o = call->options;
	struct om_invoice_new how = {
		.by_customer = o->by && strcmp(o->by, "customer") == 0,
		.all = o->all,
		.post = o->post,
		.on_shipment_date = o->on_shipment_date,
		.date = call->write.date,
	};

	if (!o->all && call->operands.n == 0)
		return om_fail(om, OM_USAGE, "name orders or shipments, or say --all");
	if (o->all && call->operands.n > 0)
		return om_fail(om, OM_USAGE, "--all takes no operands");
	return om_invoice_new(om, &call->operands, &how);
}

static int run_sell(struct om *om, struct om_call *call)
{
	struct sell_options *o = call->options;
	struct om_draft draft;
	int status;

	om_draft_init(&draft);
	status = om_paper_draft(om, call, &o->paper, 0, &draft);
	return status == OM_OK ? om_invoice_sell(om, &draft, o->paid, call->write.date) : status;
}

static int post_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	return om_invoice_post(om, doc, call->write.is_dated ? call->write.date : doc->date);
}

static int run_post(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_INVOICE, post_one);
}

static int pay_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	const struct pay_options *o = call->options;

	return om_invoice_pay(om, doc, NULL, &o->pay);
}

/* A plain number is an amount behind one invoice; among several it could be either. */
static int check_full_numbers(struct om *om, const struct om_call *call)
{
	for (size_t i = 0; call->operands.n > 1 && i < call->operands.n; i++)
		if (!om_reference_format(om->arena, call->operands.v[i], NULL))
			return om_fail(om, OM_USAGE,
				       "'%s' is not the full number of an invoice; pay takes one "
				       "invoice and an amount, or invoices such as INV-00001",
				       om_text_escape(om->arena, call->operands.v[i]));
	return OM_OK;
}

static int run_pay(struct om *om, struct om_call *call)
{
	struct pay_options *o = call->options;
	struct om_document doc;
	int status;

	o->pay.date = call->write.date;
	if (call->operands.n == 2 && !om_reference_format(om->arena, call->operands.v[1], NULL)) {
		status = om_document_get(om, OM_KIND_BIT(OM_INVOICE), call->operands.v[0], &doc);
		return status == OM_OK ? om_invoice_pay(om, &doc, call->operands.v[1], &o->pay)
				       : status;
	}
	status = check_full_numbers(om, call);
	return status == OM_OK ? om_paper_each(om, call, OM_INVOICE, pay_one) : status;
}

static int cancel_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_invoice_cancel(om, doc);
}

static int run_cancel(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_INVOICE, cancel_one);
}

static int run_show(struct om *om, struct om_call *call)
{
	return om_paper_show(om, call, OM_INVOICE);
}

static int invoice_row(struct om *om, const struct om_document *d, struct om_call *call)
{
	const char *orders;
	int status;

	if (om_out_is_full(call->out))
		return OM_DONE;
	if ((status = om_document_orders(om, d->id, &orders)) != OM_OK)
		return status;
	return om_out_row(om, call->out,
			  (const struct om_value[]){
				  om_v_text(d->number),
				  om_v_date(d->date),
				  om_v_date(d->due),
				  om_v_text(d->party_code),
				  om_v_text(orders),
				  om_v_text(om_invoice_state(d)),
				  om_v_text(d->currency),
				  om_v_amount(d->net, d->exponent),
				  om_v_amount(d->tax, d->exponent),
				  om_v_amount(d->total, d->exponent),
				  om_v_amount(d->open, d->exponent),
				  om_date_is_set(d->due)
					  ? om_v_int((int64_t)om->today.day - d->due.day)
					  : om_v_null(),
			  });
}

static int list_row(struct om *om, const struct om_document *d, void *ctx)
{
	return invoice_row(om, d, ctx);
}

static int run_list(struct om *om, struct om_call *call)
{
	const struct due_options *o = call->options;
	struct om_document_query query = {
		.kind = OM_INVOICE, .filter = call->filter, .overdue = o->overdue};
	int status = om_paper_state(om, call, "draft|posted|settled|cancelled");

	return status == OM_OK ? om_document_each(om, &query, list_row, call) : status;
}

static int run_due(struct om *om, struct om_call *call)
{
	const struct due_options *o = call->options;
	struct om_document_query query = {
		.kind = OM_INVOICE, .filter = call->filter, .open = true, .overdue = o->overdue};

	return om_document_each(om, &query, list_row, call);
}

static int run_lines(struct om *om, struct om_call *call)
{
	struct om_line_query query = {.kind = OM_INVOICE, .filter = call->filter};

	return om_paper_lines(om, call, &query);
}

#define LIST_FILTERS (OM_FILTER_CUSTOMER | OM_FILTER_SKU | OM_FILTER_STATE | OM_FILTER_DATES)

static const struct om_verb verbs[] = {
	{.name = "new",
	 .operands = "[ORDER|SHIPMENT...]",
	 .summary = "bill what may be billed and is not yet",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .max_operands = -1,
	 .options = new_options,
	 .options_size = sizeof(struct new_options),
	 .values = "billable",
	 .run = run_new},
	{.name = "sell",
	 .operands = "-c CUSTOMER LINE...",
	 .summary = "quick sale: ship, bill and, with --paid, settle at once",
	 .flags = OM_VERB_WRITE | OM_VERB_FROM,
	 .max_operands = -1,
	 .options = sell_options,
	 .options_size = sizeof(struct sell_options),
	 .sheet = om_draft_sheet,
	 .values = "sku",
	 .run = run_sell},
	{.name = "post",
	 .operands = "INVOICE...",
	 .summary = "give drafts their number and make them due",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "invoice:draft",
	 .run = run_post},
	{.name = "pay",
	 .operands = "INVOICE [AMOUNT]",
	 .summary = "a payment of one invoice; without an amount, of all that is open",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = pay_options,
	 .options_size = sizeof(struct pay_options),
	 .values = "invoice:open",
	 .run = run_pay},
	{.name = "cancel",
	 .operands = "INVOICE...",
	 .summary = "give up a draft",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "invoice:draft",
	 .run = run_cancel},
	{.name = "show",
	 .operands = "INVOICE...",
	 .summary = "show invoices with their lines",
	 .flags = OM_VERB_READ | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .shape = {om_invoice_head, om_invoice_lines, "lines"},
	 .values = "invoice",
	 .run = run_show},
	{.name = "list",
	 .summary = "list invoices",
	 .flags = OM_VERB_READ,
	 .options = due_options,
	 .options_size = sizeof(struct due_options),
	 .filters = LIST_FILTERS,
	 .shape = {.rows = list_columns},
	 .run = run_list},
	{.name = "lines",
	 .summary = "list the lines of invoices",
	 .flags = OM_VERB_READ,
	 .filters = LIST_FILTERS,
	 .shape = {.rows = om_invoice_lines},
	 .run = run_lines},
	{.name = "due",
	 .summary = "what is open, and when it is due",
	 .flags = OM_VERB_READ,
	 .options = due_options,
	 .options_size = sizeof(struct due_options),
	 .filters = OM_FILTER_CUSTOMER | OM_FILTER_DATES,
	 .shape = {.rows = due_columns},
	 .run = run_due},
	{.name = NULL},
};

const struct om_command om_invoice_command = {"invoice", "invoices: what customers owe", verbs};
