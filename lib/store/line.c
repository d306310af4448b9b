/* Lines of documents, with what became of them downstream. */
#include "store/document.h"

#include "base/code.h"
#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

#define COLUMNS                                                                         \
	"l.id, l.document, l.pos, l.source, l.item, l.sku, l.name, l.unit, l.service, " \
	"l.qty, l.price, l.discount, l.net, l.tax_rate, l.closed, l.rest"

/* Sums over the lines that came from l. An order's stored progress spares
 * those that must be zero. */
#define RESERVED                                                          \
	"COALESCE((SELECT CAST(SUM(r.qty) AS BIGINT) FROM reservation r " \
	"WHERE r.line = l.id), 0)"
#define ON_SHIPMENTS(states)                                            \
	"COALESCE((SELECT CAST(SUM(s.qty) AS BIGINT) FROM line s "      \
	"JOIN document sd ON sd.id = s.document WHERE s.source = l.id " \
	"AND sd.kind = 'shipment' AND sd.state IN (" states ")), 0)"
#define INVOICED                                                             \
	"COALESCE((SELECT CAST(SUM(i.qty) AS BIGINT) FROM line i "           \
	"JOIN document v ON v.id = i.document WHERE v.kind = 'invoice' "     \
	"AND v.state <> 'cancelled' AND i.source IN (SELECT l.id UNION ALL " \
	"SELECT s.id FROM line s WHERE s.source = l.id)), 0)"
#define SHIPPED ON_SHIPMENTS("'dispatched', 'delivered'")

enum {
	BILLED,
	SOURCE,
	LOAD,
	RESERVATIONS,
	CHILDREN,
	GRANDCHILDREN,
	INSERT,
	UPDATE,
	DELETE,
	EACH,
	OWED
};

static const char *const sql[] = {
	[SOURCE] = "SELECT 1 FROM line WHERE source = $1 LIMIT 1",
	[BILLED] = "SELECT COALESCE(CAST(SUM(i.net) AS BIGINT), 0) FROM line i "
		   "JOIN document v ON v.id = i.document WHERE v.kind = 'invoice' "
		   "AND v.state <> 'cancelled' AND i.source IN (SELECT l.id FROM line l "
		   "WHERE l.id = $1 UNION ALL SELECT s.id FROM line s WHERE s.source = $1)",
	[LOAD] = "SELECT " COLUMNS " FROM line l WHERE l.document = $1 ORDER BY l.pos",
	[RESERVATIONS] = "SELECT r.line, 'reserved', r.qty FROM line l "
			 "JOIN reservation r ON r.line = l.id WHERE l.document = $1",
	[CHILDREN] = "SELECT s.source, d.kind || ' ' || d.state, s.qty FROM line l "
		     "JOIN line s ON s.source = l.id JOIN document d ON d.id = s.document "
		     "WHERE l.document = $1",
	[GRANDCHILDREN] = "SELECT s.source, d.kind || ' ' || d.state, i.qty FROM line l "
			  "JOIN line s ON s.source = l.id JOIN line i ON i.source = s.id "
			  "JOIN document d ON d.id = i.document WHERE l.document = $1 "
			  "AND d.kind = 'invoice'",
	[INSERT] = "INSERT INTO line (document, pos, source, item, sku, name, unit, service, "
		   "qty, price, discount, net, tax_rate, rest) "
		   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
	[UPDATE] = "UPDATE line SET qty = $2, price = $3, discount = $4, net = $5, "
		   "tax_rate = $6, closed = $7 WHERE id = $1",
	[DELETE] = "DELETE FROM line WHERE id = $1",
	[EACH] = "SELECT " COLUMNS ", "
		 "CASE WHEN d.kind = 'order' AND d.state = 'confirmed' "
		 "THEN " RESERVED " ELSE 0 END, "
		 "CASE WHEN d.kind = 'order' AND d.shipped <> 'none' "
		 "THEN " SHIPPED " ELSE 0 END, "
		 "CASE WHEN (d.kind = 'order' AND d.invoiced <> 'none') "
		 "OR d.kind = 'shipment' THEN " INVOICED " ELSE 0 END, "
		 "d.number, CASE WHEN d.state = 'confirmed' THEN 1 ELSE 0 END, d.date, d.required, "
		 "d.currency, p.code, d.ref "
		 "FROM document d JOIN line l ON l.document = d.id "
		 "JOIN party p ON p.id = d.party "
		 "WHERE d.kind = $1 AND (CAST($2 AS TEXT) IS NULL OR p.code = $2) "
		 "AND (CAST($3 AS TEXT) IS NULL OR d.state = $3) "
		 "AND (CAST($4 AS TEXT) IS NULL OR d.channel = $4) "
		 "AND (CAST($5 AS TEXT) IS NULL OR d.date >= $5) "
		 "AND (CAST($6 AS TEXT) IS NULL OR d.date <= $6) "
		 "AND (CAST($7 AS TEXT) IS NULL OR l.sku = $7) ORDER BY d.id, l.pos",
	[OWED] = "SELECT " COLUMNS ", " RESERVED ", "
		 "CASE WHEN d.shipped <> 'none' THEN " SHIPPED " ELSE 0 END, "
		 "CASE WHEN d.invoiced <> 'none' THEN " INVOICED " ELSE 0 END, "
		 "d.number, CASE WHEN d.state = 'confirmed' THEN 1 ELSE 0 END, d.date, d.required, "
		 "d.currency, p.code, d.ref "
		 "FROM document d JOIN line l ON l.document = d.id "
		 "JOIN party p ON p.id = d.party "
		 "WHERE d.kind = 'order' AND d.state = 'confirmed' AND d.shipped <> 'all' "
		 "AND l.service = 0 AND l.closed = 0 "
		 "AND (CAST($1 AS TEXT) IS NULL OR p.code = $1) "
		 "AND (CAST($2 AS TEXT) IS NULL OR d.channel = $2) "
		 "AND (CAST($3 AS TEXT) IS NULL OR d.date >= $3) "
		 "AND (CAST($4 AS TEXT) IS NULL OR d.date <= $4) "
		 "AND (CAST($5 AS TEXT) IS NULL OR l.sku = $5) "
		 "AND ($6 = 0 OR d.required < $7) "
		 "ORDER BY d.required NULLS LAST, d.date, d.id, l.pos",
};

