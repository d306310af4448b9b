/* Balances, reservations and movements. Every way out of the shelf checks in
 * the statement that takes. */
#include "store/stock.h"

#include "base/mem.h"
#include "db/db.h"
#include "store/item.h"
#include "store/sqlset.h"

enum {
	GET,
	COST,
	RESERVE,
	RESERVATION_ADD,
	UNRESERVE,
	RESERVATION_TAKE,
	RESERVATION_DROP,
	FREE,
	RESERVATIONS,
	READY,
	LATEST,
	IN,
	OUT,
	SHIP,
	MOVEMENT
};

static const char *const sql[] = {
	[GET] = "SELECT on_hand, reserved, value FROM stock WHERE item = $1 AND location = $2",
	[COST] = "SELECT cost FROM item WHERE id = $1",
	[RESERVE] = "UPDATE stock SET reserved = reserved + $3 WHERE item = $1 "
		    "AND location = $2 AND on_hand - reserved >= $3",
	[RESERVATION_ADD] = "INSERT INTO reservation (line, location, item, qty) "
			    "VALUES ($1, $2, $3, $4) ON CONFLICT (line, location) "
			    "DO UPDATE SET qty = reservation.qty + excluded.qty",
	[UNRESERVE] = "UPDATE stock SET reserved = reserved - $3 WHERE item = $1 "
		      "AND location = $2 AND reserved >= $3",
	[RESERVATION_TAKE] = "UPDATE reservation SET qty = qty - $3 WHERE line = $1 "
			     "AND location = $2 AND qty > $3",
	[RESERVATION_DROP] = "DELETE FROM reservation WHERE line = $1 AND location = $2 "
			     "AND qty = $3",
	[FREE] = "SELECT w.id, w.code, s.on_hand - s.reserved FROM stock s "
		 "JOIN location w ON w.id = s.location WHERE s.item = $1 "
		 "AND s.on_hand > s.reserved AND w.active = 1 "
		 "ORDER BY CASE WHEN w.id = $2 THEN 0 ELSE 1 END, w.code",
	[RESERVATIONS] = "SELECT w.id, w.code, r.qty FROM reservation r "
			 "JOIN location w ON w.id = r.location WHERE r.line = $1 "
			 "ORDER BY w.code",
	[READY] = "SELECT COALESCE(CAST(SUM(l.qty) AS BIGINT), 0) FROM line l "
		  "JOIN document d ON d.id = l.document WHERE l.source = $1 "
		  "AND d.kind = 'shipment' AND d.state = 'ready' AND d.location = $2",
	[LATEST] = "SELECT r.line, d.id, r.qty - "
		   "COALESCE((SELECT CAST(SUM(s.qty) AS BIGINT) FROM line s "
		   "JOIN document sd ON sd.id = s.document WHERE s.source = r.line "
		   "AND sd.kind = 'shipment' AND sd.state = 'ready' "
		   "AND sd.location = r.location), 0) "
		   "FROM reservation r JOIN line l ON l.id = r.line "
		   "JOIN document d ON d.id = l.document "
		   "WHERE r.item = $1 AND r.location = $2 "
		   "ORDER BY d.required DESC NULLS FIRST, d.date DESC, d.id DESC, l.pos DESC",
	[IN] = "INSERT INTO stock (item, location, on_hand, reserved, value) "
	       "VALUES ($1, $2, $3, 0, $4) ON CONFLICT (item, location) DO UPDATE SET "
	       "on_hand = stock.on_hand + excluded.on_hand, "
	       "value = stock.value + excluded.value",
	[OUT] = "UPDATE stock SET on_hand = on_hand + $3, value = value + $4 WHERE item = $1 "
		"AND location = $2 AND on_hand + $3 >= reserved",
	[SHIP] = "UPDATE stock SET on_hand = on_hand + $3, reserved = reserved + $3, "
		 "value = value + $4 WHERE item = $1 AND location = $2 "
		 "AND on_hand + $3 >= 0 AND reserved + $3 >= 0",
	[MOVEMENT] = "INSERT INTO movement (at, date, kind, item, location, qty, value, line, "
		     "reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
};

OM_SQLSET(om_stock_sqlset, "stock", sql);

static const char *const movement_kinds[] = {"receive", "adjust", "ship"};

int om_stock_get(struct om *om, int64_t item, int64_t location, struct om_balance *balance)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[GET], OM_ARGS(om_v_int(item), om_v_int(location)));

	*balance = (struct om_balance){0};
	if (status == OM_DONE)
		return OM_OK;
	if (status != OM_OK)
		return status;
	*balance = (struct om_balance){om_col_qty(st, 0), om_col_qty(st, 1), om_col_money(st, 2)};
	om_db_reset(st);
	return OM_OK;
}

int om_stock_reserve(struct om *om, int64_t line, int64_t item, int64_t location, om_qty qty,
		     bool *done)
{
	int64_t changed;
	int status =
		om_db_exec(om, sql[RESERVE],
			   OM_ARGS(om_v_int(item), om_v_int(location), om_v_qty(qty)), &changed);

	*done = status == OM_OK && changed == 1;
	if (!*done)
		return status;
	return om_db_exec(
		om, sql[RESERVATION_ADD],
		OM_ARGS(om_v_int(line), om_v_int(location), om_v_int(item), om_v_qty(qty)), NULL);
}

