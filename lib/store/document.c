/* Document headers: one row a paper of the trade. */
#include "store/document.h"

#include "base/code.h"
#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

#define COLUMNS                                                                             \
	"d.id, d.kind, d.number, d.draft, d.state, d.held, d.date, d.valid_until, "         \
	"d.required, d.due, d.party, p.code, d.bill_to, d.ship_to, d.location, w.code, "    \
	"d.ref, d.channel, d.terms, d.billing, d.currency, d.net, d.tax, d.total, d.open, " \
	"d.shipped, d.invoiced, d.carrier, d.tracking, d.note, d.digest "
#define TABLES                                            \
	"FROM document d JOIN party p ON p.id = d.party " \
	"LEFT JOIN location w ON w.id = d.location "

enum {
	FIND,
	FIND_DRAFT,
	FIND_ID,
	INSERT,
	UPDATE,
	SET_STATE,
	SET_PROGRESS,
	SET_OPEN,
	SET_DIGEST,
	TAX_DELETE,
	TAX_INSERT,
	TAX_LOAD,
	EACH,
};

static const char *const sql[] = {
	[FIND] = "SELECT " COLUMNS TABLES "WHERE d.number = $1",
	[FIND_DRAFT] = "SELECT " COLUMNS TABLES "WHERE d.draft = $1",
	[FIND_ID] = "SELECT " COLUMNS TABLES "WHERE d.id = $1",
	[INSERT] = "INSERT INTO document (kind, number, state, date, valid_until, required, "
		   "due, party, bill_to, ship_to, location, ref, channel, terms, billing, "
		   "currency, net, tax, total, shipped, carrier, tracking, note, digest) "
		   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, "
		   "$16, $17, $18, $19, $20, $21, $22, $23, $24)",
	[UPDATE] = "UPDATE document SET number = $2, draft = $3, state = $4, held = $5, "
		   "date = $6, valid_until = $7, required = $8, due = $9, party = $10, "
		   "bill_to = $11, ship_to = $12, location = $13, ref = $14, channel = $15, "
		   "terms = $16, billing = $17, net = $18, tax = $19, total = $20, "
		   "open = $21, carrier = $22, tracking = $23, note = $24 WHERE id = $1",
	[SET_STATE] = "UPDATE document SET state = $2 WHERE id = $1",
	[SET_PROGRESS] = "UPDATE document SET shipped = $2, invoiced = $3 WHERE id = $1",
	[SET_OPEN] = "UPDATE document SET open = $2 WHERE id = $1",
	[SET_DIGEST] = "UPDATE document SET digest = $2 WHERE id = $1",
	[TAX_DELETE] = "DELETE FROM document_tax WHERE document = $1",
	[TAX_INSERT] = "INSERT INTO document_tax (document, rate, base, tax) "
		       "VALUES ($1, $2, $3, $4)",
	[TAX_LOAD] = "SELECT rate, base, tax FROM document_tax WHERE document = $1 "
		     "ORDER BY rate DESC",
	[EACH] = "SELECT " COLUMNS TABLES
		 "WHERE d.kind = $1 AND (CAST($2 AS TEXT) IS NULL OR p.code = $2) "
		 "AND (CAST($3 AS TEXT) IS NULL OR d.state = $3) "
		 "AND (CAST($4 AS TEXT) IS NULL OR d.channel = $4) "
		 "AND (CAST($5 AS TEXT) IS NULL "
		 "OR CASE WHEN $13 = 1 THEN d.due ELSE d.date END >= $5) "
		 "AND (CAST($6 AS TEXT) IS NULL "
		 "OR CASE WHEN $13 = 1 THEN d.due ELSE d.date END <= $6) "
		 "AND (CAST($7 AS TEXT) IS NULL OR EXISTS (SELECT 1 FROM line l "
		 "WHERE l.document = d.id AND l.sku = $7)) "
		 "AND (CAST($8 AS TEXT) IS NULL OR w.code = $8) "
		 "AND ($9 = 0 OR (d.state = 'confirmed' AND d.shipped <> 'all')) "
		 "AND ($10 = 0 OR (d.invoiced <> 'all' AND (d.state = 'confirmed' "
		 "OR (d.state = 'closed' AND d.shipped <> 'none')))) "
		 "AND ($11 = 0 OR (d.open <> 0 AND d.due < $12)) "
		 "AND ($13 = 0 OR d.open <> 0) "
		 "AND ($14 = 0 OR (d.state = 'posted' AND d.open = 0)) "
		 "AND ($16 = 0 OR d.open <> 0) "
		 "AND ($15 = 0 OR (d.state = 'confirmed' AND EXISTS (SELECT 1 FROM line l "
		 "WHERE l.document = d.id AND l.service = 0 AND l.closed = 0 AND l.qty > "
		 "COALESCE((SELECT CAST(SUM(r.qty) AS BIGINT) FROM reservation r "
		 "WHERE r.line = l.id), 0) + "
		 "COALESCE((SELECT CAST(SUM(s.qty) AS BIGINT) FROM line s "
		 "JOIN document sd ON sd.id = s.document WHERE s.source = l.id "
		 "AND sd.kind = 'shipment' AND sd.state IN ('dispatched', 'delivered')), "
		 "0)))) ORDER BY CASE WHEN $13 = 1 THEN d.due END NULLS FIRST, d.id",
};

