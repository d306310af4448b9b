/* Standard code lists: ISO 4217 currencies, ISO 3166-1 alpha-2 countries, GS1 check digits. */
#ifndef OM_BASE_CODE_H
#define OM_BASE_CODE_H

#include "om.h"

/* The minor unit's exponent (ISO 4217: JPY 0, EUR 2, KWD 3), or -1 when the
 * code is not an active currency. Upper case only. */
int om_currency_exponent(const char *code);

/* True when code is an assigned ISO 3166-1 alpha-2 country, upper case. */
bool om_country_is_valid(const char *code);
/* English short name, or NULL. */
const char *om_country_name(const char *code);
/* Code for an English short name or common name or alpha-3 ("Germany", "UK", "USA", "DEU"), or
 * NULL: for hints. */
const char *om_country_find(const char *name);

/* GS1 General Specifications 7.9: true when s is 8, 12, 13 or 14 digits and the last checks. */
bool om_gtin_is_valid(const char *s);

#endif
