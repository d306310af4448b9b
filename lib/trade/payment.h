/* Payments: money that came in, and which invoices it pays. */
#ifndef OM_TRADE_PAYMENT_H
#define OM_TRADE_PAYMENT_H

#include "io/option.h"
#include "om.h"
#include "store/document.h"

struct om_pay {
	const char *method, *ref;
	om_date date;
};

/*
 * A payment of one invoice: the amount as text in its currency, or NULL for
 * all that is open. More than is open is refused. The invoice's number goes to
 * om_ref; om-payment list shows the payment's.
 */
int om_invoice_pay(struct om *om, struct om_document *invoice, const char *amount,
		   const struct om_pay *pay) OM_MUST_USE;

/*
 * A customer's payment: pays the named invoices in that order, or with
 * `oldest` those due first; the rest stays with the customer. Its number goes
 * to om_ref.
 */
int om_payment_new(struct om *om, const char *customer, const char *amount,
		   const struct om_list *invoices, bool oldest,
		   const struct om_pay *pay) OM_MUST_USE;

/* Use what is left of a payment: for "INV-1" or "INV-1:12.50", or, with none
 * named, for the customer's invoices due first. Its number goes to om_ref. */
int om_payment_allocate(struct om *om, const char *payment, const struct om_list *invoices,
			om_date date) OM_MUST_USE;

#endif
