/* Documents and their lines: rows to structs and back. */
#ifndef OM_STORE_DOCUMENT_H
#define OM_STORE_DOCUMENT_H

#include "base/hash.h"
#include "om.h"
#include "store/filter.h"

enum om_kind { OM_QUOTE, OM_ORDER, OM_SHIPMENT, OM_INVOICE, OM_KINDS };

enum om_state {
	OM_DRAFT,
	OM_SENT,
	OM_ACCEPTED,
	OM_DECLINED,
	OM_EXPIRED,
	OM_CONFIRMED,
	OM_CLOSED,
	OM_READY,
	OM_DISPATCHED,
	OM_DELIVERED,
	OM_POSTED,
	OM_CANCELLED,
	OM_STATES
};

/* How far an order has come. */
enum om_progress_of { OM_NONE, OM_PART, OM_ALL };

/* The words that stand in the tables, on the command line and in the manual. */
const char *om_kind_name(enum om_kind kind);	/* "order" */
const char *om_kind_prefix(enum om_kind kind);	/* "SO" */
const char *om_kind_command(enum om_kind kind); /* "order"; "ship" for shipments */
const char *om_state_name(enum om_state state);
const char *om_progress_name(enum om_progress_of progress);

struct om_line {
	int64_t id; /* 0: not stored yet */
	int64_t document;
	int64_t pos;	/* as shown: 1, 2, 3 ... */
	int64_t source; /* the line it came from, 0: none */
	int64_t item;
	const char *sku, *name, *unit;
	bool service;
	om_qty qty;
	om_price price;
	om_percent discount;
	om_money net;
	om_money rest; /* in net: what makes the invoices of an order line add up to it */
	om_percent tax_rate;
	bool closed; /* what is not shipped yet is not wanted any more */

	/* Sums over the lines that came from it; filled by om_line_load. */
	om_qty reserved; /* on the shelf, held for this line, ready shipments included */
	om_qty ready;	 /* on shipments not yet dispatched */
	om_qty shipped;	 /* dispatched */
	om_qty invoiced; /* on invoices, drafts included */

	/* Of a run under way. */
	om_money billed; /* put on invoices that are not stored yet */
	om_qty raised;	 /* how much more an edit wants than before */
};

struct om_document {
	int64_t id; /* 0: not stored yet */
	enum om_kind kind;
	const char *number;
	const char *draft; /* what a posted invoice was called before */
	enum om_state state;
	bool held;
	om_date date, valid_until, required, due;
	int64_t party;
	const char *party_code;
	int64_t bill_to, ship_to; /* address rows */
	int64_t location;	  /* 0: any */
	const char *location_code;
	const char *ref, *channel;
	const char *terms, *billing, *currency;
	int exponent; /* of the currency */
	om_money net, tax, total, open;
	enum om_progress_of shipped, invoiced;
	const char *carrier, *tracking, *note, *digest;
	struct om_line *lines; /* filled by om_line_load */
	size_t n_lines, lines_room;
};

/* By number or draft number, OM_DONE when there is none; or by an id that must be
 * there. Without lines. Texts are in the arena. */
int om_document_find(struct om *om, const char *number, struct om_document *doc) OM_MUST_USE;
int om_document_find_id(struct om *om, int64_t id, struct om_document *doc) OM_MUST_USE;
/* By id, with its lines. */
int om_document_load(struct om *om, int64_t id, struct om_document *doc) OM_MUST_USE;
/* Its lines in order, with what became of them; in the arena. Goes by doc->kind,
 * state and shipped: what they rule out is not asked for and stays zero. */
int om_line_load(struct om *om, struct om_document *doc) OM_MUST_USE;

/* The header row; doc->id is set. Lines are added with om_line_insert. */
int om_document_insert(struct om *om, struct om_document *doc) OM_MUST_USE;
/* Writes what may change after a document was made: all but kind, currency, progress and digest. */
int om_document_update(struct om *om, const struct om_document *doc) OM_MUST_USE;
int om_document_set_state(struct om *om, int64_t id, enum om_state state) OM_MUST_USE;
int om_document_set_progress(struct om *om, int64_t id, enum om_progress_of shipped,
			     enum om_progress_of invoiced) OM_MUST_USE;
int om_document_set_digest(struct om *om, int64_t id, const char *digest) OM_MUST_USE;
int om_document_set_open(struct om *om, int64_t id, om_money open) OM_MUST_USE;

