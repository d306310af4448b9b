/* The rules of om check, one query each. */
#include "store/audit.h"

#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

#define SUM_OF(expr, rest) "COALESCE((SELECT CAST(SUM(" expr ") AS BIGINT) FROM " rest "), 0)"
#define SENT "sd.kind = 'shipment' AND sd.state IN ('dispatched', 'delivered')"
#define SHIPPED                                                          \
	SUM_OF("s.qty", "line s JOIN document sd ON sd.id = s.document " \
			"WHERE s.source = l.id AND " SENT)
#define RESERVED SUM_OF("r.qty", "reservation r WHERE r.line = l.id")
#define BILLED(sources)                                         \
	SUM_OF("v.qty",                                         \
	       "line v JOIN document vd ON vd.id = v.document " \
	       "WHERE vd.kind = 'invoice' AND vd.state <> 'cancelled' AND v.source " sources)
#define ORDER_LINE "d.number || ' line ' || CAST(l.pos AS TEXT)"
#define ORDER_LINES "FROM document d JOIN line l ON l.document = d.id WHERE d.kind = 'order' "
/*
 * A series: as many numbers as were given, from 1 to the last one given. They
 * are unique, so that leaves no hole. `digits` is where they begin in `number`.
 */
#define NUMBERED(prefix, number, digits, from)                                               \
	"SELECT '" prefix "', g.last, CASE WHEN c.n <> g.last THEN c.n ELSE c.top END FROM " \
	"(SELECT COALESCE((SELECT s.last FROM series s WHERE s.prefix = '" prefix            \
	"'), 0) AS last) g CROSS JOIN (SELECT COUNT(*) AS n, "                               \
	"COALESCE(MAX(CAST(substr(" number ", " digits ") AS BIGINT)), 0) AS top, "          \
	"COALESCE(MIN(CAST(substr(" number ", " digits ") AS BIGINT)), 1) AS low FROM " from \
	") c WHERE c.n <> g.last OR c.top <> g.last OR c.low <> 1"

