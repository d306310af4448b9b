/* Civil dates. Day counts were taken from a calendar and from date(1). */
#include "base/date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char not_a_date[] = "is not a date (YYYY-MM-DD)";
static const char no_such_day[] = "is not a day of the calendar";
static const char out_of_range[] = "is not between 1900-01-01 and 9999-12-31";
static const char not_typed[] =
	"is not a date (YYYY-MM-DD, today, yesterday, tomorrow, +14d, -3d, +2w, +1m or eom)";

static om_date day(const char *s)
{
	om_date d = OM_NO_DATE;

	assert_null(om_date_parse(s, &d));
	return d;
}

static void expect_day(om_date got, const char *wanted)
{
	char buf[OM_DATE_SIZE];

	assert_string_equal(om_date_format(got, buf), wanted);
}

static void known_days_have_known_numbers(void **state)
{
	static const struct {
		const char *text;
		int32_t day;
	} cases[] = {
		{"1900-01-01", -25567}, {"1969-12-31", -1},    {"1970-01-01", 0},
		{"2000-02-29", 11016},	{"2026-11-23", 20780}, {"9999-12-31", 2932896},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_int_equal(day(cases[i].text).day, cases[i].day);
		expect_day((om_date){cases[i].day}, cases[i].text);
	}
}

static void every_day_of_the_range_follows_the_one_before(void **state)
{
	int year = 1900, month = 1, d = 1, y, m, dd;
	int32_t n;
	om_date back;

	(void)state;
	for (n = -25567; n <= 2932896; n++) {
		om_date_split((om_date){n}, &y, &m, &dd);
		if (y != year || m != month || dd != d)
			fail_msg("day %d: got %d-%d-%d, wanted %d-%d-%d", (int)n, y, m, dd, year,
				 month, d);
		assert_true(om_date_make(y, m, dd, &back) && back.day == n);
		if (om_date_make(year, month, d + 1, &back)) {
			d++;
		} else {
			d = 1;
			month = month % 12 + 1;
			year += month == 1;
		}
	}
	assert_int_equal(year, 10000);
}

static void days_that_do_not_exist_are_refused(void **state)
{
	static const struct {
		const char *text, *wrong;
	} cases[] = {
		{"2100-02-29", no_such_day},	{"1900-02-29", no_such_day},
		{"2026-02-29", no_such_day},	{"2026-02-30", no_such_day},
		{"2026-04-31", no_such_day},	{"2026-00-10", no_such_day},
		{"2026-13-01", no_such_day},	{"2026-01-00", no_such_day},
		{"2026-01-32", no_such_day},	{"1899-12-31", out_of_range},
		{"0000-01-01", out_of_range},	{"10000-01-01", not_a_date},
		{"", not_a_date},		{"2026", not_a_date},
		{"2026-1-1", not_a_date},	{"2026-11-2", not_a_date},
		{"2026-11-230", not_a_date},	{"2026/11/23", not_a_date},
		{"23.11.2026", not_a_date},	{"20261123", not_a_date},
		{"2026-11-23 ", not_a_date},	{" 2026-11-23", not_a_date},
		{"-026-11-23", not_a_date},	{"2026-11-2x", not_a_date},
		{"today", not_a_date},		{"2026-11-23T00:00:00Z", not_a_date},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		om_date d = {7};
		const char *wrong = om_date_parse(cases[i].text, &d);

		if (!wrong || strcmp(wrong, cases[i].wrong) != 0)
			fail_msg("'%s': %s", cases[i].text, wrong ? wrong : "(taken)");
		assert_int_equal(d.day, 7);
	}
	assert_null(om_date_parse("2000-02-29", &(om_date){0}));
	assert_null(om_date_parse("2024-02-29", &(om_date){0}));
}

