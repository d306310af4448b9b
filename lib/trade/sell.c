/* The quick sale: order, shipment, invoice and payment in one go. */
#include "trade/invoice.h"

#include "base/mem.h"
#include "trade/document.h"
#include "trade/order.h"
#include "trade/payment.h"
#include "trade/ship.h"

/* References made on the way are not what the user asked for. */
static void forget_refs(struct om *om, size_t from)
{
	while (om->n_refs > from)
		free(om->refs[--om->n_refs]);
}

static int ship_all(struct om *om, const struct om_document *order, om_date date)
{
	struct om_ship_new how = {.date = date};
	struct om_list orders = {.v = (const char *[]){order->number}, .n = 1};
	size_t first = om->n_refs;
	int rc = om_ship_new(om, &orders, &how);

	for (size_t i = first, n = om->n_refs; rc == OM_OK && i < n; i++) {
		struct om_document shipment;

		rc = om_document_get(om, OM_KIND_BIT(OM_SHIPMENT), om->refs[i], &shipment);
		if (rc == OM_OK)
			rc = om_ship_dispatch(om, &shipment, date, NULL, NULL);
		if (rc == OM_OK)
			rc = om_ship_deliver(om, &shipment);
	}
	forget_refs(om, first);
	return rc;
}

static int pay_all(struct om *om, const char *number, const char *method, om_date date)
{
	struct om_document invoice;
	struct om_pay pay = {.method = method, .date = date};
	size_t first = om->n_refs;
	int rc = om_document_get(om, OM_KIND_BIT(OM_INVOICE), number, &invoice);

	if (rc == OM_OK && invoice.open.minor > 0)
		rc = om_invoice_pay(om, &invoice, NULL, &pay);
	forget_refs(om, first);
	return rc;
}

int om_invoice_sell(struct om *om, struct om_draft *draft, const char *paid_method, om_date date)
{
	struct om_invoice_new how = {.post = true, .date = date};
	struct om_confirm confirm = {.all_or_nothing = true};
	struct om_document order;
	struct om_list refs;
	bool goods = false;
	int rc;

	draft->date = date;
	rc = om_draft_document(om, draft, OM_ORDER, &order);
	for (size_t i = 0; rc == OM_OK && i < order.n_lines; i++)
		goods |= !order.lines[i].service;
	if (rc == OM_OK)
		rc = om_order_check_ref(om, &order);
	if (rc != OM_OK)
		return rc;
	order.shipped = goods ? OM_NONE : OM_ALL;
	rc = om_document_add(om, &order, "order new");
	if (rc == OM_OK)
		rc = om_order_confirm(om, &order, &confirm);
	if (rc == OM_OK && goods)
		rc = ship_all(om, &order, date);
	refs = (struct om_list){.v = (const char *[]){order.number}, .n = 1};
	if (rc == OM_OK)
		rc = om_invoice_new(om, &refs, &how);
	if (rc == OM_OK && paid_method)
		rc = pay_all(om, om->refs[om->n_refs - 1], paid_method, date);
	return rc;
}
