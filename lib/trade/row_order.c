/* The order in which the rows of a sheet are taken. */
#include "trade/row_order.h"

#include "base/map.h"
#include "base/mem.h"

struct entry {
	uint64_t key;	/* hash of the key columns; 0: a row that cannot be read */
	uint64_t group; /* ordinal of the first row with that key */
	struct om_csv_place place;
};

struct om_row_order {
	struct entry *entries;
	size_t n, room, next;
	bool scattered;
};

static int compare_entries(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->group != y->group)
		return x->group < y->group ? -1 : 1;
	return x->place.offset < y->place.offset ? -1 : x->place.offset > y->place.offset;
}

int om_row_order_read(struct om *om, struct om_sheet *sheet, const size_t *keys, size_t n,
		      struct om_row_order **out)
{
	struct om_row_order *order = om_xmalloc(sizeof(*order));
	struct om_csv_place start = {0};
	struct om_map first = {0}; /* key to the ordinal of its first row */
	uint64_t last = 0;
	int status;

	memset(order, 0, sizeof(*order));
	*out = order;
	while ((status = om_sheet_next(om, sheet)) == OM_OK || status == OM_INPUT) {
		struct entry e = {.place = om_sheet_tell(sheet), .group = order->n};

		if (status == OM_OK) {
			e.key = 1;
			for (size_t i = 0; i < n; i++)
				e.key = om_map_mix_text(e.key, om_sheet_get(sheet, keys[i]));
			e.key |= 1;
			e.group = e.key == last ? order->entries[order->n - 1].group
						: *om_map_at(&first, e.key, order->n, NULL);
			order->scattered |= e.group != order->n && e.key != last;
			last = e.key;
		}
		if (order->n == 0)
			start = e.place;
		order->entries = om_grow(order->entries, order->n, &order->room, sizeof(e));
		order->entries[order->n++] = e;
	}
	om_map_free(&first);
	if (status != OM_DONE)
		return status;
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
	int status;

	if (order->next == order->n)
		return OM_DONE;
	if (order->scattered) {
		status = om_sheet_seek(om, sheet, order->entries[order->next].place);
		if (status != OM_OK)
			return status;
	}
	order->next++;
	return om_sheet_next(om, sheet);
}

bool om_row_order_is_scattered(const struct om_row_order *order)
{
	return order->scattered;
}

void om_row_order_free(struct om_row_order *order)
{
	if (!order)
		return;
	free(order->entries);
	free(order);
}