static void words_and_offsets_are_relative_to_today(void **state)
{
	static const struct {
		const char *today, *typed, *wanted;
	} cases[] = {
		{"2026-11-23", "today", "2026-11-23"},
		{"2026-11-23", "yesterday", "2026-11-22"},
		{"2026-11-23", "tomorrow", "2026-11-24"},
		{"2026-11-23", "+14d", "2026-12-07"},
		{"2026-11-23", "-3d", "2026-11-20"},
		{"2026-11-23", "+0d", "2026-11-23"},
		{"2026-11-23", "+2w", "2026-12-07"},
		{"2026-11-23", "-1w", "2026-11-16"},
		{"2026-11-23", "+1m", "2026-12-23"},
		{"2026-11-23", "+2m", "2027-01-23"},
		{"2026-01-31", "+1m", "2026-02-28"},
		{"2024-01-31", "+1m", "2024-02-29"},
		{"2026-01-31", "+3m", "2026-04-30"},
		{"2026-03-31", "-1m", "2026-02-28"},
		{"2026-01-15", "-1m", "2025-12-15"},
		{"2026-02-10", "eom", "2026-02-28"},
		{"2024-02-10", "eom", "2024-02-29"},
		{"2100-02-10", "eom", "2100-02-28"},
		{"2026-12-31", "eom", "2026-12-31"},
		{"2026-12-31", "tomorrow", "2027-01-01"},
		{"2026-11-23", "2026-10-01", "2026-10-01"},
		{"9999-12-31", "eom", "9999-12-31"},
	};
	om_date d;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_null(om_date_parse_at(cases[i].typed, day(cases[i].today), &d));
		expect_day(d, cases[i].wanted);
	}
}

static void typed_dates_that_make_no_sense_are_refused(void **state)
{
	static const struct {
		const char *typed, *wrong;
	} cases[] = {
		{"", not_typed},	      {"+", not_typed},
		{"+d", not_typed},	      {"+14", not_typed},
		{"14d", not_typed},	      {"+14x", not_typed},
		{"+14dd", not_typed},	      {"+-1d", not_typed},
		{"Today", not_typed},	      {"next week", not_typed},
		{"2026-02-29", no_such_day},  {"1899-12-31", out_of_range},
		{"+9999999d", out_of_range},  {"-9999999w", out_of_range},
		{"+99999999999999999999m", out_of_range},
		{"-99999999999999999999d", out_of_range},
		{"-1522m", out_of_range},
	};
	om_date d = {7};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *wrong = om_date_parse_at(cases[i].typed, day("2026-10-23"), &d);

		if (!wrong || strcmp(wrong, cases[i].wrong) != 0)
			fail_msg("'%s': %s", cases[i].typed, wrong ? wrong : "(taken)");
	}
	assert_int_equal(d.day, 7);
}

static void periods_have_a_first_and_a_last_day(void **state)
{
	static const struct {
		const char *text, *from, *to;
	} cases[] = {
		{"2026", "2026-01-01", "2026-12-31"},
		{"2026-Q1", "2026-01-01", "2026-03-31"},
		{"2026-q2", "2026-04-01", "2026-06-30"},
		{"2026-Q4", "2026-10-01", "2026-12-31"},
		{"2026-11", "2026-11-01", "2026-11-30"},
		{"2024-02", "2024-02-01", "2024-02-29"},
		{"2100-02", "2100-02-01", "2100-02-28"},
		{"2026-11-23", "2026-11-23", "2026-11-23"},
		{"9999", "9999-01-01", "9999-12-31"},
		{"1900", "1900-01-01", "1900-12-31"},
	};
	om_date from, to;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_null(om_period_parse(cases[i].text, &from, &to));
		expect_day(from, cases[i].from);
		expect_day(to, cases[i].to);
	}
}

static void what_is_no_period_is_refused(void **state)
{
	static const char not_a_period[] =
		"is not a period (2026, 2026-Q4, 2026-11 or 2026-11-23)";
	static const struct {
		const char *text, *wrong;
	} cases[] = {
		{"", not_a_period},	   {"26", not_a_period},
		{"2026-", not_a_period},   {"2026-Q5", not_a_period},
		{"2026-Q0", not_a_period}, {"2026-13", not_a_period},
		{"2026-00", not_a_period}, {"2026-1", not_a_period},
		{"2026/11", not_a_period}, {"November", not_a_period},
		{"2026-02-29", no_such_day}, {"1899", out_of_range},
		{"2026-11-2x", not_a_period}, {"2026-11-23-24", not_a_period},
	};
	om_date from, to;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *wrong = om_period_parse(cases[i].text, &from, &to);

		if (!wrong || strcmp(wrong, cases[i].wrong) != 0)
			fail_msg("'%s': %s", cases[i].text, wrong ? wrong : "(taken)");
	}
}

