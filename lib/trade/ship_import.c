/* A warehouse's confirmation: what it sent, made into dispatched shipments. */
#include "trade/ship.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/item.h"
#include "store/setting.h"
#include "trade/document.h"
#include "trade/paper_rows.h"

enum { ORDER, REF, DATE, CARRIER, TRACKING, SKU, QTY, CHANNEL, COLUMNS };

const struct om_sheet_column om_ship_sheet[] = {
	[ORDER] = {.name = "order", .help = "the order's number; or"},
	[REF] = {.name = "ref", .help = "the channel's number of the order"},
	[DATE] = {.name = "date", .help = "day it left; empty: --date or today"},
	[CARRIER] = {.name = "carrier", .help = "who carries it"},
	[TRACKING] = {.name = "tracking", .help = "the carrier's number"},
	[SKU] = {.name = "sku", .help = "what was sent; none: all that is reserved"},
	[QTY] = {.name = "qty", .number = true, .help = "how many of it"},
	[CHANNEL] = {.name = "channel", .help = "of the ref, where several have it"},
	{.name = NULL},
};

/* The confirmation being read: rows alike in all but sku and qty. */
struct group {
	const char *key[COLUMNS];
	om_date date;
	struct om_list lines; /* SKU:QTY */
};

struct reader {
	struct om *om;
	struct om_sheet *sheet;
	struct om_ship_import *import;
	struct om_paper_rows papers;
	struct group group;
};

static const char *get(struct reader *r, size_t column)
{
	const char *s = om_sheet_get(r->sheet, column);

	return s ? s : "";
}

static bool is_same(struct reader *r)
{
	for (size_t c = 0; c < COLUMNS; c++)
		if (c != SKU && c != QTY && strcmp(r->group.key[c], get(r, c)) != 0)
			return false;
	return true;
}

static void begin_group(struct reader *r)
{
	struct group *g = &r->group;

	om_paper_begin(&r->papers);
	*g = (struct group){.date = r->import->date};
	for (size_t c = 0; c < COLUMNS; c++)
		g->key[c] = om_strdup(r->om->arena, get(r, c));
}

static void check_date(struct reader *r)
{
	const char *text = r->group.key[DATE], *why;

	if (!*text || !(why = om_date_parse(text, &r->group.date)))
		return;
	om_fail(r->om, OM_INPUT, "date '%s' %s", om_text_escape(r->om->arena, text), why);
	om_paper_error(&r->papers, om_sheet_at(r->sheet, DATE));
}

static void add_row(struct reader *r)
{
	struct group *g = &r->group;
	struct om *om = r->om;
	const struct om_goods *goods;
	const char *why;
	om_qty qty;

	om_paper_add(&r->papers);
	if (r->papers.n == 1)
		check_date(r);
	if (!*get(r, SKU) && !*get(r, QTY))
		return;
	if (om_goods_get(om, get(r, SKU), &goods) != OM_OK) {
		om_paper_error(&r->papers, om_sheet_at(r->sheet, SKU));
		return;
	}
	why = om_qty_parse(get(r, QTY), &qty);
	if (!why && qty.micro <= 0)
		why = "is not above zero";
	if (why) {
		om_fail(om, OM_INPUT, "qty '%s' %s", om_text_escape(om->arena, get(r, QTY)), why);
		om_paper_error(&r->papers, om_sheet_at(r->sheet, QTY));
		return;
	}
	g->lines.v = om_arena_grow(om->arena, g->lines.v, g->lines.n, &g->lines.room,
				   sizeof(*g->lines.v));
	g->lines.v[g->lines.n++] = om_printf(om->arena, "%s:%s", goods->sku, om_qty_text(om, qty));
}

static int find_order(struct reader *r, struct om_document *order)
{
	const char *const *key = r->group.key;
	struct om *om = r->om;
	int64_t *ids;
	size_t n;
	int status;

	if (*key[ORDER])
		return om_document_get(om, OM_KIND_BIT(OM_ORDER), key[ORDER], order);
	if (!*key[REF])
		return om_fail(om, OM_INPUT, "neither order nor ref is given");
	status = om_order_find_ref(om, *key[CHANNEL] ? key[CHANNEL] : NULL, key[REF], false, &ids,
				   &n);
	if (status != OM_OK)
		return status;
	if (n != 1)
		return om_fail(om, OM_INPUT,
			       n == 0 ? "there is no order with ref '%s'"
				      : "several orders have ref '%s'; a channel column tells them "
					"apart",
			       om_text_escape(om->arena, key[REF]));
	return om_document_load(om, ids[0], order);
}