/* The queries stand in the order of the table below. */
static const char *const sql[] = {
	/* S1 */
	"SELECT i.sku || ' at ' || w.code, " SUM_OF(
		"m.qty",
		"movement m WHERE "
		"m.item = i.id AND m.location = w.id") ", COALESCE(s.on_hand, 0) "
						       "FROM item i CROSS JOIN location w LEFT "
						       "JOIN stock s "
						       "ON s.item = i.id AND s.location = w.id "
						       "WHERE COALESCE(s.on_hand, 0) <> " SUM_OF(
							       "m.qty",
							       "movement m WHERE m.item = i.id AND "
							       "m.location = w.id"),
	/* S2 */
	"SELECT i.sku || ' at ' || w.code, " SUM_OF(
		"m.value",
		"movement m WHERE "
		"m.item = i.id AND m.location = w.id") ", s.value FROM stock s "
						       "JOIN item i ON i.id = s.item JOIN location "
						       "w ON w.id = s.location "
						       "WHERE s.value <> " SUM_OF(
							       "m.value",
							       "movement m WHERE m.item = s.item "
							       "AND m.location = s.location"),
	/* S3 */
	"SELECT i.sku || ' at ' || w.code, s.on_hand, s.reserved FROM stock s "
	"JOIN item i ON i.id = s.item JOIN location w ON w.id = s.location "
	"WHERE s.reserved < 0 OR s.reserved > s.on_hand OR s.on_hand < 0",
	/* S4 */
	"SELECT i.sku || ' at ' || w.code, COALESCE(r.qty, 0), COALESCE(s.reserved, 0) "
	"FROM item i CROSS JOIN location w "
	"LEFT JOIN stock s ON s.item = i.id AND s.location = w.id "
	"LEFT JOIN (SELECT item, location, CAST(SUM(qty) AS BIGINT) AS qty FROM reservation "
	"GROUP BY item, location) r ON r.item = i.id AND r.location = w.id "
	"WHERE COALESCE(s.reserved, 0) <> COALESCE(r.qty, 0)",
	/* S5 */
	"SELECT i.sku || ' at ' || w.code, 0, s.value FROM stock s "
	"JOIN item i ON i.id = s.item JOIN location w ON w.id = s.location "
	"WHERE s.on_hand = 0 AND s.value <> 0",
	/* S6 */
	"SELECT " ORDER_LINE ", 'a goods line of a confirmed order', "
	"d.kind || ' ' || d.state FROM reservation r JOIN line l ON l.id = r.line "
	"JOIN document d ON d.id = l.document WHERE d.kind <> 'order' "
	"OR d.state <> 'confirmed' OR l.service = 1 OR l.closed = 1 OR r.item <> l.item",
	/* S7 */
	"SELECT 'movement ' || CAST(m.id AS TEXT), 'the signs of its kind', m.kind || ' ' || "
	"CAST(m.qty AS TEXT) || ' ' || CAST(m.value AS TEXT) FROM movement m "
	"WHERE (m.kind = 'ship' AND m.qty > 0) OR (m.kind = 'receive' AND m.qty < 0) "
	"OR (m.qty < 0 AND m.value > 0) OR (m.qty > 0 AND m.value < 0) "
	"OR (m.kind = 'adjust' AND m.reason IS NULL)",
	/* S8 */
	"SELECT b.code, o.sku, i.sku FROM barcode b JOIN item i ON i.sku = b.code "
	"JOIN item o ON o.id = b.item WHERE i.id <> b.item",
	/* L1 */
	"SELECT " ORDER_LINE ", l.qty, " SHIPPED " " ORDER_LINES "AND " SHIPPED " > l.qty",
	/* L2 */
	"SELECT " ORDER_LINE ", l.qty - " SHIPPED ", " RESERVED " " ORDER_LINES
	"AND l.service = 0 AND " RESERVED " > 0 AND " RESERVED " + " SHIPPED " > l.qty",
	/* L3 */
	"SELECT g.number || ' ' || g.sku || ' at ' || w.code, COALESCE(r.qty, 0), g.qty FROM "
	"(SELECT MIN(d.number) AS number, l.sku AS sku, l.source AS source, "
	"d.location AS location, CAST(SUM(l.qty) AS BIGINT) AS qty FROM document d "
	"JOIN line l ON l.document = d.id WHERE d.kind = 'shipment' AND d.state = 'ready' "
	"GROUP BY l.sku, l.source, d.location) g JOIN location w ON w.id = g.location "
	"LEFT JOIN reservation r ON r.line = g.source AND r.location = g.location "
	"WHERE g.qty > COALESCE(r.qty, 0)",
	/* L4 */
	"SELECT " ORDER_LINE
	", l.qty, " BILLED("IN (SELECT l.id UNION ALL SELECT s.id FROM line s WHERE s.source = "
			   "l.id)") " " ORDER_LINES
				    "AND " BILLED("IN (SELECT l.id UNION ALL SELECT s.id FROM line "
						  "s WHERE s.source = l.id)") " > l.qty",
	/* L5 */
	"SELECT " ORDER_LINE
	", l.qty, " BILLED("= l.id") " FROM document d "
				     "JOIN line l ON l.document = d.id WHERE d.kind = 'shipment' "
				     "AND d.state IN ('dispatched', 'delivered') AND " BILLED(
					     "= l.id") " > l.qty",
	/* L6 */
	"SELECT " ORDER_LINE ", CASE WHEN d.state IN ('dispatched', 'delivered') "
	"THEN l.qty ELSE 0 END, 0 - " SUM_OF(
		"m.qty",
		"movement m WHERE m.line = l.id") " FROM document d JOIN line l ON l.document = "
						  "d.id WHERE d.kind = 'shipment' "
						  "AND CASE WHEN d.state IN ('dispatched', "
						  "'delivered') THEN l.qty ELSE 0 END <> "
						  "0 - " SUM_OF("m.qty",
								"movement m WHERE m.line = l.id"),
	/* L7 */
	"SELECT 'movement ' || CAST(m.id AS TEXT), 'the line of a shipment', "
	"COALESCE(d.kind, 'none') FROM movement m LEFT JOIN line l ON l.id = m.line "
	"LEFT JOIN document d ON d.id = l.document WHERE (m.kind = 'ship' "
	"AND (d.kind IS NULL OR d.kind <> 'shipment' OR l.item <> m.item "
	"OR d.location <> m.location)) OR (m.kind <> 'ship' AND m.line IS NOT NULL)",
	/* L8 */
	"SELECT " ORDER_LINE ", a.sku, l.sku FROM line l JOIN line a ON a.id = l.source "
	"JOIN document d ON d.id = l.document WHERE a.item <> l.item",
	/* L9 */
	"SELECT d.number, 'at least one line', 'none' FROM document d "
	"WHERE NOT EXISTS (SELECT 1 FROM line l WHERE l.document = d.id)",
	/* L10 */
	"SELECT " ORDER_LINE ", 'a paper it is made from, same party and currency', sd.number "
	"FROM line l JOIN document d ON d.id = l.document JOIN line s ON s.id = l.source "
	"JOIN document sd ON sd.id = s.document WHERE sd.party <> d.party "
	"OR sd.currency <> d.currency OR NOT ((d.kind = 'order' AND sd.kind = 'quote') "
	"OR (d.kind = 'shipment' AND sd.kind = 'order') "
	"OR (d.kind = 'invoice' AND sd.kind IN ('order', 'shipment')))",
	/* D4 */
	"SELECT d.number, 'a state of its kind', d.kind || ' ' || d.state FROM document d "
	"WHERE NOT ((d.kind = 'quote' AND d.state IN ('draft', 'sent', 'accepted', "
	"'declined', 'expired')) OR (d.kind = 'order' AND d.state IN ('draft', "
	"'confirmed', 'closed', 'cancelled')) OR (d.kind = 'shipment' AND d.state IN "
	"('ready', 'dispatched', 'delivered', 'cancelled')) OR (d.kind = 'invoice' "
	"AND d.state IN ('draft', 'posted', 'cancelled')))",
	/* D5 */
	"SELECT d.number, 'no goods left to ship', 'line ' || CAST(l.pos AS TEXT) || "
	"' is open' FROM document d JOIN line l ON l.document = d.id "
	"WHERE d.kind = 'order' AND d.state = 'closed' AND l.service = 0 AND l.closed = 0 "
	"AND " SHIPPED " < l.qty",
	/* D6 */
	"SELECT d.number, 'nothing shipped or billed', 'line ' || CAST(l.pos AS TEXT) "
	"FROM document d JOIN line l ON l.document = d.id WHERE d.kind = 'order' "
	"AND d.state IN ('draft', 'cancelled') AND (EXISTS (SELECT 1 FROM line s "
	"JOIN document sd ON sd.id = s.document WHERE s.source = l.id "
	"AND sd.state <> 'cancelled'))",
	/* D7 */
	"SELECT d.number, 'only what papers of its kind have', d.kind FROM document d "
	"WHERE (d.kind <> 'order' AND (d.held = 1 OR d.shipped <> 'none' "
	"OR d.invoiced <> 'none')) OR (d.kind NOT IN ('order', 'quote') "
	"AND d.required IS NOT NULL) OR (d.kind <> 'quote' AND d.valid_until IS NOT NULL) "
	"OR (d.kind <> 'shipment' AND (d.carrier IS NOT NULL OR d.tracking IS NOT NULL)) "
	"OR (d.kind = 'shipment' AND d.location IS NULL) "
	"OR (d.kind <> 'invoice' AND (d.due IS NOT NULL OR d.draft IS NOT NULL)) "
	"OR (d.kind = 'invoice' AND d.state = 'posted' AND d.draft IS NULL) "
	"OR (d.kind <> 'order' AND EXISTS (SELECT 1 FROM line l WHERE l.document = d.id "
	"AND l.closed = 1))",
	/* D8 */
	"SELECT " ORDER_LINE ", 'no more than a unit for each part', CAST(l.rest AS TEXT) "
	"FROM line l JOIN document d ON d.id = l.document LEFT JOIN line a ON a.id = l.source "
	"LEFT JOIN document ad ON ad.id = a.document WHERE l.rest <> 0 "
	"AND (d.kind <> 'invoice' OR abs(l.rest) > (SELECT COUNT(*) FROM line v "
	"JOIN document vd ON vd.id = v.document WHERE vd.kind = 'invoice' AND v.source IN "
	"(SELECT o.id FROM line o WHERE o.id = CASE WHEN ad.kind = 'order' THEN a.id "
	"ELSE a.source END UNION ALL SELECT s.id FROM line s WHERE s.source = "
	"CASE WHEN ad.kind = 'order' THEN a.id ELSE a.source END)))",
	/* M1 */
	"SELECT d.number, CASE WHEN d.state = 'posted' THEN d.total - " SUM_OF(
		"a.amount",
		"allocation a WHERE a.document = d.id") " ELSE 0 END, d.open "
							"FROM document d WHERE d.open <> CASE WHEN "
							"d.kind = 'invoice' "
							"AND d.state = 'posted' THEN d.total "
							"- " SUM_OF("a.amount",
								    "allocation a WHERE a.document "
								    "= d.id") " ELSE 0 END",
	/* M2 */
	"SELECT m.number, m.amount, " SUM_OF(
		"a.amount", "allocation a WHERE a.payment = m.id") " FROM payment m WHERE m.amount "
								   "< " SUM_OF("a.amount",
									       "allocation a WHERE "
									       "a.payment = m.id"),
	/* M3 */
	"SELECT m.number, 'invoices of its own customer', d.number FROM allocation a "
	"JOIN payment m ON m.id = a.payment JOIN document d ON d.id = a.document "
	"WHERE d.party <> m.party OR d.kind <> 'invoice' OR d.currency <> m.currency",
	/* M4 */
	"SELECT d.number, 0, d.open FROM document d WHERE d.kind = 'invoice' AND d.open < 0",
	/* N1 */
	NUMBERED("INV", "x.number", "5", "document x WHERE x.number LIKE 'INV-%'"),
	/* N2 */
	NUMBERED("Q", "x.number", "3", "document x WHERE x.number LIKE 'Q-%'"),
	/* N3 */
	NUMBERED("SO", "x.number", "4", "document x WHERE x.number LIKE 'SO-%'"),
	/* N4 */
	NUMBERED("SH", "x.number", "4", "document x WHERE x.number LIKE 'SH-%'"),
	/* N5 */
	NUMBERED("DRAFT", "COALESCE(x.draft, x.number)", "7",
		 "document x WHERE COALESCE(x.draft, x.number) LIKE 'DRAFT-%'"),
	/* N6 */
	NUMBERED("PAY", "x.number", "5", "payment x"),
	/* N7 */
	"SELECT d.number, CASE WHEN d.kind = 'quote' THEN 'Q-' WHEN d.kind = 'order' "
	"THEN 'SO-' WHEN d.kind = 'shipment' THEN 'SH-' WHEN d.state = 'posted' "
	"THEN 'INV-' ELSE 'DRAFT-' END, d.number FROM document d WHERE d.number NOT LIKE "
	"CASE WHEN d.kind = 'quote' THEN 'Q-%' WHEN d.kind = 'order' THEN 'SO-%' "
	"WHEN d.kind = 'shipment' THEN 'SH-%' WHEN d.state = 'posted' THEN 'INV-%' "
	"ELSE 'DRAFT-%' END",
	/* N8 */
	"SELECT a.number, 'due on or after ' || a.date, a.due "
	"FROM document a WHERE a.kind = 'invoice' AND a.state = 'posted' "
	"AND (a.due IS NULL OR a.due < a.date)",
	/* N9 */
	"SELECT MAX(d.number), MIN(d.number), d.channel || ' ' || d.ref FROM document d "
	"WHERE d.kind = 'order' AND d.ref IS NOT NULL AND d.channel IS NOT NULL "
	"AND d.state <> 'cancelled' GROUP BY d.channel, d.ref HAVING COUNT(*) > 1",
	/* H5 */
	"SELECT l.object, 'what the log made', 'nothing' FROM log l WHERE l.verb IN "
	"('quote new', 'quote copy', 'order new', 'order import', 'ship new', 'invoice new', "
	"'payment new') AND NOT EXISTS (SELECT 1 FROM document d WHERE d.number = l.object) "
	"AND NOT EXISTS (SELECT 1 FROM document d WHERE d.draft = l.object) "
	"AND NOT EXISTS (SELECT 1 FROM payment p WHERE p.number = l.object)",
};

