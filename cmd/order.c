/* om-order: orders, their reservations and how far they have come. */
#include "paper.h"

#include "base/mem.h"
#include "store/log.h"
#include "trade/document.h"
#include "trade/order.h"
#include "trade/order_import.h"

#include <unistd.h>

struct new_options {
	struct om_paper_options paper;
	om_date required;
};

static const struct om_option new_options[] = {
	OM_PAPER_OPTIONS(struct new_options, paper),
	OM_DATE(struct new_options, required, "required", 0, "when the customer wants it"),
	OM_TEXT(struct new_options, paper.channel, "channel", 0, "NAME", "where it came in",
		OM_VALUES("channel")),
	OM_OPTIONS_END,
};

struct import_options {
	const char *channel;
	bool confirm;
};

static const struct om_option import_options[] = {
	OM_TEXT(struct import_options, channel, "channel", 0, "NAME",
		"of rows that name none; default import", OM_VALUES("channel")),
	OM_FLAG(struct import_options, confirm, "confirm", 0, "confirm each order"),
	OM_OPTIONS_END,
};

struct list_options {
	bool unshipped, uninvoiced, is_short;
};

static const struct om_option list_options[] = {
	OM_FLAG(struct list_options, unshipped, "unshipped", 0, "with goods still to be shipped"),
	OM_FLAG(struct list_options, uninvoiced, "uninvoiced", 0, "with lines still to be billed"),
	OM_FLAG(struct list_options, is_short, "short", 0, "with backordered lines"),
	OM_OPTIONS_END,
};

struct confirm_options {
	bool all_or_nothing;
};

static const struct om_option confirm_options[] = {
	OM_FLAG(struct confirm_options, all_or_nothing, "all-or-nothing", 0,
		"refuse an order that cannot be reserved in full"),
	OM_OPTIONS_END,
};

struct close_options {
	struct om_list lines;
};

static const struct om_option close_options[] = {
	OM_LIST(struct close_options, lines, "line", 0, "SKU",
		"only lines of this item, or line #3; may be given several times",
		OM_VALUES("sku")),
	OM_OPTIONS_END,
};

struct open_options {
	bool late;
};

static const struct om_option open_options[] = {
	OM_FLAG(struct open_options, late, "late", 0, "required before today"),
	OM_OPTIONS_END,
};

static const struct om_column list_columns[] = {
	{"number", OM_TYPE_REF, 0, "reference"},
	{"date", OM_TYPE_DATE, 1, "the order's date"},
	{"required", OM_TYPE_DATE, 5, "when the customer wants it"},
	{"customer", OM_TYPE_TEXT, 0, "customer code"},
	{"ref", OM_TYPE_TEXT, 4, "the customer's or channel's reference"},
	{"channel", OM_TYPE_TEXT, 6, "where it came in"},
	{"state", OM_TYPE_TEXT, 0, "draft, confirmed, closed, cancelled"},
	{"shipped", OM_TYPE_TEXT, 2, "none, part or all of its goods"},
	{"invoiced", OM_TYPE_TEXT, 2, "none, part or all of its lines"},
	{"currency", OM_TYPE_TEXT, 3, "ISO 4217 code"},
	{"net", OM_TYPE_MONEY, 7, "without tax"},
	{"tax", OM_TYPE_MONEY, 7, "tax"},
	{"total", OM_TYPE_MONEY, 0, "with tax"},
	{"held", OM_TYPE_BOOL, 8, "yes: must not ship"},
	{.name = NULL},
};

static const struct om_column history_columns[] = {
	{"number", OM_TYPE_REF, 0, "the order, shipment or invoice"},
	{"at", OM_TYPE_TEXT, 0, "when, UTC"},
	{"who", OM_TYPE_TEXT, 1, "who did it"},
	{"verb", OM_TYPE_TEXT, 0, "what was done"},
	{"detail", OM_TYPE_TEXT, 0, "what changed"},
	{.name = NULL},
};

static int run_new(struct om *om, struct om_call *call)
{
	const struct new_options *o = call->options;
	struct om_draft draft;

	om_draft_init(&draft);
	draft.required = o->required;
	return om_paper_new(om, call, OM_ORDER, &o->paper, &draft);
}

static int run_edit(struct om *om, struct om_call *call)
{
	const struct new_options *o = call->options;
	struct om_draft draft;

	om_draft_init(&draft);
	draft.required = o->required;
	return om_paper_edit(om, call, OM_ORDER, &o->paper, &draft);
}

