/* Editing quotes and orders; the reservations of a confirmed order follow. */
#include "trade/order.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "trade/document.h"
#include "trade/flow.h"
#include "trade/reserve.h"
#include "trade/total.h"

/* The line that a draft's line means: by position, else the only one of its
 * goods; *found NULL: none. */
static int line_find(struct om *om, struct om_document *doc, const struct om_draft_line *given,
		     const char *sku, struct om_line **found)
{
	*found = NULL;
	for (size_t i = 0; i < doc->n_lines; i++) {
		struct om_line *line = &doc->lines[i];

		if (given->pos ? line->pos != given->pos : strcmp(line->sku, sku) != 0)
			continue;
		if (*found)
			return om_fail(om, OM_REFUSED,
				       "%s has %s on several lines; edit it with --from, where "
				       "lines have numbers",
				       doc->number, sku);
		*found = line;
	}
	if (*found && strcmp((*found)->sku, sku) != 0)
		return om_fail(om, OM_REFUSED, "%s is not %s; take the line off and add another",
			       om_line_text(om, doc, *found), sku);
	return OM_OK;
}

/* What a line cannot go below: shipped, on a ready shipment, or billed. */
static int line_floor(struct om *om, const struct om_document *doc, const struct om_line *line,
		      om_qty wanted)
{
	int64_t out = line->shipped.micro + line->ready.micro;

	if (wanted.micro < out)
		return om_fail(om, OM_REFUSED, "%s: %s asked, %s shipped or on a shipment",
			       om_line_text(om, doc, line), om_qty_text(om, wanted),
			       om_qty_text(om, (om_qty){out}));
	if (wanted.micro < line->invoiced.micro)
		return om_fail(om, OM_REFUSED, "%s: %s asked, %s invoiced",
			       om_line_text(om, doc, line), om_qty_text(om, wanted),
			       om_qty_text(om, line->invoiced));
	return OM_OK;
}

static int line_remove(struct om *om, struct om_document *doc, struct om_line *line)
{
	size_t i = (size_t)(line - doc->lines);
	bool used = false;
	int status = line_floor(om, doc, line, (om_qty){0});

	if (status == OM_OK)
		status = om_line_is_source(om, line->id, &used);
	if (status == OM_OK && used)
		status = om_fail(om, OM_REFUSED,
				 "%s was on a shipment or an invoice and stays; 'om-order close %s "
				 "--line #%lld' gives it up",
				 om_line_text(om, doc, line), doc->number, (long long)line->pos);
	if (status == OM_OK && line->reserved.micro > 0)
		status = om_release_line(om, line, line->reserved);
	if (status == OM_OK)
		status = om_line_delete(om, line->id);
	if (status != OM_OK)
		return status;
	memmove(&doc->lines[i], &doc->lines[i + 1], (doc->n_lines - i - 1) * sizeof(*line));
	doc->n_lines--;
	return OM_OK;
}

static int line_change(struct om *om, struct om_document *doc, struct om_line *line,
		       const struct om_line *wanted, const struct om_draft_line *given)
{
	int64_t excess;
	int status = line_floor(om, doc, line, wanted->qty);

	if (status != OM_OK)
		return status;
	if (line->invoiced.micro > 0 &&
	    ((given->price && *given->price && wanted->price.micro != line->price.micro) ||
	     (given->discount && *given->discount &&
	      wanted->discount.micro != line->discount.micro)))
		return om_fail(om, OM_REFUSED, "%s is invoiced; its price stays",
			       om_line_text(om, doc, line));
	if (wanted->qty.micro > line->qty.micro) {
		/* A closed line wanted nothing any more. */
		line->raised.micro =
			wanted->qty.micro - (line->closed ? line->shipped : line->qty).micro;
		line->closed = false;
	}
	line->qty = wanted->qty;
	if (given->price && *given->price)
		line->price = wanted->price;
	if (given->discount && *given->discount)
		line->discount = wanted->discount;
	excess = line->reserved.micro - om_line_open(line).micro;
	if (excess > 0)
		status = om_release_line(om, line, (om_qty){excess});
	return status;
}

