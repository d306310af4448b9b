/* om-quote: estimates. */
#include "paper.h"

#include "base/mem.h"
#include "trade/document.h"
#include "trade/order.h"

struct new_options {
	struct om_paper_options paper;
	om_date required, valid_until;
};

static const struct om_option new_options[] = {
	OM_PAPER_OPTIONS(struct new_options, paper),
	OM_DATE(struct new_options, valid_until, "valid-until", 0, "last day it may be accepted"),
	OM_DATE(struct new_options, required, "required", 0, "when the customer wants it"),
	OM_OPTIONS_END,
};

struct copy_options {
	const char *customer;
};

static const struct om_option copy_options[] = {
	OM_TEXT(struct copy_options, customer, "customer", 'c', "CODE", "for this customer instead",
		OM_VALUES("customer")),
	OM_OPTIONS_END,
};

static const struct om_column list_columns[] = {
	{"number", OM_TYPE_REF, 0, "reference"},
	{"date", OM_TYPE_DATE, 1, "the quote's date"},
	{"valid_until", OM_TYPE_DATE, 2, "last day it may be accepted"},
	{"customer", OM_TYPE_TEXT, 0, "customer code"},
	{"ref", OM_TYPE_TEXT, 4, "the customer's reference"},
	{"state", OM_TYPE_TEXT, 0, "draft, sent, accepted, declined, expired"},
	{"currency", OM_TYPE_TEXT, 3, "ISO 4217 code"},
	{"net", OM_TYPE_MONEY, 5, "without tax"},
	{"tax", OM_TYPE_MONEY, 5, "tax"},
	{"total", OM_TYPE_MONEY, 0, "with tax"},
	{.name = NULL},
};

static int run_new(struct om *om, struct om_call *call)
{
	const struct new_options *o = call->options;
	struct om_draft draft;

	om_draft_init(&draft);
	draft.required = o->required;
	draft.valid_until = o->valid_until;
	return om_paper_new(om, call, OM_QUOTE, &o->paper, &draft);
}

static int run_edit(struct om *om, struct om_call *call)
{
	const struct new_options *o = call->options;
	struct om_draft draft;

	om_draft_init(&draft);
	draft.required = o->required;
	draft.valid_until = o->valid_until;
	return om_paper_edit(om, call, OM_QUOTE, &o->paper, &draft);
}

static int run_show(struct om *om, struct om_call *call)
{
	return om_paper_show(om, call, OM_QUOTE);
}

static int list_row(struct om *om, const struct om_document *d, void *ctx)
{
	struct om_call *call = ctx;
	const struct om_value row[] = {
		om_v_text(d->number),
		om_v_date(d->date),
		om_v_date(d->valid_until),
		om_v_text(d->party_code),
		om_v_text(d->ref),
		om_v_text(om_state_name(d->state)),
		om_v_text(d->currency),
		om_v_amount(d->net, d->exponent),
		om_v_amount(d->tax, d->exponent),
		om_v_amount(d->total, d->exponent),
	};

	return om_out_is_full(call->out) ? (int)OM_DONE : om_out_row(om, call->out, row);
}

static int run_list(struct om *om, struct om_call *call)
{
	struct om_document_query query = {.kind = OM_QUOTE, .filter = call->filter};
	int status = om_paper_state(om, call, "draft|sent|accepted|declined|expired");

	return status == OM_OK ? om_document_each(om, &query, list_row, call) : status;
}

static int run_lines(struct om *om, struct om_call *call)
{
	struct om_line_query query = {.kind = OM_QUOTE, .filter = call->filter};

	return om_paper_lines(om, call, &query);
}

static int send_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_document_step(om, doc, "send");
}

static int run_send(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_QUOTE, send_one);
}

static int accept_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	return om_quote_accept(om, doc, call->write.date);
}

static int run_accept(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_QUOTE, accept_one);
}

static int decline_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_document_step(om, doc, "decline");
}

static int run_decline(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_QUOTE, decline_one);
}

static int run_expire(struct om *om, struct om_call *call)
{
	return om_quote_expire(om, call->write.date);
}

static int copy_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	const struct copy_options *o = call->options;

	return om_quote_copy(om, doc, o->customer, call->write.date);
}

static int run_copy(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_QUOTE, copy_one);
}

#define LIST_FILTERS (OM_FILTER_CUSTOMER | OM_FILTER_SKU | OM_FILTER_STATE | OM_FILTER_DATES)

static const struct om_verb verbs[] = {
	{.name = "new",
	 .operands = "-c CUSTOMER LINE...",
	 .summary = "make a quote",
	 .flags = OM_VERB_WRITE | OM_VERB_FROM,
	 .max_operands = -1,
	 .options = new_options,
	 .options_size = sizeof(struct new_options),
	 .sheet = om_draft_sheet,
	 .values = "sku",
	 .run = run_new},
	{.name = "edit",
	 .operands = "QUOTE [LINE...]",
	 .summary = "change lines or the header",
	 .flags = OM_VERB_WRITE | OM_VERB_FROM,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = new_options,
	 .options_size = sizeof(struct new_options),
	 .sheet = om_draft_sheet,
	 .values = "quote:open",
	 .run = run_edit},
	{.name = "show",
	 .operands = "QUOTE...",
	 .summary = "show quotes with their lines",
	 .flags = OM_VERB_READ | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .shape = {om_quote_head, om_quote_lines, "lines"},
	 .values = "quote",
	 .run = run_show},
	{.name = "list",
	 .summary = "list quotes",
	 .flags = OM_VERB_READ,
	 .filters = LIST_FILTERS,
	 .shape = {.rows = list_columns},
	 .run = run_list},
	{.name = "lines",
	 .summary = "list the lines of quotes",
	 .flags = OM_VERB_READ,
	 .filters = LIST_FILTERS,
	 .shape = {.rows = om_quote_lines},
	 .run = run_lines},
	{.name = "send",
	 .operands = "QUOTE...",
	 .summary = "note that it went to the customer",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "quote:open",
	 .run = run_send},
	{.name = "accept",
	 .operands = "QUOTE...",
	 .summary = "make the draft order",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "quote:open",
	 .run = run_accept},
	{.name = "decline",
	 .operands = "QUOTE...",
	 .summary = "note that the customer said no",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "quote:open",
	 .run = run_decline},
	{.name = "expire",
	 .summary = "expire every quote past its date",
	 .flags = OM_VERB_WRITE,
	 .run = run_expire},
	{.name = "copy",
	 .operands = "QUOTE...",
	 .summary = "make a new quote like it",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = copy_options,
	 .options_size = sizeof(struct copy_options),
	 .values = "quote",
	 .run = run_copy},
	{.name = NULL},
};

const struct om_command om_quote_command = {"quote", "quotes: estimates for customers", verbs};
