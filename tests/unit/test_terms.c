/* Payment terms: what is understood, and what it comes to. */
#include "trade/terms.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static om_date day(const char *s)
{
	om_date d = OM_NO_DATE;

	assert_null(om_date_parse(s, &d));
	return d;
}

static void expect_due(const char *terms, const char *from, const char *due)
{
	char found[OM_DATE_SIZE];
	om_date d = OM_NO_DATE;

	assert_null(om_terms_due(terms, day(from), &d));
	assert_string_equal(om_date_format(d, found), due);
}

static void expect_refused(const char *terms, const char *part)
{
	om_date d = OM_NO_DATE;
	const char *wrong = om_terms_due(terms, day("2026-11-23"), &d);

	assert_non_null(wrong);
	assert_non_null(strstr(wrong, part));
	assert_false(om_date_is_set(d));
}

static void net_counts_days(void **state)
{
	(void)state;
	expect_due("net 30", "2026-11-23", "2026-12-23");
	expect_due("net 0", "2026-11-23", "2026-11-23");
	expect_due("net 14 days", "2026-02-20", "2026-03-06");
	expect_due("14 days", "2028-02-20", "2028-03-05");
	expect_due("1 day", "2026-12-31", "2027-01-01");
	expect_due("net 999", "2026-01-01", "2028-09-26");
}

static void end_of_month_comes_before_the_days(void **state)
{
	(void)state;
	expect_due("eom", "2026-11-23", "2026-11-30");
	expect_due("eom", "2026-11-30", "2026-11-30");
	expect_due("net 10 eom", "2026-11-23", "2026-12-10");
	expect_due("net 30 eom", "2028-02-01", "2028-03-30");
}

static void at_once_is_the_same_day(void **state)
{
	(void)state;
	expect_due("due on receipt", "2026-11-23", "2026-11-23");
	expect_due("on receipt", "2026-11-23", "2026-11-23");
	expect_due("cash", "2026-11-23", "2026-11-23");
	expect_due("prepaid", "2026-11-23", "2026-11-23");
}

static void case_and_blanks_do_not_matter(void **state)
{
	(void)state;
	expect_due("Net 30", "2026-11-23", "2026-12-23");
	expect_due("  NET   10  EOM ", "2026-11-23", "2026-12-10");
	expect_due("Due On Receipt", "2026-11-23", "2026-11-23");
}

static void other_words_are_refused(void **state)
{
	static const char *const wrong[] = {
		"",	   " ",		 "net",		   "30",	 "net30",
		"net -1",  "net +1",	 "net 1.5",	   "days 30",	 "net 30 weeks",
		"on",	   "receipt on", "net 30 eom eom", "10 eom",	 "eom 10",
		"cash 30", "2/10 net 30", "net 30 days eom", "net 30 eom and then some more"};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		expect_refused(wrong[i], "is not a term of payment");
	expect_refused("net 1000", "is more than 999 days");
	expect_refused("net 99999999999999999999", "is more than 999 days");
}

static void terms_can_be_checked_without_a_date(void **state)
{
	om_date due = day("2026-11-23");

	(void)state;
	assert_null(om_terms_due("net 10 eom", OM_NO_DATE, &due));
	assert_false(om_date_is_set(due));
}

static void the_last_date_is_not_left(void **state)
{
	(void)state;
	expect_due("net 30", "9999-12-31", "9999-12-31");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(net_counts_days),
		cmocka_unit_test(end_of_month_comes_before_the_days),
		cmocka_unit_test(at_once_is_the_same_day),
		cmocka_unit_test(case_and_blanks_do_not_matter),
		cmocka_unit_test(other_words_are_refused),
		cmocka_unit_test(terms_can_be_checked_without_a_date),
		cmocka_unit_test(the_last_date_is_not_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
