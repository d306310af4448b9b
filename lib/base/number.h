/*
 * Exact numbers: money, quantities, prices and percentages.
 *
 * Products are formed in 128 bits and rounded once, half away from zero.
 * The ranges keep every product inside 128 bits; what leaves a range is an
 * error at the border, never a wrapped number. Parsers take the whole string:
 * an optional sign, digits, an optional '.' and digits; no grouping, no
 * exponent, no space. They return NULL when the text was taken, or a
 * constant phrase that says what is wrong ("is not a number", "has more than
 * 2 decimals", ...), to be put behind the quoted value.
 */
#ifndef OM_BASE_NUMBER_H
#define OM_BASE_NUMBER_H

#include "om.h"

#define OM_QTY_MAX INT64_C(1000000000000000)	  /* a thousand million units */
#define OM_PRICE_MAX INT64_C(1000000000000000)	  /* a thousand million */
#define OM_MONEY_MAX INT64_C(1000000000000000000) /* minor units, 1e18 */
#define OM_PERCENT_ONE INT64_C(1000000)		  /* 1 % */

#define OM_NUMBER_SIZE 32 /* room for any formatted number and its NUL */

/* A plain decimal integer within [min, max]. */
const char *om_int_parse(const char *s, int64_t min, int64_t max, int64_t *out);

/* At most `exponent` decimals; |amount| <= OM_MONEY_MAX. */
const char *om_money_parse(const char *s, int exponent, om_money *out);
/* At most six decimals. Quantities and prices may be negative here. */
const char *om_qty_parse(const char *s, om_qty *out);
const char *om_price_parse(const char *s, om_price *out);
/* At most six decimals, -100 to 1000, an optional % at the end. */
const char *om_percent_parse(const char *s, om_percent *out);

/* Format into buf of OM_NUMBER_SIZE and give buf back. Money always shows its
 * exponent's decimals ("12.50"); a price as many as it needs but not fewer
 * than the exponent ("17.50", "0.0125"); quantity and percent only those it
 * needs ("5", "2.5"). */
char *om_money_format(om_money m, int exponent, char *buf);
char *om_qty_format(om_qty q, char *buf);
char *om_price_format(om_price p, int exponent, char *buf);
char *om_percent_format(om_percent p, char *buf);

/* Sums. False when the result leaves the range; *out is then unchanged. */
OM_MUST_USE bool om_money_add(om_money a, om_money b, om_money *out);
OM_MUST_USE bool om_qty_add(om_qty a, om_qty b, om_qty *out);

/*
 * The one rounding: n / d to the nearest integer, halves away from zero.
 * d > 0. The result must fit int64; false when it does not.
 */
OM_MUST_USE bool om_div_round(__int128 n, __int128 d, int64_t *out);

/* round(qty x price x (1 - discount)) in minor units of `exponent`. */
OM_MUST_USE bool om_line_net(om_qty q, om_price p, om_percent discount, int exponent,
			     om_money *out);

/* round(amount x percent): a tax, a share. */
OM_MUST_USE bool om_money_percent(om_money m, om_percent p, om_money *out);

/* round(amount x part / whole), whole > 0: the value of part of a stock. */
OM_MUST_USE bool om_money_share(om_money m, om_qty part, om_qty whole, om_money *out);

/* amount / qty as a price, rounded to a millionth; qty != 0. For display of averages. */
OM_MUST_USE bool om_money_per(om_money m, om_qty q, int exponent, om_price *out);

#endif
