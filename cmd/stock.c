/* om-stock: the shelf. */
#include "cmd.h"

#include "base/mem.h"
#include "base/number.h"
#include "store/item.h"
#include "store/party.h"
#include "store/setting.h"
#include "store/stock.h"
#include "trade/location.h"
#include "trade/stock.h"

struct enter_options {
	const char *location, *reason;
	bool unreserve;
};

static const struct om_option receive_options[] = {
	OM_TEXT(struct enter_options, location, "location", 0, "CODE",
		"where, for lines that name no other; default the company's",
		OM_VALUES("location")),
	OM_OPTIONS_END,
};

static const struct om_option adjust_options[] = {
	OM_TEXT(struct enter_options, reason, "reason", 'r', "TEXT", "why; kept for ever"),
	OM_TEXT(struct enter_options, location, "location", 0, "CODE",
		"where, for lines that name no other; default the company's",
		OM_VALUES("location")),
	OM_FLAG(struct enter_options, unreserve, "unreserve", 0,
		"take from orders what is not free, the latest required first"),
	OM_OPTIONS_END,
};

struct show_options {
	bool zero, total;
};

static const struct om_option list_options[] = {
	OM_FLAG(struct show_options, zero, "zero", 0, "also where none are left"),
	OM_OPTIONS_END,
};

static const struct om_option value_options[] = {
	OM_FLAG(struct show_options, total, "total", 0, "print the sum alone"),
	OM_OPTIONS_END,
};

struct location_options {
	const char *name, *active;
};

static const struct om_option add_options[] = {
	OM_TEXT(struct location_options, name, "name", 0, "NAME",
		"what it is called; default the code"),
	OM_OPTIONS_END,
};

static const struct om_option edit_options[] = {
	OM_TEXT(struct location_options, name, "name", 0, "NAME", "what it is called"),
	OM_CHOICE(struct location_options, active, "active", 0, "yes|no",
		  "no: takes no more goods; it must be empty"),
	OM_OPTIONS_END,
};

enum { RECEIVE_SKU, RECEIVE_QTY, RECEIVE_COST, RECEIVE_LOCATION };

static const struct om_sheet_column receive_sheet[] = {
	[RECEIVE_SKU] = {"sku", true, false, "SKU or barcode"},
	[RECEIVE_QTY] = {"qty", true, true, "how much came in"},
	[RECEIVE_COST] = {"cost", false, true, "what one cost; default the item's cost"},
	[RECEIVE_LOCATION] = {"location", false, false, "where; default --location"},
	{.name = NULL},
};

enum { ADJUST_SKU, ADJUST_QTY, ADJUST_LOCATION, ADJUST_REASON };

static const struct om_sheet_column adjust_sheet[] = {
	[ADJUST_SKU] = {"sku", true, false, "SKU or barcode"},
	[ADJUST_QTY] = {"qty", true, true, "put in, or with a minus taken out"},
	[ADJUST_LOCATION] = {"location", false, false, "where; default --location"},
	[ADJUST_REASON] = {"reason", false, false, "why; default --reason"},
	{.name = NULL},
};

static const struct om_column list_columns[] = {
	{"sku", OM_TYPE_TEXT, 0, "stock keeping unit"},
	{"location", OM_TYPE_TEXT, 0, "where it lies"},
	{"on_hand", OM_TYPE_QTY, 0, "on the shelf"},
	{"reserved", OM_TYPE_QTY, 0, "of it promised to orders"},
	{"available", OM_TYPE_QTY, 0, "of it free"},
	{"incoming", OM_TYPE_QTY, 2, "bought and not yet here"},
	{"name", OM_TYPE_TEXT, 1, "what it is called on papers"},
	{"category", OM_TYPE_TEXT, 3, "category"},
	{"unit", OM_TYPE_TEXT, 0, "what one is called"},
	{.name = NULL},
};

static const struct om_column low_columns[] = {
	{"sku", OM_TYPE_TEXT, 0, "stock keeping unit"},
	{"name", OM_TYPE_TEXT, 1, "what it is called on papers"},
	{"available", OM_TYPE_QTY, 0, "free, at all locations"},
	{"incoming", OM_TYPE_QTY, 3, "bought and not yet here"},
	{"reorder_point", OM_TYPE_QTY, 2, "buy again at or below this"},
	{"short", OM_TYPE_QTY, 0, "lacking for the orders that wait and the reorder point"},
	{"supplier", OM_TYPE_TEXT, 0, "who it is usually bought from"},
	{.name = NULL},
};

