/* om-ship: goods on their way out. */
#include "paper.h"

#include "base/mem.h"
#include "trade/document.h"
#include "trade/ship.h"

#include <unistd.h>

struct new_options {
	struct om_ship_new how;
};

static const struct om_option new_options[] = {
	OM_LIST(struct new_options, how.lines, "line", 0, "SKU:QTY",
		"only this much of the item, or of line #3; may be given several times",
		OM_VALUES("sku")),
	OM_TEXT(struct new_options, how.location, "location", 0, "CODE",
		"only goods that lie there", OM_VALUES("location")),
	OM_FLAG(struct new_options, how.together, "together", 0,
		"orders of one customer to one address on one shipment"),
	OM_TEXT(struct new_options, how.carrier, "carrier", 0, "NAME", "who will carry it"),
	OM_TEXT(struct new_options, how.tracking, "tracking", 0, "TEXT", "the carrier's number"),
	OM_OPTIONS_END,
};

struct dispatch_options {
	const char *carrier, *tracking;
};

static const struct om_option dispatch_options[] = {
	OM_TEXT(struct dispatch_options, carrier, "carrier", 0, "NAME", "who carries it"),
	OM_TEXT(struct dispatch_options, tracking, "tracking", 0, "TEXT", "the carrier's number"),
	OM_OPTIONS_END,
};

static const struct om_column list_columns[] = {
	{"number", OM_TYPE_REF, 0, "reference"},
	{"date", OM_TYPE_DATE, 0, "made, and once dispatched, the day it left"},
	{"order", OM_TYPE_REF, 0, "the orders it came from"},
	{"customer", OM_TYPE_TEXT, 0, "customer code"},
	{"state", OM_TYPE_TEXT, 0, "ready, dispatched, delivered, cancelled"},
	{"carrier", OM_TYPE_TEXT, 2, "who carries it"},
	{"tracking", OM_TYPE_TEXT, 3, "the carrier's number"},
	{"location", OM_TYPE_TEXT, 4, "where the goods lie"},
	{.name = NULL},
};

static const struct om_column pick_columns[] = {
	{"number", OM_TYPE_REF, 0, "the shipment"},
	{"location", OM_TYPE_TEXT, 0, "where the goods lie"},
	{"sku", OM_TYPE_TEXT, 0, "stock keeping unit"},
	{"name", OM_TYPE_TEXT, 0, "the item's name"},
	{"qty", OM_TYPE_QTY, 0, "how many"},
	{"unit", OM_TYPE_TEXT, 0, "of what"},
	{"customer", OM_TYPE_TEXT, 1, "whom they are for"},
	{.name = NULL},
};

static int run_new(struct om *om, struct om_call *call)
{
	struct new_options *o = call->options;

	o->how.date = call->write.date;
	return om_ship_new(om, &call->operands, &o->how);
}

static int pick_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < doc->n_lines; i++) {
		const struct om_line *l = &doc->lines[i];
		const struct om_value row[] = {
			om_v_text(doc->number),	    om_v_text(doc->location_code),
			om_v_text(l->sku),	    om_v_text(l->name),
			om_v_qty(l->qty),	    om_v_text(l->unit),
			om_v_text(doc->party_code),
		};

		status = om_out_row(om, call->out, row);
	}
	return status;
}

static int pick_row(struct om *om, const struct om_document *d, void *ctx)
{
	struct om_document doc = *d;
	int status = om_line_load(om, &doc);

	return status == OM_OK ? pick_one(om, &doc, ctx) : status;
}

static int run_pick(struct om *om, struct om_call *call)
{
	struct om_document_query query = {.kind = OM_SHIPMENT, .filter = call->filter};

	if (call->operands.n > 0)
		return om_paper_each(om, call, OM_SHIPMENT, pick_one);
	query.filter.state = om_state_name(OM_READY);
	return om_document_each(om, &query, pick_row, call);
}

static int dispatch_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	const struct dispatch_options *o = call->options;

	return om_ship_dispatch(om, doc, call->write.date, o->carrier, o->tracking);
}

static int run_dispatch(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_SHIPMENT, dispatch_one);
}

static int deliver_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_ship_deliver(om, doc);
}

static int run_deliver(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_SHIPMENT, deliver_one);
}

static int cancel_one(struct om *om, struct om_document *doc, struct om_call *call)
{
	(void)call;
	return om_ship_cancel(om, doc);
}

static int run_cancel(struct om *om, struct om_call *call)
{
	return om_paper_each(om, call, OM_SHIPMENT, cancel_one);
}

static int run_show(struct om *om, struct om_call *call)
{
	return om_paper_show(om, call, OM_SHIPMENT);
}

