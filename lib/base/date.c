/* Civil dates, periods and instants, by arithmetic alone. */
#include "base/date.h"

#include <assert.h>

enum { YEAR_MIN = 1900, YEAR_MAX = 9999, DAY_MIN = -25567, DAY_MAX = 2932896 };

#define INSTANT_MIN (INT64_C(86400) * DAY_MIN)
#define INSTANT_MAX (INT64_C(86400) * DAY_MAX + 86399)

static const char not_a_date[] = "is not a date (YYYY-MM-DD)";
static const char not_typed_date[] =
	"is not a date (YYYY-MM-DD, today, yesterday, tomorrow, +14d, -3d, +2w, +1m or eom)";
static const char no_such_day[] = "is not a day of the calendar";
static const char out_of_range[] = "is not between 1900-01-01 and 9999-12-31";
static const char not_a_period[] = "is not a period (2026, 2026-Q4, 2026-11 or 2026-11-23)";
static const char not_an_instant[] = "is not an instant (YYYY-MM-DDTHH:MM:SSZ)";

static bool is_leap(int year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month)
{
	static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Years counted from March end with the leap day, so that months need no table. */
static int32_t count_days(int year, int month, int day)
{
	int y = month > 2 ? year : year - 1;
	int m = month > 2 ? month - 3 : month + 9;

	return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 719469;
}

bool om_date_make(int year, int month, int day, om_date *out)
{
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1 ||
	    day > days_in_month(year, month))
		return false;
	out->day = count_days(year, month, day);
	return true;
}

void om_date_split(om_date d, int *year, int *month, int *day)
{
	int32_t n = d.day + 719468; /* days since 0000-03-01 */
	int32_t era = n / 146097, in_era = n % 146097, y, in_year, m;

	assert(d.day >= DAY_MIN && d.day <= DAY_MAX);
	y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
	in_year = in_era - (365 * y + y / 4 - y / 100);
	m = (5 * in_year + 2) / 153;
	*day = in_year - (153 * m + 2) / 5 + 1;
	*month = m < 10 ? m + 3 : m - 9;
	*year = y + 400 * era + (*month <= 2);
}

/* n digits at s, or -1. */
static int read_digits(const char *s, int n)
{
	int v = 0;

	for (; n > 0; n--, s++) {
		if (*s < '0' || *s > '9')
			return -1;
		v = v * 10 + (*s - '0');
	}
	return v;
}

/* The ten characters at s, whatever follows them. */
static const char *read_date(const char *s, om_date *out)
{
	int year, month, day;

	if ((year = read_digits(s, 4)) < 0 || s[4] != '-' || (month = read_digits(s + 5, 2)) < 0 ||
	    s[7] != '-' || (day = read_digits(s + 8, 2)) < 0)
		return not_a_date;
	if (om_date_make(year, month, day, out))
		return NULL;
	return year < YEAR_MIN ? out_of_range : no_such_day;
}

const char *om_date_parse(const char *s, om_date *out)
{
	om_date d;
	const char *wrong = read_date(s, &d);

	if (wrong)
		return wrong;
	if (s[10] != '\0')
		return not_a_date;
	*out = d;
	return NULL;
}

/* year * 12 + month - 1, in the range or not. */
static int64_t count_months(om_date d, int64_t more, int *day)
{
	int year, month;

	om_date_split(d, &year, &month, day);
	return (int64_t)year * 12 + month - 1 + more;
}

/* "+14d", "-3d", "+2w", "+1m" */
static const char *read_offset(const char *s, om_date today, om_date *out)
{
	int64_t n = 0, to;
	const char *p = s + 1;
	int day;

	if (*p < '0' || *p > '9')
		return not_typed_date;
	for (; *p >= '0' && *p <= '9'; p++)
		n = n < 1000000000 ? n * 10 + (*p - '0') : n;
	if ((*p != 'd' && *p != 'w' && *p != 'm') || p[1] != '\0')
		return not_typed_date;
	if (*s == '-')
		n = -n;
	if (*p == 'm') {
		to = count_months(today, n, &day);
		if (to < YEAR_MIN * 12 || to > YEAR_MAX * 12 + 11)
			return out_of_range;
		*out = om_date_add_months(today, (int)n);
		return NULL;
	}
	to = today.day + (*p == 'w' ? 7 * n : n);
	if (to < DAY_MIN || to > DAY_MAX)
		return out_of_range;
	out->day = (int32_t)to;
	return NULL;
}

const char *om_date_parse_at(const char *s, om_date today, om_date *out)
{
	static const struct {
		const char *word;
		int offset;
	} words[] = {{"today", 0}, {"yesterday", -1}, {"tomorrow", 1}};
	const char *wrong;
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (strcmp(s, words[i].word) == 0) {
			*out = om_date_add_days(today, words[i].offset);
			return NULL;
		}
	}
	if (strcmp(s, "eom") == 0) {
		*out = om_date_end_of_month(today);
		return NULL;
	}
	if (*s == '+' || *s == '-')
		return read_offset(s, today, out);
	wrong = om_date_parse(s, out);
	return wrong == not_a_date ? not_typed_date : wrong;
}

