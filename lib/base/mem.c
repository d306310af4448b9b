/*
 * Memory: arenas of chunks that only ever grow at the end, and the heap where
 * something outlives them.
 */
#include "base/mem.h"

#include <assert.h>
#include <stdalign.h>

#if defined(__SANITIZE_ADDRESS__)
#define OM_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OM_ASAN 1
#endif
#endif

#ifdef OM_ASAN
#include <sanitizer/asan_interface.h>
enum { TEXT_ALIGN = 8, RED_ZONE = 16 };

/* Not inline: gcc takes a pointer to const for one that is read. */
static __attribute__((noinline)) void forbid_bytes(void *p, size_t n)
{
	__asan_poison_memory_region(p, n);
}

static __attribute__((noinline)) void permit_bytes(void *p, size_t n)
{
	__asan_unpoison_memory_region(p, n);
}
#else
enum { TEXT_ALIGN = 1, RED_ZONE = 0 };

static inline void forbid_bytes(void *p, size_t n)
{
	(void)p;
	(void)n;
}

static inline void permit_bytes(void *p, size_t n)
{
	(void)p;
	(void)n;
}
#endif

enum {
	ALIGN = alignof(max_align_t),
	FIRST_CHUNK = 64 * 1024,
	LAST_CHUNK = 4 * 1024 * 1024, /* no chunk but a block's own is larger */
	LARGE_BLOCK = FIRST_CHUNK / 4
};

struct chunk {
	struct chunk *prev;
	size_t size, used, rank; /* rank: how many chunks are before it */
	alignas(max_align_t) char bytes[];
};

/* A block on the heap. The node is in a chunk and tells how old the block is. */
struct large {
	struct large *prev;
	size_t rank, used;
	void *block;
};

struct om_arena {
	struct chunk *last, *spare;
	struct large *large;
};

void *om_xmalloc(size_t size)
{
	void *p = malloc(size ? size : 1);

	if (!p)
		abort();
	return p;
}

void *om_xrealloc(void *p, size_t size)
{
	p = realloc(p, size ? size : 1);
	if (!p)
		abort();
	return p;
}

char *om_xstrdup(const char *s)
{
	size_t size = strlen(s) + 1;

	return memcpy(om_xmalloc(size), s, size);
}

static size_t times(size_t n, size_t size)
{
	size_t product;

	if (__builtin_mul_overflow(n, size, &product))
		abort();
	return product;
}

static size_t plus(size_t a, size_t b)
{
	size_t sum;

	if (__builtin_add_overflow(a, b, &sum))
		abort();
	return sum;
}

static struct chunk *make_chunk(size_t size, struct chunk *prev)
{
	struct chunk *c = om_xmalloc(sizeof(*c) + size);

	c->prev = prev;
	c->size = size;
	c->used = 0;
	c->rank = prev ? prev->rank + 1 : 0;
	forbid_bytes(c->bytes, size);
	return c;
}

static void free_chunk(struct chunk *c)
{
	if (c)
		permit_bytes(c->bytes, c->size);
	free(c);
}

static void push_chunk(struct om_arena *arena)
{
	struct chunk *c = arena->spare;
	size_t size = arena->last->size;

	if (c) {
		arena->spare = NULL;
		c->prev = arena->last;
		c->rank = arena->last->rank + 1;
		c->used = 0;
	} else {
		c = make_chunk(size < LAST_CHUNK ? 2 * size : size, arena->last);
	}
	arena->last = c;
}

struct om_arena *om_arena_new(void)
{
	struct om_arena *arena = om_xmalloc(sizeof(*arena));

	arena->last = make_chunk(FIRST_CHUNK, NULL);
	arena->spare = NULL;
	arena->large = NULL;
	return arena;
}

void om_arena_free(struct om_arena *arena)
{
	if (!arena)
		return;
	om_arena_reset(arena);
	free_chunk(arena->last);
	free(arena);
}

void om_arena_reset(struct om_arena *arena)
{
	struct chunk *first = arena->last;

	while (first->prev)
		first = first->prev;
	om_arena_release(arena, (struct om_mark){first, 0});
	free_chunk(arena->spare);
	arena->spare = NULL;
}

struct om_mark om_arena_mark(struct om_arena *arena)
{
	return (struct om_mark){arena->last, arena->last->used};
}

void om_arena_release(struct om_arena *arena, struct om_mark mark)
{
	struct chunk *keep = mark.chunk;
	struct large *l;

	while ((l = arena->large) &&
	       (l->rank > keep->rank || (l->rank == keep->rank && l->used >= mark.used))) {
		arena->large = l->prev;
		free(l->block);
	}
	while (arena->last != keep) {
		struct chunk *c = arena->last;

		assert(c->prev);
		arena->last = c->prev;
		if (!arena->spare || arena->spare->size < c->size) {
			free_chunk(arena->spare);
			arena->spare = c;
			forbid_bytes(c->bytes, c->size);
		} else {
			free_chunk(c);
		}
	}
	assert(mark.used <= keep->used);
	keep->used = mark.used;
	forbid_bytes(keep->bytes + keep->used, keep->size - keep->used);
}

