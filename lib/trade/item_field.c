/* The fields of an item: what each may be, from text and back. */
#include "trade/item_field.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/party.h"
#include "store/setting.h"

#define TAX_MAX (100 * OM_PERCENT_ONE)
#define BARCODES_MAX 64
#define ATTRIBUTES_MAX 64

static int keep_sku(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	(void)run, (void)f, (void)s;
	return OM_OK;
}

static int refuse_type(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_arena *arena = run->om->arena;
	struct om_nearest nearest;

	om_nearest_init(&nearest, s);
	om_nearest_offer(&nearest, "stock");
	om_nearest_offer(&nearest, "service");
	return om_field_refuse(run, f, s,
			       om_printf(arena, "is neither stock nor service%s",
					 om_nearest_hint(arena, &nearest)));
}

static int set_type(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_item *item = run->record;

	item->service = strcmp(s, "service") == 0;
	if (!item->service && strcmp(s, "stock") != 0)
		return refuse_type(run, f, s);
	item->type = item->service ? "service" : "stock";
	return OM_OK;
}

static int set_price(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	om_price v = {OM_UNSET};
	const char *wrong = *s ? om_price_parse(s, &v) : NULL;

	if (!wrong && *s && v.micro < 0)
		wrong = "is negative";
	if (wrong)
		return om_field_refuse(run, f, s, wrong);
	*(om_price *)((char *)run->record + f->at) = v;
	return OM_OK;
}

static const char *show_price(struct om *om, const struct om_field *f, const void *record)
{
	om_price v = *(const om_price *)((const char *)record + f->at);
	char buf[OM_NUMBER_SIZE];

	if (v.micro == OM_UNSET)
		return "";
	return om_strdup(om->arena, om_price_format(v, om->company->exponent, buf));
}

static int set_tax(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_item *item = run->record;
	om_percent v;
	const char *wrong = om_percent_parse(s, &v);

	if (!wrong && v.micro < 0)
		wrong = "is negative";
	if (!wrong && v.micro > TAX_MAX)
		wrong = "is more than 100 percent";
	if (wrong)
		return om_field_refuse(run, f, s, wrong);
	item->tax = v;
	return OM_OK;
}

static const char *show_tax(struct om *om, const struct om_field *f, const void *record)
{
	const struct om_item *item = record;
	char buf[OM_NUMBER_SIZE];

	(void)f;
	return om_strdup(om->arena, om_percent_format(item->tax, buf));
}

/* GS1 General Specifications 7.9: weights 3 and 1 from the right, modulo 10. */
static char check_digit(const char *digits, size_t n)
{
	unsigned sum = 0;
	size_t i;

	for (i = 0; i < n; i++)
		sum += (unsigned)(digits[i] - '0') * ((n - i) % 2 ? 3 : 1);
	return (char)('0' + (10 - sum % 10) % 10);
}

static int check_gtin(const struct om_field_run *run, const char *code)
{
	size_t n = strlen(code);
	char right;

	if (strspn(code, "0123456789") != n || (n != 8 && (n < 12 || n > 14)))
		return OM_OK;
	right = check_digit(code, n - 1);
	if (code[n - 1] == right)
		return OM_OK;
	return om_fail(run->om, run->bad,
		       "barcode '%s' has a wrong check digit: the last digit should be %c", code,
		       right);
}

static int check_barcode(const struct om_field_run *run, const struct om_field *f, const char *code)
{
	const char *wrong = om_text_check(code, OM_TEXT_CODE);

	return wrong ? om_field_refuse(run, f, code, wrong) : check_gtin(run, code);
}

/* Put s where it belongs among the n sorted texts, unless it is there. */
static size_t place_text(const char **texts, size_t n, const char *s)
{
	size_t i = n;

	while (i > 0 && strcmp(texts[i - 1], s) > 0)
		i--;
	if (i > 0 && strcmp(texts[i - 1], s) == 0)
		return n;
	memmove(texts + i + 1, texts + i, (n - i) * sizeof(*texts));
	texts[i] = s;
	return n + 1;
}

