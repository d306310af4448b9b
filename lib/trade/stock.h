/* Goods in and out of the shelf by hand: receipts and corrections. */
#ifndef OM_TRADE_STOCK_H
#define OM_TRADE_STOCK_H

#include "base/text.h"
#include "om.h"

/* One line as typed or as a row of a file has it. NULL and "": not said. */
struct om_stock_text {
	const char *sku; /* or a barcode */
	const char *qty, *cost, *location, *reason;
};

/* One run of receipts or corrections. */
struct om_stock_entry {
	enum om_status bad; /* what a wrong value comes to: OM_USAGE or OM_INPUT */
	om_date date;	    /* of the movements */
	bool unreserve;	    /* take from orders where that is needed */
	const char *column; /* that the last refusal is about: sku, qty, cost ... */
	struct {
		char code[OM_CODE_MAX + 1];
		int64_t id;
	} usual, met;  /* the location of lines that name none; the one last met */
	int64_t first; /* its first movement, 0: none yet */
};

/* location NULL: the company's default. The caller sets `unreserve` after it. */
int om_stock_entry_begin(struct om *om, struct om_stock_entry *entry, enum om_status bad,
			 om_date date, const char *location) OM_MUST_USE;
/* Notes which of the items that came in orders wait for. */
int om_stock_entry_end(struct om *om, const struct om_stock_entry *entry) OM_MUST_USE;

/* "TEA:10@2.10" split at the last ':' and, with_cost, at the '@' behind it.
 * OM_USAGE when it has another form. The texts go to the arena. */
int om_stock_operand(struct om *om, const char *operand, bool with_cost,
		     struct om_stock_text *text) OM_MUST_USE;

/*
 * Goods that came in. What one cost, in the company's currency, is the line's
 * cost, else the item's, else OM_REFUSED; the value is round(qty x cost). Keeps
 * a movement and a log row, and prints the SKU.
 */
int om_stock_receive(struct om *om, struct om_stock_entry *entry,
		     const struct om_stock_text *text) OM_MUST_USE;

/*
 * A correction, for a reason: qty is what is put in (+) or taken out (-). What
 * goes out takes its share of the shelf's value along, the last unit all that
 * is left of it. What comes in is worth the average of what lies there; on an
 * empty shelf the item's cost, else nothing, with a note.
 *
 * What is reserved cannot be taken out: OM_REFUSED. With entry->unreserve the
 * orders give it back, the one with the latest required date first, but for
 * what is on a ready shipment; each gets a log row and a note.
 */
int om_stock_adjust(struct om *om, struct om_stock_entry *entry,
		    const struct om_stock_text *text) OM_MUST_USE;

/* What is to be bought to fill the backorders and be at the reorder point
 * again: backordered + reorder_point - available, not below zero. */
struct om_low_row;
om_qty om_stock_short(const struct om_low_row *row);

struct om_balance;
om_qty om_stock_available(const struct om_balance *balance);
/* What one is worth, for display; zero when there is none. */
om_price om_stock_average(const struct om_balance *balance, int exponent);

#endif