static bool is_zero(const char *qty)
{
	om_qty q;

	return !om_qty_parse(qty, &q) && q.micro == 0;
}

static int apply_line(struct om *om, struct om_document *doc, const struct om_draft_line *given,
		      const char *discount, const char **bad)
{
	struct om_document scratch = {.number = doc->number, .exponent = doc->exponent};
	const struct om_goods *goods;
	struct om_line *line;
	int status = om_goods_get(om, given->sku, &goods);

	*bad = "sku";
	if (status == OM_OK)
		status = line_find(om, doc, given, goods->sku, &line);
	if (status != OM_OK)
		return status;
	if (is_zero(given->qty))
		return line ? line_remove(om, doc, line)
			    : om_fail(om, OM_REFUSED, "%s has no line of %s", doc->number,
				      goods->sku);
	if (!line) {
		status = om_draft_line(om, given, discount, doc, bad);
		if (status == OM_OK)
			doc->lines[doc->n_lines - 1].raised = doc->lines[doc->n_lines - 1].qty;
		return status;
	}
	status = om_draft_line(om, given, NULL, &scratch, bad);
	return status == OM_OK ? line_change(om, doc, line, &scratch.lines[0], given) : status;
}

/* Lines are found by SKU; an unknown one is left to fail where its place is known. */
static int resolve_barcodes(struct om *om, struct om_draft *draft)
{
	const struct om_goods *goods;
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < draft->n_lines; i++) {
		status = om_goods_get(om, draft->lines[i].sku, &goods);
		if (status == OM_OK)
			draft->lines[i].sku = goods->sku;
		else if (status == OM_REFUSED)
			status = OM_OK;
	}
	return status;
}

/* Take off the lines that a whole draft does not name. */
static int remove_unnamed(struct om *om, struct om_document *doc, const struct om_draft *draft)
{
	int status = OM_OK;

	for (size_t i = doc->n_lines; status == OM_OK && i-- > 0;) {
		struct om_line *line = &doc->lines[i];
		bool named = false;

		for (size_t k = 0; !named && k < draft->n_lines; k++)
			named = draft->lines[k].pos ? draft->lines[k].pos == line->pos
						    : strcmp(draft->lines[k].sku, line->sku) == 0;
		if (!named)
			status = line_remove(om, doc, line);
	}
	return status;
}

/* The discount of the lines that have none of their own and are not billed. */
static int discount_all(struct om *om, struct om_document *doc, const char *text)
{
	om_percent discount;
	const char *why = om_percent_parse(text, &discount);

	if (!why && (discount.micro < 0 || discount.micro > 100 * OM_PERCENT_ONE))
		why = "is not between 0 and 100";
	if (why)
		return om_fail(om, OM_USAGE, "discount_percent '%s' %s",
			       om_text_escape(om->arena, text), why);
	for (size_t i = 0; i < doc->n_lines; i++)
		if (doc->lines[i].discount.micro == 0 && doc->lines[i].invoiced.micro == 0)
			doc->lines[i].discount = discount;
	return OM_OK;
}

static const char *lines_text(struct om *om, const struct om_document *doc)
{
	char qty[OM_NUMBER_SIZE], price[OM_NUMBER_SIZE], discount[OM_NUMBER_SIZE];
	struct om_buf b = {0};
	const char *text;

	for (size_t i = 0; i < doc->n_lines; i++) {
		const struct om_line *l = &doc->lines[i];

		om_buf_printf(&b, "%s%s:%s@%s", i ? " " : "", l->sku, om_qty_format(l->qty, qty),
			      om_price_format(l->price, doc->exponent, price));
		if (l->discount.micro)
			om_buf_printf(&b, "-%s%%", om_percent_format(l->discount, discount));
	}
	text = om_strdup(om->arena, b.s ? b.s : "");
	om_buf_free(&b);
	return text;
}

