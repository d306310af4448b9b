/* om-customer history: every paper of a customer, and what is owed after each. */
#include "cmd.h"

#include "store/party.h"
#include "store/report.h"
#include "store/setting.h"

const struct om_column om_history_columns[] = {
	{"number", OM_TYPE_REF, 0, "number of the paper or payment"},
	{"date", OM_TYPE_DATE, 0, "its date"},
	{"kind", OM_TYPE_TEXT, 0, "quote, order, shipment, invoice or payment"},
	{"state", OM_TYPE_TEXT, 1, "its state"},
	{"ref", OM_TYPE_TEXT, 2, "the other side's reference"},
	{"currency", OM_TYPE_TEXT, 3, "ISO 4217"},
	{"total", OM_TYPE_MONEY, 0, "with tax"},
	{"open", OM_TYPE_MONEY, 0, "of an invoice: to be paid; of a payment: not yet allocated"},
	{"balance", OM_TYPE_MONEY, 0, "posted invoices less payments, up to here"},
	{.name = NULL},
};

static int show_entry(struct om *om, const struct om_history_row *h, void *ctx)
{
	const struct om_call *call = ctx;
	int exponent = om->company->exponent;
	const struct om_value row[] = {
		om_v_text(h->number),
		om_v_date(h->date),
		om_v_text(h->kind),
		om_v_text(h->state),
		om_v_text(h->ref),
		om_v_text(h->currency),
		om_v_amount(h->total, exponent),
		h->has_open ? om_v_amount(h->open, exponent) : om_v_null(),
		om_v_amount(h->balance, exponent),
	};

	return om_out_is_full(call->out) ? OM_DONE : om_out_row(om, call->out, row);
}

int om_history_run(struct om *om, struct om_call *call)
{
	struct om_party party;
	int status = om_setting_load(om);

	if (status == OM_OK)
		status = om_party_get(om, OM_CUSTOMER, call->operands.v[0], &party);
	if (status != OM_OK)
		return status;
	return om_history_each(om, party.id, call->filter.from, call->filter.to, show_entry, call);
}
