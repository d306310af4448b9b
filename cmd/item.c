/* om-item: what is sold. */
#include "cmd.h"

#include "base/mem.h"
#include "store/party.h"
#include "store/setting.h"
#include "trade/item.h"

struct item_options {
	struct om_item_text text;
	struct om_list barcodes, attributes;
};

#define SET(field_, long_, arg_, help_, ...) \
	OM_TEXT(struct item_options, text.field[field_], long_, 0, arg_, help_, __VA_ARGS__)

static const struct om_option item_options[] = {
	SET(OM_ITEM_NAME, "name", "NAME", "what it is called on papers"),
	OM_CHOICE(struct item_options, text.field[OM_ITEM_TYPE], "type", 0, "stock|service",
		  "stock is counted and shipped, a service neither"),
	SET(OM_ITEM_CATEGORY, "category", "NAME", "category, for lists and reports",
	    OM_VALUES("category")),
	SET(OM_ITEM_UNIT, "unit", "UNIT", "what one is called; default pcs"),
	SET(OM_ITEM_PACK, "pack", "TEXT", "how it is packed: 24 x 12 oz"),
	SET(OM_ITEM_PRICE, "price", "PRICE", "list price of one, without tax"),
	SET(OM_ITEM_COST, "cost", "COST", "what one is expected to cost"),
	SET(OM_ITEM_TAX, "tax", "PERCENT", "tax rate; default the company's"),
	OM_LIST(struct item_options, barcodes, "barcode", 0, "CODE",
		"code that stands for it; may be given several times, replaces all it had"),
	SET(OM_ITEM_SUPPLIER, "supplier", "CODE", "who it is usually bought from",
	    OM_VALUES("supplier")),
	SET(OM_ITEM_LEAD_DAYS, "lead-days", "DAYS", "days from ordering to receipt"),
	SET(OM_ITEM_REORDER_POINT, "reorder-point", "QTY", "buy again at or below this"),
	SET(OM_ITEM_REORDER_QTY, "reorder-qty", "QTY", "how much is usually bought"),
	SET(OM_ITEM_VARIANT_OF, "variant-of", "SKU", "the item of the family", OM_VALUES("sku")),
	SET(OM_ITEM_WEIGHT, "weight", "KG", "weight of one in kilograms"),
	OM_LIST(struct item_options, attributes, "attr", 0, "NAME=VALUE",
		"size=L; may be given several times, replaces all it had"),
	OM_CHOICE(struct item_options, text.field[OM_ITEM_ACTIVE], "active", 0, "yes|no",
		  "no: kept for its papers, takes no new ones"),
	OM_OPTIONS_END,
};

struct list_options {
	const char *active;
};

static const struct om_option list_options[] = {
	OM_CHOICE(struct list_options, active, "active", 0, "yes|no", "only those, or only others"),
	OM_OPTIONS_END,
};

/* In the order of enum om_item_field. */
static const struct om_sheet_column item_sheet[] = {
	{"sku", true, false, "stock keeping unit, the key"},
	{"name", false, false, "needed for a new item"},
	{"type", false, false, "stock (default) or service"},
	{"category", false, false, "for lists and reports"},
	{"unit", false, false, "what one is called; default pcs"},
	{"pack", false, false, "how it is packed"},
	{"price", false, true, "list price of one, without tax"},
	{"cost", false, true, "what one is expected to cost"},
	{"tax", false, true, "tax rate in percent; default the company's"},
	{"barcode", false, false, "codes, separated by blanks or ;"},
	{"supplier", false, false, "code of a supplier"},
	{"lead_days", false, true, "days from ordering to receipt"},
	{"reorder_point", false, true, "buy again at or below this"},
	{"reorder_qty", false, true, "how much is usually bought"},
	{"variant_of", false, false, "SKU of the family's item, which comes first"},
	{"weight", false, true, "kilograms of one"},
	{"attr", false, false, "NAME=VALUE, separated by ;"},
	{"active", false, false, "yes (default) or no"},
	{.name = NULL},
};

#define ITEM_COLUMNS                                                             \
	{"sku", OM_TYPE_TEXT, 0, "stock keeping unit"},                          \
		{"name", OM_TYPE_TEXT, 0, "what it is called on papers"},        \
		{"type", OM_TYPE_TEXT, 3, "stock or service"},                   \
		{"category", OM_TYPE_TEXT, 2, "category"},                       \
		{"unit", OM_TYPE_TEXT, 1, "what one is called"},                 \
		{"pack", OM_TYPE_TEXT, 6, "how it is packed"},                   \
		{"price", OM_TYPE_PRICE, 0, "list price of one, without tax"},   \
		{"cost", OM_TYPE_PRICE, 4, "what one is expected to cost"},      \
		{"tax", OM_TYPE_PERCENT, 3, "tax rate in percent"},              \
		{"barcode", OM_TYPE_TEXT, 7, "codes, separated by blanks"},      \
		{"supplier", OM_TYPE_TEXT, 2, "who it is usually bought from"},  \
		{"lead_days", OM_TYPE_INT, 8, "days from ordering to receipt"},  \
		{"reorder_point", OM_TYPE_QTY, 5, "buy again at or below this"}, \
		{"reorder_qty", OM_TYPE_QTY, 8, "how much is usually bought"},   \
		{"active", OM_TYPE_BOOL, 4, "no: takes no new papers"},          \
		{"variant_of", OM_TYPE_TEXT, 9, "SKU of the family's item"},     \
	{                                                                        \
		"weight", OM_TYPE_QTY, 9, "kilograms of one"                     \
	}