static const struct om_column log_columns[] = {
	{"sku", OM_TYPE_TEXT, 0, "stock keeping unit"},
	{"location", OM_TYPE_TEXT, 0, "where it moved"},
	{"date", OM_TYPE_DATE, 0, "day it counts for"},
	{"kind", OM_TYPE_TEXT, 0, "receive, adjust or ship"},
	{"qty", OM_TYPE_QTY, 0, "came in, or with a minus went out"},
	{"on_hand", OM_TYPE_QTY, 0, "on the shelf after it"},
	{"value", OM_TYPE_MONEY, 1, "worth, with the same sign"},
	{"document", OM_TYPE_REF, 2, "the shipment"},
	{"reason", OM_TYPE_TEXT, 3, "why it was adjusted"},
	{"at", OM_TYPE_TEXT, 4, "instant it was entered, UTC"},
	{.name = NULL},
};

static const struct om_column value_columns[] = {
	{"sku", OM_TYPE_TEXT, 0, "stock keeping unit"},
	{"location", OM_TYPE_TEXT, 0, "where it lies"},
	{"on_hand", OM_TYPE_QTY, 0, "on the shelf"},
	{"cost", OM_TYPE_PRICE, 0, "what one cost, on average"},
	{"value", OM_TYPE_MONEY, 0, "what all of it cost"},
	{.name = NULL},
};

static const struct om_column location_columns[] = {
	{"code", OM_TYPE_TEXT, 0, "the location"},
	{"name", OM_TYPE_TEXT, 0, "what it is called"},
	{"active", OM_TYPE_BOOL, 0, "no: takes no more goods"},
	{"default", OM_TYPE_BOOL, 0, "yes: meant when none is named"},
	{.name = NULL},
};

/* Receipts or corrections under way. */
struct entering {
	struct om_call *call;
	struct om_stock_entry entry;
	const char *reason; /* of lines that say none */
	bool receives, unreserve;
};

static int enter_line(struct om *om, struct entering *e, struct om_stock_text *text)
{
	if (e->receives)
		return om_stock_receive(om, &e->entry, text);
	if (!text->reason || !*text->reason)
		text->reason = e->reason;
	return om_stock_adjust(om, &e->entry, text);
}

static size_t column_of(const struct om_sheet_column *columns, const char *name)
{
	size_t i = 0;

	while (columns[i].name && strcmp(columns[i].name, name) != 0)
		i++;
	return columns[i].name ? i : 0;
}

static int enter_row(struct om *om, struct om_sheet *sheet, void *ctx)
{
	struct entering *e = ctx;
	struct om_stock_text text;
	int status;

	if (e->receives)
		text = (struct om_stock_text){.sku = om_sheet_get(sheet, RECEIVE_SKU),
					      .qty = om_sheet_get(sheet, RECEIVE_QTY),
					      .cost = om_sheet_get(sheet, RECEIVE_COST),
					      .location = om_sheet_get(sheet, RECEIVE_LOCATION)};
	else
		text = (struct om_stock_text){.sku = om_sheet_get(sheet, ADJUST_SKU),
					      .qty = om_sheet_get(sheet, ADJUST_QTY),
					      .location = om_sheet_get(sheet, ADJUST_LOCATION),
					      .reason = om_sheet_get(sheet, ADJUST_REASON)};
	status = enter_line(om, e, &text);
	if (status == OM_INPUT || status == OM_REFUSED)
		om_prefix(om, status, "%s",
			  om_sheet_at(sheet, column_of(e->call->verb->sheet, e->entry.column)));
	return status;
}

static int enter_operands(struct om *om, struct entering *e)
{
	const struct om_list *operands = &e->call->operands;
	struct om_stock_text text;
	size_t i;
	int status = OM_OK;

	for (i = 0; status == OM_OK && i < operands->n; i++) {
		struct om_mark mark = om_arena_mark(om->arena);

		status = om_stock_operand(om, operands->v[i], e->receives, &text);
		if (status == OM_OK)
			status = enter_line(om, e, &text);
		om_arena_release(om->arena, mark);
	}
	return status;
}

static int enter_all(struct om *om, struct entering *e, const char *location)
{
	struct om_call *call = e->call;
	int status;

	if (call->input && call->operands.n)
		return om_fail(om, OM_USAGE, "'--from' and operands exclude each other");
	status = om_stock_entry_begin(om, &e->entry, call->input ? OM_INPUT : OM_USAGE,
				      call->write.date, location);
	e->entry.unreserve = e->unreserve;
	if (status == OM_OK)
		status = call->input ? om_import_rows(om, call, enter_row, e)
				     : enter_operands(om, e);
	return status == OM_OK ? om_stock_entry_end(om, &e->entry) : status;
}

