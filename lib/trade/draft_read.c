/* Drafts from files: YAML as show prints it, or CSV lines of goods. */
#include "trade/draft.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "io/yaml.h"

#define DRAFT_BYTES_MAX ((size_t)64 << 20)

enum { SKU, QTY, PRICE, DISCOUNT };

const struct om_sheet_column om_draft_sheet[] = {
	[SKU] = {.name = "sku", .required = true, .help = "SKU or barcode"},
	[QTY] = {.name = "qty", .required = true, .number = true, .help = "how many"},
	[PRICE] = {.name = "price", .number = true, .help = "of one; empty: the item's"},
	[DISCOUNT] = {.name = "discount_percent", .number = true, .help = "off the price"},
	{.name = NULL},
};

/* What a document may say; computed ones are printed by show and skipped here. */
enum field {
	CUSTOMER,
	DATE,
	REQUIRED,
	VALID_UNTIL,
	REF,
	CHANNEL,
	SHIP_TO,
	LOCATION,
	TERMS,
	BILLING,
	DISCOUNT_ALL,
	NOTE,
	SHIP_NAME,
	SHIP_STREET,
	SHIP_CITY,
	SHIP_REGION,
	SHIP_POSTCODE,
	SHIP_COUNTRY,
	NUMBER,
	LINES,
	COMPUTED
};

static const struct {
	const char *name;
	enum field field;
} fields[] = {
	{"customer", CUSTOMER},
	{"date", DATE},
	{"required", REQUIRED},
	{"valid_until", VALID_UNTIL},
	{"ref", REF},
	{"channel", CHANNEL},
	{"ship_to", SHIP_TO},
	{"location", LOCATION},
	{"terms", TERMS},
	{"billing", BILLING},
	{"discount_percent", DISCOUNT_ALL},
	{"note", NOTE},
	{"ship_name", SHIP_NAME},
	{"ship_street", SHIP_STREET},
	{"ship_city", SHIP_CITY},
	{"ship_region", SHIP_REGION},
	{"ship_postcode", SHIP_POSTCODE},
	{"ship_country", SHIP_COUNTRY},
	{"lines", LINES},
	{"number", NUMBER},
	{"state", COMPUTED},
	{"held", COMPUTED},
	{"shipped", COMPUTED},
	{"invoiced", COMPUTED},
	{"currency", COMPUTED},
	{"net", COMPUTED},
	{"tax", COMPUTED},
	{"total", COMPUTED},
	{"bill_to", COMPUTED},
};

static const char *const line_fields[] = {"sku", "qty", "price", "discount_percent", "line"};
static const char *const line_computed[] = {"name",	"unit",	   "net",      "tax",
					    "reserved", "shipped", "invoiced", "backordered",
					    "closed",	"number"};

static const char *where(struct om *om, const struct om_yaml *node)
{
	return om_printf(om->arena, "%s:%u:%u", node->file, node->line, node->column);
}

static int unknown_key(struct om *om, const struct om_yaml *node, const struct om_nearest *nearest)
{
	return om_yaml_fail_key(om, node, "unknown key '%s'%s",
				om_text_escape(om->arena, node->key),
				om_nearest_hint(om->arena, nearest));
}

static int read_line(struct om *om, const struct om_yaml *node, struct om_draft_line *line)
{
	const char **out[] = {&line->sku, &line->qty, &line->price, &line->discount};
	int status =
		om_yaml_expect(om, node, OM_YAML_MAPPING, "a line such as {sku: P01, qty: 10}");

	for (size_t i = 0; i < 4; i++)
		line->at[i] = where(om, node);
	for (const struct om_yaml *c = node->first; status == OM_OK && c; c = c->next) {
		struct om_nearest nearest;
		size_t i = 0, k = 0;

		om_nearest_init(&nearest, c->key);
		for (i = 0; i < 5 && strcmp(c->key, line_fields[i]) != 0; i++)
			om_nearest_offer(&nearest, line_fields[i]);
		for (k = 0; k < 10 && strcmp(c->key, line_computed[k]) != 0; k++)
			;
		if (i == 5 && k == 10)
			return unknown_key(om, c, &nearest);
		if (i == 5)
			continue;
		status = om_yaml_expect(om, c, OM_YAML_SCALAR, c->key);
		if (status == OM_OK && i < 4) {
			*out[i] = c->text;
			line->at[i] = where(om, c);
		}
		if (status == OM_OK && i == 4 && c->text &&
		    om_int_parse(c->text, 1, INT32_MAX, &line->pos))
			status = om_yaml_fail(om, c, "'%s' is not the number of a line", c->text);
	}
	if (status == OM_OK && (!line->sku || !line->qty))
		status = om_yaml_fail(om, node, "a line needs sku and qty");
	return status;
}

static int read_lines(struct om *om, const struct om_yaml *list, struct om_draft *draft)
{
	int status = om_yaml_expect(om, list, OM_YAML_SEQUENCE, "a list of lines");

	for (const struct om_yaml *c = list->first; status == OM_OK && c; c = c->next) {
		struct om_draft_line line = {0};

		status = read_line(om, c, &line);
		draft->lines = om_arena_grow(om->arena, draft->lines, draft->n_lines,
					     &draft->lines_room, sizeof(*draft->lines));
		draft->lines[draft->n_lines++] = line;
	}
	return status;
}

