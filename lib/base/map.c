/* A hash table (open addressing, doubling) and a set of small numbers (bits). */
#include "base/map.h"

#include "base/mem.h"

struct om_map_slot {
	uint64_t key, value;
	bool used;
};

static struct om_map_slot *slot_of(struct om_map_slot *slots, size_t room, uint64_t key)
{
	size_t i = (size_t)om_map_mix(key, 0) & (room - 1);

	while (slots[i].used && slots[i].key != key)
		i = (i + 1) & (room - 1);
	return &slots[i];
}

static void grow(struct om_map *map)
{
	size_t room = map->room ? map->room * 2 : 256;
	struct om_map_slot *slots = om_xmalloc(room * sizeof(*slots));

	memset(slots, 0, room * sizeof(*slots));
	for (size_t i = 0; i < map->room; i++)
		if (map->slots[i].used)
			*slot_of(slots, room, map->slots[i].key) = map->slots[i];
	free(map->slots);
	map->slots = slots;
	map->room = room;
}

uint64_t *om_map_at(struct om_map *map, uint64_t key, uint64_t value, bool *added)
{
	struct om_map_slot *slot;

	if (map->n * 2 >= map->room)
		grow(map);
	slot = slot_of(map->slots, map->room, key);
	if (added)
		*added = !slot->used;
	if (!slot->used) {
		*slot = (struct om_map_slot){.key = key, .value = value, .used = true};
		map->n++;
	}
	return &slot->value;
}

void om_map_free(struct om_map *map)
{
	free(map->slots);
	*map = (struct om_map){0};
}

uint64_t om_map_mix(uint64_t key, uint64_t v)
{
	key = (key ^ v) * UINT64_C(0x9e3779b97f4a7c15);
	return key ^ (key >> 32);
}

uint64_t om_map_mix_text(uint64_t key, const char *s)
{
	for (; s && *s; s++)
		key = (key ^ (unsigned char)*s) * UINT64_C(1099511628211);
	return om_map_mix(key, 0xff);
}

bool om_set_add(struct om_set *set, uint64_t n)
{
	size_t word = (size_t)(n / 64), words = set->words ? set->words : 64;
	uint64_t bit = UINT64_C(1) << (n % 64);

	while (words <= word)
		words *= 2;
	if (words > set->words) {
		set->bits = om_xrealloc(set->bits, words * sizeof(*set->bits));
		memset(set->bits + set->words, 0, (words - set->words) * sizeof(*set->bits));
		set->words = words;
	}
	if (set->bits[word] & bit)
		return false;
	set->bits[word] |= bit;
	return true;
}

void om_set_free(struct om_set *set)
{
	free(set->bits);
	*set = (struct om_set){0};
}