/* Up to LARGE_BLOCK bytes from the last chunk, not zeroed. */
static inline void *take_bytes(struct om_arena *arena, size_t size, size_t align)
{
	struct chunk *c = arena->last;
	size_t at = (c->used + align - 1) & ~(align - 1);

	if (__builtin_expect(at > c->size || c->size - at < size + RED_ZONE, 0)) {
		push_chunk(arena);
		c = arena->last;
		at = 0;
	}
	c->used = at + size + RED_ZONE;
	permit_bytes(c->bytes + at, size);
	return c->bytes + at;
}

static void *take_large(struct om_arena *arena, size_t size)
{
	struct large *l = take_bytes(arena, sizeof(*l), ALIGN);

	l->block = om_xmalloc(size);
	l->rank = arena->last->rank;
	l->used = (size_t)((char *)l - arena->last->bytes);
	l->prev = arena->large;
	arena->large = l;
	return l->block;
}

static inline void *take_any(struct om_arena *arena, size_t size, size_t align)
{
	return size <= LARGE_BLOCK ? take_bytes(arena, size, align) : take_large(arena, size);
}

void *om_alloc(struct om_arena *arena, size_t size)
{
	return memset(take_any(arena, size, ALIGN), 0, size);
}

void *om_alloc_array(struct om_arena *arena, size_t n, size_t size)
{
	return om_alloc(arena, times(n, size));
}

char *om_strdup(struct om_arena *arena, const char *s)
{
	size_t size;

	if (!s)
		return NULL;
	size = strlen(s) + 1;
	return memcpy(take_any(arena, size, TEXT_ALIGN), s, size);
}

char *om_strndup(struct om_arena *arena, const char *s, size_t n)
{
	size_t len = n ? strnlen(s, n) : 0;
	char *copy = take_any(arena, len + 1, TEXT_ALIGN);

	if (len)
		memcpy(copy, s, len);
	copy[len] = '\0';
	return copy;
}

char *om_printf(struct om_arena *arena, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = om_vprintf(arena, fmt, ap);
	va_end(ap);
	return s;
}

char *om_vprintf(struct om_arena *arena, const char *fmt, va_list ap)
{
	char first[256];
	va_list again;
	size_t size;
	char *s;
	int n;

	va_copy(again, ap);
	n = vsnprintf(first, sizeof(first), fmt, ap);
	assert(n >= 0);
	size = (size_t)n + 1;
	s = take_any(arena, size, TEXT_ALIGN);
	if (size <= sizeof(first))
		memcpy(s, first, size);
	else
		vsnprintf(s, size, fmt, again);
	va_end(again);
	return s;
}

static size_t more_room(size_t room)
{
	return room ? times(room, 2) : 16;
}

void *om_grow(void *array, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return array;
	*room = more_room(*room);
	return om_xrealloc(array, times(*room, size));
}

void *om_arena_grow(struct om_arena *arena, void *array, size_t n, size_t *room, size_t size)
{
	void *wider;

	if (n < *room)
		return array;
	*room = more_room(*room);
	wider = om_alloc_array(arena, *room, size);
	if (n)
		memcpy(wider, array, n * size);
	return wider;
}

/* Room for n more bytes and the NUL. */
static void reserve_bytes(struct om_buf *b, size_t n)
{
	size_t need = plus(plus(b->len, n), 1);
	size_t room = b->room ? b->room : 64;

	if (need <= b->room)
		return;
	while (room < need)
		room = times(room, 2);
	b->s = om_xrealloc(b->s, room);
	b->room = room;
}

void om_buf_add(struct om_buf *b, const char *s, size_t n)
{
	reserve_bytes(b, n);
	if (n)
		memcpy(b->s + b->len, s, n);
	b->len += n;
	b->s[b->len] = '\0';
}

void om_buf_puts(struct om_buf *b, const char *s)
{
	om_buf_add(b, s, strlen(s));
}

void om_buf_putc(struct om_buf *b, char c)
{
	om_buf_add(b, &c, 1);
}

void om_buf_printf(struct om_buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	reserve_bytes(b, 0);
	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(b->s + b->len, b->room - b->len, fmt, ap);
	assert(n >= 0);
	if ((size_t)n >= b->room - b->len) {
		reserve_bytes(b, (size_t)n);
		vsnprintf(b->s + b->len, b->room - b->len, fmt, again);
	}
	b->len += (size_t)n;
	va_end(again);
	va_end(ap);
}

void om_buf_clear(struct om_buf *b)
{
	b->len = 0;
	if (b->s)
		b->s[0] = '\0';
}

void om_buf_free(struct om_buf *b)
{
	free(b->s);
	*b = (struct om_buf){0};
}