OM_SQLSET(om_line_sqlset, "line", sql);

/* Text of the row is borrowed until the next step. */
static struct om_line line_read(struct om_stmt *st)
{
	return (struct om_line){
		.id = om_col_int(st, 0),
		.document = om_col_int(st, 1),
		.pos = om_col_int(st, 2),
		.source = om_col_int(st, 3),
		.item = om_col_int(st, 4),
		.sku = om_col_text(st, 5),
		.name = om_col_text(st, 6),
		.unit = om_col_text(st, 7),
		.service = om_col_bool(st, 8),
		.qty = om_col_qty(st, 9),
		.price = om_col_price(st, 10),
		.discount = om_col_percent(st, 11),
		.net = om_col_money(st, 12),
		.tax_rate = om_col_percent(st, 13),
		.closed = om_col_bool(st, 14),
		.rest = om_col_money(st, 15),
	};
}

static struct om_line *line_of(struct om_document *doc, int64_t id)
{
	size_t low = 0, high = doc->n_lines;

	/* Lines are written in the order of their positions, so ids rise too. */
	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (doc->lines[mid].id == id)
			return &doc->lines[mid];
		if (doc->lines[mid].id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* Rows of line, what became of it, how much: added up on the lines. */
static int add_up(struct om *om, struct om_document *doc, const char *text)
{
	struct om_stmt *st;
	int status = om_db_query(om, &st, text, OM_ARGS(om_v_int(doc->id)));

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_line *line = line_of(doc, om_col_int(st, 0));
		const char *what = om_col_text(st, 1);
		int64_t qty = om_col_int(st, 2);

		if (!line)
			continue;
		if (strcmp(what, "reserved") == 0)
			line->reserved.micro += qty;
		else if (strcmp(what, "shipment ready") == 0)
			line->ready.micro += qty;
		else if (strcmp(what, "shipment dispatched") == 0 ||
			 strcmp(what, "shipment delivered") == 0)
			line->shipped.micro += qty;
		else if (strncmp(what, "invoice ", 8) == 0 &&
			 strcmp(what, "invoice cancelled") != 0)
			line->invoiced.micro += qty;
	}
	return status == OM_DONE ? OM_OK : status;
}

/* What became of the lines. Drafts have nothing made from them, and what the
 * stored progress rules out is not asked for. */
static int load_remains(struct om *om, struct om_document *doc)
{
	int status = OM_OK;

	if (doc->kind == OM_QUOTE || doc->kind == OM_INVOICE || doc->state == OM_DRAFT)
		return OM_OK;
	if (doc->kind == OM_ORDER && doc->state == OM_CONFIRMED)
		status = add_up(om, doc, sql[RESERVATIONS]);
	if (status == OM_OK)
		status = add_up(om, doc, sql[CHILDREN]);
	if (status == OM_OK && doc->kind == OM_ORDER && doc->shipped != OM_NONE)
		status = add_up(om, doc, sql[GRANDCHILDREN]);
	return status;
}

int om_line_load(struct om *om, struct om_document *doc)
{
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[LOAD], OM_ARGS(om_v_int(doc->id)));

