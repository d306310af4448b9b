/* The option parser: what scripts may write, and how it answers what they may not. */
#include "base/date.h"
#include "io/option.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

struct words {
	bool short_only, dry_run, all;
	const char *customer, *format, *ref;
	struct om_list skus;
	int64_t limit;
	om_date date;
	struct om_period period;
};

struct common {
	const char *db, *ref;
};

static const struct om_option options[] = {
	OM_TEXT(struct words, customer, "customer", 'c', "CODE", "who buys", OM_VALUES("customer")),
	OM_CHOICE(struct words, format, "format", 0, "table|csv|json|yaml", "how to print"),
	OM_LIST(struct words, skus, "sku", 's', "SKU", "only these"),
	OM_INT(struct words, limit, "limit", 'l', "N", "at most N rows"),
	OM_DATE(struct words, date, "date", 'd', "the date of the document, which is today unless "
						 "one is given here"),
	OM_PERIOD(struct words, period, "period", 0, "a year, quarter or month"),
	OM_FLAG(struct words, dry_run, "dry-run", 'n', "change nothing"),
	OM_FLAG(struct words, all, "all", 'a', "all of them"),
	OM_TEXT(struct words, ref, "ref", 0, "TEXT", "their reference"),
	OM_OPTIONS_END,
};

static const struct om_option common_options[] = {
	OM_TEXT(struct common, db, "db", 0, "PATH", "the database"),
	OM_TEXT(struct common, ref, "ref", 0, "TEXT", "hidden by the verb's own"),
	OM_OPTIONS_END,
};

struct run {
	struct om om;
	struct words words;
	struct common common;
	struct om_list operands;
};

static int set_up(void **state)
{
	struct run *r = test_calloc(1, sizeof(*r));

	r->om.arena = om_arena_new();
	r->words.limit = -1;
	r->words.date = OM_NO_DATE;
	if (!om_date_make(2026, 11, 23, &r->om.today))
		return -1;
	*state = r;
	return 0;
}

static int tear_down(void **state)
{
	struct run *r = *state;

	om_arena_free(r->om.arena);
	test_free(r);
	return 0;
}

static int parse_words(struct run *r, char **argv)
{
	const struct om_option_set sets[] = {{options, &r->words}, {common_options, &r->common}};
	int argc = 0;

	while (argv[argc])
		argc++;
	return om_options_parse(&r->om, sets, 2, argc, argv, &r->operands);
}

#define PARSE(r, ...) parse_words((r), (char *[]){__VA_ARGS__, NULL})

#define ASSERT_REFUSED(r, sentence, ...)                                                      \
	do {                                                                                  \
		assert_int_equal(PARSE(r, __VA_ARGS__), OM_USAGE);                            \
		assert_string_equal((r)->om.error, sentence);                                 \
	} while (0)

static void values_may_follow_or_stand_behind_an_equals_sign(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "--customer=ALFKI", "--limit", "5", "-d2026-11-01"), OM_OK);
	assert_string_equal(r->words.customer, "ALFKI");
	assert_int_equal(r->words.limit, 5);
	assert_int_equal(r->words.date.day, r->om.today.day - 22);
}

static void a_letter_takes_its_value_joined_or_apart(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "-l5", "-c", "ALFKI"), OM_OK);
	assert_int_equal(r->words.limit, 5);
	assert_string_equal(r->words.customer, "ALFKI");
}

static void flags_may_be_bundled_with_a_value_at_the_end(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "-nal7"), OM_OK);
	assert_true(r->words.dry_run);
	assert_true(r->words.all);
	assert_int_equal(r->words.limit, 7);
}

static void operands_keep_their_order_around_options(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "SO-1", "-n", "-", "P01:-2", "+14d", "--", "-5", "--all", "--"),
			 OM_OK);
	assert_int_equal(r->operands.n, 7);
	assert_string_equal(r->operands.v[0], "SO-1");
	assert_string_equal(r->operands.v[1], "-");
	assert_string_equal(r->operands.v[2], "P01:-2");
	assert_string_equal(r->operands.v[3], "+14d");
	assert_string_equal(r->operands.v[4], "-5");
	assert_string_equal(r->operands.v[5], "--all");
	assert_string_equal(r->operands.v[6], "--");
	assert_false(r->words.all);
}

static void what_is_absent_stays_as_it_was(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "SO-1"), OM_OK);
	assert_int_equal(r->words.limit, -1);
	assert_false(om_date_is_set(r->words.date));
	assert_null(r->words.customer);
	assert_int_equal(r->words.skus.n, 0);
}

static void a_list_takes_many_values(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "-s", "P01", "--sku=P02", "-sP03"), OM_OK);
	assert_int_equal(r->words.skus.n, 3);
	assert_string_equal(r->words.skus.v[2], "P03");
}

static void a_value_may_begin_with_a_dash(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "--date", "-3d", "--ref", "--x"), OM_OK);
	assert_int_equal(r->words.date.day, r->om.today.day - 3);
	assert_string_equal(r->words.ref, "--x");
}

static void a_value_may_be_empty(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "--ref="), OM_OK);
	assert_string_equal(r->words.ref, "");
}

static void a_period_gives_both_ends(void **state)
{
	struct run *r = *state;
	char from[OM_DATE_SIZE], to[OM_DATE_SIZE];

	assert_int_equal(PARSE(r, "--period", "2026-Q4"), OM_OK);
	assert_string_equal(om_date_format(r->words.period.from, from), "2026-10-01");
	assert_string_equal(om_date_format(r->words.period.to, to), "2026-12-31");
}

