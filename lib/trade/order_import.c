/* Orders from a channel's file: rows of one ref are one order. */
#include "trade/order_import.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"
#include "store/setting.h"
#include "trade/document.h"
#include "trade/draft.h"
#include "trade/order.h"
#include "trade/paper_rows.h"

enum {
	REF,
	CUSTOMER,
	DATE,
	REQUIRED,
	SKU,
	QTY,
	PRICE,
	DISCOUNT,
	SHIP_NAME,
	SHIP_STREET,
	SHIP_CITY,
	SHIP_REGION,
	SHIP_POSTCODE,
	SHIP_COUNTRY,
	CHANNEL,
	NOTE,
	COLUMNS
};

const struct om_sheet_column om_order_sheet[] = {
	[REF] = {.name = "ref", .required = true, .help = "the channel's number of the order"},
	[CUSTOMER] = {.name = "customer", .required = true, .help = "customer code"},
	[DATE] = {.name = "date", .help = "day of the order; empty: --date or today"},
	[REQUIRED] = {.name = "required", .help = "day the customer wants it"},
	[SKU] = {.name = "sku", .required = true, .help = "SKU or barcode"},
	[QTY] = {.name = "qty", .required = true, .number = true, .help = "how many"},
	[PRICE] = {.name = "price", .number = true, .help = "of one; empty: the item's"},
	[DISCOUNT] = {.name = "discount_percent", .number = true, .help = "off the price"},
	[SHIP_NAME] = {.name = "ship_name", .help = "delivery address, whole or not at all"},
	[SHIP_STREET] = {.name = "ship_street", .help = "street"},
	[SHIP_CITY] = {.name = "ship_city", .help = "city"},
	[SHIP_REGION] = {.name = "ship_region", .help = "state or province"},
	[SHIP_POSTCODE] = {.name = "ship_postcode", .help = "postcode"},
	[SHIP_COUNTRY] = {.name = "ship_country", .help = "ISO 3166 code"},
	[CHANNEL] = {.name = "channel", .help = "where it came in; empty: --channel"},
	[NOTE] = {.name = "note", .help = "kept on the order"},
	{.name = NULL},
};

/* The order being read. */
struct group {
	char ref[OM_NAME_MAX + 1], channel[OM_CODE_MAX + 1];
	struct om_document doc;
	struct om_draft draft;
	struct om_hash hash;
	bool has_header;
	const char *first[COLUMNS]; /* the header columns as the first row says them */
};

struct reader {
	struct om *om;
	struct om_sheet *sheet;
	struct om_order_import *import;
	struct om_paper_rows papers;
	struct group group;
};

static const char *get(struct reader *r, size_t column)
{
	const char *s = om_sheet_get(r->sheet, column);

	return s ? s : "";
}

static size_t column_of(const char *name)
{
	for (size_t i = 0; name && i < COLUMNS; i++)
		if (strcmp(om_order_sheet[i].name, name) == 0)
			return i;
	return REF;
}

static int header_date(struct reader *r, size_t column, om_date *date)
{
	const char *text = get(r, column), *why;

	if (!*text)
		return OM_OK;
	why = om_date_parse(text, date);
	if (!why)
		return OM_OK;
	return om_fail(r->om, OM_INPUT, "%s '%s' %s", om_order_sheet[column].name,
		       om_text_escape(r->om->arena, text), why);
}

static void read_address(struct reader *r, struct om_draft *draft)
{
	struct om_arena *arena = r->om->arena;
	struct om_address *a = &draft->address;

	for (size_t c = SHIP_NAME; c <= SHIP_COUNTRY; c++)
		draft->has_address |= *get(r, c) != '\0';
	if (!draft->has_address)
		return;
	a->name = om_strdup(arena, get(r, SHIP_NAME));
	a->street = om_strdup(arena, get(r, SHIP_STREET));
	a->city = om_strdup(arena, get(r, SHIP_CITY));
	a->country = om_strdup(arena, get(r, SHIP_COUNTRY));
	a->region = *get(r, SHIP_REGION) ? om_strdup(arena, get(r, SHIP_REGION)) : NULL;
	a->postcode = *get(r, SHIP_POSTCODE) ? om_strdup(arena, get(r, SHIP_POSTCODE)) : NULL;
}