static int save_lines(struct om *om, struct om_document *doc)
{
	int status = OM_OK;

	for (size_t i = 0; status == OM_OK && i < doc->n_lines; i++) {
		struct om_line *line = &doc->lines[i];

		line->document = doc->id;
		status = line->id ? om_line_update(om, line) : om_line_insert(om, line);
		if (status == OM_OK && doc->kind == OM_ORDER && doc->state == OM_CONFIRMED) {
			status = om_reserve_some(om, doc, line, line->raised);
			if (status == OM_OK && line->raised.micro > 0 &&
			    om_line_backordered(line).micro > 0)
				om_note(om, "%s: %s backordered", om_line_text(om, doc, line),
					om_qty_text(om, om_line_backordered(line)));
		}
	}
	return status;
}

/* What a confirmed order has promised: its customer, a place to send it to, and
 * goods that lie where they are reserved. */
static int check_confirmed(struct om *om, const struct om_document *order, int64_t party,
			   int64_t location)
{
	if (order->party != party)
		return om_fail(om, OM_REFUSED, "%s is confirmed; its customer stays",
			       order->number);
	for (size_t i = 0; order->location != location && i < order->n_lines; i++)
		if (order->lines[i].reserved.micro > 0)
			return om_fail(om, OM_REFUSED, "%s has goods reserved; its location stays",
				       order->number);
	return om_order_check_address(om, order);
}

/* A file says which document it is; it must not become another one's content. */
static int check_number(struct om *om, const struct om_document *doc, const struct om_draft *draft)
{
	const char *number = draft->number ? om_reference_format(om->arena, draft->number,
								 om_kind_prefix(doc->kind))
					   : NULL;

	if (!draft->number || (number && strcmp(number, doc->number) == 0))
		return OM_OK;
	return om_fail(om, OM_INPUT, "%s: the file is '%s', not %s", draft->file,
		       om_text_escape(om->arena, draft->number), doc->number);
}

int om_order_edit(struct om *om, struct om_document *doc, struct om_draft *draft, bool whole)
{
	const char *before = lines_text(om, doc), *after, *bad = NULL;
	int64_t party = doc->party, location = doc->location;
	char digest_before[OM_HASH_SIZE], digest[OM_HASH_SIZE];
	int status = om_flow_check(om, doc, "edit");

	om_document_digest(doc, digest_before);
	if (status == OM_OK)
		status = check_number(om, doc, draft);
	if (status == OM_OK && om_draft_is_empty(draft))
		status = om_fail(om, OM_USAGE, "nothing to change: give lines or an option");
	if (status == OM_OK)
		status = om_draft_edit_header(om, draft, doc);
	if (status == OM_OK && doc->state == OM_CONFIRMED)
		status = check_confirmed(om, doc, party, location);
	if (status == OM_OK)
		status = om_order_check_ref(om, doc);
	if (status == OM_OK && draft->discount)
		status = discount_all(om, doc, draft->discount);
	if (status == OM_OK)
		status = resolve_barcodes(om, draft);
	if (status == OM_OK && whole && draft->n_lines > 0)
		status = remove_unnamed(om, doc, draft);
	for (size_t i = 0; status == OM_OK && i < draft->n_lines; i++) {
		status = apply_line(om, doc, &draft->lines[i], draft->discount, &bad);
		if (status != OM_OK)
			status = om_draft_line_error(om, &draft->lines[i], bad, status);
	}
	if (status == OM_OK)
		status = om_draft_end(om);
	if (status == OM_OK && doc->n_lines == 0)
		status = om_fail(om, OM_REFUSED, "%s would have no lines; %s it instead",
				 doc->number, doc->kind == OM_QUOTE ? "decline" : "cancel");
	if (status == OM_OK)
		status = om_document_total(om, doc, NULL, NULL);
	if (status == OM_OK)
		status = save_lines(om, doc);
	if (status == OM_OK)
		status = om_document_update(om, doc);
	if (status != OM_OK)
		return status;
	om_ref(om, doc->number);
	om_document_digest(doc, digest);
	if (strcmp(digest, digest_before) == 0)
		return OM_OK;
	after = lines_text(om, doc);
	status = om_document_log(om, doc, doc->kind == OM_ORDER ? "order edit" : "quote edit",
				 strcmp(before, after) ? "%s -> %s" : "header", before, after);
	/* Last: it may close the order, and logs that itself. */
	return status == OM_OK && doc->kind == OM_ORDER ? om_order_progress(om, doc->id) : status;
}