static int run_receive(struct om *om, struct om_call *call)
{
	const struct enter_options *o = call->options;
	struct entering e = {.call = call, .receives = true};

	return enter_all(om, &e, o->location);
}

static int run_adjust(struct om *om, struct om_call *call)
{
	const struct enter_options *o = call->options;
	struct entering e = {.call = call, .reason = o->reason, .unreserve = o->unreserve};

	if (!call->input && !(o->reason && *o->reason))
		return om_fail(om, OM_USAGE, "adjust: '--reason' is missing; say why");
	return enter_all(om, &e, o->location);
}

static int list_row(struct om *om, const struct om_stock_row *row, void *ctx)
{
	const struct om_call *call = ctx;
	const struct show_options *o = call->options;
	const struct om_balance *b = &row->balance;

	if (om_out_is_full(call->out))
		return OM_DONE;
	if (!o->zero && b->on_hand.micro == 0 && b->reserved.micro == 0)
		return OM_OK;
	return om_out_row(om, call->out,
			  (const struct om_value[]){om_v_text(row->sku), om_v_text(row->location),
						    om_v_qty(b->on_hand), om_v_qty(b->reserved),
						    om_v_qty(om_stock_available(b)),
						    om_v_qty((om_qty){0}), om_v_text(row->name),
						    om_v_text(row->category),
						    om_v_text(row->unit)});
}

static int run_list(struct om *om, struct om_call *call)
{
	int status = om_setting_load(om);

	return status == OM_OK ? om_stock_each(om, &call->filter, list_row, call) : status;
}

static int low_row(struct om *om, const struct om_low_row *row, void *ctx)
{
	const struct om_call *call = ctx;
	bool none = row->reorder_point.micro == OM_UNSET;

	if (om_out_is_full(call->out))
		return OM_DONE;
	return om_out_row(
		om, call->out,
		(const struct om_value[]){om_v_text(row->sku), om_v_text(row->name),
					  om_v_qty(row->available), om_v_qty((om_qty){0}),
					  none ? om_v_null() : om_v_qty(row->reorder_point),
					  om_v_qty(om_stock_short(row)), om_v_text(row->supplier)});
}

static int run_low(struct om *om, struct om_call *call)
{
	int status = om_setting_load(om);

	return status == OM_OK ? om_stock_low(om, &call->filter, low_row, call) : status;
}

static int log_row(struct om *om, const struct om_movement_row *row, void *ctx)
{
	const struct om_call *call = ctx;

	if (om_out_is_full(call->out))
		return OM_DONE;
	return om_out_row(om, call->out,
			  (const struct om_value[]){om_v_text(row->sku), om_v_text(row->location),
						    om_v_date(row->date), om_v_text(row->kind),
						    om_v_qty(row->qty), om_v_qty(row->on_hand),
						    om_v_amount(row->value, om->company->exponent),
						    om_v_text(row->document),
						    om_v_text(row->reason), om_v_text(row->at)});
}

static int run_log(struct om *om, struct om_call *call)
{
	int status = om_setting_load(om);

	return status == OM_OK ? om_movement_each(om, &call->filter, log_row, call) : status;
}

struct valuing {
	struct om_call *call;
	om_money total;
};

static int value_row(struct om *om, const struct om_stock_row *row, void *ctx)
{
	struct valuing *v = ctx;
	const struct show_options *o = v->call->options;
	const struct om_balance *b = &row->balance;
	int exponent = om->company->exponent;

	if (!om_money_add(v->total, b->value, &v->total))
		return om_fail(om, OM_REFUSED, "the sum of the values is too large");
	if (o->total || b->on_hand.micro == 0)
		return OM_OK;
	if (om_out_is_full(v->call->out))
		return OM_DONE;
	return om_out_row(
		om, v->call->out,
		(const struct om_value[]){om_v_text(row->sku), om_v_text(row->location),
					  om_v_qty(b->on_hand),
					  om_v_price(om_stock_average(b, exponent), exponent),
					  om_v_amount(b->value, exponent)});
}

static int run_value(struct om *om, struct om_call *call)
{
	const struct show_options *o = call->options;
	struct valuing v = {.call = call};
	char text[OM_NUMBER_SIZE];
	int status = om_setting_load(om);

	if (status == OM_OK)
		status = om_stock_each(om, &call->filter, value_row, &v);
	if (status == OM_OK && o->total)
		om_buf_printf(&call->text, "%s\n",
			      om_money_format(v.total, om->company->exponent, text));
	return status;
}