/* The content by which a repeat is known: values, not how they were written. */
static void hash_header(struct group *g)
{
	char day[OM_DATE_SIZE];

	for (size_t c = REF; c < COLUMNS; c++)
		if (c != DATE && c != REQUIRED && (c < SKU || c > DISCOUNT))
			om_hash_text(&g->hash, g->first[c]);
	om_hash_text(&g->hash, *g->first[DATE] ? om_date_format(g->draft.date, day) : "");
	om_hash_text(&g->hash, om_date_format(g->draft.required, day));
}

static void read_header(struct reader *r)
{
	struct group *g = &r->group;
	struct om_arena *arena = r->om->arena;

	om_draft_init(&g->draft);
	g->draft.ref = g->ref;
	g->draft.channel = g->channel;
	g->draft.customer = om_strdup(arena, get(r, CUSTOMER));
	g->draft.note = *get(r, NOTE) ? om_strdup(arena, get(r, NOTE)) : NULL;
	g->draft.allow_inactive = true;
	g->draft.date = r->import->date;
	if (header_date(r, DATE, &g->draft.date) != OM_OK) {
		om_paper_error(&r->papers, om_sheet_at(r->sheet, DATE));
		return;
	}
	if (header_date(r, REQUIRED, &g->draft.required) != OM_OK) {
		om_paper_error(&r->papers, om_sheet_at(r->sheet, REQUIRED));
		return;
	}
	read_address(r, &g->draft);
	if (!*g->draft.customer) {
		om_fail(r->om, OM_INPUT, "the customer is missing");
		om_paper_error(&r->papers, om_sheet_at(r->sheet, CUSTOMER));
		return;
	}
	if (om_draft_header(r->om, &g->draft, OM_ORDER, &g->doc) != OM_OK)
		om_paper_error(&r->papers, om_sheet_at(r->sheet, column_of(g->draft.bad)));
	g->has_header = !r->papers.is_bad;
	if (g->has_header)
		hash_header(g);
}

/* The columns of the header must say the same, or nothing, in later rows. */
static void compare_header(struct reader *r)
{
	for (size_t c = CUSTOMER; c < COLUMNS; c++) {
		const char *text = get(r, c);

		if ((c >= SKU && c <= DISCOUNT) || !*text || strcmp(text, r->group.first[c]) == 0)
			continue;
		om_fail(r->om, OM_INPUT, "%s '%s' differs from line %u, where order '%s' begins",
			om_order_sheet[c].name, om_text_escape(r->om->arena, text), r->papers.line,
			om_text_escape(r->om->arena, r->group.ref));
		om_paper_error(&r->papers, om_sheet_at(r->sheet, c));
	}
}

static void hash_line(struct group *g, const struct om_draft_line *given)
{
	const struct om_line *line = &g->doc.lines[g->doc.n_lines - 1];

	om_hash_int(&g->hash, line->item);
	om_hash_int(&g->hash, line->qty.micro);
	if (*given->price)
		om_hash_int(&g->hash, line->price.micro);
	else
		om_hash_text(&g->hash, NULL);
	om_hash_int(&g->hash, line->discount.micro);
}

static void read_line(struct reader *r)
{
	struct group *g = &r->group;
	struct om_document scratch = {.exponent = 2};
	const char *bad = NULL;
	struct om_draft_line line = {.sku = get(r, SKU),
				     .qty = get(r, QTY),
				     .price = get(r, PRICE),
				     .discount = get(r, DISCOUNT),
				     .allow_inactive = true};

	if (om_draft_line(r->om, &line, NULL, g->has_header ? &g->doc : &scratch, &bad) != OM_OK)
		om_paper_error(&r->papers, om_sheet_at(r->sheet, column_of(bad)));
	else if (g->has_header)
		hash_line(g, &line);
}

static void begin_group(struct reader *r, const char *ref, const char *channel)
{
	struct group *g = &r->group;

	om_paper_begin(&r->papers);
	*g = (struct group){0};
	memcpy(g->ref, ref, strlen(ref) + 1);
	memcpy(g->channel, channel, strlen(channel) + 1);
	om_hash_init(&g->hash);
	for (size_t c = 0; c < COLUMNS; c++)
		g->first[c] = om_strdup(r->om->arena, get(r, c));
	om_paper_add(&r->papers);
	read_header(r);
}

/* *known: that order is there already, with this very content; a cancelled one
 * stays cancelled, but does not stand in the way of another content. */
