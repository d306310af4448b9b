/* Items, their barcodes and attributes. */
#include "store/item.h"

#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

enum {
	FIND,
	IS_SKU,
	IS_BARCODE,
	SPANS,
	EACH,
	INSERT,
	UPDATE,
	REMOVE,
	USED,
	VARIANTS,
	BARCODES,
	BARCODE_FIND,
	BARCODE_INSERT,
	BARCODE_INSERT_UNLESS_SKU,
	BARCODES_REMOVE,
	ATTRIBUTES,
	ATTRIBUTE_INSERT,
	ATTRIBUTES_REMOVE
};

#define COLUMNS                                                                      \
	"SELECT item.id, item.sku, item.name, item.type, item.category, item.unit, " \
	"item.pack, item.price, item.cost, item.tax, item.supplier, party.code, "    \
	"item.lead_days, item.reorder_point, item.reorder_qty, item.variant_of, "    \
	"family.sku, item.weight, item.active"
#define TABLES                                                   \
	" FROM item LEFT JOIN party ON party.id = item.supplier" \
	" LEFT JOIN item AS family ON family.id = item.variant_of"
#define BARCODE_COLUMN 19

static const char *const sql[] = {
	[FIND] = COLUMNS TABLES " WHERE item.sku = $1",
	[IS_SKU] = "SELECT 1 FROM item WHERE sku = $1",
	[IS_BARCODE] = "SELECT 1 FROM barcode WHERE code = $1",
	[SPANS] = "SELECT (SELECT MIN(sku) FROM item), (SELECT MAX(sku) FROM item), "
		  "(SELECT MIN(code) FROM barcode), (SELECT MAX(code) FROM barcode)",
	[EACH] = COLUMNS ", barcode.code" TABLES " LEFT JOIN barcode ON barcode.item = item.id"
			 " WHERE (CAST($1 AS TEXT) IS NULL OR item.category = $1)"
			 " AND (CAST($2 AS TEXT) IS NULL OR party.code = $2)"
			 " AND (CAST($3 AS TEXT) IS NULL OR item.sku = $3)"
			 " ORDER BY item.sku, barcode.code NULLS FIRST",
	[INSERT] = "INSERT INTO item (sku, name, type, category, unit, pack, price, cost, tax, "
		   "supplier, lead_days, reorder_point, reorder_qty, variant_of, weight, active) "
		   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)",
	[UPDATE] = "UPDATE item SET name = $2, type = $3, category = $4, unit = $5, pack = $6, "
		   "price = $7, cost = $8, tax = $9, supplier = $10, lead_days = $11, "
		   "reorder_point = $12, reorder_qty = $13, variant_of = $14, weight = $15, "
		   "active = $16 WHERE id = $1",
	[REMOVE] = "DELETE FROM item WHERE id = $1",
	[USED] = "SELECT 1 WHERE EXISTS (SELECT 1 FROM movement WHERE item = $1)"
		 " OR EXISTS (SELECT 1 FROM item WHERE variant_of = $1)"
		 " OR EXISTS (SELECT 1 FROM line WHERE item = $1)",
	[VARIANTS] = "SELECT 1 WHERE EXISTS (SELECT 1 FROM item WHERE variant_of = $1)",
	[BARCODES] = "SELECT code FROM barcode WHERE item = $1 ORDER BY code",
	[BARCODE_FIND] =
		"SELECT sku FROM item WHERE id = (SELECT item FROM barcode WHERE code = $1)",
	[BARCODE_INSERT] = ("INSERT INTO barcode (code, item) VALUES ($1, $2) "
			    "ON CONFLICT (code) DO NOTHING"),
	[BARCODE_INSERT_UNLESS_SKU] =
		("INSERT INTO barcode (code, item) SELECT $1, $2 WHERE NOT EXISTS "
		 "(SELECT 1 FROM item WHERE sku = $1 AND id <> $2) "
		 "ON CONFLICT (code) DO NOTHING"),
	[BARCODES_REMOVE] = "DELETE FROM barcode WHERE item = $1",
	[ATTRIBUTES] = "SELECT name, value FROM item_attribute WHERE item = $1 ORDER BY name",
	[ATTRIBUTE_INSERT] = "INSERT INTO item_attribute (item, name, value) VALUES ($1, $2, $3)",
	[ATTRIBUTES_REMOVE] = "DELETE FROM item_attribute WHERE item = $1",
};

