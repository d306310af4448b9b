/* Invoices: what may be billed, posting, and what is due. */
#ifndef OM_TRADE_INVOICE_H
#define OM_TRADE_INVOICE_H

#include "io/option.h"
#include "om.h"
#include "store/document.h"
#include "trade/draft.h"

struct om_invoice_new {
	bool by_customer;      /* one invoice a customer, else one an order */
	bool all;	       /* every order with something to bill */
	bool post;	       /* post at once */
	bool on_shipment_date; /* dated like the last shipment on it */
	om_date date;
};

/*
 * Bill what may be billed and is not yet. An order's goods may be billed when
 * they are dispatched, or, where its billing is `ordered`, once it is
 * confirmed; services go with the order's first invoice. A shipment bills its
 * own lines (and those services). An operand with nothing to bill is passed
 * over with a note, and refused when there is no other. Numbers go to om_ref.
 */
int om_invoice_new(struct om *om, const struct om_list *refs,
		   const struct om_invoice_new *how) OM_MUST_USE;

/* Take the next number of the series, without holes, and become a receivable:
 * due by the terms, open for the whole total. */
int om_invoice_post(struct om *om, struct om_document *invoice, om_date date) OM_MUST_USE;
/* Give a draft up; what it billed may be billed again. */
int om_invoice_cancel(struct om *om, struct om_document *invoice) OM_MUST_USE;

/* Quick sale: an order, its shipment, its posted invoice, and with a method
 * its payment, in one go. All goods must be there. The invoice's number goes
 * to om_ref. */
int om_invoice_sell(struct om *om, struct om_draft *draft, const char *paid_method,
		    om_date date) OM_MUST_USE;

/* The state as it is shown: posted reads settled when nothing is open. */
const char *om_invoice_state(const struct om_document *invoice);

#endif
