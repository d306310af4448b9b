/* The lists behind code.c, in the order of their codes. */
#ifndef OM_BASE_CODE_TABLE_H
#define OM_BASE_CODE_TABLE_H

#include <stddef.h>

struct om_currency_row {
	char code[4];
	signed char exponent;
};
struct om_country_row {
	char code[3], three[4];
	const char *name;
};
/* Another name that people and systems write. */
struct om_country_alias {
	const char *name;
	char code[3];
};

extern const struct om_currency_row om_currency_rows[];
extern const size_t om_currency_count;
extern const struct om_country_row om_country_rows[];
extern const size_t om_country_count;
extern const struct om_country_alias om_country_aliases[];
extern const size_t om_country_alias_count;

#endif
