/*
 * The order in which the rows of a sheet are taken, so that rows of one order
 * come together. A file where they stand together is streamed; another one is
 * read by a list of places, 32 bytes a row.
 */
#ifndef OM_TRADE_ROW_ORDER_H
#define OM_TRADE_ROW_ORDER_H

#include "io/csv.h"
#include "om.h"

struct om_row_order;

/* Reads the sheet through once; keys are the n columns that rows of one paper share. */
int om_row_order_read(struct om *om, struct om_sheet *sheet, const size_t *keys, size_t n,
		      struct om_row_order **order) OM_MUST_USE;
/* The next row, as om_sheet_next. */
int om_row_order_next(struct om *om, struct om_row_order *order,
		      struct om_sheet *sheet) OM_MUST_USE;
/* True when rows of one key stand apart. */
bool om_row_order_is_scattered(const struct om_row_order *order);
void om_row_order_free(struct om_row_order *order); /* NULL is allowed */

#endif
