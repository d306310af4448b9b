/* Memory: arenas that are emptied whole, and growing arrays. OOM aborts. */
#ifndef OM_BASE_MEM_H
#define OM_BASE_MEM_H

#include "om.h"

#include <stdarg.h>

struct om_arena;

/* A point in an arena to come back to. */
struct om_mark {
	void *chunk;
	size_t used;
};

struct om_arena *om_arena_new(void);
void om_arena_free(struct om_arena *arena); /* NULL is allowed */
void om_arena_reset(struct om_arena *arena);

/* Free everything allocated after the mark: for loops over many rows. */
struct om_mark om_arena_mark(struct om_arena *arena);
void om_arena_release(struct om_arena *arena, struct om_mark mark);

/* Zeroed, aligned for any type, valid until the arena is reset; never NULL. */
void *om_alloc(struct om_arena *arena, size_t size) __attribute__((returns_nonnull));
#define OM_NEW(arena, type) ((type *)om_alloc((arena), sizeof(type)))
#define OM_NEW_ARRAY(arena, type, n) ((type *)om_alloc_array((arena), (n), sizeof(type)))
void *om_alloc_array(struct om_arena *arena, size_t n, size_t size); /* checks n * size */

char *om_strdup(struct om_arena *arena, const char *s); /* NULL gives NULL */
char *om_strndup(struct om_arena *arena, const char *s, size_t n);
char *om_printf(struct om_arena *arena, const char *fmt, ...) OM_PRINTF(2, 3);
char *om_vprintf(struct om_arena *arena, const char *fmt, va_list ap);

/*
 * Heap memory that outlives an arena; abort on failure. om_grow makes room
 * for at least one more element of an array that holds n and has *room, and
 * gives back the array, which may have moved.
 */
void *om_xmalloc(size_t size);
void *om_xrealloc(void *p, size_t size);
char *om_xstrdup(const char *s);
void *om_grow(void *array, size_t n, size_t *room, size_t size);
/* The same for an array in an arena (the old one stays behind in the arena). */
void *om_arena_grow(struct om_arena *arena, void *array, size_t n, size_t *room, size_t size);

/* A string that grows, on the heap. {0} is empty and ready. */
struct om_buf {
	char *s; /* NUL-terminated once anything was added */
	size_t len, room;
};
void om_buf_add(struct om_buf *b, const char *s, size_t n);
void om_buf_puts(struct om_buf *b, const char *s);
void om_buf_putc(struct om_buf *b, char c);
void om_buf_printf(struct om_buf *b, const char *fmt, ...) OM_PRINTF(2, 3);
void om_buf_clear(struct om_buf *b); /* keeps the room */
void om_buf_free(struct om_buf *b);

#endif