static int list_row(struct om *om, const struct om_document *d, void *ctx)
{
	struct om_call *call = ctx;
	const char *orders;
	int status;

	if (om_out_is_full(call->out))
		return OM_DONE;
	if ((status = om_document_orders(om, d->id, &orders)) != OM_OK)
		return status;
	return om_out_row(om, call->out,
			  (const struct om_value[]){om_v_text(d->number), om_v_date(d->date),
						    om_v_text(orders), om_v_text(d->party_code),
						    om_v_text(om_state_name(d->state)),
						    om_v_text(d->carrier), om_v_text(d->tracking),
						    om_v_text(d->location_code)});
}

static int run_list(struct om *om, struct om_call *call)
{
	struct om_document_query query = {.kind = OM_SHIPMENT, .filter = call->filter};
	int status = om_paper_state(om, call, "ready|dispatched|delivered|cancelled");

	return status == OM_OK ? om_document_each(om, &query, list_row, call) : status;
}

static int run_lines(struct om *om, struct om_call *call)
{
	struct om_line_query query = {.kind = OM_SHIPMENT, .filter = call->filter};

	return om_paper_lines(om, call, &query);
}

static int run_import(struct om *om, struct om_call *call)
{
	struct om_import_run run;
	struct om_ship_import import = {
		.date = call->write.date,
		.is_dated = call->write.is_dated,
		.keep_going = call->from.keep_going,
		.progress = om_import_step,
		.progress_ctx = &run,
	};
	int status;

	om_import_begin(om, call, &run);
	import.rejects = run.rejects;
	status = om_ship_import(om, call->input, &call->sheet_options, &import);
	status = om_import_end(om, &run, status);
	if (status == OM_OK && import.n_known && om_terminal_is(STDERR_FILENO))
		om_note(om,
			import.n_known == 1 ? "%zu shipment was here already"
					    : "%zu shipments were here already",
			import.n_known);
	return status;
}

#define LIST_FILTERS                                                                 \
	(OM_FILTER_CUSTOMER | OM_FILTER_SKU | OM_FILTER_LOCATION | OM_FILTER_STATE | \
	 OM_FILTER_DATES)

static const struct om_verb verbs[] = {
	{.name = "new",
	 .operands = "ORDER...",
	 .summary = "make shipments of what is reserved",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = new_options,
	 .options_size = sizeof(struct new_options),
	 .values = "order:shippable",
	 .run = run_new},
	{.name = "pick",
	 .operands = "[SHIPMENT...]",
	 .summary = "the picking list",
	 .flags = OM_VERB_READ | OM_VERB_REFS,
	 .max_operands = -1,
	 .filters = OM_FILTER_CUSTOMER | OM_FILTER_LOCATION,
	 .shape = {.rows = pick_columns},
	 .values = "shipment:ready",
	 .run = run_pick},
	{.name = "dispatch",
	 .operands = "SHIPMENT...",
	 .summary = "it left: take the goods out",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = dispatch_options,
	 .options_size = sizeof(struct dispatch_options),
	 .values = "shipment:ready",
	 .run = run_dispatch},
	{.name = "deliver",
	 .operands = "SHIPMENT...",
	 .summary = "note that it arrived",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "shipment:dispatched",
	 .run = run_deliver},
	{.name = "cancel",
	 .operands = "SHIPMENT...",
	 .summary = "unmake one that has not left; its goods stay reserved",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "shipment:ready",
	 .run = run_cancel},
	{.name = "show",
	 .operands = "SHIPMENT...",
	 .summary = "show shipments with their lines",
	 .flags = OM_VERB_READ | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .shape = {om_shipment_head, om_shipment_lines, "lines"},
	 .values = "shipment",
	 .run = run_show},
	{.name = "list",
	 .summary = "list shipments",
	 .flags = OM_VERB_READ,
	 .filters = LIST_FILTERS,
	 .shape = {.rows = list_columns},
	 .run = run_list},
	{.name = "lines",
	 .summary = "list the lines of shipments",
	 .flags = OM_VERB_READ,
	 .filters = LIST_FILTERS & ~(unsigned)OM_FILTER_LOCATION,
	 .shape = {.rows = om_shipment_lines},
	 .run = run_lines},
	{.name = "import",
	 .operands = "FILE",
	 .summary = "take a warehouse's confirmation: make and dispatch",
	 .flags = OM_VERB_WRITE | OM_VERB_IMPORT,
	 .min_operands = 1,
	 .max_operands = 1,
	 .sheet = om_ship_sheet,
	 .values = "file",
	 .run = run_import},
	{.name = NULL},
};

const struct om_command om_ship_command = {"ship", "shipments: goods on their way out", verbs};
