/* Values for the completions of the shells. */
#include "store/complete.h"

#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

/* A prefix is a range, so that the index on the code answers it. */
#define PREFIXED(column) column " >= $1 AND " column " < $2 "
#define DOCUMENTS(kind_, open_states)                                           \
	"SELECT number FROM document WHERE kind = '" kind_                      \
	"' AND " PREFIXED("number") "ORDER BY CASE WHEN state IN (" open_states \
				    ") THEN 0 ELSE 1 END, id DESC LIMIT 200"
/* Those alone that a verb takes. */
#define CHOSEN(kind_, condition)                           \
	"SELECT number FROM document WHERE kind = '" kind_ \
	"' AND " PREFIXED("number") "AND " condition " ORDER BY id DESC LIMIT 200"
#define UNDECIDED "state IN ('draft', 'sent')"
#define LIVING "state IN ('draft', 'confirmed')"

enum {
	CUSTOMER,
	SUPPLIER,
	SKU,
	CATEGORY,
	LOCATION,
	CHANNEL,
	QUOTE, /* references from here on: in capitals */
	ORDER,
	SHIPMENT,
	INVOICE,
	PAYMENT,
	QUOTE_OPEN,
	ORDER_OPEN,
	ORDER_DRAFT,
	ORDER_CONFIRMED,
	ORDER_FREE,
	ORDER_HELD,
	ORDER_UNSHIPPED,
	ORDER_SHIPPABLE,
	SHIPMENT_READY,
	SHIPMENT_DISPATCHED,
	INVOICE_DRAFT,
	INVOICE_OPEN,
	PAYMENT_OPEN,
	BILLABLE,
	KINDS
};

static const char *const sql[] = {
	[CUSTOMER] = "SELECT code FROM party WHERE role = 'customer' AND " PREFIXED(
		"code") "ORDER BY active DESC, code LIMIT 200",
	[SUPPLIER] = "SELECT code FROM party WHERE role = 'supplier' AND " PREFIXED(
		"code") "ORDER BY active DESC, code LIMIT 200",
	[SKU] = "SELECT sku FROM item WHERE " PREFIXED("sku") "ORDER BY sku LIMIT 200",
	[CATEGORY] = "SELECT DISTINCT category FROM item WHERE " PREFIXED(
		"category") "ORDER BY category NULLS LAST LIMIT 200",
	[LOCATION] = "SELECT code FROM location WHERE " PREFIXED("code") "ORDER BY code LIMIT 200",
	[CHANNEL] = "SELECT DISTINCT channel FROM document WHERE kind = 'order' AND " PREFIXED(
		"channel") "ORDER BY channel NULLS LAST LIMIT 200",
	[QUOTE] = DOCUMENTS("quote", "'draft', 'sent'"),
	[ORDER] = DOCUMENTS("order", "'draft', 'confirmed'"),
	[SHIPMENT] = DOCUMENTS("shipment", "'ready', 'dispatched'"),
	[INVOICE] = "SELECT number FROM document WHERE kind = 'invoice' AND " PREFIXED(
		"number") "ORDER BY CASE WHEN state = 'draft' OR open <> 0 THEN 0 ELSE 1 END, id "
			  "DESC "
			  "LIMIT 200",
	[PAYMENT] =
		"SELECT number FROM payment WHERE " PREFIXED("number") "ORDER BY id DESC LIMIT 200",
	[QUOTE_OPEN] = CHOSEN("quote", UNDECIDED),
	[ORDER_OPEN] = CHOSEN("order", LIVING),
	[ORDER_DRAFT] = CHOSEN("order", "state = 'draft'"),
	[ORDER_CONFIRMED] = CHOSEN("order", "state = 'confirmed'"),
	[ORDER_FREE] = CHOSEN("order", LIVING " AND held = 0"),
	[ORDER_HELD] = CHOSEN("order", LIVING " AND held = 1"),
	[ORDER_UNSHIPPED] = CHOSEN(
		"order", LIVING
		" AND invoiced = 'none' AND NOT EXISTS (SELECT 1 FROM line JOIN line AS made "
		"ON made.source = line.id JOIN document AS d ON d.id = made.document "
		"WHERE line.document = document.id AND d.kind <> 'quote' "
		"AND d.state <> 'cancelled')"),
	[ORDER_SHIPPABLE] = CHOSEN(
		"order",
		"state = 'confirmed' AND held = 0 AND COALESCE((SELECT CAST(SUM(r.qty) AS BIGINT) "
		"FROM line JOIN reservation AS r ON r.line = line.id "
		"WHERE line.document = document.id), 0) > COALESCE((SELECT "
		"CAST(SUM(made.qty) AS BIGINT) FROM line JOIN line AS made "
		"ON made.source = line.id JOIN document AS d ON d.id = made.document "
		"WHERE line.document = document.id AND d.kind = 'shipment' "
		"AND d.state = 'ready'), 0)"),
	[SHIPMENT_READY] = CHOSEN("shipment", "state = 'ready'"),
	[SHIPMENT_DISPATCHED] = CHOSEN("shipment", "state = 'dispatched'"),
	[INVOICE_DRAFT] = CHOSEN("invoice", "state = 'draft'"),
	[INVOICE_OPEN] = CHOSEN("invoice", "state = 'posted' AND open <> 0"),
	[PAYMENT_OPEN] = "SELECT number FROM payment WHERE " PREFIXED(
		"number") "AND amount > COALESCE((SELECT CAST(SUM(a.amount) AS BIGINT) "
			  "FROM allocation AS a WHERE a.payment = payment.id), 0) "
			  "ORDER BY id DESC LIMIT 200",
	[BILLABLE] = "SELECT number FROM document WHERE " PREFIXED(
		"number") "AND ((kind = 'order' AND state IN ('confirmed', 'closed') "
			  "AND invoiced <> 'all' AND (shipped <> 'none' OR billing = "
			  "'ordered')) OR (kind = 'shipment' "
			  "AND state IN ('dispatched', 'delivered') AND EXISTS (SELECT 1 "
			  "FROM line JOIN line AS ordered ON ordered.id = line.source "
			  "JOIN document AS o ON o.id = ordered.document "
			  "WHERE line.document = document.id AND o.invoiced <> 'all' "
			  "AND NOT EXISTS (SELECT 1 FROM line AS billed "
			  "JOIN document AS d ON d.id = billed.document "
			  "WHERE billed.source = line.id AND d.state <> 'cancelled')))) "
			  "ORDER BY id DESC LIMIT 200",
};