static const struct om_column item_columns[] = {
	ITEM_COLUMNS,
	{.name = NULL},
};

static const struct om_column item_head[] = {
	ITEM_COLUMNS,
	{"attr", OM_TYPE_TEXT, 9, "attributes, NAME=VALUE separated by ;"},
	{.name = NULL},
};

enum { ITEM_COLUMN_COUNT = sizeof(item_columns) / sizeof(item_columns[0]) - 1 };

static const char *join_list(struct om *om, const struct om_list *list, char separator)
{
	struct om_buf joined = {0};
	const char *s;
	size_t i;

	if (!list->n)
		return NULL;
	for (i = 0; i < list->n; i++) {
		if (i)
			om_buf_putc(&joined, separator);
		om_buf_puts(&joined, list->v[i]);
	}
	s = om_strdup(om->arena, joined.s ? joined.s : "");
	om_buf_free(&joined);
	return s;
}

/* The options as an item in words; sets all but the SKU. */
static struct om_item_text words_of(struct om *om, const struct item_options *o)
{
	struct om_item_text text = o->text;

	text.field[OM_ITEM_BARCODE] = join_list(om, &o->barcodes, ' ');
	text.field[OM_ITEM_ATTR] = join_list(om, &o->attributes, ';');
	return text;
}

static int run_add(struct om *om, struct om_call *call)
{
	struct om_item_text text = words_of(om, call->options);
	struct om_item_entry entry;
	int status = om_item_entry_begin(om, &entry, OM_USAGE);

	text.field[OM_ITEM_SKU] = call->operands.v[0];
	if (status == OM_OK)
		status = om_item_add(om, &entry, &text);
	if (status == OM_OK)
		om_ref(om, text.field[OM_ITEM_SKU]);
	return status;
}

static bool says_nothing(const struct om_item_text *text)
{
	size_t i;

	for (i = 0; i < OM_ITEM_FIELDS; i++)
		if (text->field[i])
			return false;
	return true;
}

static int run_edit(struct om *om, struct om_call *call)
{
	struct om_item_text text = words_of(om, call->options);
	struct om_item_entry entry;
	size_t i;
	int status;

	if (says_nothing(&text))
		return om_fail(om, OM_USAGE, "nothing to change: give an option such as --price");
	status = om_item_entry_begin(om, &entry, OM_USAGE);
	for (i = 0; i < call->operands.n && status == OM_OK; i++) {
		text.field[OM_ITEM_SKU] = call->operands.v[i];
		status = om_item_edit(om, &entry, &text);
		if (status == OM_OK)
			om_ref(om, text.field[OM_ITEM_SKU]);
	}
	return status;
}

static struct om_value optional_price(struct om *om, om_price p)
{
	return p.micro == OM_UNSET ? om_v_null() : om_v_price(p, om->company->exponent);
}

static struct om_value optional_qty(om_qty q)
{
	return q.micro == OM_UNSET ? om_v_null() : om_v_qty(q);
}

static void fill_row(struct om *om, const struct om_item *item, struct om_value *row)
{
	const struct om_list codes = {item->barcodes, item->n_barcodes, 0};
	const struct om_value values[ITEM_COLUMN_COUNT] = {
		om_v_text(item->sku),
		om_v_text(item->name),
		om_v_text(item->type),
		om_v_text(item->category),
		om_v_text(item->unit),
		om_v_text(item->pack),
		om_v_price(item->price, om->company->exponent),
		optional_price(om, item->cost),
		om_v_percent(item->tax),
		om_v_text(join_list(om, &codes, ' ')),
		om_v_text(item->supplier_code),
		item->lead_days == OM_UNSET ? om_v_null() : om_v_int(item->lead_days),
		optional_qty(item->reorder_point),
		optional_qty(item->reorder_qty),
		om_v_bool(item->active),
		om_v_text(item->variant_sku),
		optional_qty(item->weight),
	};

	memcpy(row, values, sizeof(values));
}

static const char *join_attributes(struct om *om, const struct om_item *item)
{
	struct om_list words = {0};
	size_t i;

	words.v = OM_NEW_ARRAY(om->arena, const char *, item->n_attributes + 1);
	for (i = 0; i < item->n_attributes; i++)
		words.v[words.n++] = om_printf(om->arena, "%s=%s", item->attributes[i].name,
					       item->attributes[i].value);
	return join_list(om, &words, ';');
}

