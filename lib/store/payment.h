/* Payments and what they pay. Rows are only added. */
#ifndef OM_STORE_PAYMENT_H
#define OM_STORE_PAYMENT_H

#include "base/hash.h"
#include "om.h"
#include "store/filter.h"

struct om_payment {
	int64_t id;
	const char *number;
	om_date date;
	int64_t party;
	const char *party_code;
	const char *method, *ref, *note; /* may be NULL */
	const char *currency;
	int exponent;
	om_money amount, allocated; /* allocated: sum of its allocations */
};

/* What is not used for invoices yet. */
static inline om_money om_payment_left(const struct om_payment *payment)
{
	return (om_money){payment->amount.minor - payment->allocated.minor};
}

/* By number, into the arena; OM_DONE when there is none. */
int om_payment_find(struct om *om, const char *number, struct om_payment *payment) OM_MUST_USE;
int om_payment_insert(struct om *om, struct om_payment *payment) OM_MUST_USE;
/* The invoice's open amount is the caller's to write (om_document_set_open). */
int om_allocation_insert(struct om *om, om_date date, int64_t payment, int64_t document,
			 om_money amount) OM_MUST_USE;

/* filter: customer, dates. open: only those not wholly allocated. Oldest first. The
 * payment lasts for the call only; OM_DONE from row() stops without an error. */
int om_payment_each(struct om *om, const struct om_filter *filter, bool open,
		    int (*row)(struct om *om, const struct om_payment *payment, void *ctx),
		    void *ctx) OM_MUST_USE;

/* The posted invoices of a party that are not settled, earliest due first: ids in the arena. */
int om_invoice_open_ids(struct om *om, int64_t party, int64_t **ids, size_t *n) OM_MUST_USE;

void om_payment_digest(const struct om_payment *payment, char digest[OM_HASH_SIZE]);

#endif