static int location_row(struct om *om, const struct om_location *location, void *ctx)
{
	struct om_out *out = ctx;

	if (om_out_is_full(out))
		return OM_DONE;
	return om_out_row(
		om, out,
		(const struct om_value[]){om_v_text(location->code), om_v_text(location->name),
					  om_v_bool(location->active),
					  om_v_bool(location->id == om->company->location_id)});
}

static int run_locations(struct om *om, struct om_call *call)
{
	int status = om_setting_load(om);

	return status == OM_OK ? om_location_each(om, location_row, call->out) : status;
}

static int run_locations_add(struct om *om, struct om_call *call)
{
	const struct location_options *o = call->options;

	return om_location_add(om, call->operands.v[0], o->name);
}

static int run_locations_edit(struct om *om, struct om_call *call)
{
	const struct location_options *o = call->options;
	size_t i;
	int status = OM_OK;

	if (!o->name && !o->active)
		return om_fail(om, OM_USAGE, "nothing to change: give --name or --active");
	for (i = 0; status == OM_OK && i < call->operands.n; i++)
		status = om_location_edit(om, call->operands.v[i], o->name, o->active);
	return status;
}

static const struct om_verb verbs[] = {
	{.name = "receive",
	 .operands = "SKU:QTY[@COST]... | --from FILE",
	 .summary = "enter goods that came in",
	 .flags = OM_VERB_WRITE | OM_VERB_FROM,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = receive_options,
	 .options_size = sizeof(struct enter_options),
	 .sheet = receive_sheet,
	 .values = "sku",
	 .run = run_receive},
	{.name = "adjust",
	 .operands = "SKU:+QTY|-QTY... | --from FILE",
	 .summary = "correct what is on the shelf, for a reason",
	 .flags = OM_VERB_WRITE | OM_VERB_FROM,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = adjust_options,
	 .options_size = sizeof(struct enter_options),
	 .sheet = adjust_sheet,
	 .values = "sku",
	 .run = run_adjust},
	{.name = "list",
	 .summary = "show what lies where, and what of it is free",
	 .flags = OM_VERB_READ,
	 .options = list_options,
	 .options_size = sizeof(struct show_options),
	 .filters = OM_FILTER_SUPPLIER | OM_FILTER_SKU | OM_FILTER_CATEGORY | OM_FILTER_LOCATION,
	 .shape = {.rows = list_columns},
	 .run = run_list},
	{.name = "low",
	 .summary = "show what is to be bought",
	 .flags = OM_VERB_READ,
	 .filters = OM_FILTER_SUPPLIER | OM_FILTER_SKU | OM_FILTER_CATEGORY,
	 .shape = {.rows = low_columns},
	 .run = run_low},
	{.name = "log",
	 .summary = "show every movement, oldest first",
	 .flags = OM_VERB_READ,
	 .filters = OM_FILTER_SKU | OM_FILTER_CATEGORY | OM_FILTER_LOCATION | OM_FILTER_DATES,
	 .shape = {.rows = log_columns},
	 .run = run_log},
	{.name = "value",
	 .summary = "show what the stock is worth",
	 .flags = OM_VERB_READ | OM_VERB_TEXT,
	 .options = value_options,
	 .options_size = sizeof(struct show_options),
	 .filters = OM_FILTER_SUPPLIER | OM_FILTER_SKU | OM_FILTER_CATEGORY | OM_FILTER_LOCATION,
	 .shape = {.rows = value_columns},
	 .run = run_value},
	{.name = "locations",
	 .summary = "list where goods can lie",
	 .flags = OM_VERB_READ,
	 .shape = {.rows = location_columns},
	 .run = run_locations},
	{.name = "locations add",
	 .operands = "CODE",
	 .summary = "add a location",
	 .flags = OM_VERB_WRITE,
	 .min_operands = 1,
	 .max_operands = 1,
	 .options = add_options,
	 .options_size = sizeof(struct location_options),
	 .run = run_locations_add},
	{.name = "locations edit",
	 .operands = "CODE...",
	 .summary = "rename, open or close one",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = edit_options,
	 .options_size = sizeof(struct location_options),
	 .values = "location",
	 .run = run_locations_edit},
	{.name = NULL},
};

const struct om_command om_stock_command = {
	.name = "stock",
	.summary = "goods on the shelf: what came in, what is there, what is short",
	.verbs = verbs,
};
