/* Exact numbers: reading, writing, and the one rounding. */
#include "base/number.h"

#include <assert.h>

enum { MICRO = 6, PLACES_MAX = 6 };

static const int64_t power_of_ten[] = {
	1,	  10,	     100,	 1000,	      10000,	    100000,	   1000000,
	10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
};

static const char *const too_many_places[PLACES_MAX + 1] = {
	"has decimals where none are allowed",
	"has more than 1 decimal",
	"has more than 2 decimals",
	"has more than 3 decimals",
	"has more than 4 decimals",
	"has more than 5 decimals",
	"has more than 6 decimals",
};

static const char not_a_number[] = "is not a number";
static const char has_a_comma[] =
	"is not a number: the decimal point is '.', and digits are not grouped";
static const char out_of_range[] = "is out of range";

/* What the text says, before any range is asked of it. */
struct decimal {
	uint64_t value; /* all digits, without the point; UINT64_MAX when there are too many */
	int places;	/* digits after the point */
	bool negative, has_point;
};

static inline bool is_digit(char c)
{
	return (unsigned char)(c - '0') < 10;
}

static inline void add_digit(uint64_t *v, char c)
{
	if (__builtin_expect(*v >= UINT64_MAX / 10, 0))
		*v = UINT64_MAX;
	else
		*v = *v * 10 + (uint64_t)(c - '0');
}

static const char *refuse_text(const char *s, const char *end)
{
	if (s == end)
		return "is empty";
	return memchr(s, ',', (size_t)(end - s)) ? has_a_comma : not_a_number;
}

static const char *scan_decimal(const char *s, const char *end, struct decimal *d)
{
	const char *p = s;

	*d = (struct decimal){0};
	if (p < end && (*p == '-' || *p == '+'))
		d->negative = *p++ == '-';
	if (p == end || !is_digit(*p))
		return refuse_text(s, end);
	for (; p < end && is_digit(*p); p++)
		add_digit(&d->value, *p);
	if (p < end && *p == '.') {
		d->has_point = true;
		if (++p == end)
			return refuse_text(s, end);
		for (; p < end && is_digit(*p); p++) {
			add_digit(&d->value, *p);
			d->places += d->places <= PLACES_MAX;
		}
	}
	return p == end ? NULL : refuse_text(s, end);
}

/* v, or -v, within [min, max]? INT64_MIN has no positive twin. */
static bool apply_sign(uint64_t v, bool negative, int64_t min, int64_t max, int64_t *out)
{
	__int128 signed_value = negative ? -(__int128)v : (__int128)v;

	if (signed_value < min || signed_value > max)
		return false;
	*out = (int64_t)signed_value;
	return true;
}

static const char *parse_scaled(const char *s, size_t n, int places, int64_t min, int64_t max,
				int64_t *out)
{
	struct decimal d;
	const char *wrong = scan_decimal(s, s + n, &d);
	uint64_t v;

	if (wrong)
		return wrong;
	if (d.places > places)
		return too_many_places[places];
	if (d.value == UINT64_MAX ||
	    __builtin_mul_overflow(d.value, (uint64_t)power_of_ten[places - d.places], &v) ||
	    !apply_sign(v, d.negative, min, max, out))
		return out_of_range;
	return NULL;
}

const char *om_int_parse(const char *s, int64_t min, int64_t max, int64_t *out)
{
	struct decimal d;
	const char *wrong = scan_decimal(s, s + strlen(s), &d);

	if (wrong)
		return wrong;
	if (d.has_point)
		return "is not a whole number";
	if (d.value == UINT64_MAX || !apply_sign(d.value, d.negative, min, max, out))
		return out_of_range;
	return NULL;
}

const char *om_money_parse(const char *s, int exponent, om_money *out)
{
	assert(exponent >= 0 && exponent <= PLACES_MAX);
	return parse_scaled(s, strlen(s), exponent, -OM_MONEY_MAX, OM_MONEY_MAX, &out->minor);
}

const char *om_qty_parse(const char *s, om_qty *out)
{
	return parse_scaled(s, strlen(s), MICRO, -OM_QTY_MAX, OM_QTY_MAX, &out->micro);
}

const char *om_price_parse(const char *s, om_price *out)
{
	return parse_scaled(s, strlen(s), MICRO, -OM_PRICE_MAX, OM_PRICE_MAX, &out->micro);
}

const char *om_percent_parse(const char *s, om_percent *out)
{
	size_t n = strlen(s);
	const char *wrong;

	if (n > 1 && s[n - 1] == '%')
		n--;
	wrong = parse_scaled(s, n, MICRO, -100 * OM_PERCENT_ONE, 1000 * OM_PERCENT_ONE,
			     &out->micro);
	return wrong == out_of_range ? "is not between -100 and 1000 %" : wrong;
}

