/* Quotes: accepted into orders, copied, expired. They touch no stock. */
#include "trade/order.h"

#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/party.h"
#include "store/setting.h"
#include "trade/document.h"
#include "trade/flow.h"

/* The customer may have become inactive since. */
static int check_customer(struct om *om, const struct om_document *quote)
{
	struct om_party party;
	int status = om_party_find_id(om, quote->party, &party);

	return status == OM_OK ? om_draft_check_party(om, &party) : status;
}

int om_quote_accept(struct om *om, struct om_document *quote, om_date date)
{
	struct om_document order = om_document_derive(om, OM_ORDER, quote, date);
	char day[OM_DATE_SIZE];
	int status = om_flow_check(om, quote, "accept");

	if (status != OM_OK)
		return status;
	if (om_date_is_set(quote->valid_until) && quote->valid_until.day < date.day)
		return om_fail(om, OM_REFUSED,
			       "%s was valid until %s; 'om-quote edit %s --valid-until DATE' "
			       "extends it",
			       quote->number, om_date_format(quote->valid_until, day),
			       quote->number);
	order.required = quote->required;
	order.location = quote->location;
	order.note = quote->note;
	for (size_t i = 0; i < quote->n_lines; i++)
		om_document_derive_line(om, &order, &quote->lines[i], quote->lines[i].qty);
	status = check_customer(om, quote);
	if (status == OM_OK)
		status = om_order_check_ref(om, &order);
	if (status == OM_OK)
		status = om_document_add(om, &order, "order new");
	if (status == OM_OK)
		status = om_flow_step(om, quote, "accept");
	if (status == OM_OK)
		status = om_document_log(om, quote, "quote accept", "made %s", order.number);
	if (status == OM_OK)
		om_ref(om, order.number);
	return status;
}

/* The quote's header for another customer: that one's addresses and terms. */
static int take_customer(struct om *om, struct om_document *copy, const char *code)
{
	struct om_document header;
	struct om_draft draft;
	int status;

	om_draft_init(&draft);
	draft.customer = code;
	status = om_draft_header(om, &draft, OM_QUOTE, &header);
	if (status != OM_OK)
		return status;
	header.date = copy->date;
	header.lines = NULL;
	*copy = header;
	return OM_OK;
}

int om_quote_copy(struct om *om, const struct om_document *quote, const char *customer,
		  om_date date)
{
	struct om_document copy = om_document_derive(om, OM_QUOTE, quote, date);
	int status = customer ? take_customer(om, &copy, customer) : check_customer(om, quote);

	if (status != OM_OK)
		return status;
	copy.location = quote->location;
	copy.note = quote->note;
	for (size_t i = 0; i < quote->n_lines; i++)
		om_document_derive_line(om, &copy, &quote->lines[i], quote->lines[i].qty)->source =
			0;
	status = om_document_add(om, &copy, "quote copy");
	if (status == OM_OK)
		om_ref(om, copy.number);
	return status;
}

int om_quote_expire(struct om *om, om_date date)
{
	int64_t *ids;
	size_t n;
	int status = om_quote_outdated(om, date, &ids, &n);

	for (size_t i = 0; status == OM_OK && i < n; i++) {
		struct om_document quote;

		status = om_document_load(om, ids[i], &quote);
		if (status == OM_OK)
			status = om_document_step(om, &quote, "expire");
	}
	return status;
}