const struct om_audit_rule om_audit_table[] = {
	{"S1", "stock on hand is the sum of its movements", OM_AUDIT_QTY},
	{"S2", "the value of stock is the sum of its movements' values", OM_AUDIT_MONEY},
	{"S3", "no more is reserved than is on hand", OM_AUDIT_QTY},
	{"S4", "what stock says is reserved is the sum of the reservations", OM_AUDIT_QTY},
	{"S5", "an empty shelf has no value", OM_AUDIT_MONEY},
	{"S6", "only open goods lines of confirmed orders have reservations", OM_AUDIT_TEXT},
	{"S7", "a movement has the signs and the reason of its kind", OM_AUDIT_TEXT},
	{"S8", "a barcode is no other item's SKU", OM_AUDIT_TEXT},
	{"L1", "no more is shipped than was ordered", OM_AUDIT_QTY},
	{"L2", "no more is reserved than is still to be shipped", OM_AUDIT_QTY},
	{"L3", "what stands on ready shipments is reserved where they ship from", OM_AUDIT_QTY},
	{"L4", "no more is invoiced than was ordered", OM_AUDIT_QTY},
	{"L5", "no more of a shipment is invoiced than it held", OM_AUDIT_QTY},
	{"L6", "a dispatched line has taken its goods out, and no other has", OM_AUDIT_QTY},
	{"L7", "a movement out for an order has its shipment's line", OM_AUDIT_TEXT},
	{"L8", "a line is of the same item as the line it came from", OM_AUDIT_TEXT},
	{"L9", "a document has lines", OM_AUDIT_TEXT},
	{"L10", "a line comes from a paper of the same party and currency", OM_AUDIT_TEXT},
	{"D4", "a document is in a state of its kind", OM_AUDIT_TEXT},
	{"D5", "a closed order has nothing left to ship", OM_AUDIT_TEXT},
	{"D6", "a draft or cancelled order has no shipment or invoice", OM_AUDIT_TEXT},
	{"D7", "a document has only what papers of its kind have", OM_AUDIT_TEXT},
	{"D8", "only an invoice takes a rest, of the rounding of its parts", OM_AUDIT_TEXT},
	{"M1", "what an invoice leaves open is its total less its payments", OM_AUDIT_MONEY},
	{"M2", "a payment pays no more than it brought", OM_AUDIT_MONEY},
	{"M3", "a payment pays invoices of its own customer and currency", OM_AUDIT_TEXT},
	{"M4", "an invoice is not paid beyond its total", OM_AUDIT_MONEY},
	{"N1", "invoice numbers have no holes", OM_AUDIT_COUNT},
	{"N2", "quote numbers have no holes", OM_AUDIT_COUNT},
	{"N3", "order numbers have no holes", OM_AUDIT_COUNT},
	{"N4", "shipment numbers have no holes", OM_AUDIT_COUNT},
	{"N5", "draft numbers have no holes", OM_AUDIT_COUNT},
	{"N6", "payment numbers have no holes", OM_AUDIT_COUNT},
	{"N7", "a number has the prefix of its kind", OM_AUDIT_TEXT},
	{"N8", "a posted invoice is due on its date or later", OM_AUDIT_TEXT},
	{"N9", "a channel's reference names one order", OM_AUDIT_TEXT},
	{"H5", "what the log made is there", OM_AUDIT_TEXT},
};
const size_t om_audit_table_size = sizeof(om_audit_table) / sizeof(om_audit_table[0]);

