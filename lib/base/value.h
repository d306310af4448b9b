/*
 * One typed value: what is bound to a statement, and what stands in a column
 * of output. Made by the typed functions below, so that a price is not taken
 * for a quantity.
 */
#ifndef OM_BASE_VALUE_H
#define OM_BASE_VALUE_H

#include "base/date.h"
#include "om.h"

enum om_type {
	OM_TYPE_NULL,
	OM_TYPE_INT,
	OM_TYPE_BOOL, /* 0/1 in SQL; yes/no in output */
	OM_TYPE_TEXT, /* borrowed */
	OM_TYPE_MONEY,
	OM_TYPE_QTY,
	OM_TYPE_PRICE,
	OM_TYPE_PERCENT,
	OM_TYPE_DATE,
	OM_TYPE_REF /* of a column only: text that sorts SO-99999 before SO-100000 */
};

struct om_value {
	unsigned char type;	/* enum om_type */
	unsigned char exponent; /* of the currency, for money and price in output */
	union {
		int64_t i;
		const char *text;
		char date[OM_DATE_SIZE];
	};
};

static inline struct om_value om_v_null(void)
{
	return (struct om_value){.type = OM_TYPE_NULL};
}
static inline struct om_value om_v_int(int64_t i)
{
	return (struct om_value){.type = OM_TYPE_INT, .i = i};
}
static inline struct om_value om_v_bool(bool b)
{
	return (struct om_value){.type = OM_TYPE_BOOL, .i = b};
}
/* NULL gives the null value. */
static inline struct om_value om_v_text(const char *s)
{
	return s ? (struct om_value){.type = OM_TYPE_TEXT, .text = s} : om_v_null();
}
static inline struct om_value om_v_money(om_money m)
{
	return (struct om_value){.type = OM_TYPE_MONEY, .exponent = 2, .i = m.minor};
}
static inline struct om_value om_v_amount(om_money m, int exponent)
{
	return (struct om_value){
		.type = OM_TYPE_MONEY, .exponent = (unsigned char)exponent, .i = m.minor};
}
static inline struct om_value om_v_qty(om_qty q)
{
	return (struct om_value){.type = OM_TYPE_QTY, .i = q.micro};
}
static inline struct om_value om_v_price(om_price p, int exponent)
{
	return (struct om_value){
		.type = OM_TYPE_PRICE, .exponent = (unsigned char)exponent, .i = p.micro};
}
static inline struct om_value om_v_percent(om_percent p)
{
	return (struct om_value){.type = OM_TYPE_PERCENT, .i = p.micro};
}
/* OM_NO_DATE gives the null value. */
static inline struct om_value om_v_date(om_date d)
{
	struct om_value v = {.type = OM_TYPE_DATE};

	if (!om_date_is_set(d))
		return om_v_null();
	om_date_format(d, v.date);
	return v;
}

#endif
