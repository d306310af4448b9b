/* Orders from a channel's file: rows of one ref are one order. */
#ifndef OM_TRADE_ORDER_IMPORT_H
#define OM_TRADE_ORDER_IMPORT_H

#include "io/csv.h"
#include "om.h"

extern const struct om_sheet_column om_order_sheet[]; /* ends with a NULL name */

struct om_order_import {
	const char *channel; /* for rows without their own; NULL: "import" */
	bool confirm;
	om_date date;		    /* for rows without one */
	bool keep_going;	    /* a bad order is set aside, the others land */
	struct om_rejects *rejects; /* NULL: none */
	void (*progress)(void *ctx, int64_t bytes, int64_t rows); /* may be NULL */
	void *progress_ctx;
	size_t n_new, n_known, n_short; /* orders */
};

/*
 * Read all orders of the file. An order whose (channel, ref) is there already
 * with the same content is left alone; with other content it is an error. The
 * rows of an order need not stand together. Each error is kept with its
 * position (om_data_error); without keep_going any error makes the result
 * OM_INPUT after the whole file was read. Numbers of new orders go to om_ref.
 */
int om_order_import(struct om *om, struct om_input *in, const struct om_sheet_options *options,
		    struct om_order_import *import) OM_MUST_USE;

#endif
