/* The order in which the rows of a sheet are taken. */
#include "trade/row_order.h"

#include "base/mem.h"

struct entry {
	uint64_t key;	/* hash of the key columns; 0: a row that cannot be read */
	uint64_t group; /* ordinal of the first row with that key */
	struct om_csv_place place;
};

struct om_row_order {
	struct entry *entries;
	size_t n, room, next;
	uint64_t *slots; /* key, ordinal of its first row: pairs, open addressing */
	size_t n_slots, n_keys;
	bool scattered;
};

static uint64_t hash_text(uint64_t h, const char *s)
{
	for (; s && *s; s++)
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return (h ^ 0xff) * UINT64_C(1099511628211);
}

static uint64_t *slot_of(uint64_t *slots, size_t n_slots, uint64_t key)
{
	size_t i = (size_t)(key ^ (key >> 29)) & (n_slots - 1);

	while (slots[2 * i] && slots[2 * i] != key)
		i = (i + 1) & (n_slots - 1);
	return &slots[2 * i];
}

static void grow_slots(struct om_row_order *order)
{
	size_t n = order->n_slots ? order->n_slots * 2 : 4096;
	uint64_t *slots = om_xmalloc(n * 2 * sizeof(*slots));

	memset(slots, 0, n * 2 * sizeof(*slots));
	for (size_t i = 0; i < order->n_slots; i++)
		if (order->slots[2 * i])
			memcpy(slot_of(slots, n, order->slots[2 * i]), &order->slots[2 * i],
			       2 * sizeof(*slots));
	free(order->slots);
	order->slots = slots;
	order->n_slots = n;
}

/* The group of the row with that key, at that ordinal. */
static uint64_t group_of(struct om_row_order *order, uint64_t key, uint64_t ordinal)
{
	uint64_t *slot;

	if (order->n_keys * 2 >= order->n_slots)
		grow_slots(order);
	slot = slot_of(order->slots, order->n_slots, key);
	if (!slot[0]) {
		slot[0] = key;
		slot[1] = ordinal;
		order->n_keys++;
	}
	return slot[1];
}

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return x->place.offset < y->place.offset ? -1 : x->place.offset > y->place.offset;
}

int om_row_order_read(struct om *om, struct om_sheet *sheet, size_t key, size_t key2,
		      struct om_row_order **out)
{
	struct om_row_order *order = om_xmalloc(sizeof(*order));
	struct om_csv_place start = {0};
	uint64_t last = 0;
	int rc;

	memset(order, 0, sizeof(*order));
	*out = order;
	while ((rc = om_sheet_next(om, sheet)) == OM_OK || rc == OM_INPUT) {
		struct entry e = {.place = om_sheet_tell(sheet), .group = order->n};

		if (rc == OM_OK) {
			e.key = hash_text(UINT64_C(14695981039346656037), om_sheet_get(sheet, key));
			e.key = hash_text(e.key, om_sheet_get(sheet, key2)) | 1;
			e.group = e.key == last ? order->entries[order->n - 1].group
						: group_of(order, e.key, order->n);
			order->scattered |= e.group != order->n && e.key != last;
			last = e.key;
		}
		if (order->n == 0)
			start = e.place;
		order->entries = om_grow(order->entries, order->n, &order->room, sizeof(e));
		order->entries[order->n++] = e;
	}
	if (rc != OM_DONE)
		return rc;
	free(order->slots);
	order->slots = NULL;
	if (order->scattered) {
		qsort(order->entries, order->n, sizeof(*order->entries), compare_entries);
		return OM_OK;
	}
	free(order->entries);
	order->entries = NULL;
	return order->n > 0 ? om_sheet_seek(om, sheet, start) : OM_OK;
}

int om_row_order_next(struct om *om, struct om_row_order *order, struct om_sheet *sheet)
{
	int rc;

	if (order->next == order->n)
		return OM_DONE;
	if (order->scattered) {
		rc = om_sheet_seek(om, sheet, order->entries[order->next].place);
		if (rc != OM_OK)
			return rc;
	}
	order->next++;
	return om_sheet_next(om, sheet);
}

void om_row_order_free(struct om_row_order *order)
{
	if (!order)
		return;
	free(order->entries);
	free(order->slots);
	free(order);
}