static int read_date(struct om *om, const struct om_yaml *node, om_date *date)
{
	const char *why;

	if (!node->text || om_date_is_set(*date))
		return OM_OK;
	why = om_date_parse_at(node->text, om->today, date);
	return why ? om_yaml_fail(om, node, "%s '%s' %s", node->key,
				  om_text_escape(om->arena, node->text), why)
		   : OM_OK;
}

/* What the command line said stays. */
static void keep(const char **field, const char *text)
{
	if (!*field)
		*field = text;
}

static int read_field(struct om *om, const struct om_yaml *node, enum field field,
		      struct om_draft *draft)
{
	struct om_address *a = &draft->address;
	const char **texts[] = {
		[CUSTOMER] = &draft->customer,
		[NUMBER] = &draft->number,
		[REF] = &draft->ref,
		[CHANNEL] = &draft->channel,
		[SHIP_TO] = &draft->ship_to,
		[LOCATION] = &draft->location,
		[TERMS] = &draft->terms,
		[BILLING] = &draft->billing,
		[DISCOUNT_ALL] = &draft->discount,
		[NOTE] = &draft->note,
		[SHIP_NAME] = &a->name,
		[SHIP_STREET] = &a->street,
		[SHIP_CITY] = &a->city,
		[SHIP_REGION] = &a->region,
		[SHIP_POSTCODE] = &a->postcode,
		[SHIP_COUNTRY] = &a->country,
	};
	int status;

	if (field == COMPUTED)
		return OM_OK;
	if (field == LINES)
		return read_lines(om, node, draft);
	if ((status = om_yaml_expect(om, node, OM_YAML_SCALAR, node->key)) != OM_OK)
		return status;
	if (field == DATE)
		return read_date(om, node, &draft->date);
	if (field == REQUIRED)
		return read_date(om, node, &draft->required);
	if (field == VALID_UNTIL)
		return read_date(om, node, &draft->valid_until);
	if (field == BILLING && node->text && strcmp(node->text, "shipped") != 0 &&
	    strcmp(node->text, "ordered") != 0)
		return om_yaml_fail(om, node, "billing '%s' is neither shipped nor ordered",
				    om_text_escape(om->arena, node->text));
	keep(texts[field], node->text);
	return OM_OK;
}

static int read_yaml(struct om *om, const struct om_yaml *root, struct om_draft *draft)
{
	int status = om_yaml_expect(om, root, OM_YAML_MAPPING,
				    "a document as show --format yaml "
				    "prints it");
	const char *label_typed = draft->ship_to;
	bool address_typed = draft->has_address;

	for (const struct om_yaml *c = root->first; status == OM_OK && c; c = c->next) {
		size_t n = sizeof(fields) / sizeof(fields[0]), i = 0;
		struct om_nearest nearest;

		om_nearest_init(&nearest, c->key);
		for (i = 0; i < n && strcmp(c->key, fields[i].name) != 0; i++)
			om_nearest_offer(&nearest, fields[i].name);
		status = i == n ? unknown_key(om, c, &nearest)
				: read_field(om, c, fields[i].field, draft);
	}
	if (status != OM_OK)
		return status;
	/* What the command line said is the stronger: an address, or a label. */
	if (address_typed)
		draft->ship_to = label_typed;
	else if (!label_typed)
		om_draft_note_address(draft);
	return OM_OK;
}

static int read_csv(struct om *om, struct om_input *in, const struct om_sheet_options *options,
		    struct om_draft *draft)
{
	struct om_sheet *sheet = NULL;
	int status = om_sheet_open(om, in, om_draft_sheet, 4, options, &sheet);

	while (status == OM_OK && (status = om_sheet_next(om, sheet)) != OM_DONE) {
		struct om_draft_line line = {0};

		if (status == OM_INPUT) {
			om_data_error(om, "%s", om->error);
			status = OM_OK;
			continue;
		}
		if (status != OM_OK)
			break;
		for (size_t i = 0; i < 4; i++)
			line.at[i] = om_strdup(om->arena, om_sheet_at(sheet, i));
		line.sku = om_strdup(om->arena, om_sheet_get(sheet, SKU));
		line.qty = om_strdup(om->arena, om_sheet_get(sheet, QTY));
		line.price = om_strdup(om->arena, om_sheet_get(sheet, PRICE));
		line.discount = om_strdup(om->arena, om_sheet_get(sheet, DISCOUNT));
		draft->lines = om_arena_grow(om->arena, draft->lines, draft->n_lines,
					     &draft->lines_room, sizeof(*draft->lines));
		draft->lines[draft->n_lines++] = line;
	}
	om_sheet_free(sheet);
	return status == OM_DONE ? OM_OK : status;
}

/* A first line with "sku" among its words and no ':' before it is a CSV header. */
static bool looks_like_csv(const char *text)
{
	size_t end = strcspn(text, "\r\n");
	const char *sku = strstr(text, "sku"), *colon = memchr(text, ':', end);

	return sku && sku < text + end && (!colon || colon > sku);
}

int om_draft_read(struct om *om, struct om_draft *draft, struct om_input *in,
		  const struct om_sheet_options *options)
{
	struct om_yaml *root;
	char *text;
	size_t len;
	int status = om_input_text(om, in, DRAFT_BYTES_MAX, &text, &len);

	if (status != OM_OK)
		return status;
	if (looks_like_csv(text) || options->map)
		return read_csv(om, in, options, draft);
	draft->file = in->name;
	status = om_yaml_parse(om, in->name, text, len, &root);
	return status == OM_OK ? read_yaml(om, root, draft) : status;
}