OM_SQLSET(om_item_sqlset, "item", sql);

static int64_t col_optional(struct om_stmt *st, int i)
{
	return om_col_is_null(st, i) ? OM_UNSET : om_col_int(st, i);
}

static struct om_value optional_value(int64_t v)
{
	return v == OM_UNSET ? om_v_null() : om_v_int(v);
}

static struct om_value reference_value(int64_t id)
{
	return id ? om_v_int(id) : om_v_null();
}

static void read_item(struct om *om, struct om_stmt *st, struct om_item *item)
{
	struct om_arena *a = om->arena;

	*item = (struct om_item){
		.id = om_col_int(st, 0),
		.sku = om_strdup(a, om_col_text(st, 1)),
		.name = om_strdup(a, om_col_text(st, 2)),
		.type = om_strdup(a, om_col_text(st, 3)),
		.category = om_strdup(a, om_col_text(st, 4)),
		.unit = om_strdup(a, om_col_text(st, 5)),
		.pack = om_strdup(a, om_col_text(st, 6)),
		.price = om_col_price(st, 7),
		.cost = {col_optional(st, 8)},
		.tax = om_col_percent(st, 9),
		.supplier = om_col_int(st, 10),
		.supplier_code = om_strdup(a, om_col_text(st, 11)),
		.lead_days = col_optional(st, 12),
		.reorder_point = {col_optional(st, 13)},
		.reorder_qty = {col_optional(st, 14)},
		.variant_of = om_col_int(st, 15),
		.variant_sku = om_strdup(a, om_col_text(st, 16)),
		.weight = {col_optional(st, 17)},
		.active = om_col_bool(st, 18),
	};
	item->service = strcmp(item->type, "service") == 0;
}

int om_item_find(struct om *om, const char *sku, struct om_item *item)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[FIND], OM_ARGS(om_v_text(sku)));

	if (status != OM_OK)
		return status;
	read_item(om, st, item);
	om_db_reset(st);
	return OM_OK;
}

/* A code that is too long is cut, which may_hold allows for. */
static void keep_code(char to[OM_CODE_MAX + 1], const char *code)
{
	size_t n = strnlen(code, OM_CODE_MAX);

	memcpy(to, code, n);
	to[n] = '\0';
}

static void widen(struct om_code_span *span, const char *code)
{
	if (!*span->first || strcmp(code, span->first) < 0)
		keep_code(span->first, code);
	if (strcmp(code, span->last) > 0)
		keep_code(span->last, code);
}

static bool may_hold(const struct om_code_span *span, const char *code)
{
	return *span->first && strcmp(code, span->first) >= 0 &&
	       strncmp(code, span->last, OM_CODE_MAX) <= 0;
}

int om_item_codes_read(struct om *om, struct om_item_codes *codes)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[SPANS], OM_NO_ARGS), i;

	*codes = (struct om_item_codes){0};
	for (i = 0; i < 4 && status == OM_OK; i++)
		if (!om_col_is_null(st, i))
			widen(i < 2 ? &codes->skus : &codes->barcodes, om_col_text(st, i));
	return status;
}

int om_item_code_use(struct om *om, const struct om_item_codes *codes, const char *code,
		     enum om_code_use *use)
{
	struct om_stmt *st;
	int status = OM_DONE;

	*use = OM_CODE_FREE;
	if (may_hold(&codes->skus, code))
		status = om_db_get(om, &st, sql[IS_SKU], OM_ARGS(om_v_text(code)));
	if (status == OM_OK)
		*use = OM_CODE_SKU;
	if (status == OM_DONE && may_hold(&codes->barcodes, code)) {
		status = om_db_get(om, &st, sql[IS_BARCODE], OM_ARGS(om_v_text(code)));
		if (status == OM_OK)
			*use = OM_CODE_BARCODE;
	}
	return status == OM_DONE ? OM_OK : status;
}

