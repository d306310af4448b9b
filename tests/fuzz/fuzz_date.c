/* What a date parser takes is a day of the range, and is written back as it was read. */
#include "base/date.h"
#include "base/mem.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_day(om_date d)
{
	char text[OM_DATE_SIZE];
	om_date again = OM_NO_DATE;

	assert(!om_date_parse(om_date_format(d, text), &again) && again.day == d.day);
}

static void check_instant(const char *s)
{
	char text[21];
	int64_t seconds = 0;

	if (!om_instant_parse(s, &seconds))
		assert(strcmp(om_instant_format(seconds, text), s) == 0);
}

/* Any number of days, months or seconds leads to a day of the range. */
static void check_arithmetic(const uint8_t *bytes, size_t size, om_date today)
{
	int64_t seconds = 0, again = 0;
	int32_t n = 0;
	char text[21];

	memcpy(&n, bytes, size < sizeof(n) ? size : sizeof(n));
	memcpy(&seconds, bytes, size < sizeof(seconds) ? size : sizeof(seconds));
	check_day(om_date_add_days(today, n));
	check_day(om_date_add_months(today, n));
	check_day(om_date_end_of_month(om_date_add_days(today, n)));
	assert(!om_instant_parse(om_instant_format(seconds, text), &again));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const om_date today = {20780}; /* 2026-11-23 */
	om_date d = OM_NO_DATE, from = OM_NO_DATE, to = OM_NO_DATE;
	char text[OM_DATE_SIZE];
	char *s = om_xmalloc(size + 1);

	if (size)
		memcpy(s, bytes, size);
	s[size] = '\0';
	if (!om_date_parse(s, &d))
		assert(strcmp(om_date_format(d, text), s) == 0);
	if (!om_date_parse_at(s, today, &d))
		check_day(d);
	if (!om_period_parse(s, &from, &to)) {
		check_day(from);
		check_day(to);
		assert(from.day <= to.day && to.day - from.day < 366);
	}
	check_instant(s);
	check_arithmetic(bytes, size, today);
	free(s);
	return 0;
}
