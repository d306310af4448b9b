/* Exact numbers. The expected figures were worked out by hand or with bc -l. */
#include "base/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char not_a_number[] = "is not a number";
static const char has_a_comma[] =
	"is not a number: the decimal point is '.', and digits are not grouped";

struct reading {
	const char *text;
	const char *wrong; /* NULL: taken, and gives value */
	int64_t value;
};

static void expect_phrase(const char *text, const char *got, const char *wanted)
{
	if ((got == NULL) != (wanted == NULL) || (got && strcmp(got, wanted) != 0))
		fail_msg("'%s': got '%s', wanted '%s'", text, got ? got : "(taken)",
			 wanted ? wanted : "(taken)");
}

static void expect_number(const char *text, int64_t got, int64_t wanted)
{
	if (got != wanted)
		fail_msg("'%s': got %lld, wanted %lld", text, (long long)got, (long long)wanted);
}

static void what_is_no_number_is_refused_by_every_parser(void **state)
{
	static const struct reading cases[] = {
		{"", "is empty", 0},	       {" ", not_a_number, 0},
		{"abc", not_a_number, 0},      {"1e5", not_a_number, 0},
		{".5", not_a_number, 0},       {"5.", not_a_number, 0},
		{".", not_a_number, 0},	       {"-", not_a_number, 0},
		{"+", not_a_number, 0},	       {"--5", not_a_number, 0},
		{"+-5", not_a_number, 0},      {"1.2.3", not_a_number, 0},
		{" 5", not_a_number, 0},       {"5 ", not_a_number, 0},
		{"1 000", not_a_number, 0},    {"0x10", not_a_number, 0},
		{"1,234", has_a_comma, 0},     {"1,5", has_a_comma, 0},
		{"inf", not_a_number, 0},      {"nan", not_a_number, 0},
		{"5-", not_a_number, 0},       {"1'000", not_a_number, 0},
		{"\xd9\xa1", not_a_number, 0}, {"99999999999999999999999x", not_a_number, 0},
		{"-.5", not_a_number, 0},      {"%", not_a_number, 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		int64_t v = 77;
		om_money m = {77};
		om_qty q = {77};
		om_price p = {77};
		om_percent c = {77};

		expect_phrase(cases[i].text, om_int_parse(cases[i].text, 0, 9, &v),
			      cases[i].wrong);
		expect_phrase(cases[i].text, om_money_parse(cases[i].text, 2, &m),
			      cases[i].wrong);
		expect_phrase(cases[i].text, om_qty_parse(cases[i].text, &q), cases[i].wrong);
		expect_phrase(cases[i].text, om_price_parse(cases[i].text, &p), cases[i].wrong);
		expect_phrase(cases[i].text, om_percent_parse(cases[i].text, &c), cases[i].wrong);
		assert_true(v == 77 && m.minor == 77 && q.micro == 77 && p.micro == 77 &&
			    c.micro == 77);
	}
}

static void integers_reach_both_ends_of_64_bits(void **state)
{
	static const struct reading cases[] = {
		{"0", NULL, 0},
		{"-0", NULL, 0},
		{"+5", NULL, 5},
		{"007", NULL, 7},
		{"000000000000000000000000000001", NULL, 1},
		{"9223372036854775807", NULL, INT64_MAX},
		{"-9223372036854775808", NULL, INT64_MIN},
		{"9223372036854775808", "is out of range", 0},
		{"-9223372036854775809", "is out of range", 0},
		{"18446744073709551615", "is out of range", 0},
		{"18446744073709551616", "is out of range", 0},
		{"99999999999999999999999999999999", "is out of range", 0},
		{"1.0", "is not a whole number", 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		int64_t v = 0;

		expect_phrase(cases[i].text,
			      om_int_parse(cases[i].text, INT64_MIN, INT64_MAX, &v),
			      cases[i].wrong);
		expect_number(cases[i].text, v, cases[i].value);
	}
}

static void integers_keep_to_the_range_asked_for(void **state)
{
	int64_t v = 0;

	(void)state;
	assert_null(om_int_parse("1", 1, 30, &v));
	assert_null(om_int_parse("30", 1, 30, &v));
	assert_int_equal(v, 30);
	assert_string_equal(om_int_parse("0", 1, 30, &v), "is out of range");
	assert_string_equal(om_int_parse("31", 1, 30, &v), "is out of range");
	assert_int_equal(v, 30);
}

static void money_takes_the_decimals_of_its_currency(void **state)
{
	static const struct {
		struct reading r;
		int exponent;
	} cases[] = {
		{{"12.50", NULL, 1250}, 2},
		{{"12.5", NULL, 1250}, 2},
		{{"12", NULL, 1200}, 2},
		{{"-0.01", NULL, -1}, 2},
		{{"-0", NULL, 0}, 2},
		{{"+5", NULL, 500}, 2},
		{{"1.234", NULL, 1234}, 3},
		{{"0.0001", NULL, 1}, 4},
		{{"500", NULL, 500}, 0},
		{{"12.505", "has more than 2 decimals", 0}, 2},
		{{"12.500", "has more than 2 decimals", 0}, 2},
		{{"1.2345", "has more than 3 decimals", 0}, 3},
		{{"500.0", "has decimals where none are allowed", 0}, 0},
		{{"10000000000000000.00", NULL, OM_MONEY_MAX}, 2},
		{{"-10000000000000000.00", NULL, -OM_MONEY_MAX}, 2},
		{{"10000000000000000.01", "is out of range", 0}, 2},
		{{"-10000000000000000.01", "is out of range", 0}, 2},
		{{"99999999999999999999999", "is out of range", 0}, 2},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		om_money m = {0};

		expect_phrase(cases[i].r.text,
			      om_money_parse(cases[i].r.text, cases[i].exponent, &m),
			      cases[i].r.wrong);
		expect_number(cases[i].r.text, m.minor, cases[i].r.value);
	}
}

static void quantities_and_prices_take_six_decimals(void **state)
{
	static const struct reading cases[] = {
		{"5", NULL, 5000000},
		{"2.5", NULL, 2500000},
		{"-2.5", NULL, -2500000},
		{"+10", NULL, 10000000},
		{"0.000001", NULL, 1},
		{"0.0000001", "has more than 6 decimals", 0},
		{"1.0000000", "has more than 6 decimals", 0},
		{"1000000000", NULL, OM_QTY_MAX},
		{"-1000000000", NULL, -OM_QTY_MAX},
		{"1000000000.000001", "is out of range", 0},
		{"-1000000000.000001", "is out of range", 0},
		{"18446744073709.551616", "is out of range", 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		om_qty q = {0};
		om_price p = {0};

		expect_phrase(cases[i].text, om_qty_parse(cases[i].text, &q), cases[i].wrong);
		expect_number(cases[i].text, q.micro, cases[i].value);
		expect_phrase(cases[i].text, om_price_parse(cases[i].text, &p), cases[i].wrong);
		expect_number(cases[i].text, p.micro, cases[i].value);
	}
}

static void percentages_may_end_in_a_percent_sign(void **state)
{
	static const char outside[] = "is not between -100 and 1000 %";
	static const struct reading cases[] = {
		{"20", NULL, 20000000},	       {"20%", NULL, 20000000},
		{"8.875%", NULL, 8875000},     {"-100", NULL, -100000000},
		{"1000%", NULL, 1000000000},   {"0.000001", NULL, 1},
		{"-100.000001", outside, 0},   {"1000.000001%", outside, 0},
		{"20%%", "is not a number", 0}, {"20 %", "is not a number", 0},
		{"1.1234567", "has more than 6 decimals", 0},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		om_percent p = {0};

		expect_phrase(cases[i].text, om_percent_parse(cases[i].text, &p),
			      cases[i].wrong);
		expect_number(cases[i].text, p.micro, cases[i].value);
	}
}

static void money_always_shows_the_decimals_of_its_currency(void **state)
{
	static const struct {
		int64_t minor;
		int exponent;
		const char *text;
	} cases[] = {
		{1250, 2, "12.50"},
		{0, 2, "0.00"},
		{-1, 2, "-0.01"},
		{-5, 3, "-0.005"},
		{500, 0, "500"},
		{100, 2, "1.00"},
		{1, 4, "0.0001"},
		{OM_MONEY_MAX, 2, "10000000000000000.00"},
		{-OM_MONEY_MAX, 0, "-1000000000000000000"},
		{INT64_MIN, 2, "-92233720368547758.08"},
		{INT64_MAX, 6, "9223372036854.775807"},
	};
	char buf[OM_NUMBER_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(om_money_format((om_money){cases[i].minor},
						    cases[i].exponent, buf),
				    cases[i].text);
}

static void prices_show_what_they_need_but_not_less_than_the_currency(void **state)
{
	static const struct {
		int64_t micro;
		int exponent;
		const char *text;
	} cases[] = {
		{17500000, 2, "17.50"},	 {12500, 2, "0.0125"},	     {17000000, 2, "17.00"},
		{17000000, 0, "17"},	 {17500000, 0, "17.5"},	     {1, 2, "0.000001"},
		{-1250000, 3, "-1.250"}, {0, 2, "0.00"},	     {0, 0, "0"},
		{1234567, 6, "1.234567"}, {OM_PRICE_MAX, 2, "1000000000.00"},
	};
	char buf[OM_NUMBER_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(om_price_format((om_price){cases[i].micro},
						    cases[i].exponent, buf),
				    cases[i].text);
}

static void quantities_and_percentages_show_only_what_they_need(void **state)
{
	static const struct {
		int64_t micro;
		const char *text;
	} cases[] = {
		{5000000, "5"},
		{2500000, "2.5"},
		{-2500000, "-2.5"},
		{0, "0"},
		{1, "0.000001"},
		{-1, "-0.000001"},
		{100000000, "100"},
		{OM_QTY_MAX, "1000000000"},
		{INT64_MIN, "-9223372036854.775808"},
	};
	char buf[OM_NUMBER_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		assert_string_equal(om_qty_format((om_qty){cases[i].micro}, buf),
				    cases[i].text);
		assert_string_equal(om_percent_format((om_percent){cases[i].micro}, buf),
				    cases[i].text);
	}
}

static void sums_that_leave_the_range_are_refused_and_change_nothing(void **state)
{
	om_money m = {7};
	om_qty q = {7};

	(void)state;
	assert_true(om_money_add((om_money){OM_MONEY_MAX - 1}, (om_money){1}, &m));
	assert_true(m.minor == OM_MONEY_MAX);
	assert_false(om_money_add((om_money){OM_MONEY_MAX}, (om_money){1}, &m));
	assert_false(om_money_add((om_money){-OM_MONEY_MAX}, (om_money){-1}, &m));
	assert_false(om_money_add((om_money){INT64_MAX}, (om_money){INT64_MAX}, &m));
	assert_false(om_money_add((om_money){INT64_MIN}, (om_money){INT64_MIN}, &m));
	assert_true(m.minor == OM_MONEY_MAX);
	assert_true(om_qty_add((om_qty){5000000}, (om_qty){-2500000}, &q));
	assert_true(q.micro == 2500000);
	assert_false(om_qty_add((om_qty){OM_QTY_MAX}, (om_qty){1}, &q));
	assert_true(q.micro == 2500000);
}

static void halves_are_rounded_away_from_zero(void **state)
{
	static const struct {
		int64_t n, d, value;
	} cases[] = {
		{0, 3, 0},    {1, 2, 1},    {-1, 2, -1},  {1, 3, 0},	{2, 3, 1},   {-2, 3, -1},
		{3, 2, 2},    {-3, 2, -2},  {5, 2, 3},	  {-5, 2, -3},	{49, 100, 0}, {50, 100, 1},
		{149, 100, 1}, {150, 100, 2}, {-150, 100, -2}, {7, 1, 7}, {-7, 1, -7},
		{INT64_MIN, 1, INT64_MIN}, {INT64_MAX, 2, INT64_C(4611686018427387904)},
		{INT64_MAX - 1, INT64_MAX, 1}, {4611686018427387903, INT64_MAX, 0},
	};
	int64_t v;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		v = 99;
		assert_true(om_div_round(cases[i].n, cases[i].d, &v));
		assert_int_equal(v, cases[i].value);
	}
}

static void division_reaches_both_ends_of_128_bits(void **state)
{
	__int128 max = (__int128)(~(unsigned __int128)0 >> 1);
	__int128 min = -max - 1;
	int64_t v = 99;

	(void)state;
	assert_true(om_div_round(max, max, &v));
	assert_int_equal(v, 1);
	assert_true(om_div_round(min, max, &v));
	assert_int_equal(v, -1);
	assert_true(om_div_round(max / 2, max, &v)); /* just below a half */
	assert_int_equal(v, 0);
	assert_true(om_div_round(max / 2 + 1, max, &v));
	assert_int_equal(v, 1);
	assert_false(om_div_round(max, 1, &v));
	assert_false(om_div_round(min, 1, &v));
	assert_false(om_div_round((__int128)INT64_MAX + 1, 1, &v));
	assert_true(om_div_round((__int128)INT64_MIN, 1, &v));
	assert_true(v == INT64_MIN);
	assert_false(om_div_round((__int128)INT64_MAX * 2 + 1, 2, &v)); /* rounds up past it */
}

/* Figures in millionths, to be read as quantity x price - discount %. */
static void net_of_a_line_rounds_half_away_from_zero(void **state)
{
	static const struct {
		int64_t qty, price, discount;
		int exponent;
		int64_t net;
	} cases[] = {
		{10000000, 17500000, 0, 2, 17500},	     /* 10 x 17.50 */
		{3000000, 335000, 0, 2, 101},		     /* 3 x 0.335 = 1.005 */
		{-3000000, 335000, 0, 2, -101},		     /* -1.005 */
		{1000000, 5000, 0, 2, 1},		     /* 0.005 */
		{1000000, 4999, 0, 2, 0},		     /* 0.004999 */
		{2000000, 2500, 0, 2, 1},		     /* 2 x 0.0025, once rounded */
		{10000000, 17500000, 5000000, 2, 16625},     /* 175 - 5 % = 166.25 */
		{7000000, 19990000, 33333333, 2, 9329},	     /* 93.28667... */
		{1500000, 333000000, 0, 0, 500},	     /* 499.5 yen */
		{333333, 12345678, 12500000, 3, 3601},	     /* 3.600819... dinar */
		{12345678901, 9876543210, 2500000, 4, 1188843153444},
		{1000000, 1000000, 100000000, 2, 0},	     /* all of it off */
		{1000000, 1000000, -100000000, 2, 200},	     /* a surcharge of 100 % */
		{1000000, 100000000, 1000000000, 2, -90000}, /* 1000 % off */
		{1, 1, 0, 2, 0},
		{OM_QTY_MAX, OM_PRICE_MAX, 0, 0, OM_MONEY_MAX},
	};
	om_money m;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		m.minor = 99;
		assert_true(om_line_net((om_qty){cases[i].qty}, (om_price){cases[i].price},
					(om_percent){cases[i].discount}, cases[i].exponent, &m));
		assert_int_equal(m.minor, cases[i].net);
	}
}

static void net_of_a_line_past_the_range_is_refused(void **state)
{
	om_money m = {7};

	(void)state;
	assert_false(om_line_net((om_qty){OM_QTY_MAX}, (om_price){OM_PRICE_MAX},
				 (om_percent){0}, 1, &m));
	assert_false(om_line_net((om_qty){OM_QTY_MAX}, (om_price){OM_PRICE_MAX},
				 (om_percent){-100000000}, 0, &m));
	assert_false(om_line_net((om_qty){OM_QTY_MAX}, (om_price){OM_PRICE_MAX},
				 (om_percent){1000000000}, 2, &m));
	assert_false(om_line_net((om_qty){INT64_MIN}, (om_price){INT64_MIN},
				 (om_percent){INT64_MIN}, 2, &m));
	assert_int_equal(m.minor, 7);
}

static void percentages_of_money_are_rounded_once(void **state)
{
	static const struct {
		int64_t minor, percent, part;
	} cases[] = {
		{17500, 20000000, 3500}, {333, 50000000, 167},	   {-333, 50000000, -167},
		{1, 50000000, 1},	 {1, 49999999, 0},	   {12345, 8875000, 1096},
		{0, 20000000, 0},	 {OM_MONEY_MAX, 100000000, OM_MONEY_MAX},
	};
	om_money m;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		m.minor = 99;
		assert_true(om_money_percent((om_money){cases[i].minor},
					     (om_percent){cases[i].percent}, &m));
		assert_int_equal(m.minor, cases[i].part);
	}
	assert_false(om_money_percent((om_money){OM_MONEY_MAX}, (om_percent){100000001}, &m));
}

static void a_share_is_in_proportion_to_the_stock(void **state)
{
	static const struct {
		int64_t minor, part, whole, share;
	} cases[] = {
		{10000, 1, 3, 3333},
		{10000, 2, 3, 6667},
		{-10000, 2, 3, -6667},
		{1, 1, 2, 1},
		{OM_MONEY_MAX, OM_QTY_MAX, OM_QTY_MAX, OM_MONEY_MAX},
		{OM_MONEY_MAX, 1, OM_QTY_MAX, 1000},
		{999999999999999999, 333333333333333, OM_QTY_MAX, 333333333333333000},
	};
	om_money m;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		m.minor = 99;
		assert_true(om_money_share((om_money){cases[i].minor}, (om_qty){cases[i].part},
					   (om_qty){cases[i].whole}, &m));
		assert_int_equal(m.minor, cases[i].share);
	}
	assert_false(om_money_share((om_money){OM_MONEY_MAX}, (om_qty){2}, (om_qty){1}, &m));
}

static void an_average_is_a_price_to_the_millionth(void **state)
{
	static const struct {
		int64_t minor, qty;
		int exponent;
		int64_t price;
	} cases[] = {
		{10000, 3000000, 2, 33333333},	 /* 100.00 / 3 */
		{-10000, 3000000, 2, -33333333},
		{10000, -3000000, 2, -33333333},
		{-10000, -3000000, 2, 33333333},
		{1, INT64_C(1000000000000), 2, 0}, /* 0.01 / 1000000 */
		{500, 2500000, 0, 200000000},	 /* 500 yen / 2.5 */
		{12345, 7000000, 3, 1763571},	 /* 12.345 dinar / 7 */
	};
	om_price p;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		p.micro = 99;
		assert_true(om_money_per((om_money){cases[i].minor}, (om_qty){cases[i].qty},
					 cases[i].exponent, &p));
		assert_int_equal(p.micro, cases[i].price);
	}
	assert_false(om_money_per((om_money){OM_MONEY_MAX}, (om_qty){1}, 0, &p));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_number_is_refused_by_every_parser),
		cmocka_unit_test(integers_reach_both_ends_of_64_bits),
		cmocka_unit_test(integers_keep_to_the_range_asked_for),
		cmocka_unit_test(money_takes_the_decimals_of_its_currency),
		cmocka_unit_test(quantities_and_prices_take_six_decimals),
		cmocka_unit_test(percentages_may_end_in_a_percent_sign),
		cmocka_unit_test(money_always_shows_the_decimals_of_its_currency),
		cmocka_unit_test(prices_show_what_they_need_but_not_less_than_the_currency),
		cmocka_unit_test(quantities_and_percentages_show_only_what_they_need),
		cmocka_unit_test(sums_that_leave_the_range_are_refused_and_change_nothing),
		cmocka_unit_test(halves_are_rounded_away_from_zero),
		cmocka_unit_test(division_reaches_both_ends_of_128_bits),
		cmocka_unit_test(net_of_a_line_rounds_half_away_from_zero),
		cmocka_unit_test(net_of_a_line_past_the_range_is_refused),
		cmocka_unit_test(percentages_of_money_are_rounded_once),
		cmocka_unit_test(a_share_is_in_proportion_to_the_stock),
		cmocka_unit_test(an_average_is_a_price_to_the_millionth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