static const char *span_months(int year, int first, int last, om_date *from, om_date *to)
{
	if (year < YEAR_MIN)
		return out_of_range;
	if (!om_date_make(year, first, 1, from) ||
	    !om_date_make(year, last, days_in_month(year, last), to))
		return not_a_period;
	return NULL;
}

const char *om_period_parse(const char *s, om_date *from, om_date *to)
{
	size_t n = strlen(s);
	int year, part;
	const char *wrong;

	if (n == 10) {
		wrong = om_date_parse(s, from);
		if (!wrong)
			*to = *from;
		return wrong == not_a_date ? not_a_period : wrong;
	}
	if (n < 4 || (year = read_digits(s, 4)) < 0)
		return not_a_period;
	if (n == 4)
		return span_months(year, 1, 12, from, to);
	if (n != 7 || s[4] != '-')
		return not_a_period;
	if ((s[5] == 'Q' || s[5] == 'q') && s[6] >= '1' && s[6] <= '4')
		return span_months(year, (s[6] - '1') * 3 + 1, (s[6] - '0') * 3, from, to);
	part = read_digits(s + 5, 2);
	if (part < 1 || part > 12)
		return not_a_period;
	return span_months(year, part, part, from, to);
}

static char *write_digits(char *p, int v, int n)
{
	int i;

	for (i = n - 1; i >= 0; i--, v /= 10)
		p[i] = (char)('0' + v % 10);
	return p + n;
}

char *om_date_format(om_date d, char *buf)
{
	int year, month, day;
	char *p;

	if (!om_date_is_set(d)) {
		*buf = '\0';
		return buf;
	}
	om_date_split(d, &year, &month, &day);
	p = write_digits(buf, year, 4);
	*p++ = '-';
	p = write_digits(p, month, 2);
	*p++ = '-';
	p = write_digits(p, day, 2);
	*p = '\0';
	return buf;
}

static om_date clamp_day(int64_t day)
{
	return (om_date){(int32_t)(day < DAY_MIN ? DAY_MIN : day > DAY_MAX ? DAY_MAX : day)};
}

om_date om_date_add_days(om_date d, int days)
{
	return om_date_is_set(d) ? clamp_day((int64_t)d.day + days) : d;
}

om_date om_date_add_months(om_date d, int months)
{
	int64_t to;
	int year, month, day;

	if (!om_date_is_set(d))
		return d;
	to = count_months(d, months, &day);
	if (to < YEAR_MIN * 12)
		return (om_date){DAY_MIN};
	if (to > YEAR_MAX * 12 + 11)
		return (om_date){DAY_MAX};
	year = (int)(to / 12);
	month = (int)(to % 12) + 1;
	if (day > days_in_month(year, month))
		day = days_in_month(year, month);
	return (om_date){count_days(year, month, day)};
}

om_date om_date_end_of_month(om_date d)
{
	int year, month, day;

	if (!om_date_is_set(d))
		return d;
	om_date_split(d, &year, &month, &day);
	return (om_date){d.day + days_in_month(year, month) - day};
}

const char *om_instant_parse(const char *s, int64_t *seconds)
{
	om_date d;
	const char *wrong;
	int hour, minute, second;

	if (strlen(s) != 20 || s[10] != 'T' || s[13] != ':' || s[16] != ':' || s[19] != 'Z')
		return not_an_instant;
	hour = read_digits(s + 11, 2);
	minute = read_digits(s + 14, 2);
	second = read_digits(s + 17, 2);
	if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59)
		return not_an_instant;
	wrong = read_date(s, &d);
	if (wrong)
		return wrong == not_a_date ? not_an_instant : wrong;
	*seconds = INT64_C(86400) * d.day + hour * 3600 + minute * 60 + second;
	return NULL;
}

char *om_instant_format(int64_t seconds, char *buf)
{
	int64_t day;
	int in_day;
	char *p = buf + 10;

	if (seconds < INSTANT_MIN)
		seconds = INSTANT_MIN;
	if (seconds > INSTANT_MAX)
		seconds = INSTANT_MAX;
	day = (seconds - INSTANT_MIN) / 86400 + DAY_MIN;
	in_day = (int)((seconds - INSTANT_MIN) % 86400);
	om_date_format((om_date){(int32_t)day}, buf);
	*p++ = 'T';
	p = write_digits(p, in_day / 3600, 2);
	*p++ = ':';
	p = write_digits(p, in_day / 60 % 60, 2);
	*p++ = ':';
	p = write_digits(p, in_day % 60, 2);
	*p++ = 'Z';
	*p = '\0';
	return buf;
}
