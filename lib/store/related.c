/* How documents hang together: what came from what, and which are due for something. */
#include "store/document.h"

#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

enum {
	FIND_REF,
	OUTDATED,
	ORDERS,
	DIGEST_FOUND,
	BILLABLE,
	WAITING,
	DRAFT_INVOICE,
	SHIPMENTS,
	PAPERS
};

static const char *const sql[] = {
	[FIND_REF] = "SELECT id FROM document WHERE kind = 'order' AND ref = $1 "
		     "AND ref IS NOT NULL AND (CAST($2 AS TEXT) IS NULL OR channel = $2) "
		     "AND ($3 = 1 OR state <> 'cancelled') ORDER BY id",
	[OUTDATED] =
		"SELECT d.id FROM document d WHERE d.kind = 'quote' "
		"AND (d.state = 'draft' OR d.state = 'sent') AND d.valid_until < $1 ORDER BY d.id",
	[ORDERS] = "SELECT DISTINCT o.id, o.number FROM line l "
		   "JOIN line a ON a.id = l.source LEFT JOIN line b ON b.id = a.source "
		   "JOIN document o ON o.id = CASE WHEN b.id IS NOT NULL AND EXISTS "
		   "(SELECT 1 FROM document s WHERE s.id = a.document AND s.kind = 'shipment') "
		   "THEN b.document ELSE a.document END "
		   "WHERE l.document = $1 AND o.kind = 'order' ORDER BY o.id",
	[DIGEST_FOUND] = "SELECT 1 FROM document s WHERE s.kind = 'shipment' "
			 "AND s.digest = $2 AND s.state <> 'cancelled' AND s.id IN "
			 "(SELECT sl.document FROM line ol JOIN line sl ON sl.source = ol.id "
			 "WHERE ol.document = $1)",
	[BILLABLE] = "SELECT id FROM document WHERE kind = 'order' "
		     "AND state IN ('confirmed', 'closed') AND invoiced <> 'all' "
		     "AND (shipped <> 'none' OR billing = 'ordered') ORDER BY id",
	[WAITING] = "SELECT d.id FROM document d WHERE d.kind = 'order' "
		    "AND d.state = 'confirmed' AND d.held = 0 AND d.shipped <> 'all' "
		    "AND EXISTS (SELECT 1 FROM line l WHERE l.document = d.id "
		    "AND l.service = 0 AND l.closed = 0 AND ($1 = 0 OR l.item = $1) "
		    "AND l.qty > COALESCE((SELECT CAST(SUM(r.qty) AS BIGINT) "
		    "FROM reservation r WHERE r.line = l.id), 0) + "
		    "COALESCE((SELECT CAST(SUM(s.qty) AS BIGINT) FROM line s "
		    "JOIN document sd ON sd.id = s.document WHERE s.source = l.id "
		    "AND sd.kind = 'shipment' AND sd.state IN ('dispatched', 'delivered')), 0)) "
		    "ORDER BY d.required NULLS LAST, d.date, d.id",
	[DRAFT_INVOICE] = "SELECT 1 FROM line l JOIN line i ON i.source = l.id OR "
			  "i.source IN (SELECT s.id FROM line s WHERE s.source = l.id) "
			  "JOIN document v ON v.id = i.document WHERE l.document = $1 "
			  "AND v.kind = 'invoice' AND v.state = 'draft' LIMIT 1",
	[SHIPMENTS] = "SELECT DISTINCT s.id FROM line l JOIN line sl ON sl.source = l.id "
		      "JOIN document s ON s.id = sl.document WHERE l.document = $1 "
		      "AND s.kind = 'shipment' AND s.state IN ('dispatched', 'delivered') "
		      "ORDER BY s.id",
	[PAPERS] = "SELECT d.number, d.draft FROM document d WHERE d.id IN "
		   "(SELECT a.document FROM line l JOIN line a ON a.source = l.id "
		   "WHERE l.document = $1 UNION SELECT b.document FROM line l "
		   "JOIN line a ON a.source = l.id JOIN line b ON b.source = a.id "
		   "WHERE l.document = $1) ORDER BY d.id",
};

