/*
 * A document as somebody states it: words on a command line, a YAML or CSV
 * file, a channel's rows. Texts are checked here and become a document.
 */
#ifndef OM_TRADE_DRAFT_H
#define OM_TRADE_DRAFT_H

#include "io/csv.h"
#include "om.h"
#include "store/document.h"
#include "store/party.h"

/* One line; texts are borrowed. price and discount NULL or "": the item's
 * price, the draft's discount. */
struct om_draft_line {
	const char *sku, *qty, *price, *discount;
	/* Where each of them stands, "order.yaml:7:3", to begin an error with; NULL: typed. */
	const char *at[4];
	int64_t pos;	     /* the line that an edit means; 0: found by SKU */
	bool allow_inactive; /* it was sold elsewhere already: take any item */
};

struct om_draft {
	const char *customer, *ref, *channel, *location, *terms, *billing, *note;
	const char *discount; /* percent for lines without their own */
	const char *ship_to;  /* label of one of the customer's addresses */
	om_date date, required, valid_until;
	struct om_address address; /* a delivery address given whole */
	bool has_address;
	bool allow_inactive; /* take an inactive customer: it was sold already */
	struct om_draft_line *lines;
	size_t n_lines, lines_room;
	const char *file;   /* that om_draft_read read, or NULL */
	const char *number; /* of the document that the file was printed from, or NULL */
	const char *bad;    /* after a failure: the import column at fault, or NULL */
};

void om_draft_init(struct om_draft *draft);

/* "P01:10@17.50-5%": OM_USAGE when it has another form. Texts go to the arena. */
int om_draft_operand(struct om *om, struct om_draft *draft, const char *text) OM_MUST_USE;

/*
 * The content of a file: YAML as `show --format yaml` prints it, or CSV with
 * the columns sku,qty,price,discount_percent. What the command line said
 * already is kept. OM_INPUT with a position.
 */
int om_draft_read(struct om *om, struct om_draft *draft, struct om_input *in,
		  const struct om_sheet_options *options) OM_MUST_USE;
extern const struct om_sheet_column om_draft_sheet[]; /* ends with a NULL name */

/*
 * The header of a new document of that kind: customer, addresses, terms,
 * location, dates. On failure draft->bad names the column.
 */
int om_draft_header(struct om *om, struct om_draft *draft, enum om_kind kind,
		    struct om_document *doc) OM_MUST_USE;

/* Check a line and put it at the end of doc. On failure *bad (may be NULL)
 * names the column: sku, qty, price, discount_percent. */
int om_draft_line(struct om *om, const struct om_draft_line *line, const char *discount,
		  struct om_document *doc, const char **bad) OM_MUST_USE;

/* A line of a file that is wrong: its error is kept with its position and OM_OK
 * comes back, so that the other lines are looked at too; om_draft_end then
 * fails. The error of a typed line stays what it was. */
int om_draft_line_error(struct om *om, const struct om_draft_line *line, const char *bad,
			int status) OM_MUST_USE;
int om_draft_end(struct om *om) OM_MUST_USE;

/* Refuses a customer who takes no new documents. */
int om_draft_check_party(struct om *om, const struct om_party *party) OM_MUST_USE;

/* Sets has_address when any part of a delivery address is given. */
void om_draft_note_address(struct om_draft *draft);

/* True when a draft says nothing at all. */
bool om_draft_is_empty(const struct om_draft *draft);

/* The document that a draft states: header and lines, at least one. */
int om_draft_document(struct om *om, struct om_draft *draft, enum om_kind kind,
		      struct om_document *doc) OM_MUST_USE;

/* The header fields that a draft gives, put onto a document that exists. */
int om_draft_edit_header(struct om *om, struct om_draft *draft,
			 struct om_document *doc) OM_MUST_USE;

#endif
