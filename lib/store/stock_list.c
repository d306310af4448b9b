/* The shelf as people look at it: balances, what is low, and the ledger. */
#include "store/stock.h"

#include "base/mem.h"
#include "db/db.h"
#include "store/item.h"
#include "store/sqlset.h"

enum { EACH, EACH_SKU, LOW, AWAITED, LOG, LOG_SKU };

/* One SKU is found by its index; any of them cannot be. */
#define ANY_SKU "(CAST($1 AS TEXT) IS NULL OR i.sku = $1) "
#define ONE_SKU "i.sku = $1 "
#define SELECT_STOCK(sku_condition)                                                 \
	"SELECT i.sku, i.name, i.category, w.code, i.unit, s.on_hand, s.reserved, " \
	"s.value FROM stock s JOIN item i ON i.id = s.item "                        \
	"JOIN location w ON w.id = s.location WHERE " sku_condition                 \
	"AND (CAST($2 AS TEXT) IS NULL OR i.category = $2) "                        \
	"AND (CAST($3 AS TEXT) IS NULL OR w.code = $3) "                            \
	"AND (CAST($4 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM party p "           \
	"WHERE p.id = i.supplier AND p.code = $4)) ORDER BY i.sku, w.code"
#define SELECT_LOG(sku_condition)                                                       \
	"SELECT m.id, m.at, m.kind, i.sku, w.code, d.number, m.reason, m.date, m.qty, " \
	"CAST(SUM(m.qty) OVER (PARTITION BY m.item, m.location ORDER BY m.id) "         \
	"AS BIGINT), m.value FROM movement m JOIN item i ON i.id = m.item "             \
	"JOIN location w ON w.id = m.location LEFT JOIN line l ON l.id = m.line "       \
	"LEFT JOIN document d ON d.id = l.document WHERE " sku_condition                \
	"AND (CAST($2 AS TEXT) IS NULL OR i.category = $2) "                            \
	"AND (CAST($3 AS TEXT) IS NULL OR w.code = $3) ORDER BY m.id"

#define OWING                                                                \
	"d.kind = 'order' AND d.state = 'confirmed' AND d.shipped <> 'all' " \
	"AND l.service = 0 AND l.closed = 0 "

static const char *const sql[] = {
	[EACH] = SELECT_STOCK(ANY_SKU),
	[EACH_SKU] = SELECT_STOCK(ONE_SKU),
	[LOW] = "WITH shelf AS (SELECT item, CAST(SUM(on_hand - reserved) AS BIGINT) AS free "
		"FROM stock GROUP BY item), "
		"owed AS (SELECT l.item AS item, CAST(SUM(l.qty - "
		"COALESCE((SELECT CAST(SUM(r.qty) AS BIGINT) FROM reservation r "
		"WHERE r.line = l.id), 0) - "
		"COALESCE((SELECT CAST(SUM(s.qty) AS BIGINT) FROM line s "
		"JOIN document sd ON sd.id = s.document WHERE s.source = l.id "
		"AND sd.kind = 'shipment' AND sd.state IN ('dispatched', 'delivered')), 0)) "
		"AS BIGINT) AS qty FROM document d JOIN line l ON l.document = d.id "
		"WHERE " OWING "GROUP BY l.item) "
		"SELECT i.sku, i.name, p.code, COALESCE(shelf.free, 0), "
		"CASE WHEN i.active = 1 THEN i.reorder_point END, "
		"COALESCE(owed.qty, 0) FROM item i LEFT JOIN shelf ON shelf.item = i.id "
		"LEFT JOIN owed ON owed.item = i.id LEFT JOIN party p ON p.id = i.supplier "
		"WHERE i.type = 'stock' AND (COALESCE(owed.qty, 0) > 0 OR (i.active = 1 "
		"AND COALESCE(shelf.free, 0) <= i.reorder_point)) "
		"AND (CAST($1 AS TEXT) IS NULL OR i.sku = $1) "
		"AND (CAST($2 AS TEXT) IS NULL OR i.category = $2) "
		"AND (CAST($3 AS TEXT) IS NULL OR p.code = $3) ORDER BY i.sku",
	[AWAITED] = "SELECT i.sku, COUNT(DISTINCT d.id) FROM document d "
		    "JOIN line l ON l.document = d.id JOIN item i ON i.id = l.item "
		    "WHERE " OWING "AND d.held = 0 "
		    "AND l.item IN (SELECT m.item FROM movement m WHERE m.id >= $1 "
		    "AND m.qty > 0) "
		    "AND l.qty > COALESCE((SELECT CAST(SUM(r.qty) AS BIGINT) "
		    "FROM reservation r WHERE r.line = l.id), 0) + "
		    "COALESCE((SELECT CAST(SUM(s.qty) AS BIGINT) FROM line s "
		    "JOIN document sd ON sd.id = s.document WHERE s.source = l.id "
		    "AND sd.kind = 'shipment' AND sd.state IN ('dispatched', 'delivered')), 0) "
		    "GROUP BY i.sku ORDER BY i.sku",
	[LOG] = SELECT_LOG(ANY_SKU),
	[LOG_SKU] = SELECT_LOG(ONE_SKU),
};