int om_line_insert(struct om *om, struct om_line *line) OM_MUST_USE; /* line->id is set */
int om_line_update(struct om *om, const struct om_line *line) OM_MUST_USE;
int om_line_delete(struct om *om, int64_t id) OM_MUST_USE;

/* An invoice's tax by rate; put replaces all of them. */
struct om_tax_row {
	om_percent rate;
	om_money base, tax;
};
int om_document_tax_put(struct om *om, int64_t document, const struct om_tax_row *rows,
			size_t n) OM_MUST_USE;
int om_document_tax_load(struct om *om, int64_t document, struct om_tax_row **rows,
			 size_t *n) OM_MUST_USE;

/* Orders with that reference, `channel` NULL: of any channel; cancelled ones
 * only when asked for. ids in the arena, oldest first. */
int om_order_find_ref(struct om *om, const char *channel, const char *ref, bool cancelled,
		      int64_t **ids, size_t *n) OM_MUST_USE;

/* Documents that match, oldest first (`open`: by due date), without lines. Of the
 * filter: customer, state, channel, sku, location, dates. doc and its texts, and
 * what row() puts into the arena, last for the call only. Stops when row()
 * returns other than OM_OK; OM_DONE stops without an error. */
struct om_document_query {
	enum om_kind kind;
	struct om_filter filter;
	bool unshipped, uninvoiced, is_short; /* orders */
	bool overdue;			      /* invoices due before om->today */
	bool open; /* invoices with something to pay, by due date; the dates of the filter too */
};
int om_document_each(struct om *om, const struct om_document_query *query,
		     int (*row)(struct om *om, const struct om_document *doc, void *ctx),
		     void *ctx) OM_MUST_USE;

/* The numbers of the orders that a shipment or an invoice came from, separated by
 * blanks, in the arena; NULL: none. */
int om_document_orders(struct om *om, int64_t id, const char **numbers) OM_MUST_USE;
/* Their ids, in the arena. */
int om_document_order_ids(struct om *om, int64_t id, int64_t **ids, size_t *n) OM_MUST_USE;

/* The shipments of an order that left, oldest first: ids in the arena. */
int om_order_shipments(struct om *om, int64_t order, int64_t **ids, size_t *n) OM_MUST_USE;

/* The numbers of all shipments and invoices made from an order, oldest first; a
 * posted invoice by its draft number too. In the arena. */
int om_order_papers(struct om *om, int64_t order, const char ***numbers, size_t *n) OM_MUST_USE;

/* *found: a shipment of that order was imported with that digest. */
int om_shipment_find_digest(struct om *om, int64_t order, const char *digest,
			    bool *found) OM_MUST_USE;

/*
 * Every line with its document, in order of documents (`owed`: by required
 * date). Of the filter: customer, channel, sku, dates; not `owed`: state too. Of
 * doc only what a list of lines shows is set; state tells confirmed from not.
 * Texts are borrowed for the call. Stops as om_document_each does.
 */
struct om_line_query {
	enum om_kind kind;
	struct om_filter filter;
	bool owed; /* orders: lines still to be shipped */
	bool late; /* and required before om->today */
};
int om_line_each(struct om *om, const struct om_line_query *query,
		 int (*row)(struct om *om, const struct om_document *doc,
			    const struct om_line *line, void *ctx),
		 void *ctx) OM_MUST_USE;

/* Confirmed, not held orders with a line that waits for goods: earliest required
 * date first (none is last), then oldest; item 0: of any. ids in the arena. */
int om_order_waiting(struct om *om, int64_t item, int64_t **ids, size_t *n) OM_MUST_USE;

/* Quotes in draft or sent that were valid until before that day: ids in the arena. */
int om_quote_outdated(struct om *om, om_date date, int64_t **ids, size_t *n) OM_MUST_USE;

/* *used: some line came from it, cancelled documents included. */
int om_line_is_source(struct om *om, int64_t line, bool *used) OM_MUST_USE;

/* The sum of the nets that invoices, drafts included, bill of an order line. */
int om_line_billed(struct om *om, int64_t line, om_money *net) OM_MUST_USE;

/* *found: an invoice made from that order is still a draft. */
int om_order_has_draft_invoice(struct om *om, int64_t order, bool *found) OM_MUST_USE;

/* Orders that may have something to bill, oldest first: ids in the arena. */
int om_order_billable(struct om *om, int64_t **ids, size_t *n) OM_MUST_USE;

/* SHA-256 over what a document states: its header and lines, not its progress. */
void om_document_digest(const struct om_document *doc, char digest[OM_HASH_SIZE]);

#endif
