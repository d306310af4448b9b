/* What the commands of documents share: the options that state one, and showing one. */
#ifndef OM_PAPER_H
#define OM_PAPER_H

#include "cmd.h"
#include "store/document.h"
#include "trade/draft.h"

/* Options that state a document; a verb's own struct has one as a member. */
struct om_paper_options {
	const char *customer, *ref, *channel, *ship_to, *location, *terms, *discount;
	const char *ship_name, *ship_street, *ship_city, *ship_region, *ship_postcode,
		*ship_country;
};

#define OM_PAPER_CUSTOMER(S, m) \
	OM_TEXT(S, m.customer, "customer", 'c', "CODE", "who buys", OM_VALUES("customer"))
#define OM_PAPER_OPTIONS(S, m)                                                                    \
	OM_PAPER_CUSTOMER(S, m), OM_TEXT(S, m.ref, "ref", 0, "TEXT", "the customer's reference"), \
		OM_TEXT(S, m.terms, "terms", 0, "TERMS", "payment terms, such as 'net 30'"),      \
		OM_TEXT(S, m.discount, "discount", 0, "PERCENT",                                  \
			"off each line that has no discount of its own"),                         \
		OM_TEXT(S, m.location, "location", 0, "CODE", "ship from there only",             \
			OM_VALUES("location")),                                                   \
		OM_TEXT(S, m.ship_to, "ship-to", 0, "LABEL",                                      \
			"one of the customer's delivery addresses"),                              \
		OM_TEXT(S, m.ship_name, "ship-name", 0, "NAME",                                   \
			"a delivery address given in full: who receives it"),                     \
		OM_TEXT(S, m.ship_street, "ship-street", 0, "TEXT", "its street"),                \
		OM_TEXT(S, m.ship_city, "ship-city", 0, "TEXT", "its city"),                      \
		OM_TEXT(S, m.ship_region, "ship-region", 0, "TEXT", "its state or province"),     \
		OM_TEXT(S, m.ship_postcode, "ship-postcode", 0, "TEXT", "its postcode"),          \
		OM_TEXT(S, m.ship_country, "ship-country", 0, "CODE", "its country, ISO 3166")

/* The draft that options, operands (from the given one on) and --from state
 * together, put into *draft, which om_draft_init or the caller's own options began. */
int om_paper_draft(struct om *om, const struct om_call *call, const struct om_paper_options *o,
		   size_t first_operand, struct om_draft *draft);

/* new and edit of quotes and orders, with the dates that their own options gave. */
int om_paper_new(struct om *om, struct om_call *call, enum om_kind kind,
		 const struct om_paper_options *o, struct om_draft *draft);
int om_paper_edit(struct om *om, struct om_call *call, enum om_kind kind,
		  const struct om_paper_options *o, struct om_draft *draft);

/* show: a record each, with its lines. */
extern const struct om_column om_quote_head[], om_order_head[], om_shipment_head[],
	om_invoice_head[], om_quote_lines[], om_order_lines[], om_shipment_lines[],
	om_invoice_lines[];
int om_paper_show(struct om *om, struct om_call *call, enum om_kind kind);

/* lines: every line of the documents that the filter leaves. */
int om_paper_lines(struct om *om, struct om_call *call, const struct om_line_query *query);

/* Each operand as a document of that kind. */
int om_paper_each(struct om *om, struct om_call *call, enum om_kind kind,
		  int (*one)(struct om *om, struct om_document *doc, struct om_call *call));

/* Refuses a --state that no document of that kind has. */
int om_paper_state(struct om *om, const struct om_call *call, const char *states);

#endif
