/* Memory: arenas, marks, growing arrays and strings. */
#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdalign.h>

static int open_arena(void **state)
{
	*state = om_arena_new();
	return 0;
}

static int close_arena(void **state)
{
	om_arena_free(*state);
	return 0;
}

static void memory_is_zeroed_and_aligned(void **state)
{
	static const size_t sizes[] = {0, 1, 7, 16, 17, 1000, 16384, 16385, 65536, 300000};
	struct om_arena *arena = *state;
	size_t round, i, j;

	for (round = 0; round < 3; round++) {
		for (i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
			unsigned char *p = om_alloc(arena, sizes[i]);

			assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
			for (j = 0; j < sizes[i]; j++)
				assert_int_equal(p[j], 0);
			memset(p, 0xff, sizes[i]);
			om_strdup(arena, "odd");
		}
		om_arena_reset(arena);
	}
}

static void blocks_do_not_overlap(void **state)
{
	enum { N = 3000 };
	struct om_arena *arena = *state;
	unsigned char **p = OM_NEW_ARRAY(arena, unsigned char *, N);
	size_t i, j;

	for (i = 0; i < N; i++) {
		p[i] = om_alloc(arena, i % 400 + 1);
		memset(p[i], (int)(i % 251), i % 400 + 1);
	}
	for (i = 0; i < N; i++) {
		for (j = 0; j < i % 400 + 1; j++)
			assert_int_equal(p[i][j], i % 251);
	}
}

static void a_release_gives_back_only_what_came_after_the_mark(void **state)
{
	struct om_arena *arena = *state;
	char *kept = om_strdup(arena, "kept");
	char *large = om_alloc(arena, 100000);
	struct om_mark mark = om_arena_mark(arena);
	void *first = NULL;
	int i, j;

	memset(large, 'x', 100000);
	for (i = 0; i < 50; i++) {
		void *p = om_alloc(arena, 64);

		if (i == 0)
			first = p;
		assert_ptr_equal(p, first);
		for (j = 0; j < 40; j++)
			memset(om_alloc(arena, 10000), 0xee, 10000);
		memset(om_alloc(arena, 50000), 0xee, 50000);
		om_arena_release(arena, mark);
	}
	assert_string_equal(kept, "kept");
	assert_int_equal(large[99999], 'x');
}

static void marks_may_be_nested(void **state)
{
	struct om_arena *arena = *state;
	struct om_mark outer = om_arena_mark(arena), inner;
	char *between;

	om_alloc(arena, 70000);
	between = om_strdup(arena, "between");
	inner = om_arena_mark(arena);
	om_alloc(arena, 70000);
	om_alloc(arena, 16000);
	om_alloc(arena, 16000);
	om_alloc(arena, 16000);
	om_alloc(arena, 16000);
	om_alloc(arena, 16000);
	om_arena_release(arena, inner);
	assert_string_equal(between, "between");
	om_arena_release(arena, outer);
	om_alloc(arena, 8);
}

static void freeing_no_arena_is_allowed(void **state)
{
	(void)state;
	om_arena_free(NULL);
}

static void strings_are_copied(void **state)
{
	struct om_arena *arena = *state;

	assert_null(om_strdup(arena, NULL));
	assert_string_equal(om_strdup(arena, ""), "");
	assert_string_equal(om_strdup(arena, "P01"), "P01");
	assert_string_equal(om_strndup(arena, "P01:10", 3), "P01");
	assert_string_equal(om_strndup(arena, "P01", 99), "P01");
	assert_string_equal(om_strndup(arena, "P01", 0), "");
}

static void sentences_of_any_length_are_formatted(void **state)
{
	struct om_arena *arena = *state;
	int lengths[] = {0, 1, 254, 255, 256, 257, 1000, 16383, 16384, 100000};
	size_t i;

	for (i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		char *s = om_printf(arena, "%*s", lengths[i], "");

		assert_int_equal(strlen(s), lengths[i]);
	}
	assert_string_equal(om_printf(arena, "%s line %d", "SO-00012", 3), "SO-00012 line 3");
}

static void arrays_grow_and_keep_their_elements(void **state)
{
	struct om_arena *arena = *state;
	size_t room = 0, arena_room = 0, n;
	int *heap = NULL, *kept = NULL;

	for (n = 0; n < 1000; n++) {
		heap = om_grow(heap, n, &room, sizeof(*heap));
		kept = om_arena_grow(arena, kept, n, &arena_room, sizeof(*kept));
		assert_true(room > n && arena_room > n);
		heap[n] = kept[n] = (int)n;
	}
	for (n = 0; n < 1000; n++) {
		assert_int_equal(heap[n], n);
		assert_int_equal(kept[n], n);
	}
	free(heap);
}

static void a_string_grows_by_every_kind_of_addition(void **state)
{
	struct om_buf b = {0};
	int i;

	(void)state;
	om_buf_puts(&b, "");
	assert_string_equal(b.s, "");
	om_buf_putc(&b, 'a');
	om_buf_puts(&b, "bc");
	om_buf_add(&b, "defg", 2);
	om_buf_printf(&b, "-%d-%s", 7, "x");
	assert_string_equal(b.s, "abcde-7-x");
	assert_int_equal(b.len, 9);
	for (i = 0; i < 500; i++)
		om_buf_printf(&b, "%d,", i);
	assert_int_equal(b.len, strlen(b.s));
	assert_int_equal(b.len, 9 + 10 * 2 + 90 * 3 + 400 * 4);
	om_buf_clear(&b);
	assert_string_equal(b.s, "");
	om_buf_add(&b, "a\0b", 3);
	assert_int_equal(b.len, 3);
	om_buf_free(&b);
	assert_null(b.s);
	om_buf_clear(&b);
	om_buf_printf(&b, "%0200d", 1);
	assert_int_equal(b.len, 200);
	om_buf_free(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(memory_is_zeroed_and_aligned, open_arena,
						close_arena),
		cmocka_unit_test_setup_teardown(blocks_do_not_overlap, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			a_release_gives_back_only_what_came_after_the_mark, open_arena,
			close_arena),
		cmocka_unit_test_setup_teardown(marks_may_be_nested, open_arena, close_arena),
		cmocka_unit_test(freeing_no_arena_is_allowed),
		cmocka_unit_test_setup_teardown(strings_are_copied, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(sentences_of_any_length_are_formatted, open_arena,
						close_arena),
		cmocka_unit_test_setup_teardown(arrays_grow_and_keep_their_elements, open_arena,
						close_arena),
		cmocka_unit_test(a_string_grows_by_every_kind_of_addition),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
