/* The sentence in the handle, the messages and the references of a run. */
#include "base/mem.h"
#include "base/text.h"
#include "om.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static int open_handle(void **state)
{
	struct om *om = om_xmalloc(sizeof(*om));

	*om = (struct om){.arena = om_arena_new()};
	*state = om;
	return 0;
}

static int close_handle(void **state)
{
	struct om *om = *state;

	om_rewind(om);
	om_arena_free(om->arena);
	free(om);
	return 0;
}

static void a_failure_keeps_its_sentence_and_status(void **state)
{
	struct om *om = *state;

	assert_int_equal(om_fail(om, OM_REFUSED, "%s: %d asked, %d available at %s", "P01", 5, 3,
				 "MAIN"),
			 OM_REFUSED);
	assert_string_equal(om->error, "P01: 5 asked, 3 available at MAIN");
	assert_int_equal(om->status, OM_REFUSED);
	assert_int_equal(om_fail(om, OM_INPUT, "later"), OM_INPUT);
	assert_string_equal(om->error, "later");
	assert_int_equal(om->status, OM_INPUT);
}

static void a_sentence_may_quote_the_one_before(void **state)
{
	struct om *om = *state;

	om_fail(om, OM_REFUSED, "inner");
	om_fail(om, OM_REFUSED, "outer (%s)", om->error);
	assert_string_equal(om->error, "outer (inner)");
}

static void a_prefix_comes_before_the_sentence(void **state)
{
	struct om *om = *state;

	om_fail(om, OM_REFUSED, "5 asked");
	assert_int_equal(om_prefix(om, OM_REFUSED, "line %d", 3), OM_REFUSED);
	om_prefix(om, OM_REFUSED, "SO-00012");
	assert_string_equal(om->error, "SO-00012: line 3: 5 asked");
	assert_int_equal(om->status, OM_REFUSED);
}

static void a_prefix_without_a_sentence_stands_alone(void **state)
{
	struct om *om = *state;

	om_prefix(om, OM_REFUSED, "alone");
	assert_string_equal(om->error, "alone");
}

/* Sentences of every length around the limit, of characters of every length. */
static void a_long_sentence_is_cut_between_characters(void **state)
{
	static const char *const characters[] = {"x", "\xc3\xa9", "\xe2\x82\xac",
						 "\xf0\x9f\x98\x80"};
	struct om *om = *state;
	size_t i, n, max = sizeof(om->error) - 1;

	for (i = 0; i < 4; i++) {
		for (n = 1000; n < 1060; n++) {
			struct om_buf b = {0};

			while (b.len < n)
				om_buf_puts(&b, b.len < n % 7 ? "-" : characters[i]);
			om_fail(om, OM_INPUT, "%s", b.s);
			assert_int_equal(om_utf8_valid(om->error, strlen(om->error)),
					 strlen(om->error));
			if (b.len <= max) {
				assert_string_equal(om->error, b.s);
			} else {
				assert_in_range(strlen(om->error), max - 3, max);
				assert_string_equal(om->error + strlen(om->error) - 3, "...");
			}
			om_prefix(om, OM_INPUT, "%s", b.s);
			assert_in_range(strlen(om->error), 1000, max);
			assert_int_equal(om_utf8_valid(om->error, strlen(om->error)),
					 strlen(om->error));
			om_buf_free(&b);
		}
	}
}

static void messages_are_kept_in_order_past_a_release(void **state)
{
	struct om *om = *state;
	struct om_mark mark = om_arena_mark(om->arena);
	struct om_message *m;
	int i;

	for (i = 0; i < 1000; i++) {
		if (i % 2)
			om_data_error(om, "orders.csv:%d:5: bad", i);
		else
			om_note(om, "note %d", i);
		memset(om_alloc(om->arena, 500), 0xee, 500);
		om_arena_release(om->arena, mark);
	}
	assert_int_equal(om->data_errors, 500);
	for (m = om->messages, i = 0; m; m = m->next, i++) {
		assert_int_equal(m->kind, i % 2 ? OM_DATA_ERROR : OM_NOTE);
		assert_string_equal(
			m->text, om_printf(om->arena, i % 2 ? "orders.csv:%d:5: bad" : "note %d",
					   i));
	}
	assert_int_equal(i, 1000);
}

static void references_are_copied(void **state)
{
	struct om *om = *state;
	char number[9] = "SO-00001";
	size_t i;

	for (i = 0; i < 100; i++) {
		number[7] = (char)('0' + i % 10);
		om_ref(om, number);
	}
	assert_int_equal(om->n_refs, 100);
	assert_string_equal(om->refs[0], "SO-00000");
	assert_string_equal(om->refs[99], "SO-00009");
}

static void rewinding_forgets_all_of_the_run(void **state)
{
	struct om *om = *state;
	int round;

	for (round = 0; round < 3; round++) {
		om_note(om, "note");
		om_data_error(om, "error");
		om_ref(om, "SO-00001");
		om_alloc(om->arena, 100000);
		om_fail(om, OM_BUSY, "busy");
		om->company = om_alloc(om->arena, 1);
		om_rewind(om);
		assert_null(om->messages);
		assert_int_equal(om->data_errors, 0);
		assert_int_equal(om->n_refs, 0);
		assert_int_equal(om->status, OM_OK);
		assert_string_equal(om->error, "");
		assert_null(om->company);
	}
}

#define WITH_HANDLE(test) cmocka_unit_test_setup_teardown(test, open_handle, close_handle)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_HANDLE(a_failure_keeps_its_sentence_and_status),
		WITH_HANDLE(a_sentence_may_quote_the_one_before),
		WITH_HANDLE(a_prefix_comes_before_the_sentence),
		WITH_HANDLE(a_prefix_without_a_sentence_stands_alone),
		WITH_HANDLE(a_long_sentence_is_cut_between_characters),
		WITH_HANDLE(messages_are_kept_in_order_past_a_release),
		WITH_HANDLE(references_are_copied),
		WITH_HANDLE(rewinding_forgets_all_of_the_run),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