static int set_barcodes(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_item *item = run->record;
	struct om_arena *arena = run->om->arena;
	const char **codes = NULL;
	size_t n = 0, room = 0, len;
	int status;

	for (s += strspn(s, " ;"); *s; s += len, s += strspn(s, " ;")) {
		const char *code;

		len = strcspn(s, " ;");
		code = om_strndup(arena, s, len);
		if (n == BARCODES_MAX)
			return om_fail(run->om, run->bad, "more than %d barcodes", BARCODES_MAX);
		status = check_barcode(run, f, code);
		if (status != OM_OK)
			return status;
		codes = om_arena_grow(arena, codes, n, &room, sizeof(*codes));
		n = place_text(codes, n, code);
	}
	item->barcodes = codes;
	item->n_barcodes = n;
	return OM_OK;
}

static const char *show_barcodes(struct om *om, const struct om_field *f, const void *record)
{
	const struct om_item *item = record;
	const char *all = "";
	size_t i;

	(void)f;
	for (i = 0; i < item->n_barcodes; i++)
		all = i ? om_printf(om->arena, "%s %s", all, item->barcodes[i]) : item->barcodes[i];
	return all;
}

static int set_supplier(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_item_entry *entry = run->ctx;
	struct om_item *item = run->record;
	struct om_party party;
	size_t slot = 0, i;
	int status;

	(void)f;
	item->supplier = 0;
	item->supplier_code = *s ? s : NULL;
	if (!*s)
		return OM_OK;
	for (i = 0; s[i]; i++)
		slot = slot * 31 + (unsigned char)s[i];
	slot %= sizeof(entry->suppliers) / sizeof(entry->suppliers[0]);
	item->supplier = entry->suppliers[slot].id;
	if (item->supplier && strcmp(entry->suppliers[slot].code, s) == 0)
		return OM_OK;
	status = om_party_get(run->om, OM_SUPPLIER, s, &party);
	if (status != OM_OK)
		return status;
	item->supplier = party.id;
	if (i > OM_CODE_MAX)
		return OM_OK;
	entry->suppliers[slot].id = party.id;
	memcpy(entry->suppliers[slot].code, s, i + 1);
	return OM_OK;
}

static int set_variant(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_item *item = run->record;
	struct om_item parent = {.id = 0};
	int status;

	if (*s && strcmp(s, item->sku) == 0)
		return om_field_refuse(run, f, s, "is the item itself");
	if (*s) {
		status = om_item_find(run->om, s, &parent);
		if (status == OM_DONE)
			return om_item_unknown(run->om, s);
		if (status != OM_OK)
			return status;
	}
	if (parent.variant_of)
		return om_fail(run->om, OM_REFUSED, "%s '%s' is itself a variant of %s", f->label,
			       s, parent.variant_sku);
	item->variant_of = parent.id;
	item->variant_sku = *s ? s : NULL;
	return OM_OK;
}

static int place_attribute(const struct om_field_run *run, const struct om_field *f,
			   const char *word, struct om_item_attribute *all, size_t *n)
{
	const char *equals = strchr(word, '='), *wrong;
	struct om_item_attribute one;
	size_t i;

	if (!equals || equals == word || !equals[1])
		return om_field_refuse(run, f, word, "is not NAME=VALUE: size=L");
	one.name = om_strndup(run->om->arena, word, (size_t)(equals - word));
	one.value = equals + 1;
	wrong = om_text_check(one.name, OM_TEXT_CODE);
	if (!wrong)
		wrong = om_text_check(one.value, OM_TEXT_NAME);
	if (wrong)
		return om_field_refuse(run, f, word, wrong);
	for (i = *n; i > 0 && strcmp(all[i - 1].name, one.name) > 0; i--)
		;
	if (i > 0 && strcmp(all[i - 1].name, one.name) == 0)
		return om_field_refuse(run, f, word, "names an attribute a second time");
	memmove(all + i + 1, all + i, (*n - i) * sizeof(*all));
	all[i] = one;
	(*n)++;
	return OM_OK;
}