static int reservation_take(struct om *om, int64_t line, int64_t location, om_qty qty, bool *done)
{
	int64_t changed;
	int status =
		om_db_exec(om, sql[RESERVATION_DROP],
			   OM_ARGS(om_v_int(line), om_v_int(location), om_v_qty(qty)), &changed);

	if (status == OM_OK && changed == 0)
		status = om_db_exec(om, sql[RESERVATION_TAKE],
				    OM_ARGS(om_v_int(line), om_v_int(location), om_v_qty(qty)),
				    &changed);
	*done = status == OM_OK && changed == 1;
	return status;
}

int om_stock_unreserve(struct om *om, int64_t line, int64_t item, int64_t location, om_qty qty)
{
	int64_t changed = 0;
	bool done;
	int status = reservation_take(om, line, location, qty, &done);

	if (status != OM_OK)
		return status;
	if (done)
		status = om_db_exec(om, sql[UNRESERVE],
				    OM_ARGS(om_v_int(item), om_v_int(location), om_v_qty(qty)),
				    &changed);
	if (status == OM_OK && changed != 1)
		status = om_fail(
			om, OM_STORAGE,
			"a reservation is smaller than what was to be freed: run 'om check'");
	return status;
}

static int places_read(struct om *om, const char *text, struct om_args args,
		       struct om_place **places, size_t *n)
{
	struct om_stmt *st;
	size_t room = 0;
	int status = om_db_query(om, &st, text, args);

	*places = NULL;
	*n = 0;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		*places = om_arena_grow(om->arena, *places, *n, &room, sizeof(**places));
		(*places)[(*n)++] = (struct om_place){om_col_int(st, 0),
						      om_strdup(om->arena, om_col_text(st, 1)),
						      om_col_qty(st, 2)};
	}
	return status == OM_DONE ? OM_OK : status;
}

int om_stock_free(struct om *om, int64_t item, int64_t preferred, struct om_place **places,
		  size_t *n)
{
	return places_read(om, sql[FREE], OM_ARGS(om_v_int(item), om_v_int(preferred)), places, n);
}

int om_reservation_load(struct om *om, int64_t line, struct om_place **places, size_t *n)
{
	return places_read(om, sql[RESERVATIONS], OM_ARGS(om_v_int(line)), places, n);
}

int om_reservation_ready(struct om *om, int64_t line, int64_t location, om_qty *ready)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[READY], OM_ARGS(om_v_int(line), om_v_int(location)));

	if (status != OM_OK)
		return status;
	*ready = om_col_qty(st, 0);
	om_db_reset(st);
	return OM_OK;
}

int om_reservation_latest(struct om *om, int64_t item, int64_t location, struct om_claim **claims,
			  size_t *n)
{
	struct om_stmt *st;
	size_t room = 0;
	int status = om_db_query(om, &st, sql[LATEST], OM_ARGS(om_v_int(item), om_v_int(location)));

	*claims = NULL;
	*n = 0;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_claim claim = {om_col_int(st, 0), om_col_int(st, 1), om_col_qty(st, 2)};

		if (claim.qty.micro <= 0)
			continue;
		*claims = om_arena_grow(om->arena, *claims, *n, &room, sizeof(**claims));
		(*claims)[(*n)++] = claim;
	}
	return status == OM_DONE ? OM_OK : status;
}

int om_stock_cost(struct om *om, int64_t item, om_price *cost)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[COST], OM_ARGS(om_v_int(item)));

	*cost = (om_price){OM_UNSET};
	if (status != OM_OK)
		return status == OM_DONE ? OM_OK : status;
	if (!om_col_is_null(st, 0))
		*cost = om_col_price(st, 0);
	om_db_reset(st);
	return OM_OK;
}

int om_stock_move(struct om *om, struct om_movement *m, bool *done)
{
	const char *text = m->kind == OM_SHIP ? sql[SHIP] : m->qty.micro > 0 ? sql[IN] : sql[OUT];
	int64_t changed;
	int status;

	if (m->kind == OM_SHIP) {
		status =
			reservation_take(om, m->source, m->location, (om_qty){-m->qty.micro}, done);
		if (status != OM_OK || !*done)
			return status;
	}
	status = om_db_exec(om, text,
			    OM_ARGS(om_v_int(m->item), om_v_int(m->location), om_v_qty(m->qty),
				    om_v_money(m->value)),
			    &changed);
	*done = status == OM_OK && changed == 1;
	if (!*done)
		return status;
	return om_db_insert(om, sql[MOVEMENT],
			    OM_ARGS(om_v_text(om->now), om_v_date(m->date),
				    om_v_text(movement_kinds[m->kind]), om_v_int(m->item),
				    om_v_int(m->location), om_v_qty(m->qty), om_v_money(m->value),
				    m->line ? om_v_int(m->line) : om_v_null(),
				    om_v_text(m->reason)),
			    &m->id);
}

void om_movement_digest(const struct om_movement *m, char digest[OM_HASH_SIZE])
{
	char date[OM_DATE_SIZE];
	struct om_hash h;

	om_hash_init(&h);
	om_hash_int(&h, m->id);
	om_hash_text(&h, om_date_format(m->date, date));
	om_hash_text(&h, movement_kinds[m->kind]);
	om_hash_int(&h, m->item);
	om_hash_int(&h, m->location);
	om_hash_int(&h, m->qty.micro);
	om_hash_int(&h, m->value.minor);
	om_hash_int(&h, m->line);
	om_hash_text(&h, m->reason);
	om_hash_end(&h, digest);
}
