/* What is read across several tables. */
#include "store/report.h"

#include "db/db.h"
#include "store/sqlset.h"

enum { HISTORY };

static const char *const sql[] = {
	[HISTORY] =
		"WITH entry AS ("
		"SELECT date, kind, number, CASE WHEN kind = 'invoice' AND state = 'posted' "
		"AND open = 0 THEN 'settled' ELSE state END AS state, ref, currency, total, "
		"CASE WHEN kind = 'invoice' THEN open END AS open, "
		"CASE WHEN kind = 'invoice' AND state = 'posted' THEN total ELSE 0 END AS owed, "
		"CASE kind WHEN 'quote' THEN 1 WHEN 'order' THEN 2 WHEN 'shipment' THEN 3 "
		"ELSE 4 END AS rank, id FROM document WHERE party = $1 "
		"UNION ALL "
		"SELECT payment.date, 'payment', payment.number, NULL, payment.ref, "
		"payment.currency, payment.amount, payment.amount - COALESCE((SELECT "
		"CAST(SUM(allocation.amount) AS BIGINT) FROM allocation "
		"WHERE allocation.payment = payment.id), 0), -payment.amount, 5, payment.id "
		"FROM payment WHERE payment.party = $1), "
		"summed AS (SELECT date, kind, number, state, ref, currency, total, open, rank, "
		"id, "
		"CAST(SUM(owed) OVER (ORDER BY date, rank, id) AS BIGINT) AS balance FROM entry) "
		"SELECT date, kind, number, state, ref, currency, total, open, balance "
		"FROM summed WHERE (CAST($2 AS TEXT) IS NULL OR date >= $2) "
		"AND (CAST($3 AS TEXT) IS NULL OR date <= $3) ORDER BY date, rank, id",
};

OM_SQLSET(om_report_sqlset, "report", sql);

int om_history_each(struct om *om, int64_t party, om_date from, om_date to,
		    int (*row)(struct om *om, const struct om_history_row *row, void *ctx),
		    void *ctx)
{
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[HISTORY],
				 OM_ARGS(om_v_int(party), om_v_date(from), om_v_date(to)));

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_history_row h = {
			.date = om_col_date(st, 0),
			.kind = om_col_text(st, 1),
			.number = om_col_text(st, 2),
			.state = om_col_text(st, 3),
			.ref = om_col_text(st, 4),
			.currency = om_col_text(st, 5),
			.total = om_col_money(st, 6),
			.has_open = !om_col_is_null(st, 7),
			.open = om_col_money(st, 7),
			.balance = om_col_money(st, 8),
		};

		status = row(om, &h, ctx);
		if (status != OM_OK) {
			om_db_reset(st);
			break;
		}
	}
	return status == OM_DONE ? OM_OK : status;
}