static int run_import(struct om *om, struct om_call *call)
{
	const struct import_options *o = call->options;
	struct om_import_run run;
	struct om_order_import import = {
		.channel = o->channel,
		.confirm = o->confirm,
		.date = call->write.date,
		.keep_going = call->from.keep_going,
		.progress = om_import_step,
		.progress_ctx = &run,
	};
	int status;

	om_import_begin(om, call, &run);
	import.rejects = run.rejects;
	status = om_order_import(om, call->input, &call->sheet_options, &import);
	status = om_import_end(om, &run, status);
	if (status == OM_OK && import.n_known && om_terminal_is(STDERR_FILENO))
		om_note(om,
			import.n_known == 1 ? "%zu order was here already"
					    : "%zu orders were here already",
			import.n_known);
	if (status == OM_OK && import.n_short)
		om_note(om,
			import.n_short == 1
				? "%zu order is short; 'om-order list --short' shows it"
				: "%zu orders are short; 'om-order list --short' shows them",
			import.n_short);
	return status;
}

static int run_show(struct om *om, struct om_call *call)
{
	return om_paper_show(om, call, OM_ORDER);
}

static int list_row(struct om *om, const struct om_document *d, void *ctx)
{
	struct om_call *call = ctx;
	const struct om_value row[] = {
		om_v_text(d->number),
		om_v_date(d->date),
		om_v_date(d->required),
		om_v_text(d->party_code),
		om_v_text(d->ref),
		om_v_text(d->channel),
		om_v_text(om_state_name(d->state)),
		om_v_text(om_progress_name(d->shipped)),
		om_v_text(om_progress_name(d->invoiced)),
		om_v_text(d->currency),
		om_v_amount(d->net, d->exponent),
		om_v_amount(d->tax, d->exponent),
		om_v_amount(d->total, d->exponent),
		om_v_bool(d->held),
	};

	return om_out_is_full(call->out) ? (int)OM_DONE : om_out_row(om, call->out, row);
}

static int run_list(struct om *om, struct om_call *call)
{
	const struct list_options *o = call->options;
	struct om_document_query query = {
		.kind = OM_ORDER,
		.filter = call->filter,
		.unshipped = o->unshipped,
		.uninvoiced = o->uninvoiced,
		.is_short = o->is_short,
	};
	int status = om_paper_state(om, call, "draft|confirmed|closed|cancelled");

	return status == OM_OK ? om_document_each(om, &query, list_row, call) : status;
}

static int run_lines(struct om *om, struct om_call *call)
{
	struct om_line_query query = {.kind = OM_ORDER, .filter = call->filter};

	return om_paper_lines(om, call, &query);
}

static int run_open(struct om *om, struct om_call *call)
{
	const struct open_options *o = call->options;
	struct om_line_query query = {
		.kind = OM_ORDER, .filter = call->filter, .owed = true, .late = o->late};

	return om_paper_lines(om, call, &query);
}

static int confirm_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	const struct confirm_options *o = call->options;
	struct om_confirm how = {.all_or_nothing = o->all_or_nothing};
	int status = om_order_confirm(om, doc, &how);

	if (status == OM_OK)
		om_ref(om, doc->number);
	return status;
}

static int run_confirm(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_ORDER, confirm_one);
}

static int allocate_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_order_allocate(om, doc);
}

static int run_allocate(struct om *om, struct om_call *call)
{
	if (call->operands.n == 0)
		return om_order_allocate_all(om);
	return om_paper_each(om, call, OM_ORDER, allocate_one);
}

static int hold_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_order_hold(om, doc, true);
}

static int run_hold(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_ORDER, hold_one);
}

static int release_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_order_hold(om, doc, false);
}

static int run_release(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_ORDER, release_one);
}

static int close_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	const struct close_options *o = call->options;

	return om_order_close(om, doc, &o->lines);
}

static int run_close(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_ORDER, close_one);
}

static int cancel_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_order_cancel(om, doc);
}

static int run_cancel(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_ORDER, cancel_one);
}

static int history_row(struct om *om, const struct om_log_row *r, void *ctx)
{
	struct om_call *call = ctx;
	const struct om_value row[] = {om_v_text(r->object), om_v_text(r->at), om_v_text(r->who),
				       om_v_text(r->verb), om_v_text(r->detail)};

	return om_out_row(om, call->out, row);
}

