/* The log's chain, requests, settings and series on a database of their own. */
#include "store/log.h"

#include "base/mem.h"
#include "db/db.h"
#include "store/setting.h"
#include "store/stock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <unistd.h>

#include <cmocka.h>

static const char zeros[] = "0000000000000000000000000000000000000000000000000000000000000000";

struct shop {
	struct om om;
	char directory[32], path[64];
};

static int open_shop(void **state)
{
	struct shop *shop = om_xmalloc(sizeof(*shop));
	struct om *om = &shop->om;

	*shop = (struct shop){.directory = "/tmp/om-log-XXXXXX"};
	om->arena = om_arena_new();
	om->user = "ida";
	memcpy(om->now, "2026-11-23T09:00:00Z", sizeof(om->now));
	assert_non_null(mkdtemp(shop->directory));
	snprintf(shop->path, sizeof(shop->path), "%s/om.db", shop->directory);
	assert_int_equal(om_db_open(om, shop->path, OM_DB_CREATE), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	assert_int_equal(om_db_migrate(om, 0), OM_OK);
	*state = shop;
	return 0;
}

static int close_shop(void **state)
{
	struct shop *shop = *state;

	om_db_abandon(&shop->om);
	om_rewind(&shop->om);
	om_arena_free(shop->om.arena);
	rmdir(shop->directory);
	free(shop);
	return 0;
}

struct walk {
	char before[OM_HASH_SIZE];
	size_t rows, broken;
	char text[512];
};

static int follow_chain(struct om *om, const struct om_log_row *row, void *ctx)
{
	struct walk *walk = ctx;
	char hash[OM_HASH_SIZE];
	size_t used = strlen(walk->text);

	(void)om;
	om_log_hash(walk->before, row, hash);
	walk->broken += strcmp(hash, row->hash) != 0;
	memcpy(walk->before, row->hash, OM_HASH_SIZE);
	walk->rows++;
	snprintf(walk->text + used, sizeof(walk->text) - used, "%s|%s|%s|%s\n", row->who,
		 row->verb, row->object, row->detail);
	return OM_OK;
}

static struct walk walk_log(struct om *om, const char *object)
{
	struct walk walk = {0};

	memcpy(walk.before, zeros, OM_HASH_SIZE);
	assert_int_equal(om_log_each(om, object, follow_chain, &walk), OM_OK);
	return walk;
}

static void add_three(struct om *om)
{
	assert_int_equal(om_log_add(om, "item add", "TEA", "c1", ""), OM_OK);
	assert_int_equal(om_log_add(om, "order new", "SO-00001", "c2", "for %s", "LOTUS"), OM_OK);
	om->note = "by phone";
	assert_int_equal(om_log_add(om, "order confirm", "SO-00001", "c3", "part"), OM_OK);
	om->note = NULL;
}

static void an_empty_log_has_a_head_of_zeros(void **state)
{
	struct om *om = &((struct shop *)*state)->om;
	char head[OM_HASH_SIZE];
	bool found = false;

	assert_int_equal(om_log_head(om, head), OM_OK);
	assert_string_equal(head, zeros);
	assert_int_equal(om_log_has(om, zeros, &found), OM_OK);
	assert_true(found);
}

static void rows_come_oldest_first_and_the_chain_holds(void **state)
{
	struct om *om = &((struct shop *)*state)->om;
	char head[OM_HASH_SIZE];
	struct walk walk;

	add_three(om);
	walk = walk_log(om, NULL);
	assert_int_equal(walk.rows, 3);
	assert_int_equal(walk.broken, 0);
	assert_string_equal(walk.text, "ida|item add|TEA|\n"
				       "ida|order new|SO-00001|for LOTUS\n"
				       "ida|order confirm|SO-00001|part; by phone\n");
	assert_int_equal(om_log_head(om, head), OM_OK);
	assert_string_equal(head, walk.before);
}

static void one_object_has_its_own_rows(void **state)
{
	struct om *om = &((struct shop *)*state)->om;

	add_three(om);
	assert_string_equal(walk_log(om, "TEA").text, "ida|item add|TEA|\n");
	assert_int_equal(walk_log(om, "SO-00001").rows, 2);
	assert_int_equal(walk_log(om, "MUG").rows, 0);
}

static void the_head_kept_in_the_handle_is_the_one_stored(void **state)
{
	struct om *om = &((struct shop *)*state)->om;

	add_three(om);
	om->log_head[0] = '\0';
	add_three(om);
	assert_int_equal(walk_log(om, NULL).broken, 0);
	assert_int_equal(walk_log(om, NULL).rows, 6);
}

static void a_changed_row_breaks_the_chain_once(void **state)
{
	struct om *om = &((struct shop *)*state)->om;

	add_three(om);
	assert_int_equal(om_db_exec(om, "UPDATE log SET who = 'eve' WHERE id = 2", OM_NO_ARGS,
				    NULL),
			 OM_OK);
	assert_int_equal(walk_log(om, NULL).broken, 1);
}

static void a_missing_row_breaks_the_chain(void **state)
{
	struct om *om = &((struct shop *)*state)->om;

	add_three(om);
	assert_int_equal(om_db_exec(om, "DELETE FROM log WHERE id = 2", OM_NO_ARGS, NULL), OM_OK);
	assert_int_equal(walk_log(om, NULL).broken, 1);
}

static void every_hash_of_the_past_is_found_again(void **state)
{
	struct om *om = &((struct shop *)*state)->om;
	char head[OM_HASH_SIZE];
	bool found = false;

	add_three(om);
	assert_int_equal(om_log_head(om, head), OM_OK);
	add_three(om);
	assert_int_equal(om_log_has(om, head, &found), OM_OK);
	assert_true(found);
	head[0] = head[0] == 'a' ? 'b' : 'a';
	assert_int_equal(om_log_has(om, head, &found), OM_OK);
	assert_false(found);
}

static void the_first_broken_row_is_named(void **state)
{
	struct om *om = &((struct shop *)*state)->om;
	int64_t broken = -1;

	assert_int_equal(om_log_verify(om, &broken), OM_OK);
	assert_int_equal(broken, 0);
	add_three(om);
	assert_int_equal(om_log_verify(om, &broken), OM_OK);
	assert_int_equal(broken, 0);
	assert_int_equal(om_db_exec(om, "UPDATE log SET detail = '' WHERE id = 2", OM_NO_ARGS,
				    NULL),
			 OM_OK);
	assert_int_equal(om_log_verify(om, &broken), OM_OK);
	assert_int_equal(broken, 2);
}

static int stop_at_once(struct om *om, const struct om_log_row *row, void *ctx)
{
	(void)row;
	(void)ctx;
	return om_fail(om, OM_REFUSED, "enough");
}

static void a_reader_can_stop_early_and_read_again(void **state)
{
	struct om *om = &((struct shop *)*state)->om;

	add_three(om);
	assert_int_equal(om_log_each(om, NULL, stop_at_once, NULL), OM_REFUSED);
	assert_int_equal(walk_log(om, NULL).rows, 3);
}

static void a_request_is_found_under_its_key(void **state)
{
	struct om *om = &((struct shop *)*state)->om;
	const char *digest = "x", *result = "x";

	assert_int_equal(om_request_find(om, "k", &digest, &result), OM_OK);
	assert_null(result);
	assert_null(digest);
	assert_int_equal(om_request_add(om, "k", "d", "SO-00001\n"), OM_OK);
	assert_int_equal(om_request_find(om, "k", &digest, &result), OM_OK);
	assert_string_equal(digest, "d");
	assert_string_equal(result, "SO-00001\n");
}

static void a_series_counts_from_one_and_grows_past_five_digits(void **state)
{
	struct om *om = &((struct shop *)*state)->om;
	char *number = NULL;

	assert_int_equal(om_series_next(om, "SO", &number), OM_OK);
	assert_string_equal(number, "SO-00001");
	assert_int_equal(om_series_next(om, "SO", &number), OM_OK);
	assert_string_equal(number, "SO-00002");
	assert_int_equal(om_series_next(om, "INV", &number), OM_OK);
	assert_string_equal(number, "INV-00001");
	assert_int_equal(om_db_exec(om, "UPDATE series SET last = 99999 WHERE prefix = 'SO'",
				    OM_NO_ARGS, NULL),
			 OM_OK);
	assert_int_equal(om_series_next(om, "SO", &number), OM_OK);
	assert_string_equal(number, "SO-100000");
}

static void settings_are_read_into_the_company(void **state)
{
	struct om *om = &((struct shop *)*state)->om;
	struct om_location main_location = {.code = "MAIN", .name = "Main", .active = true};
	const char *value = "x";

	assert_int_equal(om_setting_find(om, "name", &value), OM_OK);
	assert_null(value);
	assert_int_equal(om_setting_put(om, "name", "Corner Supplies"), OM_OK);
	assert_int_equal(om_setting_put(om, "currency", "KWD"), OM_OK);
	assert_int_equal(om_setting_put(om, "location", "MAIN"), OM_OK);
	assert_int_equal(om_setting_put(om, "tax", "19"), OM_OK);
	assert_int_equal(om_setting_load(om), OM_OK);
	assert_int_equal(om->company->location_id, 0);
	assert_int_equal(om_location_insert(om, &main_location), OM_OK);
	om->company = NULL;
	assert_int_equal(om_setting_load(om), OM_OK);
	assert_string_equal(om->company->location, "MAIN");
	assert_int_equal(om->company->exponent, 3);
	assert_int_equal(om->company->location_id, 1);
	assert_int_equal(om->company->tax.micro, 19000000);
	assert_false(om->company->tax_per_line);
	assert_int_equal(om_setting_put(om, "tax_rounding", "line"), OM_OK);
	assert_null(om->company);
	assert_int_equal(om_setting_load(om), OM_OK);
	assert_true(om->company->tax_per_line);
}

static void a_currency_that_is_none_is_said_to_be_damage(void **state)
{
	struct om *om = &((struct shop *)*state)->om;

	assert_int_equal(om_setting_put(om, "currency", "XXQ"), OM_OK);
	assert_int_equal(om_setting_load(om), OM_STORAGE);
	assert_string_equal(om->error, "setting currency: 'XXQ' is not a currency");
	assert_null(om->company);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_shop, close_shop)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_empty_log_has_a_head_of_zeros),
		TEST(rows_come_oldest_first_and_the_chain_holds),
		TEST(one_object_has_its_own_rows),
		TEST(the_head_kept_in_the_handle_is_the_one_stored),
		TEST(a_changed_row_breaks_the_chain_once),
		TEST(a_missing_row_breaks_the_chain),
		TEST(every_hash_of_the_past_is_found_again),
		TEST(the_first_broken_row_is_named),
		TEST(a_reader_can_stop_early_and_read_again),
		TEST(a_request_is_found_under_its_key),
		TEST(a_series_counts_from_one_and_grows_past_five_digits),
		TEST(settings_are_read_into_the_company),
		TEST(a_currency_that_is_none_is_said_to_be_damage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