/* v / 10^places with as many decimals as it needs, but at least `shown`. */
static char *format_scaled(int64_t v, int places, int shown, char *buf)
{
	char text[OM_NUMBER_SIZE];
	char *end = text + sizeof(text), *p = end;
	uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	int n = places;

	for (; n > shown && rest % 10 == 0; n--)
		rest /= 10;
	if (n > 0) {
		for (; n > 0; n--, rest /= 10)
			*--p = (char)('0' + rest % 10);
		*--p = '.';
	}
	do {
		*--p = (char)('0' + rest % 10);
		rest /= 10;
	} while (rest);
	if (v < 0)
		*--p = '-';
	memcpy(buf, p, (size_t)(end - p));
	buf[end - p] = '\0';
	return buf;
}

char *om_money_format(om_money m, int exponent, char *buf)
{
	assert(exponent >= 0 && exponent <= PLACES_MAX);
	return format_scaled(m.minor, exponent, exponent, buf);
}

char *om_qty_format(om_qty q, char *buf)
{
	return format_scaled(q.micro, MICRO, 0, buf);
}

char *om_price_format(om_price p, int exponent, char *buf)
{
	assert(exponent >= 0 && exponent <= PLACES_MAX);
	return format_scaled(p.micro, MICRO, exponent, buf);
}

char *om_percent_format(om_percent p, char *buf)
{
	return format_scaled(p.micro, MICRO, 0, buf);
}

static bool is_within(int64_t v, int64_t limit)
{
	return v >= -limit && v <= limit;
}

static bool add_within(int64_t a, int64_t b, int64_t limit, int64_t *out)
{
	int64_t sum;

	if (__builtin_add_overflow(a, b, &sum) || !is_within(sum, limit))
		return false;
	*out = sum;
	return true;
}

bool om_money_add(om_money a, om_money b, om_money *out)
{
	return add_within(a.minor, b.minor, OM_MONEY_MAX, &out->minor);
}

bool om_qty_add(om_qty a, om_qty b, om_qty *out)
{
	return add_within(a.micro, b.micro, OM_QTY_MAX, &out->micro);
}

bool om_div_round(__int128 n, __int128 d, int64_t *out)
{
	__int128 quotient, rest;

	assert(d > 0);
	if (n == (int64_t)n && d == (int64_t)d) { /* one instruction, not a call */
		quotient = (int64_t)n / (int64_t)d;
		rest = (int64_t)n % (int64_t)d;
	} else {
		quotient = n / d;
		rest = n % d;
	}
	if (rest < 0)
		rest = -rest;
	if (rest >= d - rest)
		quotient += n < 0 ? -1 : 1;
	if (quotient != (int64_t)quotient)
		return false;
	*out = (int64_t)quotient;
	return true;
}

static bool round_within(__int128 n, __int128 d, int64_t limit, int64_t *out)
{
	int64_t v;

	if (!om_div_round(n, d, &v) || !is_within(v, limit))
		return false;
	*out = v;
	return true;
}

bool om_line_net(om_qty q, om_price p, om_percent discount, int exponent, om_money *out)
{
	__int128 n = (__int128)q.micro * p.micro, d;
	__int128 rest_of_100 = 100 * OM_PERCENT_ONE - (__int128)discount.micro;

	assert(exponent >= 0 && exponent <= PLACES_MAX);
	d = power_of_ten[2 * MICRO - exponent];
	if (discount.micro != 0) {
		/* A product past 128 bits is past OM_MONEY_MAX after any division here. */
		if (__builtin_mul_overflow(n, rest_of_100, &n))
			return false;
		d *= 100 * OM_PERCENT_ONE;
	}
	return round_within(n, d, OM_MONEY_MAX, &out->minor);
}

bool om_money_percent(om_money m, om_percent p, om_money *out)
{
	return round_within((__int128)m.minor * p.micro, 100 * OM_PERCENT_ONE, OM_MONEY_MAX,
			    &out->minor);
}

bool om_money_share(om_money m, om_qty part, om_qty whole, om_money *out)
{
	assert(whole.micro > 0);
	return round_within((__int128)m.minor * part.micro, whole.micro, OM_MONEY_MAX, &out->minor);
}

bool om_money_per(om_money m, om_qty q, int exponent, om_price *out)
{
	__int128 n, d;

	assert(q.micro != 0 && exponent >= 0 && exponent <= PLACES_MAX);
	n = (__int128)m.minor * power_of_ten[2 * MICRO - exponent];
	d = q.micro;
	return round_within(d < 0 ? -n : n, d < 0 ? -d : d, OM_PRICE_MAX, &out->micro);
}