OM_SQLSET(om_document_sqlset, "document", sql);

static const char *const kinds[] = {"quote", "order", "shipment", "invoice"};
static const char *const prefixes[] = {"Q", "SO", "SH", "INV"};
static const char *const states[] = {
	[OM_DRAFT] = "draft",	      [OM_SENT] = "sent",	[OM_ACCEPTED] = "accepted",
	[OM_DECLINED] = "declined",   [OM_EXPIRED] = "expired", [OM_CONFIRMED] = "confirmed",
	[OM_CLOSED] = "closed",	      [OM_READY] = "ready",	[OM_DISPATCHED] = "dispatched",
	[OM_DELIVERED] = "delivered", [OM_POSTED] = "posted",	[OM_CANCELLED] = "cancelled",
};
static const char *const progresses[] = {"none", "part", "all"};

const char *om_kind_name(enum om_kind kind)
{
	return kinds[kind];
}

const char *om_kind_prefix(enum om_kind kind)
{
	return prefixes[kind];
}

const char *om_kind_command(enum om_kind kind)
{
	return kind == OM_SHIPMENT ? "ship" : kinds[kind];
}

const char *om_state_name(enum om_state state)
{
	return states[state];
}

const char *om_progress_name(enum om_progress_of progress)
{
	return progresses[progress];
}

/* The index of a word that the schema allows; an unknown one reads as 0 and is
 * found by the audit. */
static unsigned word_index(const char *const *words, size_t n, const char *word)
{
	for (size_t i = 0; word && i < n; i++)
		if (strcmp(words[i], word) == 0)
			return (unsigned)i;
	return 0;
}

static const char *copy(struct om *om, struct om_stmt *st, int i)
{
	return om_strdup(om->arena, om_col_text(st, i));
}

static void document_read(struct om *om, struct om_stmt *st, struct om_document *doc)
{
	*doc = (struct om_document){
		.id = om_col_int(st, 0),
		.kind = word_index(kinds, OM_KINDS, om_col_text(st, 1)),
		.number = copy(om, st, 2),
		.draft = copy(om, st, 3),
		.state = word_index(states, OM_STATES, om_col_text(st, 4)),
		.held = om_col_bool(st, 5),
		.date = om_col_date(st, 6),
		.valid_until = om_col_date(st, 7),
		.required = om_col_date(st, 8),
		.due = om_col_date(st, 9),
		.party = om_col_int(st, 10),
		.party_code = copy(om, st, 11),
		.bill_to = om_col_int(st, 12),
		.ship_to = om_col_int(st, 13),
		.location = om_col_int(st, 14),
		.location_code = copy(om, st, 15),
		.ref = copy(om, st, 16),
		.channel = copy(om, st, 17),
		.terms = copy(om, st, 18),
		.billing = copy(om, st, 19),
		.currency = copy(om, st, 20),
		.net = om_col_money(st, 21),
		.tax = om_col_money(st, 22),
		.total = om_col_money(st, 23),
		.open = om_col_money(st, 24),
		.shipped = word_index(progresses, 3, om_col_text(st, 25)),
		.invoiced = word_index(progresses, 3, om_col_text(st, 26)),
		.carrier = copy(om, st, 27),
		.tracking = copy(om, st, 28),
		.note = copy(om, st, 29),
		.digest = copy(om, st, 30),
	};
	doc->exponent = doc->currency ? om_currency_exponent(doc->currency) : 2;
	if (doc->exponent < 0)
		doc->exponent = 2;
}