static int history_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	const char **numbers;
	size_t n;
	int status = om_order_papers(om, doc->id, &numbers, &n);

	if (status == OM_OK)
		status = om_log_each(om, doc->number, history_row, call);
	for (size_t i = 0; status == OM_OK && i < n; i++)
		status = om_log_each(om, numbers[i], history_row, call);
	return status;
}

static int run_history(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_ORDER, history_one);
}

#define LIST_FILTERS \
	(OM_FILTER_CUSTOMER | OM_FILTER_SKU | OM_FILTER_CHANNEL | OM_FILTER_STATE | OM_FILTER_DATES)
#define OPEN_FILTERS (OM_FILTER_CUSTOMER | OM_FILTER_SKU | OM_FILTER_CHANNEL | OM_FILTER_DATES)

static const struct om_verb verbs[] = {
	{.name = "new",
	 .operands = "-c CUSTOMER LINE...",
	 .summary = "make a draft order",
	 .flags = OM_VERB_WRITE | OM_VERB_FROM,
	 .max_operands = -1,
	 .options = new_options,
	 .options_size = sizeof(struct new_options),
	 .sheet = om_draft_sheet,
	 .values = "sku",
	 .run = run_new},
	{.name = "import",
	 .operands = "FILE",
	 .summary = "take orders from a CSV file",
	 .flags = OM_VERB_WRITE | OM_VERB_IMPORT,
	 .min_operands = 1,
	 .max_operands = 1,
	 .options = import_options,
	 .options_size = sizeof(struct import_options),
	 .sheet = om_order_sheet,
	 .values = "file",
	 .run = run_import},
	{.name = "edit",
	 .operands = "ORDER [LINE...]",
	 .summary = "change lines or the header",
	 .flags = OM_VERB_WRITE | OM_VERB_FROM,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = new_options,
	 .options_size = sizeof(struct new_options),
	 .sheet = om_draft_sheet,
	 .values = "order:open",
	 .run = run_edit},
	{.name = "show",
	 .operands = "ORDER...",
	 .summary = "show orders with their lines",
	 .flags = OM_VERB_READ | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .shape = {om_order_head, om_order_lines, "lines"},
	 .values = "order",
	 .run = run_show},
	{.name = "list",
	 .summary = "list orders",
	 .flags = OM_VERB_READ,
	 .options = list_options,
	 .options_size = sizeof(struct list_options),
	 .filters = LIST_FILTERS,
	 .shape = {.rows = list_columns},
	 .run = run_list},
	{.name = "lines",
	 .summary = "list the lines of orders",
	 .flags = OM_VERB_READ,
	 .filters = LIST_FILTERS,
	 .shape = {.rows = om_order_lines},
	 .run = run_lines},
	{.name = "confirm",
	 .operands = "ORDER...",
	 .summary = "promise it and reserve the goods",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = confirm_options,
	 .options_size = sizeof(struct confirm_options),
	 .values = "order:draft",
	 .run = run_confirm},
	{.name = "allocate",
	 .operands = "[ORDER...]",
	 .summary = "try the backordered again, earliest required first",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .max_operands = -1,
	 .values = "order:confirmed",
	 .run = run_allocate},
	{.name = "hold",
	 .operands = "ORDER...",
	 .summary = "let it ship no further",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "order:free",
	 .run = run_hold},
	{.name = "release",
	 .operands = "ORDER...",
	 .summary = "let a held order ship again",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "order:held",
	 .run = run_release},
	{.name = "close",
	 .operands = "ORDER...",
	 .summary = "give up what has not shipped",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = close_options,
	 .options_size = sizeof(struct close_options),
	 .values = "order:confirmed",
	 .run = run_close},
	{.name = "cancel",
	 .operands = "ORDER...",
	 .summary = "cancel it before anything shipped",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "order:unshipped",
	 .run = run_cancel},
	{.name = "open",
	 .summary = "list what is owed, line by line",
	 .flags = OM_VERB_READ,
	 .options = open_options,
	 .options_size = sizeof(struct open_options),
	 .filters = OPEN_FILTERS,
	 .shape = {.rows = om_order_lines},
	 .run = run_open},
	{.name = "history",
	 .operands = "ORDER...",
	 .summary = "what happened to it, its shipments and invoices",
	 .flags = OM_VERB_READ | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .shape = {.rows = history_columns},
	 .values = "order",
	 .run = run_history},
	{.name = NULL},
};

const struct om_command om_order_command = {"order", "orders and their reservations", verbs};