static int read_barcodes(struct om *om, struct om_item *item)
{
	size_t room = 0;
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[BARCODES], OM_ARGS(om_v_int(item->id)));

	item->barcodes = NULL;
	item->n_barcodes = 0;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		item->barcodes = om_arena_grow(om->arena, item->barcodes, item->n_barcodes, &room,
					       sizeof(*item->barcodes));
		item->barcodes[item->n_barcodes++] = om_strdup(om->arena, om_col_text(st, 0));
	}
	return status == OM_DONE ? OM_OK : status;
}

static int read_attributes(struct om *om, struct om_item *item)
{
	size_t room = 0;
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[ATTRIBUTES], OM_ARGS(om_v_int(item->id)));

	item->attributes = NULL;
	item->n_attributes = 0;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		item->attributes = om_arena_grow(om->arena, item->attributes, item->n_attributes,
						 &room, sizeof(*item->attributes));
		item->attributes[item->n_attributes++] =
			(struct om_item_attribute){om_strdup(om->arena, om_col_text(st, 0)),
						   om_strdup(om->arena, om_col_text(st, 1))};
	}
	return status == OM_DONE ? OM_OK : status;
}

int om_item_details(struct om *om, struct om_item *item)
{
	int status = read_barcodes(om, item);

	return status == OM_OK ? read_attributes(om, item) : status;
}

int om_barcode_find(struct om *om, const char *code, const char **sku)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[BARCODE_FIND], OM_ARGS(om_v_text(code)));

	*sku = NULL;
	if (status == OM_DONE)
		return OM_OK;
	if (status != OM_OK)
		return status;
	*sku = om_strdup(om->arena, om_col_text(st, 0));
	om_db_reset(st);
	return OM_OK;
}

static int insert_barcode(struct om *om, struct om_item_codes *codes, const char *code,
			  int64_t item)
{
	const char *owner;
	int64_t added;
	int statement = may_hold(&codes->skus, code) ? BARCODE_INSERT_UNLESS_SKU : BARCODE_INSERT;
	int status =
		om_db_exec(om, sql[statement], OM_ARGS(om_v_text(code), om_v_int(item)), &added);

	widen(&codes->barcodes, code);
	if (status != OM_OK || added)
		return status;
	status = om_barcode_find(om, code, &owner);
	if (status != OM_OK)
		return status;
	if (!owner)
		return om_fail(om, OM_REFUSED, "barcode '%s' is the SKU of another item", code);
	return om_fail(om, OM_REFUSED, "barcode '%s' belongs to %s", code, owner);
}

static int insert_details(struct om *om, struct om_item_codes *codes, const struct om_item *item)
{
	int status = OM_OK;
	size_t i;

	for (i = 0; i < item->n_barcodes && status == OM_OK; i++)
		status = insert_barcode(om, codes, item->barcodes[i], item->id);
	for (i = 0; i < item->n_attributes && status == OM_OK; i++)
		status = om_db_exec(om, sql[ATTRIBUTE_INSERT],
				    OM_ARGS(om_v_int(item->id), om_v_text(item->attributes[i].name),
					    om_v_text(item->attributes[i].value)),
				    NULL);
	return status;
}

static int remove_details(struct om *om, int64_t id)
{
	int status = om_db_exec(om, sql[BARCODES_REMOVE], OM_ARGS(om_v_int(id)), NULL);

	if (status != OM_OK)
		return status;
	return om_db_exec(om, sql[ATTRIBUTES_REMOVE], OM_ARGS(om_v_int(id)), NULL);
}

/* INSERT and UPDATE differ in the first value only. */
#define ITEM_ARGS(first, item)                                                                  \
	OM_ARGS(first, om_v_text((item)->name), om_v_text((item)->type),                        \
		om_v_text((item)->category), om_v_text((item)->unit), om_v_text((item)->pack),  \
		om_v_int((item)->price.micro), optional_value((item)->cost.micro),              \
		om_v_int((item)->tax.micro), reference_value((item)->supplier),                 \
		optional_value((item)->lead_days), optional_value((item)->reorder_point.micro), \
		optional_value((item)->reorder_qty.micro), reference_value((item)->variant_of), \
		optional_value((item)->weight.micro), om_v_bool((item)->active))