_Static_assert(sizeof(sql) / sizeof(sql[0]) == sizeof(om_audit_table) / sizeof(om_audit_table[0]),
	       "a query a rule");

OM_SQLSET(om_audit_sqlset, "audit", sql);

enum { LOGGED };
static const char *const log_sql[] = {
	[LOGGED] = "SELECT content FROM log WHERE object = $1 AND content <> '' "
		   "AND substr(verb, 1, length(CAST($2 AS TEXT))) = $2 "
		   "ORDER BY id DESC LIMIT 1",
};
OM_SQLSET(om_audit_log_sqlset, "audit", log_sql);

int om_audit_run(struct om *om, size_t i,
		 int (*breach)(struct om *om, const struct om_audit_rule *rule,
			       const struct om_breach *breach, void *ctx),
		 void *ctx)
{
	const struct om_audit_rule *rule = &om_audit_table[i];
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[i], OM_NO_ARGS);

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_breach b = {.object = om_col_text(st, 0)};

		if (rule->unit == OM_AUDIT_TEXT) {
			b.expected_text = om_col_text(st, 1);
			b.found_text = om_col_text(st, 2);
		} else {
			b.expected = om_col_int(st, 1);
			b.found = om_col_int(st, 2);
		}
		if ((status = breach(om, rule, &b, ctx)) != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

int om_audit_logged(struct om *om, const char *command, const char *object, const char **content)
{
	struct om_stmt *st;
	int status =
		om_db_get(om, &st, log_sql[LOGGED], OM_ARGS(om_v_text(object), om_v_text(command)));

	*content = NULL;
	if (status == OM_OK) {
		*content = om_strdup(om->arena, om_col_text(st, 0));
		om_db_reset(st);
	}
	return status == OM_DONE ? OM_OK : status;
}
