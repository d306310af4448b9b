/* What a long run has met: a table from a 64-bit key to a number, and a set. */
#ifndef OM_BASE_MAP_H
#define OM_BASE_MAP_H

#include "om.h"

/* {0} is empty and ready; the slots are on the heap. */
struct om_map {
	struct om_map_slot *slots;
	size_t n, room;
};

/*
 * The value kept under a key; a key that is not there yet is given `value`.
 * Sets *added when it was (may be NULL). The pointer holds until the next call.
 */
uint64_t *om_map_at(struct om_map *map, uint64_t key, uint64_t value, bool *added);
void om_map_free(struct om_map *map);

/* Mix another number, or a text and its end, into a key. */
uint64_t om_map_mix(uint64_t key, uint64_t v);
uint64_t om_map_mix_text(uint64_t key, const char *s);

/* A set of small numbers, such as ids: a bit each. {0} is empty and ready. */
struct om_set {
	uint64_t *bits;
	size_t words;
};

/* True when n was not in it yet. */
bool om_set_add(struct om_set *set, uint64_t n);
void om_set_free(struct om_set *set);

#endif