static int find_one(struct om *om, const char *text, struct om_value key, struct om_document *doc)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, text, OM_ARGS(key));

	if (status != OM_OK)
		return status;
	document_read(om, st, doc);
	om_db_reset(st);
	return OM_OK;
}

int om_document_find(struct om *om, const char *number, struct om_document *doc)
{
	int status = find_one(om, sql[FIND], om_v_text(number), doc);

	return status == OM_DONE ? find_one(om, sql[FIND_DRAFT], om_v_text(number), doc) : status;
}

int om_document_find_id(struct om *om, int64_t id, struct om_document *doc)
{
	int status = find_one(om, sql[FIND_ID], om_v_int(id), doc);

	if (status == OM_DONE)
		return om_fail(om, OM_STORAGE, "the database is damaged: no document %lld",
			       (long long)id);
	return status;
}

int om_document_load(struct om *om, int64_t id, struct om_document *doc)
{
	int status = om_document_find_id(om, id, doc);

	return status == OM_OK ? om_line_load(om, doc) : status;
}

static struct om_value id_or_null(int64_t id)
{
	return id ? om_v_int(id) : om_v_null();
}

int om_document_insert(struct om *om, struct om_document *doc)
{
	return om_db_insert(
		om, sql[INSERT],
		OM_ARGS(om_v_text(kinds[doc->kind]), om_v_text(doc->number),
			om_v_text(states[doc->state]), om_v_date(doc->date),
			om_v_date(doc->valid_until), om_v_date(doc->required), om_v_date(doc->due),
			om_v_int(doc->party), om_v_int(doc->bill_to), om_v_int(doc->ship_to),
			id_or_null(doc->location), om_v_text(doc->ref), om_v_text(doc->channel),
			om_v_text(doc->terms), om_v_text(doc->billing), om_v_text(doc->currency),
			om_v_money(doc->net), om_v_money(doc->tax), om_v_money(doc->total),
			om_v_text(progresses[doc->shipped]), om_v_text(doc->carrier),
			om_v_text(doc->tracking), om_v_text(doc->note), om_v_text(doc->digest)),
		&doc->id);
}

int om_document_update(struct om *om, const struct om_document *doc)
{
	return om_db_exec(
		om, sql[UPDATE],
		OM_ARGS(om_v_int(doc->id), om_v_text(doc->number), om_v_text(doc->draft),
			om_v_text(states[doc->state]), om_v_bool(doc->held), om_v_date(doc->date),
			om_v_date(doc->valid_until), om_v_date(doc->required), om_v_date(doc->due),
			om_v_int(doc->party), om_v_int(doc->bill_to), om_v_int(doc->ship_to),
			id_or_null(doc->location), om_v_text(doc->ref), om_v_text(doc->channel),
			om_v_text(doc->terms), om_v_text(doc->billing), om_v_money(doc->net),
			om_v_money(doc->tax), om_v_money(doc->total), om_v_money(doc->open),
			om_v_text(doc->carrier), om_v_text(doc->tracking), om_v_text(doc->note)),
		NULL);
}

int om_document_set_state(struct om *om, int64_t id, enum om_state state)
{
	return om_db_exec(om, sql[SET_STATE], OM_ARGS(om_v_int(id), om_v_text(states[state])),
			  NULL);
}

int om_document_set_progress(struct om *om, int64_t id, enum om_progress_of shipped,
			     enum om_progress_of invoiced)
{
	return om_db_exec(om, sql[SET_PROGRESS],
			  OM_ARGS(om_v_int(id), om_v_text(progresses[shipped]),
				  om_v_text(progresses[invoiced])),
			  NULL);
}

int om_document_set_open(struct om *om, int64_t id, om_money open)
{
	return om_db_exec(om, sql[SET_OPEN], OM_ARGS(om_v_int(id), om_v_money(open)), NULL);
}

int om_document_set_digest(struct om *om, int64_t id, const char *digest)
{
	return om_db_exec(om, sql[SET_DIGEST], OM_ARGS(om_v_int(id), om_v_text(digest)), NULL);
}

