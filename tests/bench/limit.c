/*
 * The limit that om is measured against: the rows that om writes, under the
 * same pragmas, by prepared statements, and nothing else. No checks, no
 * hashes, no messages; the schema is om's own, as `om init` leaves it.
 *   limit DB items FILE.csv | orders FILE.csv | order CUSTOMER SKU:QTY... | export
 * Files are split at commas: tests/bench/data.awk makes none that need more.
 */
#include "limit.h"

sqlite3 *db;

_Noreturn void die(const char *subject)
{
	fprintf(stderr, "limit: %s: %s\n", subject, db ? sqlite3_errmsg(db) : "failed");
	exit(1);
}

static void run_sql(const char *sql)
{
	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		die(sql);
}

sqlite3_stmt *prepare(const char *sql)
{
	sqlite3_stmt *st;

	if (sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, NULL))
		die(sql);
	return st;
}

void bind_text(sqlite3_stmt *st, int place, const char *s)
{
	if (s && *s)
		sqlite3_bind_text(st, place, s, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(st, place);
}

void bind_int(sqlite3_stmt *st, int place, int64_t n)
{
	sqlite3_bind_int64(st, place, n);
}

void write_row(sqlite3_stmt *st)
{
	if (sqlite3_step(st) != SQLITE_DONE)
		die(sqlite3_sql(st));
	sqlite3_reset(st);
}

void read_row(sqlite3_stmt *st)
{
	if (sqlite3_step(st) != SQLITE_ROW)
		die(sqlite3_sql(st));
}

const char *text_of(sqlite3_stmt *st, int column)
{
	const char *s = (const char *)sqlite3_column_text(st, column);

	return s ? s : "";
}

static void open_database(const char *path, bool writes)
{
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, 1 << 20);
	if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL))
		die(path);
	run_sql(writes ? "PRAGMA synchronous=FULL; PRAGMA journal_mode=TRUNCATE; "
			 "PRAGMA foreign_keys=ON; PRAGMA cache_size=-65536; BEGIN IMMEDIATE"
		       : "BEGIN");
}

static void commit(void)
{
	run_sql("COMMIT");
}

int64_t parse_micro(const char *s)
{
	int64_t n = 0, unit = MICRO;

	for (; *s >= '0' && *s <= '9'; s++)
		n = 10 * n + (*s - '0');
	n *= MICRO;
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++)
			n += (*s - '0') * (unit /= 10);
	return n;
}

int split(char *row, char *columns[COLUMNS_MAX])
{
	int n = 0;

	row[strcspn(row, "\n")] = '\0';
	while (row && n < COLUMNS_MAX)
		columns[n++] = strsep(&row, ",");
	return n;
}

FILE *open_rows(const char *path)
{
	FILE *f = fopen(path, "r");
	int c;

	if (!f)
		die(path);
	while ((c = getc(f)) != EOF && c != '\n')
		;
	return f;
}

sqlite3_stmt *prepare_log(void)
{
	return prepare("INSERT INTO log (at, who, verb, object, detail, content, hash) "
		       "VALUES (?, ?, ?, ?, '', ?, ?)");
}

void add_log(sqlite3_stmt *st, const char *verb, const char *object)
{
	bind_text(st, 1, NOW);
	bind_text(st, 2, WHO);
	bind_text(st, 3, verb);
	bind_text(st, 4, object);
	bind_text(st, 5, HASH);
	bind_text(st, 6, HASH);
	write_row(st);
}

static void bind_optional(sqlite3_stmt *st, int place, const char *s, int64_t unit)
{
	if (*s)
		bind_int(st, place, parse_micro(s) / unit);
	else
		sqlite3_bind_null(st, place);
}

