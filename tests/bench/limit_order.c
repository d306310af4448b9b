/* Orders: what om-order import --confirm writes for a file, and om-order new for one. */
#include "limit.h"

#define GOODS "SELECT id, sku, name, unit, type = 'service', price, tax FROM item"

enum { RATES_MAX = 8, LINES_MAX = 64 };

/* The sums of an order by tax rate. */
struct sums {
	int64_t rate[RATES_MAX], base[RATES_MAX], net, tax;
	int n;
};

/* An item as lines need it. */
struct goods {
	int64_t id, service, price, rate;
	char sku[32], name[96], unit[16];
};

/* One line of an order. */
struct line {
	struct goods goods;
	int64_t id, qty, price, discount, net;
};

/* All of them, by SKU: for a file of orders, which asks for most. */
static struct goods *table;
static size_t table_size; /* a power of two; 0: not read, each is looked up */

struct order {
	int64_t id, party, address, ship_to;
	char number[24], terms[32], currency[4];
	struct line lines[LINES_MAX];
	int n_lines;
};

static void keep_text(char *to, size_t size, sqlite3_stmt *st, int column)
{
	const char *s = text_of(st, column);
	size_t n = strlen(s) + 1;

	if (n > size)
		die("too long a text");
	memcpy(to, s, n);
}

static struct {
	sqlite3_stmt *party, *goods, *series, *address, *address_id, *document, *line, *state,
		*stock, *reservation, *log;
} order_sql;

