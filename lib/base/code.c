/* Standard codes: currencies, countries, check digits. The lists are in code_table.c. */
#include "base/code.h"

#include "base/code_table.h"
#include "base/text.h"

static int compare_code(const void *key, const void *row)
{
	return strcmp(key, row); /* each row begins with its code */
}

int om_currency_exponent(const char *code)
{
	const struct om_currency_row *row =
		bsearch(code, om_currency_rows, om_currency_count, sizeof(*row), compare_code);

	return row ? row->exponent : -1;
}

static const struct om_country_row *find_country(const char *code)
{
	return bsearch(code, om_country_rows, om_country_count, sizeof(struct om_country_row),
		       compare_code);
}

bool om_country_is_valid(const char *code)
{
	return find_country(code) != NULL;
}

const char *om_country_name(const char *code)
{
	const struct om_country_row *row = find_country(code);

	return row ? row->name : NULL;
}

const char *om_country_find(const char *name)
{
	size_t i;

	for (i = 0; i < om_country_count; i++) {
		const struct om_country_row *row = &om_country_rows[i];

		if (om_text_same(name, row->name) || om_text_same(name, row->three) ||
		    om_text_same(name, row->code))
			return row->code;
	}
	for (i = 0; i < om_country_alias_count; i++) {
		if (om_text_same(name, om_country_aliases[i].name))
			return om_country_aliases[i].code;
	}
	return NULL;
}

bool om_gtin_is_valid(const char *s)
{
	size_t n = strnlen(s, 15), i;
	unsigned sum = 0;

	if (n != 8 && n != 12 && n != 13 && n != 14)
		return false;
	for (i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		sum += (unsigned)(s[i] - '0') * ((n - i) % 2 ? 1 : 3);
	}
	return sum % 10 == 0;
}
