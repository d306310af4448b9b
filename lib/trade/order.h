/* Quotes and orders: made, edited, confirmed, held, closed. */
#ifndef OM_TRADE_ORDER_H
#define OM_TRADE_ORDER_H

#include "io/option.h"
#include "om.h"
#include "store/document.h"
#include "trade/draft.h"

/* A new quote or order in draft from a draft; its number goes to om_ref. */
int om_order_new(struct om *om, struct om_draft *draft, enum om_kind kind) OM_MUST_USE;

/* Refuses an order of goods whose delivery address is incomplete. */
int om_order_check_address(struct om *om, const struct om_document *order) OM_MUST_USE;

/* Refuses another order with the same channel and ref. */
int om_order_check_ref(struct om *om, const struct om_document *order) OM_MUST_USE;

/*
 * Change a quote or an order: header fields that the draft gives; its lines,
 * found by position or SKU: qty, price and discount are set, a quantity of 0
 * takes the line off, a SKU that is not there is added. `whole`: lines that
 * the draft does not name are taken off. A confirmed order cannot go below
 * what is shipped, on a shipment, or invoiced; its reservations follow.
 */
int om_order_edit(struct om *om, struct om_document *doc, struct om_draft *draft,
		  bool whole) OM_MUST_USE;

/* Quotes. accept makes the draft order (its number goes to om_ref). */
int om_quote_accept(struct om *om, struct om_document *quote, om_date date) OM_MUST_USE;
int om_quote_copy(struct om *om, const struct om_document *quote, const char *customer,
		  om_date date) OM_MUST_USE;
/* Expire every quote that was valid until before `date`; their numbers go to om_ref. */
int om_quote_expire(struct om *om, om_date date) OM_MUST_USE;

/*
 * Confirm: the delivery address must be complete; reserves what is free. What
 * is short is noted, or refused when all_or_nothing; `quiet` leaves the notes
 * out. n_short grows by one when the order is short.
 */
struct om_confirm {
	bool all_or_nothing, quiet;
	size_t n_short;
};
int om_order_confirm(struct om *om, struct om_document *order, struct om_confirm *how) OM_MUST_USE;

/* Reserve for the backordered lines of one order; its number goes to om_ref when
 * it got something. */
int om_order_allocate(struct om *om, struct om_document *order) OM_MUST_USE;
/* The same for every order that waits, earliest required date first. */
int om_order_allocate_all(struct om *om) OM_MUST_USE;
int om_order_hold(struct om *om, struct om_document *order, bool held) OM_MUST_USE;
/* Frees what is reserved. Refused once something shipped, is on a shipment, or is invoiced. */
int om_order_cancel(struct om *om, struct om_document *order) OM_MUST_USE;
/* Give up what is not shipped: of the lines named by SKU or "#3", or of all
 * when none is named. The order closes when nothing of it is left to ship. */
int om_order_close(struct om *om, struct om_document *order,
		   const struct om_list *names) OM_MUST_USE;

/* Work out shipped and invoiced anew; an order that is wholly shipped and
 * invoiced, with no draft invoice left, is closed. */
int om_order_progress(struct om *om, int64_t id) OM_MUST_USE;
/* The same rule as a pure function, for the audit. */
void om_order_measure(const struct om_document *order, enum om_progress_of *shipped,
		      enum om_progress_of *invoiced);

/* Any verb that only moves the state: send, decline. Logged as "quote send". */
int om_document_step(struct om *om, struct om_document *doc, const char *verb) OM_MUST_USE;

#endif
