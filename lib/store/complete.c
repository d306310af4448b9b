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

enum {
	CUSTOMER,
	SUPPLIER,
	SKU,
	CATEGORY,
	LOCATION,
	CHANNEL,
	QUOTE,
	ORDER,
	SHIPMENT,
	INVOICE,
	PAYMENT,
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
};

OM_SQLSET(om_complete_sqlset, "complete", sql);

static const char *const kinds[KINDS] = {
	[CUSTOMER] = "customer", [SUPPLIER] = "supplier", [SKU] = "sku",
	[CATEGORY] = "category", [LOCATION] = "location", [CHANNEL] = "channel",
	[QUOTE] = "quote",	 [ORDER] = "order",	  [SHIPMENT] = "shipment",
	[INVOICE] = "invoice",	 [PAYMENT] = "payment",
};

static const char *find_sql(const char *kind)
{
	for (int i = 0; i < KINDS; i++)
		if (strcmp(kinds[i], kind) == 0)
			return sql[i];
	return NULL;
}

int om_complete_each(struct om *om, const char *kind, const char *prefix,
		     int (*value)(struct om *om, const char *text, void *ctx), void *ctx)
{
	const char *text = find_sql(kind);
	const char *end = om_printf(om->arena, "%s\xf4\x8f\xbf\xbf", prefix);
	struct om_stmt *st;
	int status;

	if (!text)
		return OM_OK;
	status = om_db_query(om, &st, text, OM_ARGS(om_v_text(prefix), om_v_text(end)));
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
