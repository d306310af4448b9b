/* Payments: money that came in, and which invoices it pays. */
#include "trade/payment.h"

#include "base/code.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/log.h"
#include "store/party.h"
#include "store/payment.h"
#include "store/setting.h"
#include "trade/document.h"
#include "trade/flow.h"

static int amount_parse(struct om *om, const char *text, int exponent, om_money *amount)
{
	const char *why = om_money_parse(text, exponent, amount);

	if (!why && amount->minor <= 0)
		why = "is not above zero";
	return why ? om_fail(om, OM_USAGE, "amount '%s' %s", om_text_escape(om->arena, text), why)
		   : OM_OK;
}

static const char *money_text(struct om *om, const struct om_payment *p, om_money amount)
{
	char text[OM_NUMBER_SIZE];

	return om_printf(om->arena, "%s %s", p->currency,
			 om_money_format(amount, p->exponent, text));
}

static int texts_check(struct om *om, const struct om_pay *pay)
{
	const char *why;

	if (pay->method && (why = om_text_check(pay->method, OM_TEXT_CODE)))
		return om_fail(om, OM_USAGE, "method '%s' %s",
			       om_text_escape(om->arena, pay->method), why);
	if (pay->ref && (why = om_text_check(pay->ref, OM_TEXT_NAME)))
		return om_fail(om, OM_USAGE, "reference '%s' %s",
			       om_text_escape(om->arena, pay->ref), why);
	return OM_OK;
}

static int payment_add(struct om *om, struct om_payment *p, const struct om_pay *pay)
{
	char digest[OM_HASH_SIZE], *number;
	int status = texts_check(om, pay);

	if (status == OM_OK)
		status = om_series_next(om, "PAY", &number);
	if (status != OM_OK)
		return status;
	p->number = number;
	p->date = pay->date;
	p->method = pay->method;
	p->ref = pay->ref;
	p->note = om->note;
	if ((status = om_payment_insert(om, p)) != OM_OK)
		return status;
	om_payment_digest(p, digest);
	return om_log_add(om, "payment new", p->number, digest, "%s from %s",
			  money_text(om, p, p->amount), p->party_code);
}

/* Use part of a payment for an invoice. */
static int allocate(struct om *om, struct om_payment *p, struct om_document *invoice,
		    om_money amount, om_date date)
{
	int status = om_flow_check(om, invoice, "pay");

	if (status != OM_OK)
		return status;
	if (invoice->party != p->party)
		return om_fail(om, OM_REFUSED, "%s is an invoice of %s; %s came from %s",
			       invoice->number, invoice->party_code, p->number, p->party_code);
	if (amount.minor > invoice->open.minor)
		return om_fail(om, OM_REFUSED, "%s: %s offered, %s open", invoice->number,
			       om_amount_text(om, invoice, amount),
			       om_amount_text(om, invoice, invoice->open));
	if (amount.minor > om_payment_left(p).minor)
		return om_fail(om, OM_REFUSED, "%s: %s asked, %s left", p->number,
			       money_text(om, p, amount), money_text(om, p, om_payment_left(p)));
	invoice->open.minor -= amount.minor;
	p->allocated.minor += amount.minor;
	status = om_allocation_insert(om, date, p->id, invoice->id, amount);
	if (status == OM_OK)
		status = om_document_set_open(om, invoice->id, invoice->open);
	if (status == OM_OK)
		status = om_document_log(om, invoice, "invoice pay", "%s by %s",
					 om_amount_text(om, invoice, amount), p->number);
	return status;
}

static om_money smaller(om_money a, om_money b)
{
	return a.minor < b.minor ? a : b;
}

int om_invoice_pay(struct om *om, struct om_document *invoice, const char *amount,
		   const struct om_pay *pay)
{
	struct om_payment p = {
		.party = invoice->party,
		.party_code = invoice->party_code,
		.currency = invoice->currency,
		.exponent = invoice->exponent,
		.amount = invoice->open,
	};
	int status = om_flow_check(om, invoice, "pay");

	if (status == OM_OK && invoice->open.minor == 0)
		status = om_fail(om, OM_REFUSED, "%s is settled", invoice->number);
	if (status == OM_OK && amount)
		status = amount_parse(om, amount, p.exponent, &p.amount);
	if (status == OM_OK && p.amount.minor > invoice->open.minor)
		status = om_fail(om, OM_REFUSED,
				 "%s: %s offered, %s open; 'om-payment new' takes the whole amount",
				 invoice->number, om_amount_text(om, invoice, p.amount),
				 om_amount_text(om, invoice, invoice->open));
	if (status == OM_OK)
		status = payment_add(om, &p, pay);
	if (status == OM_OK)
		status = allocate(om, &p, invoice, p.amount, pay->date);
	if (status == OM_OK)
		om_ref(om, invoice->number);
	return status;
}

