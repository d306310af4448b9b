/* om check: what must hold of every database. */
#include "trade/audit.h"

#include "base/mem.h"
#include "base/number.h"
#include "store/audit.h"
#include "store/document.h"
#include "store/item.h"
#include "store/log.h"
#include "store/party.h"
#include "store/payment.h"
#include "store/setting.h"
#include "trade/order.h"
#include "trade/total.h"

/* Rules that need the trade's own arithmetic. */
static const struct om_audit_rule worked_out[] = {
	{"D1", "net, tax and total are those of the lines", OM_AUDIT_MONEY},
	{"D2", "an invoice's tax by rate is that of its lines", OM_AUDIT_MONEY},
	{"D3", "an order's progress and state are what its quantities say", OM_AUDIT_TEXT},
	{"H1", "the log's hash chain holds", OM_AUDIT_TEXT},
	{"H2", "a document is what the log last saw", OM_AUDIT_TEXT},
	{"H3", "an item, customer or supplier is what the log last saw", OM_AUDIT_TEXT},
	{"H4", "a payment is what the log last saw", OM_AUDIT_TEXT},
	{"H6", "an address is what its digest says", OM_AUDIT_TEXT},
};
enum { D1, D2, D3, H1, H2, H3, H4, H6 };

struct audit {
	int (*finding)(struct om *om, const char *rule, const char *object, const char *expected,
		       const char *found, void *ctx);
	void *ctx;
};

static const char *amount(struct om *om, enum om_audit_unit unit, int64_t v, int exponent)
{
	char text[OM_NUMBER_SIZE];

	if (unit == OM_AUDIT_QTY)
		om_qty_format((om_qty){v}, text);
	else if (unit == OM_AUDIT_MONEY)
		om_money_format((om_money){v}, exponent, text);
	else
		return om_printf(om->arena, "%lld", (long long)v);
	return om_strdup(om->arena, text);
}

static int report(struct om *om, const struct audit *a, const struct om_audit_rule *rule,
		  const char *object, const char *expected, const char *found)
{
	return a->finding(om, rule->id, object, expected, found, a->ctx);
}

static int report_money(struct om *om, const struct audit *a, int rule,
			const struct om_document *doc, const char *what, om_money expected,
			om_money found)
{
	if (expected.minor == found.minor)
		return OM_OK;
	return report(om, a, &worked_out[rule], om_printf(om->arena, "%s %s", doc->number, what),
		      amount(om, OM_AUDIT_MONEY, expected.minor, doc->exponent),
		      amount(om, OM_AUDIT_MONEY, found.minor, doc->exponent));
}

static int breach(struct om *om, const struct om_audit_rule *rule, const struct om_breach *b,
		  void *ctx)
{
	int exponent = om->company->exponent;

	if (rule->unit == OM_AUDIT_TEXT)
		return report(om, ctx, rule, b->object, b->expected_text, b->found_text);
	return report(om, ctx, rule, b->object, amount(om, rule->unit, b->expected, exponent),
		      amount(om, rule->unit, b->found, exponent));
}

/* D1 and D2: work the document out anew and compare. */
static int check_amounts(struct om *om, const struct audit *a, const struct om_document *doc)
{
	struct om_document again = *doc;
	struct om_tax_row *rows, *kept;
	size_t n, n_kept;
	int status;

	again.lines = OM_NEW_ARRAY(om->arena, struct om_line, doc->n_lines + 1);
	if (doc->n_lines > 0)
		memcpy(again.lines, doc->lines, doc->n_lines * sizeof(*doc->lines));
	status = om_document_total(om, &again, &rows, &n);
	for (size_t i = 0; status == OM_OK && i < doc->n_lines; i++)
		status = report_money(
			om, a, D1, doc,
			om_printf(om->arena, "line %lld net", (long long)doc->lines[i].pos),
			again.lines[i].net, doc->lines[i].net);
	if (status == OM_OK)
		status = report_money(om, a, D1, doc, "net", again.net, doc->net);
	if (status == OM_OK)
		status = report_money(om, a, D1, doc, "tax", again.tax, doc->tax);
	if (status == OM_OK)
		status = report_money(om, a, D1, doc, "total", again.total, doc->total);
	if (status != OM_OK || doc->kind != OM_INVOICE)
		return status;
	status = om_document_tax_load(om, doc->id, &kept, &n_kept);
	if (status == OM_OK && n != n_kept)
		return report(om, a, &worked_out[D2], doc->number,
			      om_printf(om->arena, "%zu rates", n),
			      om_printf(om->arena, "%zu rates", n_kept));
	for (size_t i = 0; status == OM_OK && i < n; i++) {
		char rate[OM_NUMBER_SIZE];
		const char *what =
			om_printf(om->arena, "at %s %%", om_percent_format(rows[i].rate, rate));

		if (rows[i].rate.micro != kept[i].rate.micro)
			return report(om, a, &worked_out[D2], doc->number, what, "another rate");
		status = report_money(om, a, D2, doc, om_printf(om->arena, "base %s", what),
				      rows[i].base, kept[i].base);
		if (status == OM_OK)
			status = report_money(om, a, D2, doc, om_printf(om->arena, "tax %s", what),
					      rows[i].tax, kept[i].tax);
	}
	return status;
}

