/* What lines need of an item, through a cache: an import meets an item many times. */
#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "store/item.h"
#include "store/sqlset.h"

enum { BY_SKU, BY_BARCODE, SKUS };

#define COLUMNS                                                                    \
	"SELECT item.id, item.sku, item.name, item.unit, item.type, item.active, " \
	"item.price, item.tax FROM "

static const char *const sql[] = {
	[BY_SKU] = COLUMNS "item WHERE item.sku = $1",
	[BY_BARCODE] = COLUMNS "barcode JOIN item ON item.id = barcode.item"
			       " WHERE barcode.code = $1",
	[SKUS] = "SELECT sku FROM item ORDER BY sku",
};

OM_SQLSET(om_goods_sqlset, "goods", sql);

enum {
	SLOTS = 131072,		 /* a power of two */
	ENTRIES_MAX = 2 * SLOTS, /* further items live in the arena and are looked up again */
	HINTS_MAX = 20		 /* bad rows after which a run no longer looks for near misses */
};

struct entry {
	struct entry *next, *older; /* of the same slot; of all */
	struct om_goods goods;
	char key[]; /* what was asked for, then the texts of goods */
};

struct om_item_cache {
	size_t n;
	struct entry *newest;
	struct entry *slots[SLOTS];
};

/* calloc: pages of slots that are never used are never touched. */
static struct om_item_cache *new_cache(void)
{
	struct om_item_cache *cache = calloc(1, sizeof(*cache));

	if (!cache)
		abort();
	return cache;
}

/* FNV-1a */
static size_t slot_of(const char *key)
{
	uint32_t h = 2166136261u;

	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * 16777619u;
	return (h ^ h >> 16) & (SLOTS - 1);
}

static struct entry *find_entry(const struct om_item_cache *cache, size_t slot, const char *key)
{
	struct entry *e = cache->slots[slot];

	while (e && strcmp(e->key, key) != 0)
		e = e->next;
	return e;
}

static const char *put_text(char **at, const char *s)
{
	size_t n = strlen(s) + 1;
	char *here = *at;

	memcpy(here, s, n);
	*at = here + n;
	return here;
}

static struct entry *read_entry(struct om *om, struct om_stmt *st, const char *key)
{
	const char *sku = om_col_text(st, 1), *name = om_col_text(st, 2),
		   *unit = om_col_text(st, 3);
	size_t size =
		sizeof(struct entry) + strlen(key) + strlen(sku) + strlen(name) + strlen(unit) + 4;
	bool full = om->items->n >= ENTRIES_MAX;
	struct entry *e = full ? om_alloc(om->arena, size) : om_xmalloc(size);
	char *at = e->key;

	put_text(&at, key);
	e->next = NULL;
	e->goods = (struct om_goods){
		.id = om_col_int(st, 0),
		.sku = put_text(&at, sku),
		.name = put_text(&at, name),
		.unit = put_text(&at, unit),
		.service = strcmp(om_col_text(st, 4), "service") == 0,
		.active = om_col_bool(st, 5),
		.price = om_col_price(st, 6),
		.tax = om_col_percent(st, 7),
	};
	return e;
}

int om_item_unknown(struct om *om, const char *sku)
{
	struct om_nearest nearest;
	struct om_stmt *st;
	int status;

	if (om->data_errors >= HINTS_MAX)
		return om_fail(om, OM_REFUSED, "no item '%s'", sku);
	om_nearest_init(&nearest, sku);
	status = om_db_query(om, &st, sql[SKUS], OM_NO_ARGS);
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK)
		om_nearest_offer(&nearest, om_col_text(st, 0));
	if (status != OM_DONE)
		return status;
	return om_fail(om, OM_REFUSED, "no item '%s'%s", sku, om_nearest_hint(om->arena, &nearest));
}

int om_goods_get(struct om *om, const char *sku, const struct om_goods **goods)
{
	size_t slot = slot_of(sku);
	struct om_stmt *st;
	struct entry *e;
	int status;

	if (!om->items)
		om->items = new_cache();
	e = find_entry(om->items, slot, sku);
	if (e) {
		*goods = &e->goods;
		return OM_OK;
	}
	status = om_db_get(om, &st, sql[BY_SKU], OM_ARGS(om_v_text(sku)));
	if (status == OM_DONE)
		status = om_db_get(om, &st, sql[BY_BARCODE], OM_ARGS(om_v_text(sku)));
	if (status == OM_DONE)
		return om_item_unknown(om, sku);
	if (status != OM_OK)
		return status;
	e = read_entry(om, st, sku);
	om_db_reset(st);
	if (om->items->n < ENTRIES_MAX) {
		e->next = om->items->slots[slot];
		om->items->slots[slot] = e;
		e->older = om->items->newest;
		om->items->newest = e;
		om->items->n++;
	}
	*goods = &e->goods;
	return OM_OK;
}

/* By the list: most pages of the slots were never touched. */
void om_item_cache_free(struct om *om)
{
	struct entry *e, *older;

	if (!om->items)
		return;
	for (e = om->items->newest; e; e = older) {
		older = e->older;
		free(e);
	}
	free(om->items);
	om->items = NULL;
}
