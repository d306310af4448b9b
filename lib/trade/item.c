/* Items as people enter them: adding, editing, removing. */
#include "trade/item.h"

#include "base/mem.h"
#include "base/number.h"
#include "io/input.h"
#include "store/log.h"
#include "store/setting.h"
#include "trade/item_field.h"

static const struct om_item blank_item = {
	.type = "stock",
	.unit = "pcs",
	.cost = {OM_UNSET},
	.lead_days = OM_UNSET,
	.reorder_point = {OM_UNSET},
	.reorder_qty = {OM_UNSET},
	.weight = {OM_UNSET},
	.active = true,
};

int om_item_entry_begin(struct om *om, struct om_item_entry *entry, enum om_status bad)
{
	const char *tax;
	int status = om_setting_load(om);

	*entry = (struct om_item_entry){.bad = bad};
	if (status == OM_OK)
		status = om_setting_find(om, "tax", &tax);
	if (status == OM_OK && tax && *tax && om_percent_parse(tax, &entry->tax))
		status = om_fail(om, OM_STORAGE, "setting tax '%s' is not a percentage", tax);
	return status == OM_OK ? om_item_codes_read(om, &entry->codes) : status;
}

static int refuse(struct om *om, struct om_item_entry *entry, enum om_item_field field,
		  enum om_status status, const char *fmt, const char *sku)
{
	entry->failed = field;
	return om_fail(om, status, fmt, sku);
}

static int check_sku(struct om *om, struct om_item_entry *entry, const char *sku)
{
	const char *wrong;

	if (!sku || !*sku)
		return refuse(om, entry, OM_ITEM_SKU, entry->bad, "the SKU is missing%s", "");
	wrong = om_text_check(sku, OM_TEXT_CODE);
	if (!wrong && om_input_is_heading(sku))
		wrong = "is the name of a column";
	if (!wrong)
		return OM_OK;
	entry->failed = OM_ITEM_SKU;
	return om_fail(om, entry->bad, "SKU '%s' %s", sku, wrong);
}

static int set_fields(struct om *om, struct om_item_entry *entry, const struct om_item_text *text,
		      struct om_item *item)
{
	struct om_field_run run = {om, entry->bad, item, entry};

	return om_field_apply(&run, om_item_fields, OM_ITEM_FIELDS, text->field, &entry->failed);
}

static int add_item(struct om *om, struct om_item_entry *entry, const struct om_item_text *text)
{
	struct om_item item = blank_item;
	char digest[OM_HASH_SIZE];
	int status;

	item.sku = text->field[OM_ITEM_SKU];
	item.tax = entry->tax;
	status = set_fields(om, entry, text, &item);
	if (status != OM_OK)
		return status;
	if (!item.name)
		return refuse(om, entry, OM_ITEM_NAME, entry->bad,
			      "item '%s' is new and needs a name", item.sku);
	entry->failed = OM_ITEM_BARCODE; /* what the store may refuse */
	status = om_item_insert(om, &entry->codes, &item);
	if (status != OM_OK)
		return status;
	entry->added++;
	entry->last = item.id;
	om_item_digest(&item, digest);
	return om_log_add(om, "item add", item.sku, digest, "");
}

static int check_type(struct om *om, struct om_item_entry *entry, const struct om_item *was,
		      const struct om_item *is)
{
	bool used = false;
	int status = OM_OK;

	if (was->service != is->service)
		status = om_item_is_used(om, was->id, &used);
	if (!used)
		return status;
	entry->failed = OM_ITEM_TYPE;
	return om_fail(om, OM_REFUSED,
		       "the type of %s stays '%s': the item is used by documents or stock",
		       was->sku, was->type);
}

static int check_family(struct om *om, struct om_item_entry *entry, const struct om_item *was,
			const struct om_item *is)
{
	bool has = false;
	int status = OM_OK;

	if (is->variant_of && is->variant_of != was->variant_of)
		status = om_item_has_variants(om, was->id, &has);
	if (!has)
		return status;
	return refuse(om, entry, OM_ITEM_VARIANT_OF, OM_REFUSED,
		      "%s has variants of its own and cannot become one", was->sku);
}

