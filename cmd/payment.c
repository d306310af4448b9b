/* om-payment: money that came in. */
#include "cmd.h"

#include "base/mem.h"
#include "store/payment.h"
#include "trade/payment.h"

struct new_options {
	struct om_pay pay;
	const char *customer;
	struct om_list invoices;
	bool oldest;
};

static const struct om_option new_options[] = {
	OM_TEXT(struct new_options, customer, "customer", 'c', "CODE", "who paid",
		OM_VALUES("customer")),
	OM_TEXT(struct new_options, pay.method, "method", 0, "METHOD", "bank, cash, card, ..."),
	OM_TEXT(struct new_options, pay.ref, "ref", 0, "TEXT", "the bank's or payer's reference"),
	OM_LIST(struct new_options, invoices, "invoice", 0, "INVOICE[:AMOUNT]",
		"what it pays; may be given several times", OM_VALUES("invoice")),
	OM_FLAG(struct new_options, oldest, "oldest", 0, "pay the invoices due first"),
	OM_OPTIONS_END,
};

struct list_options {
	bool open;
};

static const struct om_option list_options[] = {
	OM_FLAG(struct list_options, open, "open", 0, "not wholly allocated"),
	OM_OPTIONS_END,
};

static const struct om_column list_columns[] = {
	{"number", OM_TYPE_REF, 0, "reference"},
	{"date", OM_TYPE_DATE, 0, "day it came in"},
	{"customer", OM_TYPE_TEXT, 0, "who paid"},
	{"method", OM_TYPE_TEXT, 2, "bank, cash, card, ..."},
	{"ref", OM_TYPE_TEXT, 3, "the bank's or payer's reference"},
	{"currency", OM_TYPE_TEXT, 1, "ISO 4217 code"},
	{"amount", OM_TYPE_MONEY, 0, "what came in"},
	{"allocated", OM_TYPE_MONEY, 1, "used for invoices"},
	{"open", OM_TYPE_MONEY, 0, "not yet used"},
	{"note", OM_TYPE_TEXT, 4, "note kept on it"},
	{.name = NULL},
};

static int run_new(struct om *om, struct om_call *call)
{
	struct new_options *o = call->options;

	if (!o->customer)
		return om_fail(om, OM_USAGE, "no customer is named; give one with -c");
	o->pay.date = call->write.date;
	return om_payment_new(om, o->customer, call->operands.v[0], &o->invoices, o->oldest,
			      &o->pay);
}

static int run_allocate(struct om *om, struct om_call *call)
{
	struct om_list invoices = {.v = call->operands.v + 1, .n = call->operands.n - 1};

	return om_payment_allocate(om, call->operands.v[0], &invoices, call->write.date);
}

static int list_row(struct om *om, const struct om_payment *p, void *ctx)
{
	struct om_call *call = ctx;
	const struct om_value row[] = {
		om_v_text(p->number),
		om_v_date(p->date),
		om_v_text(p->party_code),
		om_v_text(p->method),
		om_v_text(p->ref),
		om_v_text(p->currency),
		om_v_amount(p->amount, p->exponent),
		om_v_amount(p->allocated, p->exponent),
		om_v_amount(om_payment_left(p), p->exponent),
		om_v_text(p->note),
	};

	return om_out_is_full(call->out) ? (int)OM_DONE : om_out_row(om, call->out, row);
}

static int run_list(struct om *om, struct om_call *call)
{
	const struct list_options *o = call->options;

	return om_payment_each(om, &call->filter, o->open, list_row, call);
}

static const struct om_verb verbs[] = {
	{.name = "new",
	 .operands = "-c CUSTOMER AMOUNT",
	 .summary = "take a customer's payment",
	 .flags = OM_VERB_WRITE,
	 .min_operands = 1,
	 .max_operands = 1,
	 .options = new_options,
	 .options_size = sizeof(struct new_options),
	 .run = run_new},
	{.name = "allocate",
	 .operands = "PAYMENT [INVOICE[:AMOUNT]...]",
	 .summary = "use what is left of a payment for invoices, those due first",
	 .flags = OM_VERB_WRITE,
	 .min_operands = 1,
	 .max_operands = -1,
	 .values = "payment:open",
	 .run = run_allocate},
	{.name = "list",
	 .summary = "list payments",
	 .flags = OM_VERB_READ,
	 .options = list_options,
	 .options_size = sizeof(struct list_options),
	 .filters = OM_FILTER_CUSTOMER | OM_FILTER_DATES,
	 .shape = {.rows = list_columns},
	 .run = run_list},
	{.name = NULL},
};

const struct om_command om_payment_command = {"payment", "payments: money that came in", verbs};
