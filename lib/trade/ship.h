/* Shipments: parts of orders on their way out. */
#ifndef OM_TRADE_SHIP_H
#define OM_TRADE_SHIP_H

#include "io/csv.h"
#include "io/option.h"
#include "om.h"
#include "store/document.h"

struct om_ship_new {
	struct om_list lines; /* "P01:5" of the orders; none: all that is reserved */
	const char *location; /* only goods that lie there */
	const char *carrier, *tracking;
	bool together; /* orders of one customer to one address on one shipment */
	om_date date;
};

/*
 * Make shipments, in state ready, of what is reserved and not yet on a
 * shipment: one an order and location, or with `together` one a customer,
 * address and location. Held orders are refused; an order with nothing to ship
 * is passed over with a note, and refused when there is no other. Numbers go
 * to om_ref.
 */
int om_ship_new(struct om *om, const struct om_list *orders,
		const struct om_ship_new *how) OM_MUST_USE;

/*
 * Dispatch: the goods leave the shelf now, the reservations are used up, and
 * the cost is fixed: the moving average of that item at that location.
 * carrier and tracking NULL: as they are.
 */
int om_ship_dispatch(struct om *om, struct om_document *shipment, om_date date, const char *carrier,
		     const char *tracking) OM_MUST_USE;
int om_ship_deliver(struct om *om, struct om_document *shipment) OM_MUST_USE;
/* The goods stay reserved for their orders. */
int om_ship_cancel(struct om *om, struct om_document *shipment) OM_MUST_USE;

/*
 * A warehouse's confirmation: rows name an order by `order` or `ref`, and
 * optionally sku,qty; rows of one order with one date, carrier and tracking
 * number are one shipment, made and dispatched. A confirmation that is there
 * already is left alone, with a note where neither a date nor a tracking number
 * tells it from another shipment.
 */
extern const struct om_sheet_column om_ship_sheet[]; /* ends with a NULL name */
struct om_ship_import {
	om_date date;  /* for rows without one */
	bool is_dated; /* it was asked for: it tells one day's shipments from the next's */
	bool keep_going;
	struct om_rejects *rejects;
	void (*progress)(void *ctx, int64_t bytes, int64_t rows);
	void *progress_ctx;
	size_t n_new, n_known; /* shipments */
};
int om_ship_import(struct om *om, struct om_input *in, const struct om_sheet_options *options,
		   struct om_ship_import *import) OM_MUST_USE;

#endif