static void the_earlier_set_wins(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "--ref", "A", "--db", "x.db"), OM_OK);
	assert_string_equal(r->words.ref, "A");
	assert_null(r->common.ref);
	assert_string_equal(r->common.db, "x.db");
}

static void an_unknown_long_option_is_answered_with_the_nearest(void **state)
{
	struct run *r = *state;

	ASSERT_REFUSED(r, "unknown option '--custmer'; did you mean '--customer'?", "--custmer=A");
	ASSERT_REFUSED(r, "unknown option '--form'; did you mean '--format'?", "--form", "csv");
	ASSERT_REFUSED(r, "unknown option '--n'; did you mean '-n'?", "--n");
	ASSERT_REFUSED(r, "unknown option '--zzzzzz'", "--zzzzzz");
	ASSERT_REFUSED(r, "unknown option '--\\x1b[2J'", "--\033[2J");
}

static void an_unknown_letter_is_named(void **state)
{
	struct run *r = *state;

	ASSERT_REFUSED(r, "unknown option '-x'", "-x");
	ASSERT_REFUSED(r, "unknown option '-x' in '-nx'", "-nx");
	ASSERT_REFUSED(r, "unknown option '-é'", "-é");
	ASSERT_REFUSED(r, "unknown option '-é' in '-né'", "-né");
	ASSERT_REFUSED(r, "unknown option '-format'; did you mean '--format'?", "-format");
}

static void a_negative_number_is_told_where_to_stand(void **state)
{
	ASSERT_REFUSED((struct run *)*state,
		       "unknown option '-5'; put -- before operands that begin with '-'", "-5");
}

static void a_missing_value_is_told(void **state)
{
	struct run *r = *state;

	ASSERT_REFUSED(r, "'--customer' needs a value", "--customer");
	ASSERT_REFUSED(r, "'-c' needs a value", "-nc");
	ASSERT_REFUSED(r, "'--all' takes no value", "--all=yes");
}

static void a_value_given_twice_is_refused(void **state)
{
	struct run *r = *state;

	ASSERT_REFUSED(r, "'--customer' is given twice", "-cA", "--customer=B");
	assert_int_equal(PARSE(r, "-n", "-n"), OM_OK);
}

static void a_wrong_value_names_the_option_and_the_value(void **state)
{
	struct run *r = *state;

	assert_int_equal(PARSE(r, "--date=2026-02-30"), OM_USAGE);
	assert_non_null(strstr(r->om.error, "'--date': '2026-02-30' "));
	assert_int_equal(PARSE(r, "--period", "2026-Q5"), OM_USAGE);
	assert_non_null(strstr(r->om.error, "'--period': '2026-Q5' "));
	ASSERT_REFUSED(r, "'--limit': 'ten' is not a number", "--limit", "ten");
	ASSERT_REFUSED(r, "'--limit': '-1' is out of range", "--limit=-1");
	ASSERT_REFUSED(r, "'--limit': '99999999999999999999' is out of range",
		       "--limit=99999999999999999999");
}

static void a_wrong_choice_lists_the_right_ones(void **state)
{
	struct run *r = *state;

	ASSERT_REFUSED(r,
		       "'--format': 'jsom' is not one of table, csv, json, yaml; "
		       "did you mean 'json'?",
		       "--format=jsom");
	ASSERT_REFUSED(r, "'--format': '' is not one of table, csv, json, yaml", "--format=");
	ASSERT_REFUSED(r, "'--format': 'csv|json' is not one of table, csv, json, yaml",
		       "--format=csv|json");
}

static void help_is_aligned_and_wrapped(void **state)
{
	struct om_buf b = {0};

	(void)state;
	om_options_help(&b, options, 60);
	assert_string_equal(b.s, "  -c, --customer CODE   who buys\n"
				 "      --format table|csv|json|yaml\n"
				 "                        how to print\n"
				 "  -s, --sku SKU         only these\n"
				 "  -l, --limit N         at most N rows\n"
				 "  -d, --date DATE       the date of the document, which is\n"
				 "                        today unless one is given here\n"
				 "      --period PERIOD   a year, quarter or month\n"
				 "  -n, --dry-run         change nothing\n"
				 "  -a, --all             all of them\n"
				 "      --ref TEXT        their reference\n");
	om_buf_free(&b);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(values_may_follow_or_stand_behind_an_equals_sign),
		TEST(a_letter_takes_its_value_joined_or_apart),
		TEST(flags_may_be_bundled_with_a_value_at_the_end),
		TEST(operands_keep_their_order_around_options),
		TEST(what_is_absent_stays_as_it_was),
		TEST(a_list_takes_many_values),
		TEST(a_value_may_begin_with_a_dash),
		TEST(a_value_may_be_empty),
		TEST(a_period_gives_both_ends),
		TEST(the_earlier_set_wins),
		TEST(an_unknown_long_option_is_answered_with_the_nearest),
		TEST(an_unknown_letter_is_named),
		TEST(a_negative_number_is_told_where_to_stand),
		TEST(a_missing_value_is_told),
		TEST(a_value_given_twice_is_refused),
		TEST(a_wrong_value_names_the_option_and_the_value),
		TEST(a_wrong_choice_lists_the_right_ones),
		cmocka_unit_test(help_is_aligned_and_wrapped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