static int is_known(struct reader *r, const char *digest, bool *known)
{
	struct group *g = &r->group;
	const char *other = NULL;
	int64_t *ids;
	size_t n;
	int status = om_order_find_ref(r->om, g->channel, g->ref, true, &ids, &n);

	*known = false;
	for (size_t i = 0; status == OM_OK && !*known && i < n; i++) {
		struct om_document there;

		status = om_document_find_id(r->om, ids[i], &there);
		if (status != OM_OK)
			break;
		*known = there.digest && strcmp(there.digest, digest) == 0;
		if (there.state != OM_CANCELLED)
			other = there.number;
	}
	if (status != OM_OK || *known || !other)
		return status;
	return om_fail(r->om, OM_REFUSED,
		       "order '%s' of channel '%s' is %s already, with other content",
		       om_text_escape(r->om->arena, g->ref), g->channel, other);
}

static int write_order(void *ctx)
{
	struct reader *r = ctx;
	struct om_confirm how = {.quiet = true};
	struct om_document *doc = &r->group.doc;
	char *digest = om_alloc(r->om->arena, OM_HASH_SIZE);
	bool known;
	int status;

	om_hash_end(&r->group.hash, digest);
	status = is_known(r, digest, &known);
	if (status != OM_OK)
		return status;
	if (known) {
		r->import->n_known++;
		return OM_OK;
	}
	doc->digest = digest;
	status = om_document_add(r->om, doc, "order import");
	if (status == OM_OK && r->import->confirm)
		status = om_order_confirm(r->om, doc, &how);
	if (status != OM_OK)
		return status;
	r->import->n_new++;
	r->import->n_short += how.n_short;
	om_ref(r->om, doc->number);
	return OM_OK;
}

/* What is wrong with the two columns that name an order; NULL: nothing. */
static const char *check_key(struct reader *r, const char *ref, const char *channel)
{
	struct om_arena *arena = r->om->arena;
	const char *why;

	if (!*ref)
		return om_printf(arena, "%s: ref is missing; it names the order",
				 om_sheet_at(r->sheet, REF));
	if ((why = om_text_check(ref, OM_TEXT_NAME)))
		return om_printf(arena, "%s: ref '%s' %s", om_sheet_at(r->sheet, REF),
				 om_text_escape(arena, ref), why);
	if ((why = om_text_check(channel, OM_TEXT_CODE)))
		return om_printf(arena, "%s: channel '%s' %s", om_sheet_at(r->sheet, CHANNEL),
				 om_text_escape(arena, channel), why);
	return NULL;
}

static int take_row(void *ctx)
{
	struct reader *r = ctx;
	struct group *g = &r->group;
	const char *ref = get(r, REF), *channel = get(r, CHANNEL), *why;
	int status;

	if (!*channel)
		channel = r->import->channel;
	if ((why = check_key(r, ref, channel)))
		return om_paper_stray(&r->papers, why);
	if (r->papers.is_open && strcmp(g->ref, ref) == 0 && strcmp(g->channel, channel) == 0) {
		om_paper_add(&r->papers);
		compare_header(r);
	} else {
		if ((status = om_paper_end(&r->papers)) != OM_OK)
			return status;
		channel = get(r, CHANNEL); /* the row was read anew */
		begin_group(r, get(r, REF), *channel ? channel : r->import->channel);
	}
	read_line(r);
	return OM_OK;
}

int om_order_import(struct om *om, struct om_input *in, const struct om_sheet_options *options,
		    struct om_order_import *import)
{
	struct reader r = {.om = om, .import = import};
	int status = om_setting_load(om); /* before the arena is marked */

	if (!import->channel)
		import->channel = "import";
	if (status == OM_OK)
		status = om_sheet_open(om, in, om_order_sheet, COLUMNS, options, &r.sheet);
	r.papers = (struct om_paper_rows){.om = om,
					  .file = in->name,
					  .one = "order",
					  .many = "orders",
					  .sheet = r.sheet,
					  .keep_going = import->keep_going,
					  .rejects = import->rejects,
					  .take = take_row,
					  .keep = write_order,
					  .ctx = &r,
					  .progress = import->progress,
					  .progress_ctx = import->progress_ctx};
	if (status == OM_OK)
		status = om_paper_import(&r.papers, (const size_t[]){REF, CHANNEL}, 2);
	om_sheet_free(r.sheet);
	return status;
}