static int run_show(struct om *om, struct om_call *call)
{
	struct om_value row[ITEM_COLUMN_COUNT + 1];
	struct om_item item;
	size_t i;
	int status = om_setting_load(om);

	for (i = 0; i < call->operands.n && status == OM_OK; i++) {
		struct om_mark mark = om_arena_mark(om->arena);

		status = om_item_get(om, call->operands.v[i], &item);
		if (status == OM_OK) {
			fill_row(om, &item, row);
			row[ITEM_COLUMN_COUNT] = om_v_text(join_attributes(om, &item));
			status = om_out_record(om, call->out, row);
		}
		om_arena_release(om->arena, mark);
	}
	return status;
}

static int list_item(struct om *om, const struct om_item *item, void *ctx)
{
	const struct om_call *call = ctx;
	const struct list_options *o = call->options;
	struct om_value row[ITEM_COLUMN_COUNT];

	if (om_out_is_full(call->out))
		return OM_DONE;
	if (o->active && item->active != (strcmp(o->active, "yes") == 0))
		return OM_OK;
	fill_row(om, item, row);
	return om_out_row(om, call->out, row);
}

static int run_list(struct om *om, struct om_call *call)
{
	struct om_party supplier;
	struct om_item item;
	int status = om_setting_load(om);

	if (status == OM_OK && call->filter.supplier)
		status = om_party_get(om, OM_SUPPLIER, call->filter.supplier, &supplier);
	if (status == OM_OK && call->filter.sku) {
		status = om_item_get(om, call->filter.sku, &item);
		call->filter.sku = item.sku;
	}
	return status == OM_OK ? om_item_each(om, &call->filter, list_item, call) : status;
}

static int import_row(struct om *om, struct om_sheet *sheet, void *ctx)
{
	struct om_item_entry *entry = ctx;
	struct om_item_text text;
	size_t i;
	int status;

	for (i = 0; i < OM_ITEM_FIELDS; i++)
		text.field[i] = om_sheet_get(sheet, i);
	entry->failed = OM_ITEM_SKU;
	status = om_item_put(om, entry, &text);
	if (status == OM_INPUT || status == OM_REFUSED)
		om_prefix(om, status, "%s", om_sheet_at(sheet, entry->failed));
	return status;
}

static int run_import(struct om *om, struct om_call *call)
{
	struct om_item_entry entry = {0};
	int status = om_item_entry_begin(om, &entry, OM_INPUT);

	if (status == OM_OK)
		status = om_import_rows(om, call, import_row, &entry);
	om_item_entry_end(&entry);
	if (status == OM_OK && (entry.added || entry.changed))
		om_note(om, "%s: %lld added, %lld changed", call->input->name,
			(long long)entry.added, (long long)entry.changed);
	return status;
}

static int run_remove(struct om *om, struct om_call *call)
{
	size_t i;
	int status = OM_OK;

	for (i = 0; i < call->operands.n && status == OM_OK; i++) {
		status = om_item_remove(om, call->operands.v[i]);
		if (status == OM_OK)
			om_ref(om, call->operands.v[i]);
	}
	return status;
}

static const struct om_verb verbs[] = {
	{.name = "add",
	 .operands = "SKU",
	 .summary = "add an item",
	 .flags = OM_VERB_WRITE,
	 .min_operands = 1,
	 .max_operands = 1,
	 .options = item_options,
	 .options_size = sizeof(struct item_options),
	 .run = run_add},
	{.name = "edit",
	 .operands = "SKU...",
	 .summary = "change items",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .options = item_options,
	 .options_size = sizeof(struct item_options),
	 .values = "sku",
	 .run = run_edit},
	{.name = "show",
	 .operands = "SKU...",
	 .summary = "show all there is about items",
	 .flags = OM_VERB_READ | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .shape = {.head = item_head},
	 .values = "sku",
	 .run = run_show},
	{.name = "list",
	 .summary = "list items",
	 .flags = OM_VERB_READ,
	 .options = list_options,
	 .options_size = sizeof(struct list_options),
	 .filters = OM_FILTER_CATEGORY | OM_FILTER_SUPPLIER | OM_FILTER_SKU,
	 .shape = {.rows = item_columns},
	 .run = run_list},
	{.name = "import",
	 .operands = "FILE",
	 .summary = "add and change items from CSV",
	 .flags = OM_VERB_WRITE | OM_VERB_IMPORT,
	 .min_operands = 1,
	 .max_operands = 1,
	 .sheet = item_sheet,
	 .values = "file",
	 .run = run_import},
	{.name = "remove",
	 .operands = "SKU...",
	 .summary = "remove items that nothing uses",
	 .flags = OM_VERB_WRITE | OM_VERB_REFS,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "sku",
	 .run = run_remove},
	{.name = NULL},
};

const struct om_command om_item_command = {
	.name = "item",
	.summary = "what is sold",
	.verbs = verbs,
};
