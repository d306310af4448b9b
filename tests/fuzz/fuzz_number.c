/* What a number parser takes, its formatter writes so that it is taken again, and shortest. */
#include "base/mem.h"
#include "base/number.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check_int(const char *s)
{
	int64_t v = 0, again = 0;
	char text[OM_NUMBER_SIZE];

	if (om_int_parse(s, INT64_MIN, INT64_MAX, &v))
		return;
	snprintf(text, sizeof(text), "%lld", (long long)v);
	assert(!om_int_parse(text, INT64_MIN, INT64_MAX, &again) && again == v);
	assert(!om_int_parse(s, v, v, &again));
	assert(v == INT64_MAX || om_int_parse(s, v + 1, INT64_MAX, &again));
}

static void check_money(const char *s, int exponent)
{
	om_money m = {0}, again = {0};
	char text[OM_NUMBER_SIZE];

	if (om_money_parse(s, exponent, &m))
		return;
	assert(m.minor >= -OM_MONEY_MAX && m.minor <= OM_MONEY_MAX);
	om_money_format(m, exponent, text);
	assert(!om_money_parse(text, exponent, &again) && again.minor == m.minor);
	assert(exponent == 0 || strlen(strchr(text, '.')) == (size_t)exponent + 1);
}

static void check_micro(const char *s)
{
	om_qty q = {0}, same_qty = {0};
	om_price p = {0}, same_price = {0};
	om_percent c = {0}, same_percent = {0};
	char text[OM_NUMBER_SIZE];
	int exponent;

	if (!om_qty_parse(s, &q)) {
		om_qty_format(q, text);
		assert(!om_qty_parse(text, &same_qty) && same_qty.micro == q.micro);
		assert(!strchr(text, '.') || text[strlen(text) - 1] != '0');
	}
	if (!om_price_parse(s, &p)) {
		for (exponent = 0; exponent <= 6; exponent++) {
			om_price_format(p, exponent, text);
			assert(!om_price_parse(text, &same_price));
			assert(same_price.micro == p.micro);
		}
	}
	if (!om_percent_parse(s, &c)) {
		om_percent_format(c, text);
		assert(!om_percent_parse(text, &same_percent));
		assert(same_percent.micro == c.micro);
	}
}

/* Any four numbers: no arithmetic overflows, and what is given stays in range. */
static void check_arithmetic(const uint8_t *bytes, size_t size)
{
	int64_t v[4] = {0};
	om_money m = {0};
	om_price p = {0};
	om_qty q = {0};
	int exponent;

	memcpy(v, bytes, size < sizeof(v) ? size : sizeof(v));
	for (exponent = 0; exponent <= 4; exponent++) {
		if (om_line_net((om_qty){v[0]}, (om_price){v[1]}, (om_percent){v[2]}, exponent, &m))
			assert(m.minor >= -OM_MONEY_MAX && m.minor <= OM_MONEY_MAX);
		if (v[1] != 0 && om_money_per((om_money){v[0]}, (om_qty){v[1]}, exponent, &p))
			assert(p.micro >= -OM_PRICE_MAX && p.micro <= OM_PRICE_MAX);
	}
	if (om_money_percent((om_money){v[0]}, (om_percent){v[1]}, &m))
		assert(m.minor >= -OM_MONEY_MAX && m.minor <= OM_MONEY_MAX);
	if (v[2] > 0 && om_money_share((om_money){v[0]}, (om_qty){v[1]}, (om_qty){v[2]}, &m))
		assert(m.minor >= -OM_MONEY_MAX && m.minor <= OM_MONEY_MAX);
	if (om_money_add((om_money){v[0]}, (om_money){v[1]}, &m))
		assert(m.minor >= -OM_MONEY_MAX && m.minor <= OM_MONEY_MAX);
	if (om_qty_add((om_qty){v[0]}, (om_qty){v[1]}, &q))
		assert(q.micro >= -OM_QTY_MAX && q.micro <= OM_QTY_MAX);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	char *s = om_xmalloc(size + 1);
	int exponent;

	if (size)
		memcpy(s, bytes, size);
	s[size] = '\0';
	check_int(s);
	for (exponent = 0; exponent <= 4; exponent++)
		check_money(s, exponent);
	check_micro(s);
	check_arithmetic(bytes, size);
	free(s);
	return 0;
}