static int allocate_oldest(struct om *om, struct om_payment *p, om_date date)
{
	int64_t *ids;
	size_t n;
	int status = om_invoice_open_ids(om, p->party, &ids, &n);

	for (size_t i = 0; status == OM_OK && i < n && om_payment_left(p).minor > 0; i++) {
		struct om_document invoice;

		status = om_document_load(om, ids[i], &invoice);
		if (status == OM_OK && strcmp(invoice.currency, p->currency) == 0)
			status = allocate(om, p, &invoice,
					  smaller(om_payment_left(p), invoice.open), date);
	}
	return status;
}

/* "INV-1" takes what it needs and is left; "INV-1:12.50" exactly that. */
static int allocate_named(struct om *om, struct om_payment *p, const char *text, om_date date)
{
	char *copy = om_strdup(om->arena, text), *amount_text = strrchr(copy, ':');
	struct om_document invoice;
	om_money amount;
	int status;

	if (amount_text)
		*amount_text++ = '\0';
	status = om_document_get(om, OM_KIND_BIT(OM_INVOICE), copy, &invoice);
	if (status == OM_OK)
		status = om_flow_check(om, &invoice, "pay");
	if (status != OM_OK)
		return status;
	if (invoice.open.minor == 0)
		return om_fail(om, OM_REFUSED, "%s is settled", invoice.number);
	amount = smaller(om_payment_left(p), invoice.open);
	if (amount_text && (status = amount_parse(om, amount_text, p->exponent, &amount)) != OM_OK)
		return status;
	if (amount.minor == 0)
		return om_fail(om, OM_REFUSED, "%s: nothing is left for %s", p->number,
			       invoice.number);
	return allocate(om, p, &invoice, amount, date);
}

static int allocate_all(struct om *om, struct om_payment *p, const struct om_list *invoices,
			bool oldest, om_date date)
{
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < invoices->n; i++)
		status = allocate_named(om, p, invoices->v[i], date);
	if (status == OM_OK && oldest)
		status = allocate_oldest(om, p, date);
	if (status == OM_OK && om_payment_left(p).minor > 0)
		om_note(om, "%s: %s not allocated", p->number,
			money_text(om, p, om_payment_left(p)));
	if (status == OM_OK)
		om_ref(om, p->number);
	return status;
}

int om_payment_new(struct om *om, const char *customer, const char *amount,
		   const struct om_list *invoices, bool oldest, const struct om_pay *pay)
{
	struct om_party party;
	struct om_payment p = {0};
	int status = om_party_get(om, OM_CUSTOMER, customer, &party);

	if (status == OM_OK)
		status = om_setting_load(om);
	if (status != OM_OK)
		return status;
	p.party = party.id;
	p.party_code = party.code;
	p.currency = party.currency;
	p.exponent = om_currency_exponent(party.currency);
	status = amount_parse(om, amount, p.exponent, &p.amount);
	if (status == OM_OK)
		status = payment_add(om, &p, pay);
	return status == OM_OK ? allocate_all(om, &p, invoices, oldest, pay->date) : status;
}

int om_payment_allocate(struct om *om, const char *payment, const struct om_list *invoices,
			om_date date)
{
	const char *number = om_reference_format(om->arena, payment, "PAY");
	struct om_payment p;
	int status;

	if (!number)
		return om_fail(om, OM_REFUSED,
			       "'%s' is not a payment; expected one such as "
			       "PAY-00001",
			       om_text_escape(om->arena, payment));
	status = om_payment_find(om, number, &p);
	if (status == OM_DONE)
		return om_fail(om, OM_REFUSED, "there is no '%s'", number);
	if (status == OM_OK && om_payment_left(&p).minor == 0)
		status = om_fail(om, OM_REFUSED, "%s is wholly allocated", p.number);
	return status == OM_OK ? allocate_all(om, &p, invoices, invoices->n == 0, date) : status;
}
