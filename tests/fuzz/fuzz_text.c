/* Hostile text: checked, measured, cut, escaped and compared without a fault. */
#include "base/text.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_escape(struct om_arena *arena, const char *s)
{
	const char *shown = om_text_escape(arena, s), *p;

	assert(om_utf8_valid(shown, strlen(shown)) == strlen(shown));
	for (p = shown; *p; p++)
		assert((unsigned char)*p >= 0x20 && *p != 0x7f);
	assert(om_text_escape(arena, shown) == shown);
	assert(shown != s || om_text_width(s) <= 2 * strlen(s));
}

static void check_fit(const char *s)
{
	size_t n = strlen(s), all = om_text_width(s), width, bytes, last = 0;
	char *part;

	assert(om_text_fit(s, all) == n);
	for (width = 0; width <= all && width < 40; width++) {
		bytes = om_text_fit(s, width);
		assert(bytes >= last && bytes <= n);
		part = om_xstrdup(s);
		part[bytes] = '\0';
		assert(om_text_width(part) <= width);
		free(part);
		last = bytes;
	}
}

static void check_kinds(const char *s)
{
	size_t n = strlen(s);
	bool valid = om_utf8_valid(s, n) == n;

	if (!om_text_check(s, OM_TEXT_CODE))
		assert(n > 0 && n <= OM_CODE_MAX && !om_text_check(s, OM_TEXT_NAME));
	if (!om_text_check(s, OM_TEXT_NAME))
		assert(n <= OM_NAME_MAX && !om_text_check(s, OM_TEXT_NOTE));
	if (!om_text_check(s, OM_TEXT_NOTE))
		assert(n <= OM_TEXT_MAX && valid);
}

/* The first line is what was wanted, the others are offered. */
static void check_nearest(struct om_arena *arena, char *s)
{
	struct om_nearest n;
	char *next = strchr(s, '\n'), *line;
	const char *hint;

	if (next)
		*next++ = '\0';
	om_nearest_init(&n, s);
	while (next) {
		line = next;
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		om_nearest_offer(&n, line);
		assert(n.best[0] == '\0' || n.distance <= OM_CODE_MAX / 3);
		if (*s && strlen(s) <= OM_CODE_MAX && om_text_same(s, line))
			assert(n.distance == 0);
	}
	hint = om_nearest_hint(arena, &n);
	assert(*hint == '\0' || strncmp(hint, "; did you mean '", 16) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct om_arena *arena = om_arena_new();
	char *s = om_xmalloc(size + 1);
	size_t valid = om_utf8_valid((const char *)bytes, size);

	assert(valid <= size);
	assert(om_utf8_valid((const char *)bytes, valid) == valid);
	if (size)
		memcpy(s, bytes, size);
	s[size] = '\0';
	check_escape(arena, s);
	check_fit(s);
	check_kinds(s);
	check_nearest(arena, s);
	free(s);
	om_arena_free(arena);
	return 0;
}