static int check_progress(struct om *om, const struct audit *a, const struct om_document *order)
{
	enum om_progress_of shipped, invoiced;
	bool drafts;
	int status;

	om_order_measure(order, &shipped, &invoiced);
	if (shipped != order->shipped || invoiced != order->invoiced)
		return report(om, a, &worked_out[D3], order->number,
			      om_printf(om->arena, "shipped %s, invoiced %s",
					om_progress_name(shipped), om_progress_name(invoiced)),
			      om_printf(om->arena, "shipped %s, invoiced %s",
					om_progress_name(order->shipped),
					om_progress_name(order->invoiced)));
	if (order->state != OM_CONFIRMED || shipped != OM_ALL || invoiced != OM_ALL)
		return OM_OK;
	status = om_order_has_draft_invoice(om, order->id, &drafts);
	if (status != OM_OK || drafts)
		return status;
	return report(om, a, &worked_out[D3], order->number, "closed", "confirmed");
}

static int check_logged(struct om *om, const struct audit *a, int rule, const char *command,
			const char *object, const char *digest)
{
	const char *logged;
	int status = om_audit_logged(om, command, object, &logged);

	if (status != OM_OK || (logged && strcmp(logged, digest) == 0))
		return status;
	return report(om, a, &worked_out[rule], object, logged ? logged : "a log row", digest);
}

static int check_document(struct om *om, const struct om_document *found, void *ctx)
{
	struct om_document doc = *found;
	char digest[OM_HASH_SIZE];
	int status = om_line_load(om, &doc);

	if (status == OM_OK)
		status = check_amounts(om, ctx, &doc);
	if (status == OM_OK && doc.kind == OM_ORDER)
		status = check_progress(om, ctx, &doc);
	if (status != OM_OK)
		return status;
	om_document_digest(&doc, digest);
	return check_logged(om, ctx, H2, om_kind_command(doc.kind), doc.number, digest);
}

static int check_item(struct om *om, const struct om_item *found, void *ctx)
{
	struct om_item item = *found;
	char digest[OM_HASH_SIZE];
	int status = om_item_details(om, &item);

	if (status != OM_OK)
		return status;
	om_item_digest(&item, digest);
	return check_logged(om, ctx, H3, "item", item.sku, digest);
}

static int check_party(struct om *om, const struct om_party *party, void *ctx)
{
	char digest[OM_HASH_SIZE];

	om_party_digest(party, digest);
	return check_logged(om, ctx, H3, om_role_name(party->role), party->code, digest);
}

static int check_payment(struct om *om, const struct om_payment *payment, void *ctx)
{
	char digest[OM_HASH_SIZE];

	om_payment_digest(payment, digest);
	return check_logged(om, ctx, H4, "payment", payment->number, digest);
}

static int check_address(struct om *om, const char *kept, const struct om_address *address,
			 void *ctx)
{
	char digest[OM_HASH_SIZE];

	om_address_digest(address, digest);
	if (strcmp(kept, digest) == 0)
		return OM_OK;
	return report(om, ctx, &worked_out[H6],
		      om_printf(om->arena, "address %lld", (long long)address->id), digest, kept);
}

static int check_chain(struct om *om, const struct audit *a)
{
	int64_t broken;
	int status = om_log_verify(om, &broken);

	if (status != OM_OK || broken == 0)
		return status;
	return report(om, a, &worked_out[H1],
		      om_printf(om->arena, "log row %lld", (long long)broken),
		      "the hash of the row before and its own content", "another");
}

static int check_objects(struct om *om, struct audit *a)
{
	struct om_filter all = {.from = OM_NO_DATE, .to = OM_NO_DATE};
	int status = OM_OK;

	for (enum om_kind k = 0; status == OM_OK && k < OM_KINDS; k++) {
		struct om_document_query query = {.kind = k, .filter = all};

		status = om_document_each(om, &query, check_document, a);
	}
	if (status == OM_OK)
		status = om_item_each(om, &all, check_item, a);
	if (status == OM_OK)
		status = om_party_each(om, OM_CUSTOMER, check_party, a);
	if (status == OM_OK)
		status = om_party_each(om, OM_SUPPLIER, check_party, a);
	if (status == OM_OK)
		status = om_address_each(om, check_address, a);
	return status == OM_OK ? om_payment_each(om, &all, false, check_payment, a) : status;
}

int om_audit(struct om *om,
	     int (*finding)(struct om *om, const char *rule, const char *object,
			    const char *expected, const char *found, void *ctx),
	     void *ctx)
{
	struct audit a = {.finding = finding, .ctx = ctx};
	int status = om_setting_load(om);

	for (size_t i = 0; status == OM_OK && i < om_audit_table_size; i++)
		status = om_audit_run(om, i, breach, &a);
	if (status == OM_OK)
		status = check_objects(om, &a);
	return status == OM_OK ? check_chain(om, &a) : status;
}

int om_audit_rules(struct om *om,
		   int (*rule)(struct om *om, const char *id, const char *says, void *ctx),
		   void *ctx)
{
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < om_audit_table_size; i++)
		status = rule(om, om_audit_table[i].id, om_audit_table[i].says, ctx);
	for (size_t i = 0; status == OM_OK && i < sizeof(worked_out) / sizeof(worked_out[0]); i++)
		status = rule(om, worked_out[i].id, worked_out[i].says, ctx);
	return status;
}