/* `was` as it is stored, with its details. */
static int edit_item(struct om *om, struct om_item_entry *entry, const struct om_item_text *text,
		     const struct om_item *was)
{
	struct om_item is = *was;
	char digest[OM_HASH_SIZE];
	const char *changes;
	int status = set_fields(om, entry, text, &is);

	if (status == OM_OK)
		status = check_type(om, entry, was, &is);
	if (status == OM_OK)
		status = check_family(om, entry, was, &is);
	if (status != OM_OK)
		return status;
	changes = om_field_changes(om, om_item_fields, OM_ITEM_FIELDS, text->field, was, &is);
	if (!changes)
		return OM_OK;
	entry->failed = OM_ITEM_BARCODE; /* what the store may refuse */
	status = om_item_update(om, &entry->codes, &is);
	if (status != OM_OK)
		return status;
	entry->changed++;
	om_item_digest(&is, digest);
	return om_log_add(om, "item edit", is.sku, digest, "%s", changes);
}

/* Whoever scans the code would get the wrong goods. */
static int refuse_barcode(struct om *om, struct om_item_entry *entry, const char *sku)
{
	const char *owner;
	int status = om_barcode_find(om, sku, &owner);

	if (status != OM_OK)
		return status;
	entry->failed = OM_ITEM_SKU;
	return om_fail(om, OM_REFUSED, "SKU '%s' is a barcode of %s", sku, owner);
}

static int find_item(struct om *om, const char *sku, struct om_item *item)
{
	int status = om_item_find(om, sku, item);

	return status == OM_OK ? om_item_details(om, item) : status;
}

int om_item_add(struct om *om, struct om_item_entry *entry, const struct om_item_text *text)
{
	const char *sku = text->field[OM_ITEM_SKU];
	enum om_code_use use;
	int status = check_sku(om, entry, sku);

	if (status == OM_OK)
		status = om_item_code_use(om, &entry->codes, sku, &use);
	if (status != OM_OK)
		return status;
	if (use == OM_CODE_SKU)
		return refuse(om, entry, OM_ITEM_SKU, OM_REFUSED,
			      "item '%s' is there already; 'om-item edit' changes it", sku);
	return use == OM_CODE_FREE ? add_item(om, entry, text) : refuse_barcode(om, entry, sku);
}

int om_item_edit(struct om *om, struct om_item_entry *entry, const struct om_item_text *text)
{
	const char *sku = text->field[OM_ITEM_SKU];
	struct om_item item;
	int status = find_item(om, sku, &item);

	if (status == OM_DONE)
		return om_item_unknown(om, sku);
	return status == OM_OK ? edit_item(om, entry, text, &item) : status;
}

static int put_new(struct om *om, struct om_item_entry *entry, const struct om_item_text *text)
{
	int status = add_item(om, entry, text);

	if (status == OM_OK)
		om_set_add(&entry->seen, (uint64_t)entry->last);
	return status;
}

int om_item_put(struct om *om, struct om_item_entry *entry, const struct om_item_text *text)
{
	const char *sku = text->field[OM_ITEM_SKU];
	struct om_item item;
	enum om_code_use use;
	int status = check_sku(om, entry, sku);

	if (status == OM_OK)
		status = om_item_code_use(om, &entry->codes, sku, &use);
	if (status == OM_OK && use == OM_CODE_FREE)
		return put_new(om, entry, text);
	if (status == OM_OK && use == OM_CODE_BARCODE)
		return refuse_barcode(om, entry, sku);
	if (status == OM_OK)
		status = find_item(om, sku, &item);
	if (status == OM_OK && !om_set_add(&entry->seen, (uint64_t)item.id))
		return refuse(om, entry, OM_ITEM_SKU, entry->bad, "item '%s' stands here twice",
			      item.sku);
	return status == OM_OK ? edit_item(om, entry, text, &item) : status;
}

void om_item_entry_end(struct om_item_entry *entry)
{
	om_set_free(&entry->seen);
}

int om_item_get(struct om *om, const char *sku, struct om_item *item)
{
	const char *stands_for;
	int status = find_item(om, sku, item);

	if (status != OM_DONE)
		return status;
	status = om_barcode_find(om, sku, &stands_for);
	if (status != OM_OK)
		return status;
	return stands_for ? find_item(om, stands_for, item) : om_item_unknown(om, sku);
}

int om_item_remove(struct om *om, const char *sku)
{
	struct om_item item;
	bool used;
	int status = om_item_find(om, sku, &item);

	if (status == OM_DONE)
		return om_item_unknown(om, sku);
	if (status == OM_OK)
		status = om_item_is_used(om, item.id, &used);
	if (status != OM_OK)
		return status;
	if (used)
		return om_fail(om, OM_REFUSED,
			       "%s is used by documents, stock or variants; make it inactive: "
			       "om-item edit %s --active no",
			       item.sku, item.sku);
	status = om_item_delete(om, item.id);
	return status == OM_OK ? om_log_add(om, "item remove", item.sku, "", "") : status;
}