static void digest_group(const struct group *g, bool dated, const char *order,
			 char digest[OM_HASH_SIZE])
{
	char day[OM_DATE_SIZE];
	struct om_hash h;

	om_hash_init(&h);
	om_hash_text(&h, order);
	om_hash_text(&h, *g->key[DATE] || dated ? om_date_format(g->date, day) : "");
	om_hash_text(&h, g->key[CARRIER]);
	om_hash_text(&h, g->key[TRACKING]);
	for (size_t i = 0; i < g->lines.n; i++)
		om_hash_text(&h, g->lines.v[i]);
	om_hash_end(&h, digest);
}

static int dispatch_group(struct reader *r, const struct om_document *order, const char *digest)
{
	const struct group *g = &r->group;
	struct om_ship_new how = {.lines = g->lines,
				  .carrier = *g->key[CARRIER] ? g->key[CARRIER] : NULL,
				  .tracking = *g->key[TRACKING] ? g->key[TRACKING] : NULL,
				  .date = g->date};
	struct om_list orders = {.v = (const char *[]){order->number}, .n = 1};
	size_t first = r->om->n_refs, last;
	int status = om_ship_new(r->om, &orders, &how);

	last = r->om->n_refs;
	for (size_t i = first; status == OM_OK && i < last; i++) {
		struct om_document shipment;

		status =
			om_document_get(r->om, OM_KIND_BIT(OM_SHIPMENT), r->om->refs[i], &shipment);
		if (status == OM_OK)
			status = om_document_set_digest(r->om, shipment.id, digest);
		if (status == OM_OK)
			status = om_ship_dispatch(r->om, &shipment, g->date, NULL, NULL);
	}
	/* Each number once: dispatch names it again. */
	om_ref_cut(r->om, last);
	return status;
}

/* A date or a tracking number tells a repeat from another shipment. */
static bool is_telling(const struct reader *r)
{
	return r->import->is_dated || *r->group.key[DATE] || *r->group.key[TRACKING];
}

static int write_group(void *ctx)
{
	struct reader *r = ctx;
	struct om_document order = {0};
	char digest[OM_HASH_SIZE];
	bool known = false;
	int status = find_order(r, &order);

	if (status != OM_OK)
		return status;
	digest_group(&r->group, r->import->is_dated, order.number, digest);
	status = om_shipment_find_digest(r->om, order.id, digest, &known);
	if (status != OM_OK || known) {
		r->import->n_known += known;
		if (known && !is_telling(r))
			om_note(r->om,
				"%s:%u: %s was sent so already; is it another shipment, give it a "
				"date or a tracking number",
				r->papers.file, r->papers.line, order.number);
		return status;
	}
	status = dispatch_group(r, &order, digest);
	r->import->n_new += status == OM_OK;
	return status;
}

static int take_row(void *ctx)
{
	struct reader *r = ctx;
	int status;

	if (!r->papers.is_open || !is_same(r)) {
		if ((status = om_paper_end(&r->papers)) != OM_OK)
			return status;
		begin_group(r);
	}
	add_row(r);
	return OM_OK;
}

int om_ship_import(struct om *om, struct om_input *in, const struct om_sheet_options *options,
		   struct om_ship_import *import)
{
	static const size_t keys[] = {ORDER, REF, DATE, CARRIER, TRACKING, CHANNEL};
	struct reader r = {.om = om, .import = import};
	int status = om_setting_load(om); /* before the arena is marked */

	if (status == OM_OK)
		status = om_sheet_open(om, in, om_ship_sheet, COLUMNS, options, &r.sheet);
	r.papers = (struct om_paper_rows){.om = om,
					  .file = in->name,
					  .one = "shipment",
					  .many = "shipments",
					  .sheet = r.sheet,
					  .isolate = true,
					  .keep_going = import->keep_going,
					  .rejects = import->rejects,
					  .take = take_row,
					  .keep = write_group,
					  .ctx = &r,
					  .progress = import->progress,
					  .progress_ctx = import->progress_ctx};
	if (status == OM_OK)
		status = om_paper_import(&r.papers, keys, sizeof(keys) / sizeof(keys[0]));
	om_sheet_free(r.sheet);
	return status;
}
