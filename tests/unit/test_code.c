/* Code lists. Check digits were worked out by hand. */
#include "base/code.h"
#include "base/code_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void currencies_have_the_exponent_of_iso_4217(void **state)
{
	static const struct {
		const char *code;
		int exponent;
	} cases[] = {
		{"EUR", 2}, {"USD", 2}, {"GBP", 2}, {"CHF", 2}, {"AED", 2}, {"ZWG", 2},
		{"JPY", 0}, {"KRW", 0}, {"ISK", 0}, {"CLP", 0}, {"XOF", 0}, {"VND", 0},
		{"KWD", 3}, {"BHD", 3}, {"TND", 3}, {"OMR", 3}, {"CLF", 4}, {"UYW", 4},
		{"DEM", -1}, {"HRK", -1}, {"XAU", -1}, {"XXX", -1}, {"XTS", -1}, {"eur", -1},
		{"EU", -1}, {"EURO", -1}, {"", -1}, {"ZZZ", -1}, {"AAA", -1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (om_currency_exponent(cases[i].code) != cases[i].exponent)
			fail_msg("'%s': got %d", cases[i].code,
				 om_currency_exponent(cases[i].code));
	}
}

static void lists_are_in_order_and_every_entry_is_found(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < om_currency_count; i++) {
		const struct om_currency_row *row = &om_currency_rows[i];

		assert_true(i == 0 || strcmp(row[-1].code, row->code) < 0);
		assert_int_equal(om_currency_exponent(row->code), row->exponent);
	}
	assert_int_equal(om_country_count, 249);
	for (i = 0; i < om_country_count; i++) {
		const struct om_country_row *row = &om_country_rows[i];

		assert_true(i == 0 || strcmp(row[-1].code, row->code) < 0);
		assert_string_equal(om_country_name(row->code), row->name);
		assert_string_equal(om_country_find(row->name), row->code);
		assert_string_equal(om_country_find(row->three), row->code);
	}
	for (i = 0; i < om_country_alias_count; i++) {
		assert_true(om_country_is_valid(om_country_aliases[i].code));
		assert_string_equal(om_country_find(om_country_aliases[i].name),
				    om_country_aliases[i].code);
	}
}

static void countries_are_two_capital_letters(void **state)
{
	(void)state;
	assert_true(om_country_is_valid("DE"));
	assert_true(om_country_is_valid("GB"));
	assert_true(om_country_is_valid("ZW"));
	assert_true(om_country_is_valid("AD"));
	assert_false(om_country_is_valid("UK")); /* reserved, not assigned */
	assert_false(om_country_is_valid("EU"));
	assert_false(om_country_is_valid("XX"));
	assert_false(om_country_is_valid("de"));
	assert_false(om_country_is_valid("D"));
	assert_false(om_country_is_valid("DEU"));
	assert_false(om_country_is_valid(""));
	assert_string_equal(om_country_name("DE"), "Germany");
	assert_null(om_country_name("UK"));
}

static void countries_are_found_by_the_names_people_write(void **state)
{
	static const struct {
		const char *name, *code;
	} cases[] = {
		{"Germany", "DE"}, {"germany", "DE"},	 {"DEU", "DE"},	   {"de", "DE"},
		{"UK", "GB"},	   {"USA", "US"},	 {"Turkey", "TR"}, {"Russia", "RU"},
		{"Holland", "NL"}, {"South Korea", "KR"}, {"Ireland", "IE"},
		{"Venezuela", "VE"}, {"Czech Republic", "CZ"},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(om_country_find(cases[i].name), cases[i].code);
	assert_null(om_country_find("Atlantis"));
	assert_null(om_country_find(""));
}

static void the_check_digit_of_a_gtin_must_hold(void **state)
{
	static const struct {
		const char *text;
		bool valid;
	} cases[] = {
		{"96385074", true},	   /* 3 x (9+3+5+7) + 6+8+0 = 86, so 4 */
		{"036000291452", true},	   /* 3 x (0+6+0+2+1+5) + 3+0+0+9+4 = 58 */
		{"4006381333931", true},   /* 4+0+3+1+3+9 + 3 x (0+6+8+3+3+3) = 89 */
		{"00012345600012", true},  /* 3 x (2+4+6+1) + 1+3+5 = 48 */
		{"96385075", false},	   {"036000291453", false},
		{"4006381333932", false},  {"00012345600013", false},
		{"4006381339331", false},  /* two digits swapped */
		{"", false},		   {"1", false},
		{"963850745", false},	   {"40063813339", false},
		{"400638133393X", false},  {"4006381 33931", false},
		{"-006381333931", false},  {"040063813339310", false},
		{"00000000", true},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		if (om_gtin_is_valid(cases[i].text) != cases[i].valid)
			fail_msg("'%s'", cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(currencies_have_the_exponent_of_iso_4217),
		cmocka_unit_test(lists_are_in_order_and_every_entry_is_found),
		cmocka_unit_test(countries_are_two_capital_letters),
		cmocka_unit_test(countries_are_found_by_the_names_people_write),
		cmocka_unit_test(the_check_digit_of_a_gtin_must_hold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