int om_item_insert(struct om *om, struct om_item_codes *codes, struct om_item *item)
{
	int status =
		om_db_insert(om, sql[INSERT], ITEM_ARGS(om_v_text(item->sku), item), &item->id);

	widen(&codes->skus, item->sku);
	return status == OM_OK ? insert_details(om, codes, item) : status;
}

int om_item_update(struct om *om, struct om_item_codes *codes, const struct om_item *item)
{
	int status = om_db_exec(om, sql[UPDATE], ITEM_ARGS(om_v_int(item->id), item), NULL);

	if (status == OM_OK)
		status = remove_details(om, item->id);
	return status == OM_OK ? insert_details(om, codes, item) : status;
}

int om_item_delete(struct om *om, int64_t id)
{
	int status = remove_details(om, id);

	if (status != OM_OK)
		return status;
	return om_db_exec(om, sql[REMOVE], OM_ARGS(om_v_int(id)), NULL);
}

static int ask_exists(struct om *om, const char *statement, int64_t id, bool *exists)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, statement, OM_ARGS(om_v_int(id)));

	*exists = status == OM_OK;
	if (status == OM_OK)
		om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

int om_item_is_used(struct om *om, int64_t id, bool *used)
{
	return ask_exists(om, sql[USED], id, used);
}

int om_item_has_variants(struct om *om, int64_t id, bool *has)
{
	return ask_exists(om, sql[VARIANTS], id, has);
}

/* Read the item the statement stands on and move behind its last barcode. */
static int read_whole_item(struct om *om, struct om_stmt *st, struct om_item *item)
{
	size_t room = 0;
	int status;

	read_item(om, st, item);
	do {
		if (!om_col_is_null(st, BARCODE_COLUMN)) {
			item->barcodes = om_arena_grow(om->arena, item->barcodes, item->n_barcodes,
						       &room, sizeof(*item->barcodes));
			item->barcodes[item->n_barcodes++] =
				om_strdup(om->arena, om_col_text(st, BARCODE_COLUMN));
		}
		status = om_db_next(om, st);
	} while (status == OM_OK && om_col_int(st, 0) == item->id);
	return status;
}

int om_item_each(struct om *om, const struct om_filter *filter,
		 int (*row)(struct om *om, const struct om_item *item, void *ctx), void *ctx)
{
	struct om_item item;
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[EACH],
				 OM_ARGS(om_v_text(filter->category), om_v_text(filter->supplier),
					 om_v_text(filter->sku)));

	if (status != OM_OK)
		return status;
	status = om_db_next(om, st);
	while (status == OM_OK) {
		struct om_mark mark = om_arena_mark(om->arena);
		int result = OM_OK;

		status = read_whole_item(om, st, &item);
		if (status == OM_OK || status == OM_DONE)
			result = row(om, &item, ctx);
		om_arena_release(om->arena, mark);
		if (result != OM_OK) {
			om_db_reset(st);
			return result == OM_DONE ? OM_OK : result;
		}
	}
	return status == OM_DONE ? OM_OK : status;
}

void om_item_digest(const struct om_item *item, char digest[OM_HASH_SIZE])
{
	const char *const texts[] = {item->sku,		  item->name,	    item->type,
				     item->category,	  item->unit,	    item->pack,
				     item->supplier_code, item->variant_sku};
	const int64_t numbers[] = {item->price.micro,	      item->cost.micro,
				   item->tax.micro,	      item->lead_days,
				   item->reorder_point.micro, item->reorder_qty.micro,
				   item->weight.micro,	      item->active};
	struct om_hash h;
	size_t i;

	om_hash_init(&h);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		om_hash_text(&h, texts[i]);
	for (i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (numbers[i] == OM_UNSET)
			om_hash_text(&h, NULL);
		else
			om_hash_int(&h, numbers[i]);
	om_hash_int(&h, (int64_t)item->n_barcodes);
	for (i = 0; i < item->n_barcodes; i++)
		om_hash_text(&h, item->barcodes[i]);
	for (i = 0; i < item->n_attributes; i++) {
		om_hash_text(&h, item->attributes[i].name);
		om_hash_text(&h, item->attributes[i].value);
	}
	om_hash_end(&h, digest);
}