static void arithmetic_stops_at_the_ends_of_the_range(void **state)
{
	(void)state;
	expect_day(om_date_add_days(day("9999-12-31"), 1), "9999-12-31");
	expect_day(om_date_add_days(day("1900-01-01"), -1), "1900-01-01");
	expect_day(om_date_add_days(day("2026-11-23"), INT32_MAX), "9999-12-31");
	expect_day(om_date_add_days(day("2026-11-23"), INT32_MIN), "1900-01-01");
	expect_day(om_date_add_months(day("9999-12-15"), 1), "9999-12-31");
	expect_day(om_date_add_months(day("1900-01-15"), -1), "1900-01-01");
	expect_day(om_date_add_months(day("2026-11-23"), INT32_MAX), "9999-12-31");
	expect_day(om_date_add_months(day("2026-11-23"), INT32_MIN), "1900-01-01");
}

static void no_date_stays_no_date(void **state)
{
	(void)state;
	expect_day(OM_NO_DATE, "");
	assert_false(om_date_is_set(om_date_add_days(OM_NO_DATE, 1)));
	assert_false(om_date_is_set(om_date_add_months(OM_NO_DATE, 1)));
	assert_false(om_date_is_set(om_date_end_of_month(OM_NO_DATE)));
}

static void instants_are_read_and_written_in_utc(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} cases[] = {
		{"1970-01-01T00:00:00Z", 0},
		{"1969-12-31T23:59:59Z", -1},
		{"2026-11-23T09:00:00Z", 1795424400},
		{"2000-02-29T23:59:59Z", INT64_C(11016) * 86400 + 86399},
		{"1900-01-01T00:00:00Z", INT64_C(-25567) * 86400},
		{"9999-12-31T23:59:59Z", INT64_C(2932896) * 86400 + 86399},
	};
	char buf[21];
	int64_t seconds;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_null(om_instant_parse(cases[i].text, &seconds));
		assert_int_equal(seconds, cases[i].seconds);
		assert_string_equal(om_instant_format(cases[i].seconds, buf), cases[i].text);
	}
	assert_string_equal(om_instant_format(INT64_MAX, buf), "9999-12-31T23:59:59Z");
	assert_string_equal(om_instant_format(INT64_MIN, buf), "1900-01-01T00:00:00Z");
}

static void what_is_no_instant_is_refused(void **state)
{
	static const char *const cases[] = {
		"",			"2026-11-23",		"2026-11-23T09:00:00",
		"2026-11-23 09:00:00Z", "2026-11-23T24:00:00Z", "2026-11-23T09:60:00Z",
		"2026-11-23T09:00:60Z", "2026-02-29T09:00:00Z", "2026-11-23T09:00:00z",
		"2026-11-23T9:00:00Z",	"2026-11-23T09:00:00ZZ", "2026-11-23T-1:00:00Z",
		"2026-11-23T09:00:00+01", "1899-12-31T23:59:59Z",
	};
	int64_t seconds = 7;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_non_null(om_instant_parse(cases[i], &seconds));
	assert_int_equal(seconds, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days_have_known_numbers),
		cmocka_unit_test(every_day_of_the_range_follows_the_one_before),
		cmocka_unit_test(days_that_do_not_exist_are_refused),
		cmocka_unit_test(words_and_offsets_are_relative_to_today),
		cmocka_unit_test(typed_dates_that_make_no_sense_are_refused),
		cmocka_unit_test(periods_have_a_first_and_a_last_day),
		cmocka_unit_test(what_is_no_period_is_refused),
		cmocka_unit_test(arithmetic_stops_at_the_ends_of_the_range),
		cmocka_unit_test(no_date_stays_no_date),
		cmocka_unit_test(instants_are_read_and_written_in_utc),
		cmocka_unit_test(what_is_no_instant_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
