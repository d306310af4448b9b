/* What is read across several tables. */
#ifndef OM_STORE_REPORT_H
#define OM_STORE_REPORT_H

#include "om.h"

/* One document or payment of a customer; texts are borrowed for the call. */
struct om_history_row {
	om_date date;
	const char *kind, *number, *state; /* kind may be "payment"; its state is NULL */
	const char *ref, *currency;	   /* ref may be NULL */
	om_money total;
	bool has_open;
	om_money open;	  /* of an invoice: to be paid; of a payment: not yet allocated */
	om_money balance; /* of posted invoices less payments, up to here */
};

/* By date, quotes before orders, shipments, invoices and payments; the balance
 * counts what was before `from`. from, to: OM_NO_DATE is open. Stops when `row`
 * returns other than OM_OK. */
int om_history_each(struct om *om, int64_t party, om_date from, om_date to,
		    int (*row)(struct om *om, const struct om_history_row *row, void *ctx),
		    void *ctx) OM_MUST_USE;

#endif