static int set_attributes(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_item *item = run->record;
	struct om_arena *arena = run->om->arena;
	struct om_item_attribute *all = NULL;
	size_t n = 0, len;
	int status;

	for (s += strspn(s, " ;"); *s; s += len, s += strspn(s, " ;")) {
		len = strcspn(s, ";");
		if (n == ATTRIBUTES_MAX)
			return om_fail(run->om, run->bad, "more than %d attributes",
				       ATTRIBUTES_MAX);
		if (!all)
			all = OM_NEW_ARRAY(arena, struct om_item_attribute, ATTRIBUTES_MAX);
		status = place_attribute(run, f, om_strndup(arena, s, len), all, &n);
		if (status != OM_OK)
			return status;
	}
	item->attributes = all;
	item->n_attributes = n;
	return OM_OK;
}

static const char *show_attributes(struct om *om, const struct om_field *f, const void *record)
{
	const struct om_item *item = record;
	const char *all = "";
	size_t i;

	(void)f;
	for (i = 0; i < item->n_attributes; i++)
		all = om_printf(om->arena, "%s%s%s=%s", all, i ? ";" : "", item->attributes[i].name,
				item->attributes[i].value);
	return all;
}

#define AT(member) offsetof(struct om_item, member)
#define TEXT(name, label, member, keeps)                                                    \
	{                                                                                   \
		name, label, AT(member), keeps, true, om_field_set_text, om_field_show_text \
	}

const struct om_field om_item_fields[OM_ITEM_FIELDS] = {
	[OM_ITEM_SKU] = {"sku", "SKU", AT(sku), true, true, keep_sku, om_field_show_text},
	[OM_ITEM_NAME] = TEXT("name", "name", name, true),
	[OM_ITEM_TYPE] = {"type", "type", AT(type), true, false, set_type, om_field_show_text},
	[OM_ITEM_CATEGORY] = TEXT("category", "category", category, false),
	[OM_ITEM_UNIT] = TEXT("unit", "unit", unit, true),
	[OM_ITEM_PACK] = TEXT("pack", "pack", pack, false),
	[OM_ITEM_PRICE] = {"price", "price", AT(price), true, false, set_price, show_price},
	[OM_ITEM_COST] = {"cost", "cost", AT(cost), false, false, set_price, show_price},
	[OM_ITEM_TAX] = {"tax", "tax", AT(tax), true, false, set_tax, show_tax},
	[OM_ITEM_BARCODE] = {"barcode", "barcode", AT(barcodes), false, false, set_barcodes,
			     show_barcodes},
	[OM_ITEM_SUPPLIER] = {"supplier", "supplier", AT(supplier_code), false, false, set_supplier,
			      om_field_show_text},
	[OM_ITEM_LEAD_DAYS] = {"lead_days", "lead days", AT(lead_days), false, false,
			       om_field_set_count, om_field_show_count},
	[OM_ITEM_REORDER_POINT] = {"reorder_point", "reorder point", AT(reorder_point), false,
				   false, om_field_set_qty, om_field_show_qty},
	[OM_ITEM_REORDER_QTY] = {"reorder_qty", "reorder quantity", AT(reorder_qty), false, false,
				 om_field_set_qty, om_field_show_qty},
	[OM_ITEM_VARIANT_OF] = {"variant_of", "variant of", AT(variant_sku), false, false,
				set_variant, om_field_show_text},
	[OM_ITEM_WEIGHT] = {"weight", "weight", AT(weight), false, false, om_field_set_qty,
			    om_field_show_qty},
	[OM_ITEM_ATTR] = {"attr", "attribute", AT(attributes), false, true, set_attributes,
			  show_attributes},
	[OM_ITEM_ACTIVE] = {"active", "active", AT(active), true, false, om_field_set_flag,
			    om_field_show_flag},
};