static void prepare_order(void)
{
	order_sql.party = prepare("SELECT id, address, terms, currency FROM party "
				  "WHERE role = 'customer' AND code = ?");
	order_sql.goods = prepare(GOODS " WHERE sku = ?");
	order_sql.series = prepare("INSERT INTO series (prefix, last) VALUES ('SO', 1) "
				   "ON CONFLICT (prefix) DO UPDATE SET last = series.last + 1 "
				   "RETURNING last");
	order_sql.document = prepare(
		"INSERT INTO document (kind, number, state, date, required, party, bill_to, "
		"ship_to, ref, channel, terms, billing, currency, net, tax, total, digest) VALUES "
		"('order', ?, 'draft', ?, ?, ?, ?, ?, ?, ?, ?, 'shipped', ?, ?, ?, ?, ?)");
	order_sql.line = prepare(
		"INSERT INTO line (document, pos, item, sku, name, unit, service, qty, price, "
		"discount, net, tax_rate) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
	order_sql.log = prepare_log();
}

static void prepare_import(void)
{
	order_sql.address = prepare("INSERT INTO address (digest, name, street, city, postcode, "
				    "country) VALUES (?,?,?,?,?,?) "
				    "ON CONFLICT (digest) DO NOTHING");
	order_sql.address_id = prepare("SELECT id FROM address WHERE digest = ?");
	order_sql.state = prepare("UPDATE document SET state = 'confirmed' WHERE id = ?");
	order_sql.stock = prepare("UPDATE stock SET reserved = reserved + ?3 WHERE item = ?1 "
				  "AND location = ?2 AND on_hand - reserved >= ?3");
	order_sql.reservation = prepare("INSERT INTO reservation (line, location, item, qty) "
					"VALUES (?,?,?,?)");
}

static void read_party(struct order *order, const char *code)
{
	sqlite3_stmt *st = order_sql.party;

	bind_text(st, 1, code);
	read_row(st);
	order->party = sqlite3_column_int64(st, 0);
	order->address = order->ship_to = sqlite3_column_int64(st, 1);
	keep_text(order->terms, sizeof(order->terms), st, 2);
	keep_text(order->currency, sizeof(order->currency), st, 3);
	sqlite3_reset(st);
}

static int64_t round_to(__int128 n, __int128 d)
{
	return (int64_t)((n + d / 2) / d);
}

static void read_goods(sqlite3_stmt *st, struct goods *goods)
{
	goods->id = sqlite3_column_int64(st, 0);
	keep_text(goods->sku, sizeof(goods->sku), st, 1);
	keep_text(goods->name, sizeof(goods->name), st, 2);
	keep_text(goods->unit, sizeof(goods->unit), st, 3);
	goods->service = sqlite3_column_int64(st, 4);
	goods->price = sqlite3_column_int64(st, 5);
	goods->rate = sqlite3_column_int64(st, 6);
}

/* Where it is in the table, or belongs. */
static struct goods *place_of(const char *sku)
{
	uint32_t h = 2166136261u; /* FNV-1a */

	for (const char *s = sku; *s; s++)
		h = (h ^ (unsigned char)*s) * 16777619u;
	h ^= h >> 16;
	while (table[h & (table_size - 1)].id && strcmp(table[h & (table_size - 1)].sku, sku) != 0)
		h++;
	return &table[h & (table_size - 1)];
}

static void read_table(void)
{
	sqlite3_stmt *count = prepare("SELECT COUNT(*) FROM item");
	sqlite3_stmt *st = prepare(GOODS);

	read_row(count);
	for (table_size = 64; table_size < 2 * (size_t)sqlite3_column_int64(count, 0);)
		table_size *= 2;
	sqlite3_reset(count);
	table = calloc(table_size, sizeof(*table));
	if (!table)
		die("no memory");
	while (sqlite3_step(st) == SQLITE_ROW)
		read_goods(st, place_of(text_of(st, 1)));
	sqlite3_reset(st);
}

static struct goods find_goods(const char *sku)
{
	struct goods goods;

	if (table_size)
		return *place_of(sku);
	bind_text(order_sql.goods, 1, sku);
	read_row(order_sql.goods);
	read_goods(order_sql.goods, &goods);
	sqlite3_reset(order_sql.goods);
	return goods;
}

/* price "": the item's own */
static void add_line(struct order *order, const char *sku, int64_t qty, const char *price,
		     const char *discount)
{
	struct line *line = &order->lines[order->n_lines++];

	if (order->n_lines == LINES_MAX)
		die("too many lines");
	line->goods = find_goods(sku);
	line->price = *price ? parse_micro(price) : line->goods.price;
	line->qty = qty;
	line->discount = parse_micro(discount);
	line->net = round_to((__int128)qty * line->price * (100 * MICRO - line->discount),
			     (__int128)MICRO * MICRO * MICRO);
}

static void add_up(const struct order *order, struct sums *sums)
{
	*sums = (struct sums){0};
	for (int i = 0; i < order->n_lines; i++) {
		const struct line *line = &order->lines[i];
		int k = 0;

		while (k < sums->n && sums->rate[k] != line->goods.rate)
			k++;
		if (k == RATES_MAX)
			die("too many rates");
		if (k == sums->n)
			sums->n++;
		sums->rate[k] = line->goods.rate;
		sums->base[k] += line->net;
		sums->net += line->net;
	}
	for (int k = 0; k < sums->n; k++)
		sums->tax += round_to((__int128)sums->base[k] * sums->rate[k], 100 * MICRO);
}

static void write_line(const struct order *order, struct line *line, int pos)
{
	sqlite3_stmt *st = order_sql.line;

	bind_int(st, 1, order->id);
	bind_int(st, 2, pos);
	bind_int(st, 3, line->goods.id);
	bind_text(st, 4, line->goods.sku);
	bind_text(st, 5, line->goods.name);
	bind_text(st, 6, line->goods.unit);
	bind_int(st, 7, line->goods.service);
	bind_int(st, 8, line->qty);
	bind_int(st, 9, line->price);
	bind_int(st, 10, line->discount);
	bind_int(st, 11, line->net);
	bind_int(st, 12, line->goods.rate);
	write_row(st);
	line->id = sqlite3_last_insert_rowid(db);
}

/* A draft: its number, its row, its lines and its log row. ref NULL: by hand. */
static void write_order(struct order *order, const char *date, const char *required,
			const char *ref, const char *verb)
{
	sqlite3_stmt *st = order_sql.document;
	struct sums sums;

	add_up(order, &sums);
	read_row(order_sql.series);
	snprintf(order->number, sizeof(order->number), "SO-%05lld",
		 (long long)sqlite3_column_int64(order_sql.series, 0));
	sqlite3_reset(order_sql.series);
	bind_text(st, 1, order->number);
	bind_text(st, 2, date);
	bind_text(st, 3, required);
	bind_int(st, 4, order->party);
	bind_int(st, 5, order->address);
	bind_int(st, 6, order->ship_to);
	bind_text(st, 7, ref);
	bind_text(st, 8, ref ? "bench" : NULL);
	bind_text(st, 9, order->terms);
	bind_text(st, 10, order->currency);
	bind_int(st, 11, sums.net);
	bind_int(st, 12, sums.tax);
	bind_int(st, 13, sums.net + sums.tax);
	bind_text(st, 14, ref ? HASH : NULL);
	write_row(st);
	order->id = sqlite3_last_insert_rowid(db);
	for (int i = 0; i < order->n_lines; i++)
		write_line(order, &order->lines[i], i + 1);
	add_log(order_sql.log, verb, order->number);
}

/* All of the stock lies at location 1, and there is enough of it. */
static void confirm_order(const struct order *order)
{
	for (int i = 0; i < order->n_lines; i++) {
		const struct line *line = &order->lines[i];

		bind_int(order_sql.stock, 1, line->goods.id);
		bind_int(order_sql.stock, 2, 1);
		bind_int(order_sql.stock, 3, line->qty);
		write_row(order_sql.stock);
		if (sqlite3_changes(db) != 1)
			die("out of stock");
		bind_int(order_sql.reservation, 1, line->id);
		bind_int(order_sql.reservation, 2, 1);
		bind_int(order_sql.reservation, 3, line->goods.id);
		bind_int(order_sql.reservation, 4, line->qty);
		write_row(order_sql.reservation);
	}
	bind_int(order_sql.state, 1, order->id);
	write_row(order_sql.state);
	add_log(order_sql.log, "order confirm", order->number);
}

/* The name, street, city, region, postcode and country of a delivery; the
 * digest stands in its place: 64 digits, of FNV-1a. */
static void keep_address(struct order *order, char **c)
{
	static const int given[] = {0, 1, 2, 4, 5};
	uint64_t h = UINT64_C(14695981039346656037);
	char digest[65];

	for (int i = 0; i < 5; i++)
		for (const char *s = c[given[i]]; *s; s++)
			h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	snprintf(digest, sizeof(digest), "%016llx%s", (unsigned long long)h, &HASH[16]);
	bind_text(order_sql.address, 1, digest);
	for (int i = 0; i < 5; i++)
		bind_text(order_sql.address, i + 2, c[given[i]]);
	write_row(order_sql.address);
	if (sqlite3_changes(db) == 1) {
		order->ship_to = sqlite3_last_insert_rowid(db);
		return;
	}
	bind_text(order_sql.address_id, 1, digest);
	read_row(order_sql.address_id);
	order->ship_to = sqlite3_column_int64(order_sql.address_id, 0);
	sqlite3_reset(order_sql.address_id);
}

static void finish_order(struct order *order, char head[4][32])
{
	if (!order->n_lines)
		return;
	write_order(order, head[2], head[3], head[0], "order import");
	confirm_order(order);
	order->n_lines = 0;
}

/* ref,customer,date,required,sku,qty,price,discount_percent,ship_name,ship_street,
 * ship_city,ship_region,ship_postcode,ship_country; the rows of an order stand together */
void write_orders(const char *path)
{
	static struct order order;
	char row[1024], head[4][32] = {"", "", "", ""}, *c[COLUMNS_MAX];
	FILE *f = open_rows(path);

	prepare_order();
	prepare_import();
	read_table();
	while (fgets(row, sizeof(row), f)) {
		if (split(row, c) != 14)
			die(row);
		if (strcmp(c[0], head[0]) != 0) {
			finish_order(&order, head);
			for (int i = 0; i < 4; i++)
				snprintf(head[i], sizeof(head[i]), "%s", c[i]);
			read_party(&order, c[1]);
			if (*c[8])
				keep_address(&order, c + 8);
		}
		add_line(&order, c[4], parse_micro(c[5]), c[6], c[7]);
	}
	finish_order(&order, head);
	fclose(f);
}

void write_one_order(const char *customer, char **words, int n)
{
	static struct order order;

	prepare_order();
	read_party(&order, customer);
	for (int i = 0; i < n; i++) {
		const char *sku = strsep(&words[i], ":");

		add_line(&order, sku, parse_micro(words[i] ? words[i] : "1"), "", "");
	}
	write_order(&order, TODAY, NULL, NULL, "order new");
	puts(order.number);
}