int om_document_tax_put(struct om *om, int64_t document, const struct om_tax_row *rows, size_t n)
{
	int status = om_db_exec(om, sql[TAX_DELETE], OM_ARGS(om_v_int(document)), NULL);

	for (size_t i = 0; status == OM_OK && i < n; i++)
		status = om_db_exec(om, sql[TAX_INSERT],
				    OM_ARGS(om_v_int(document), om_v_percent(rows[i].rate),
					    om_v_money(rows[i].base), om_v_money(rows[i].tax)),
				    NULL);
	return status;
}

int om_document_tax_load(struct om *om, int64_t document, struct om_tax_row **rows, size_t *n)
{
	struct om_stmt *st;
	size_t room = 0;
	int status = om_db_query(om, &st, sql[TAX_LOAD], OM_ARGS(om_v_int(document)));

	*rows = NULL;
	*n = 0;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		*rows = om_arena_grow(om->arena, *rows, *n, &room, sizeof(**rows));
		(*rows)[(*n)++] = (struct om_tax_row){om_col_percent(st, 0), om_col_money(st, 1),
						      om_col_money(st, 2)};
	}
	return status == OM_DONE ? OM_OK : status;
}

int om_document_each(struct om *om, const struct om_document_query *query,
		     int (*row)(struct om *om, const struct om_document *doc, void *ctx), void *ctx)
{
	const struct om_filter *f = &query->filter;
	bool settled = f->state && strcmp(f->state, "settled") == 0;
	bool posted = f->state && strcmp(f->state, "posted") == 0;
	struct om_document doc;
	struct om_stmt *st;
	int status;

	status = om_db_query(om, &st, sql[EACH],
			     OM_ARGS(om_v_text(kinds[query->kind]), om_v_text(f->customer),
				     om_v_text(settled ? NULL : f->state), om_v_text(f->channel),
				     om_v_date(f->from), om_v_date(f->to), om_v_text(f->sku),
				     om_v_text(f->location), om_v_bool(query->unshipped),
				     om_v_bool(query->uninvoiced), om_v_bool(query->overdue),
				     om_v_date(om->today), om_v_bool(query->open),
				     om_v_bool(settled), om_v_bool(query->is_short),
				     om_v_bool(posted)));
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_mark mark = om_arena_mark(om->arena);

		document_read(om, st, &doc);
		status = row(om, &doc, ctx);
		om_arena_release(om->arena, mark);
		if (status != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

void om_document_digest(const struct om_document *doc, char digest[OM_HASH_SIZE])
{
	char day[OM_DATE_SIZE];
	struct om_hash h;

	om_hash_init(&h);
	om_hash_text(&h, kinds[doc->kind]);
	om_hash_text(&h, doc->number);
	om_hash_text(&h, doc->draft);
	om_hash_text(&h, states[doc->state]);
	om_hash_int(&h, doc->held);
	om_hash_text(&h, om_date_format(doc->date, day));
	om_hash_text(&h, om_date_format(doc->valid_until, day));
	om_hash_text(&h, om_date_format(doc->required, day));
	om_hash_text(&h, om_date_format(doc->due, day));
	om_hash_int(&h, doc->party);
	om_hash_int(&h, doc->bill_to);
	om_hash_int(&h, doc->ship_to);
	om_hash_int(&h, doc->location);
	om_hash_text(&h, doc->ref);
	om_hash_text(&h, doc->channel);
	om_hash_text(&h, doc->terms);
	om_hash_text(&h, doc->billing);
	om_hash_text(&h, doc->currency);
	om_hash_int(&h, doc->net.minor);
	om_hash_int(&h, doc->tax.minor);
	om_hash_int(&h, doc->total.minor);
	om_hash_text(&h, doc->carrier);
	om_hash_text(&h, doc->tracking);
	om_hash_text(&h, doc->note);
	for (size_t i = 0; i < doc->n_lines; i++) {
		const struct om_line *l = &doc->lines[i];

		om_hash_int(&h, l->pos);
		om_hash_int(&h, l->source);
		om_hash_int(&h, l->item);
		om_hash_text(&h, l->sku);
		om_hash_text(&h, l->name);
		om_hash_text(&h, l->unit);
		om_hash_int(&h, l->qty.micro);
		om_hash_int(&h, l->price.micro);
		om_hash_int(&h, l->discount.micro);
		om_hash_int(&h, l->net.minor);
		om_hash_int(&h, l->rest.minor);
		om_hash_int(&h, l->tax_rate.micro);
		om_hash_int(&h, l->service);
		om_hash_int(&h, l->closed);
	}
	om_hash_end(&h, digest);
}
