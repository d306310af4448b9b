/* The quick sale: order, shipment, invoice and payment in one go. */
#include "trade/invoice.h"

#include "base/mem.h"
#include "trade/document.h"
#include "trade/order.h"
#include "trade/payment.h"
#include "trade/ship.h"

static int ship_all(struct om *om, const struct om_document *order, om_date date)
{
	struct om_ship_new how = {.date = date};
	struct om_list orders = {.v = (const char *[]){order->number}, .n = 1};
	size_t first = om->n_refs;
	int status = om_ship_new(om, &orders, &how);

	for (size_t i = first, n = om->n_refs; status == OM_OK && i < n; i++) {
		struct om_document shipment;

		status = om_document_get(om, OM_KIND_BIT(OM_SHIPMENT), om->refs[i], &shipment);
		if (status == OM_OK)
			status = om_ship_dispatch(om, &shipment, date, NULL, NULL);
		if (status == OM_OK)
			status = om_ship_deliver(om, &shipment);
	}
	om_ref_cut(om, first);
	return status;
}

static int pay_all(struct om *om, const char *number, const char *method, om_date date)
{
	struct om_document invoice;
	struct om_pay pay = {.method = method, .date = date};
	size_t first = om->n_refs;
	int status = om_document_get(om, OM_KIND_BIT(OM_INVOICE), number, &invoice);

	if (status == OM_OK && invoice.open.minor > 0)
		status = om_invoice_pay(om, &invoice, NULL, &pay);
	om_ref_cut(om, first);
	return status;
}

int om_invoice_sell(struct om *om, struct om_draft *draft, const char *paid_method, om_date date)
{
	struct om_invoice_new how = {.post = true, .date = date};
	struct om_confirm confirm = {.all_or_nothing = true};
	struct om_document order;
	struct om_list refs;
	bool goods = false;
	int status;

	draft->date = date;
	status = om_draft_document(om, draft, OM_ORDER, &order);
	for (size_t i = 0; status == OM_OK && i < order.n_lines; i++)
		goods |= !order.lines[i].service;
	if (status == OM_OK)
		status = om_order_check_ref(om, &order);
	if (status != OM_OK)
		return status;
	status = om_document_add(om, &order, "order new");
	if (status == OM_OK)
		status = om_order_confirm(om, &order, &confirm);
	if (status == OM_OK && goods)
		status = ship_all(om, &order, date);
	refs = (struct om_list){.v = (const char *[]){order.number}, .n = 1};
	if (status == OM_OK)
		status = om_invoice_new(om, &refs, &how);
	if (status == OM_OK && paid_method)
		status = pay_all(om, om->refs[om->n_refs - 1], paid_method, date);
	return status;
}