OM_SQLSET(om_related_sqlset, "related", sql);

/* Column 0 of every row of a statement. */
static int collect_ids(struct om *om, const char *text, struct om_args args, int64_t **ids,
		       size_t *n)
{
	struct om_stmt *st;
	size_t room = 0;
	int status = om_db_query(om, &st, text, args);

	*ids = NULL;
	*n = 0;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		*ids = om_arena_grow(om->arena, *ids, *n, &room, sizeof(**ids));
		(*ids)[(*n)++] = om_col_int(st, 0);
	}
	return status == OM_DONE ? OM_OK : status;
}

int om_order_find_ref(struct om *om, const char *channel, const char *ref, bool cancelled,
		      int64_t **ids, size_t *n)
{
	return collect_ids(om, sql[FIND_REF],
			   OM_ARGS(om_v_text(ref), om_v_text(channel), om_v_bool(cancelled)), ids,
			   n);
}

int om_quote_outdated(struct om *om, om_date date, int64_t **ids, size_t *n)
{
	return collect_ids(om, sql[OUTDATED], OM_ARGS(om_v_date(date)), ids, n);
}

int om_order_billable(struct om *om, int64_t **ids, size_t *n)
{
	return collect_ids(om, sql[BILLABLE], OM_NO_ARGS, ids, n);
}

int om_order_waiting(struct om *om, int64_t item, int64_t **ids, size_t *n)
{
	return collect_ids(om, sql[WAITING], OM_ARGS(om_v_int(item)), ids, n);
}

int om_document_order_ids(struct om *om, int64_t id, int64_t **ids, size_t *n)
{
	return collect_ids(om, sql[ORDERS], OM_ARGS(om_v_int(id)), ids, n);
}

int om_order_papers(struct om *om, int64_t order, const char ***numbers, size_t *n)
{
	struct om_stmt *st;
	size_t room = 0;
	int status = om_db_query(om, &st, sql[PAPERS], OM_ARGS(om_v_int(order)));

	*numbers = NULL;
	*n = 0;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK)
		for (int i = 1; i >= 0; i--)
			if (!om_col_is_null(st, i)) {
				*numbers = om_arena_grow(om->arena, *numbers, *n, &room,
							 sizeof(**numbers));
				(*numbers)[(*n)++] = om_strdup(om->arena, om_col_text(st, i));
			}
	return status == OM_DONE ? OM_OK : status;
}

int om_order_shipments(struct om *om, int64_t order, int64_t **ids, size_t *n)
{
	return collect_ids(om, sql[SHIPMENTS], OM_ARGS(om_v_int(order)), ids, n);
}

int om_document_orders(struct om *om, int64_t id, const char **numbers)
{
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[ORDERS], OM_ARGS(om_v_int(id)));

	*numbers = NULL;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK)
		*numbers = *numbers ? om_printf(om->arena, "%s %s", *numbers, om_col_text(st, 1))
				    : om_strdup(om->arena, om_col_text(st, 1));
	return status == OM_DONE ? OM_OK : status;
}

/* *found: the statement has a row. */
static int is_there(struct om *om, const char *text, struct om_args args, bool *found)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, text, args);

	*found = status == OM_OK;
	if (status == OM_OK)
		om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

int om_order_has_draft_invoice(struct om *om, int64_t order, bool *found)
{
	return is_there(om, sql[DRAFT_INVOICE], OM_ARGS(om_v_int(order)), found);
}

int om_shipment_find_digest(struct om *om, int64_t order, const char *digest, bool *found)
{
	return is_there(om, sql[DIGEST_FOUND], OM_ARGS(om_v_int(order), om_v_text(digest)), found);
}