OM_SQLSET(om_complete_sqlset, "complete", sql);

static const char *const kinds[KINDS] = {
	[CUSTOMER] = "customer",
	[SUPPLIER] = "supplier",
	[SKU] = "sku",
	[CATEGORY] = "category",
	[LOCATION] = "location",
	[CHANNEL] = "channel",
	[QUOTE] = "quote",
	[ORDER] = "order",
	[SHIPMENT] = "shipment",
	[INVOICE] = "invoice",
	[PAYMENT] = "payment",
	[QUOTE_OPEN] = "quote:open",
	[ORDER_OPEN] = "order:open",
	[ORDER_DRAFT] = "order:draft",
	[ORDER_CONFIRMED] = "order:confirmed",
	[ORDER_FREE] = "order:free",
	[ORDER_HELD] = "order:held",
	[ORDER_UNSHIPPED] = "order:unshipped",
	[ORDER_SHIPPABLE] = "order:shippable",
	[SHIPMENT_READY] = "shipment:ready",
	[SHIPMENT_DISPATCHED] = "shipment:dispatched",
	[INVOICE_DRAFT] = "invoice:draft",
	[INVOICE_OPEN] = "invoice:open",
	[PAYMENT_OPEN] = "payment:open",
	[BILLABLE] = "billable",
};

static int find_kind(const char *name)
{
	int kind = 0;

	while (kind < KINDS && strcmp(kinds[kind], name) != 0)
		kind++;
	return kind;
}

/* so-1 is the beginning of SO-1. */
static const char *capitals(struct om_arena *arena, const char *prefix)
{
	char *copy = om_strdup(arena, prefix);

	for (char *s = copy; *s; s++)
		if (*s >= 'a' && *s <= 'z')
			*s = (char)(*s - 'a' + 'A');
	return copy;
}

int om_complete_each(struct om *om, const char *kind, const char *prefix,
		     int (*value)(struct om *om, const char *text, void *ctx), void *ctx)
{
	int found = find_kind(kind);
	const char *end;
	struct om_stmt *st;
	int status;

	if (found == KINDS)
		return OM_OK;
	if (found >= QUOTE)
		prefix = capitals(om->arena, prefix);
	end = om_printf(om->arena, "%s\xf4\x8f\xbf\xbf", prefix);
	status = om_db_query(om, &st, sql[found], OM_ARGS(om_v_text(prefix), om_v_text(end)));
	if (status)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		status = value(om, om_col_text(st, 0), ctx);
		if (status) {
			om_db_reset(st);
			return status;
		}
	}
	return status == OM_DONE ? OM_OK : status;
}