/* sku,name,type,category,unit,pack,price,cost,tax,barcode,lead_days,reorder_point,reorder_qty */
static void write_items(const char *path)
{
	sqlite3_stmt *item = prepare("INSERT INTO item (sku, name, type, category, unit, pack, "
				     "price, cost, tax, lead_days, reorder_point, reorder_qty, "
				     "active) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,1)");
	sqlite3_stmt *barcode = prepare("INSERT INTO barcode (code, item) VALUES (?, ?)");
	sqlite3_stmt *log = prepare_log();
	char row[1024], *c[COLUMNS_MAX];
	FILE *f = open_rows(path);

	while (fgets(row, sizeof(row), f)) {
		if (split(row, c) != 13)
			die(row);
		for (int i = 0; i < 6; i++)
			bind_text(item, i + 1, c[i]);
		bind_int(item, 7, parse_micro(c[6]));
		bind_optional(item, 8, c[7], 1);
		bind_int(item, 9, parse_micro(c[8]));
		bind_optional(item, 10, c[10], MICRO);
		bind_optional(item, 11, c[11], 1);
		bind_optional(item, 12, c[12], 1);
		write_row(item);
		if (*c[9]) {
			bind_text(barcode, 1, c[9]);
			bind_int(barcode, 2, sqlite3_last_insert_rowid(db));
			write_row(barcode);
		}
		add_log(log, "item add", c[0]);
	}
	fclose(f);
}

/* Millionths with the decimals they need, at least so many. */
static const char *micro_text(char *to, size_t size, int64_t n, int decimals)
{
	int end = snprintf(to, size, "%lld.%06lld", (long long)(n / MICRO), (long long)(n % MICRO));

	for (int least = end - 6 + decimals; end > least && to[end - 1] == '0'; end--)
		to[end - 1] = '\0';
	if (to[end - 1] == '.')
		to[end - 1] = '\0';
	return to;
}

static void export_lines(void)
{
	sqlite3_stmt *st = prepare(
		"SELECT d.number, l.pos, l.sku, l.name, l.qty, l.unit, l.price, l.discount, "
		"l.net, COALESCE((SELECT SUM(r.qty) FROM reservation r WHERE r.line = l.id), 0), "
		"CASE WHEN d.shipped <> 'none' THEN COALESCE((SELECT SUM(s.qty) FROM line s "
		"JOIN document sd ON sd.id = s.document WHERE s.source = l.id "
		"AND sd.kind = 'shipment'), 0) ELSE 0 END, "
		"CASE WHEN d.invoiced <> 'none' THEN COALESCE((SELECT SUM(s.qty) FROM line s "
		"JOIN document sd ON sd.id = s.document WHERE s.source = l.id "
		"AND sd.kind = 'invoice'), 0) ELSE 0 END "
		"FROM document d JOIN line l ON l.document = d.id WHERE d.kind = 'order' "
		"ORDER BY d.id, l.pos");
	char qty[32], price[32], discount[32], reserved[32], shipped[32], invoiced[32], back[32];
	int rc;

	puts("number,line,sku,name,qty,unit,price,discount_percent,net,reserved,shipped,invoiced,"
	     "backordered");
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		int64_t n[12];

		for (int i = 0; i < 12; i++)
			n[i] = sqlite3_column_int64(st, i);
		printf("%s,%lld,%s,%s,%s,%s,%s,%s,%lld.%02lld,%s,%s,%s,%s\n", text_of(st, 0),
		       (long long)n[1], text_of(st, 2), text_of(st, 3),
		       micro_text(qty, sizeof(qty), n[4], 0), text_of(st, 5),
		       micro_text(price, sizeof(price), n[6], 2),
		       micro_text(discount, sizeof(discount), n[7], 0), (long long)(n[8] / 100),
		       (long long)(n[8] % 100), micro_text(reserved, sizeof(reserved), n[9], 0),
		       micro_text(shipped, sizeof(shipped), n[10], 0),
		       micro_text(invoiced, sizeof(invoiced), n[11], 0),
		       micro_text(back, sizeof(back), n[4] - n[10] - n[9], 0));
	}
	if (rc != SQLITE_DONE)
		die("export");
}

int main(int argc, char **argv)
{
	const char *mode = argc > 2 ? argv[2] : "";
	bool exports = strcmp(mode, "export") == 0 && argc == 3;

	if (!exports && argc < 4) {
		fputs("usage: limit DB items|orders FILE | order CUSTOMER SKU:QTY... | export\n",
		      stderr);
		return 2;
	}
	open_database(argv[1], !exports);
	if (exports)
		export_lines();
	else if (strcmp(mode, "items") == 0)
		write_items(argv[3]);
	else if (strcmp(mode, "orders") == 0)
		write_orders(argv[3]);
	else if (strcmp(mode, "order") == 0)
		write_one_order(argv[3], argv + 4, argc - 4);
	else
		die(mode);
	commit();
	return fflush(stdout) ? 1 : 0;
}