	doc->n_lines = 0;
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_line *line;

		doc->lines = om_arena_grow(om->arena, doc->lines, doc->n_lines, &doc->lines_room,
					   sizeof(*doc->lines));
		line = &doc->lines[doc->n_lines++];
		*line = line_read(st);
		line->sku = om_strdup(om->arena, line->sku);
		line->name = om_strdup(om->arena, line->name);
		line->unit = om_strdup(om->arena, line->unit);
	}
	return status == OM_DONE ? load_remains(om, doc) : status;
}

int om_line_insert(struct om *om, struct om_line *line)
{
	return om_db_insert(
		om, sql[INSERT],
		OM_ARGS(om_v_int(line->document), om_v_int(line->pos),
			line->source ? om_v_int(line->source) : om_v_null(), om_v_int(line->item),
			om_v_text(line->sku), om_v_text(line->name), om_v_text(line->unit),
			om_v_bool(line->service), om_v_qty(line->qty), om_v_int(line->price.micro),
			om_v_percent(line->discount), om_v_money(line->net),
			om_v_percent(line->tax_rate), om_v_money(line->rest)),
		&line->id);
}

int om_line_update(struct om *om, const struct om_line *line)
{
	return om_db_exec(om, sql[UPDATE],
			  OM_ARGS(om_v_int(line->id), om_v_qty(line->qty),
				  om_v_int(line->price.micro), om_v_percent(line->discount),
				  om_v_money(line->net), om_v_percent(line->tax_rate),
				  om_v_bool(line->closed)),
			  NULL);
}

int om_line_delete(struct om *om, int64_t id)
{
	return om_db_exec(om, sql[DELETE], OM_ARGS(om_v_int(id)), NULL);
}

int om_line_is_source(struct om *om, int64_t line, bool *used)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[SOURCE], OM_ARGS(om_v_int(line)));

	*used = status == OM_OK;
	return status == OM_DONE ? OM_OK : status;
}

int om_line_billed(struct om *om, int64_t line, om_money *net)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[BILLED], OM_ARGS(om_v_int(line)));

	if (status == OM_OK)
		*net = om_col_money(st, 0);
	return status;
}

static int exponent_of(const char *currency)
{
	int exponent = currency ? om_currency_exponent(currency) : 2;

	return exponent < 0 ? 2 : exponent;
}

/* A row of a line list: the line, and the sums behind it. */
static struct om_line line_sums_read(struct om_stmt *st)
{
	struct om_line line = line_read(st);

	line.reserved = om_col_qty(st, 16);
	line.shipped = om_col_qty(st, 17);
	line.invoiced = om_col_qty(st, 18);
	return line;
}

int om_line_each(struct om *om, const struct om_line_query *query,
		 int (*row)(struct om *om, const struct om_document *doc,
			    const struct om_line *line, void *ctx),
		 void *ctx)
{
	const struct om_filter *f = &query->filter;
	struct om_stmt *st;
	int status;

	if (query->owed)
		status =
			om_db_query(om, &st, sql[OWED],
				    OM_ARGS(om_v_text(f->customer), om_v_text(f->channel),
					    om_v_date(f->from), om_v_date(f->to), om_v_text(f->sku),
					    om_v_bool(query->late), om_v_date(om->today)));
	else
		status = om_db_query(om, &st, sql[EACH],
				     OM_ARGS(om_v_text(om_kind_name(query->kind)),
					     om_v_text(f->customer), om_v_text(f->state),
					     om_v_text(f->channel), om_v_date(f->from),
					     om_v_date(f->to), om_v_text(f->sku)));
	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_line line = line_sums_read(st);
		struct om_document doc = {
			.id = line.document,
			.kind = query->kind,
			.state = om_col_bool(st, 20) ? OM_CONFIRMED : OM_DRAFT,
			.number = om_col_text(st, 19),
			.date = om_col_date(st, 21),
			.required = om_col_date(st, 22),
			.currency = om_col_text(st, 23),
			.exponent = exponent_of(om_col_text(st, 23)),
			.party_code = om_col_text(st, 24),
			.ref = om_col_text(st, 25),
		};

		if (query->owed && line.qty.micro <= line.shipped.micro)
			continue;
		if ((status = row(om, &doc, &line, ctx)) != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}
