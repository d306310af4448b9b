/* Payments and their allocations. */
#include "store/payment.h"

#include "base/code.h"
#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

#define COLUMNS                                                                          \
	"m.id, m.number, m.date, m.party, p.code, m.method, m.ref, m.note, m.currency, " \
	"m.amount, COALESCE((SELECT CAST(SUM(a.amount) AS BIGINT) FROM allocation a "    \
	"WHERE a.payment = m.id), 0) FROM payment m JOIN party p ON p.id = m.party "

enum { FIND, INSERT, ALLOCATE, EACH, OPEN_INVOICES };

static const char *const sql[] = {
	[FIND] = "SELECT " COLUMNS "WHERE m.number = $1",
	[INSERT] = "INSERT INTO payment (number, date, party, method, ref, currency, amount, "
		   "note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
	[ALLOCATE] = "INSERT INTO allocation (date, payment, document, amount) "
		     "VALUES ($1, $2, $3, $4)",
	[EACH] = "SELECT " COLUMNS "WHERE (CAST($1 AS TEXT) IS NULL OR p.code = $1) "
		 "AND (CAST($2 AS TEXT) IS NULL OR m.date >= $2) "
		 "AND (CAST($3 AS TEXT) IS NULL OR m.date <= $3) ORDER BY m.id",
	[OPEN_INVOICES] = "SELECT id FROM document WHERE kind = 'invoice' AND open <> 0 "
			  "AND state = 'posted' AND party = $1 ORDER BY due, id",
};

OM_SQLSET(om_payment_sqlset, "payment", sql);

static struct om_payment payment_read(struct om *om, struct om_stmt *st)
{
	struct om_payment payment = {
		.id = om_col_int(st, 0),
		.number = om_strdup(om->arena, om_col_text(st, 1)),
		.date = om_col_date(st, 2),
		.party = om_col_int(st, 3),
		.party_code = om_strdup(om->arena, om_col_text(st, 4)),
		.method = om_strdup(om->arena, om_col_text(st, 5)),
		.ref = om_strdup(om->arena, om_col_text(st, 6)),
		.note = om_strdup(om->arena, om_col_text(st, 7)),
		.currency = om_strdup(om->arena, om_col_text(st, 8)),
		.amount = om_col_money(st, 9),
		.allocated = om_col_money(st, 10),
	};

	payment.exponent = payment.currency ? om_currency_exponent(payment.currency) : 2;
	if (payment.exponent < 0)
		payment.exponent = 2;
	return payment;
}

int om_payment_find(struct om *om, const char *number, struct om_payment *payment)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[FIND], OM_ARGS(om_v_text(number)));

	if (status != OM_OK)
		return status;
	*payment = payment_read(om, st);
	om_db_reset(st);
	return OM_OK;
}

int om_payment_insert(struct om *om, struct om_payment *p)
{
	return om_db_insert(om, sql[INSERT],
			    OM_ARGS(om_v_text(p->number), om_v_date(p->date), om_v_int(p->party),
				    om_v_text(p->method), om_v_text(p->ref), om_v_text(p->currency),
				    om_v_money(p->amount), om_v_text(p->note)),
			    &p->id);
}

int om_allocation_insert(struct om *om, om_date date, int64_t payment, int64_t document,
			 om_money amount)
{
	return om_db_exec(
		om, sql[ALLOCATE],
		OM_ARGS(om_v_date(date), om_v_int(payment), om_v_int(document), om_v_money(amount)),
		NULL);
}

int om_payment_each(struct om *om, const struct om_filter *f, bool open,
		    int (*row)(struct om *om, const struct om_payment *payment, void *ctx),
		    void *ctx)
{
	struct om_stmt *st;
	int status =
		om_db_query(om, &st, sql[EACH],
			    OM_ARGS(om_v_text(f->customer), om_v_date(f->from), om_v_date(f->to)));

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_mark mark = om_arena_mark(om->arena);
		struct om_payment payment = payment_read(om, st);

		if (!open || payment.allocated.minor < payment.amount.minor)
			status = row(om, &payment, ctx);
		om_arena_release(om->arena, mark);
		if (status != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

int om_invoice_open_ids(struct om *om, int64_t party, int64_t **ids, size_t *n)
{
	struct om_stmt *st;
	size_t room = 0;
	int status = om_db_query(om, &st, sql[OPEN_INVOICES], OM_ARGS(om_v_int(party)));

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

void om_payment_digest(const struct om_payment *payment, char digest[OM_HASH_SIZE])
{
	char day[OM_DATE_SIZE];
	struct om_hash h;

	om_hash_init(&h);
	om_hash_text(&h, payment->number);
	om_hash_text(&h, om_date_format(payment->date, day));
	om_hash_int(&h, payment->party);
	om_hash_text(&h, payment->method);
	om_hash_text(&h, payment->ref);
	om_hash_text(&h, payment->note);
	om_hash_text(&h, payment->currency);
	om_hash_int(&h, payment->amount.minor);
	om_hash_end(&h, digest);
}
