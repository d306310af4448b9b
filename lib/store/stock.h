/* The shelf: locations, balances, reservations and the ledger of movements. */
#ifndef OM_STORE_STOCK_H
#define OM_STORE_STOCK_H

#include "base/hash.h"
#include "om.h"
#include "store/filter.h"

struct om_location {
	int64_t id;
	const char *code, *name;
	bool active;
};

/* OM_REFUSED: no location 'MIAN'; did you mean 'MAIN'? An inactive one is found. */
int om_location_get(struct om *om, const char *code, struct om_location *location) OM_MUST_USE;
/* OM_DONE when there is none. */
int om_location_find(struct om *om, const char *code, struct om_location *location) OM_MUST_USE;
int om_location_insert(struct om *om, struct om_location *location) OM_MUST_USE;
int om_location_update(struct om *om, const struct om_location *location) OM_MUST_USE;
/* *empty: nothing lies there. */
int om_location_is_empty(struct om *om, int64_t location, bool *empty) OM_MUST_USE;
void om_location_digest(const struct om_location *location, char digest[OM_HASH_SIZE]);
int om_location_each(struct om *om,
		     int (*row)(struct om *om, const struct om_location *location, void *ctx),
		     void *ctx) OM_MUST_USE;

struct om_balance {
	om_qty on_hand, reserved;
	om_money value; /* of on_hand, in the company's currency */
};

/* Zeros when the item never lay there. */
int om_stock_get(struct om *om, int64_t item, int64_t location,
		 struct om_balance *balance) OM_MUST_USE;

/*
 * Promise qty to an order line if that much is free; the check stands in the
 * statement that takes. *done tells whether it was.
 */
int om_stock_reserve(struct om *om, int64_t line, int64_t item, int64_t location, om_qty qty,
		     bool *done) OM_MUST_USE;
/* Give back qty of a line's reservation at a location; it must hold that much. */
int om_stock_unreserve(struct om *om, int64_t line, int64_t item, int64_t location,
		       om_qty qty) OM_MUST_USE;

/* Where an item is free, the preferred location first, then by code; or where a line holds some. */
struct om_place {
	int64_t location;
	const char *code;
	om_qty qty; /* free; held */
};
int om_stock_free(struct om *om, int64_t item, int64_t preferred, struct om_place **places,
		  size_t *n) OM_MUST_USE;
int om_reservation_load(struct om *om, int64_t line, struct om_place **places,
			size_t *n) OM_MUST_USE;
/* What ready shipments will take of that line's reservation at that location. */
int om_reservation_ready(struct om *om, int64_t line, int64_t location, om_qty *ready) OM_MUST_USE;

/* What a line holds of an item at a location without the ready shipments' part,
 * the order with the latest required date first (none is latest), then the newest. */
struct om_claim {
	int64_t line, order;
	om_qty qty;
};
int om_reservation_latest(struct om *om, int64_t item, int64_t location, struct om_claim **claims,
			  size_t *n) OM_MUST_USE;

/* What one of an item is expected to cost; .micro OM_UNSET: not said. */
int om_stock_cost(struct om *om, int64_t item, om_price *cost) OM_MUST_USE;

enum om_movement_kind { OM_RECEIVE, OM_ADJUST, OM_SHIP };

struct om_movement {
	int64_t id;
	enum om_movement_kind kind;
	om_date date;
	int64_t item, location;
	om_qty qty;	/* in is positive */
	om_money value; /* same sign */
	int64_t line;	/* of the shipment, 0: none */
	int64_t source; /* ship: the order line whose reservation is used up */
	const char *reason;
};

/*
 * Write a movement and change the balance in one go. What goes out must be
 * free (adjust) or reserved for the order line (ship), which uses the
 * reservation up: *done is false when it is not; the caller then fails.
 */
int om_stock_move(struct om *om, struct om_movement *movement, bool *done) OM_MUST_USE;

/* SHA-256 of the row as it stands in the ledger (all but `at` and `source`), for the log. */
void om_movement_digest(const struct om_movement *movement, char digest[OM_HASH_SIZE]);

/*
 * The lists below go by SKU and location unless they say otherwise. Texts of a
 * row are borrowed for the call. They stop when row() returns other than OM_OK;
 * OM_DONE stops without an error. So does om_location_each, by code.
 */

/* om-stock list: a row an item and location. */
struct om_stock_row {
	const char *sku, *name, *category, *location, *unit;
	struct om_balance balance;
};
int om_stock_each(struct om *om, const struct om_filter *filter,
		  int (*row)(struct om *om, const struct om_stock_row *row, void *ctx),
		  void *ctx) OM_MUST_USE;

/* om-stock low: active items at or below their reorder point, or promised beyond what is there. */
struct om_low_row {
	const char *sku, *name, *supplier; /* supplier may be NULL */
	om_qty available, backordered;
	om_qty reorder_point; /* OM_UNSET: none, or not active any more */
};
int om_stock_low(struct om *om, const struct om_filter *filter,
		 int (*row)(struct om *om, const struct om_low_row *row, void *ctx),
		 void *ctx) OM_MUST_USE;

/* Items that movements from `first` on brought in and orders wait for, by SKU. */
struct om_awaited_row {
	const char *sku;
	int64_t orders; /* confirmed, not held */
};
int om_stock_awaited(struct om *om, int64_t first,
		     int (*row)(struct om *om, const struct om_awaited_row *row, void *ctx),
		     void *ctx) OM_MUST_USE;

/* om-stock log: movements, oldest first, with the quantity on hand after each. */
struct om_movement_row {
	int64_t id;
	const char *at, *kind, *sku, *location, *document, *reason; /* the last two may be NULL */
	om_date date;
	om_qty qty, on_hand;
	om_money value;
};
int om_movement_each(struct om *om, const struct om_filter *filter,
		     int (*row)(struct om *om, const struct om_movement_row *row, void *ctx),
		     void *ctx) OM_MUST_USE;

#endif