OM_SQLSET(om_stock_list_sqlset, "stock_list", sql);

int om_stock_each(struct om *om, const struct om_filter *f,
		  int (*row)(struct om *om, const struct om_stock_row *row, void *ctx), void *ctx)
{
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[f->sku ? EACH_SKU : EACH],
				 OM_ARGS(om_v_text(f->sku), om_v_text(f->category),
					 om_v_text(f->location), om_v_text(f->supplier)));

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_stock_row r = {
			.sku = om_col_text(st, 0),
			.name = om_col_text(st, 1),
			.category = om_col_text(st, 2),
			.location = om_col_text(st, 3),
			.unit = om_col_text(st, 4),
			.balance = {om_col_qty(st, 5), om_col_qty(st, 6), om_col_money(st, 7)},
		};

		if ((status = row(om, &r, ctx)) != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

int om_stock_low(struct om *om, const struct om_filter *f,
		 int (*row)(struct om *om, const struct om_low_row *row, void *ctx), void *ctx)
{
	struct om_stmt *st;
	int status = om_db_query(
		om, &st, sql[LOW],
		OM_ARGS(om_v_text(f->sku), om_v_text(f->category), om_v_text(f->supplier)));

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_low_row r = {
			.sku = om_col_text(st, 0),
			.name = om_col_text(st, 1),
			.supplier = om_col_text(st, 2),
			.available = om_col_qty(st, 3),
			.reorder_point =
				om_col_is_null(st, 4) ? (om_qty){OM_UNSET} : om_col_qty(st, 4),
			.backordered = om_col_qty(st, 5),
		};

		if ((status = row(om, &r, ctx)) != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

int om_stock_awaited(struct om *om, int64_t first,
		     int (*row)(struct om *om, const struct om_awaited_row *row, void *ctx),
		     void *ctx)
{
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[AWAITED], OM_ARGS(om_v_int(first)));

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_awaited_row r = {om_col_text(st, 0), om_col_int(st, 1)};

		if ((status = row(om, &r, ctx)) != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

int om_movement_each(struct om *om, const struct om_filter *f,
		     int (*row)(struct om *om, const struct om_movement_row *row, void *ctx),
		     void *ctx)
{
	struct om_stmt *st;
	int status = om_db_query(
		om, &st, sql[f->sku ? LOG_SKU : LOG],
		OM_ARGS(om_v_text(f->sku), om_v_text(f->category), om_v_text(f->location)));

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_movement_row r = {
			.id = om_col_int(st, 0),
			.at = om_col_text(st, 1),
			.kind = om_col_text(st, 2),
			.sku = om_col_text(st, 3),
			.location = om_col_text(st, 4),
			.document = om_col_text(st, 5),
			.reason = om_col_text(st, 6),
			.date = om_col_date(st, 7),
			.qty = om_col_qty(st, 8),
			.on_hand = om_col_qty(st, 9),
			.value = om_col_money(st, 10),
		};

		if ((om_date_is_set(f->from) && r.date.day < f->from.day) ||
		    (om_date_is_set(f->to) && r.date.day > f->to.day))
			continue;
		if ((status = row(om, &r, ctx)) != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}
