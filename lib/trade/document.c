/* What all documents have in common. */
#include "trade/document.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/log.h"
#include "store/setting.h"
#include "trade/total.h"

#include <stdarg.h>

const char *om_reference_format(struct om_arena *arena, const char *ref, const char *prefix)
{
	char letters[8];
	size_t n = 0;
	int64_t number;

	while (n < sizeof(letters) - 1 &&
	       ((ref[n] >= 'A' && ref[n] <= 'Z') || (ref[n] >= 'a' && ref[n] <= 'z'))) {
		letters[n] = (char)(ref[n] & ~0x20);
		n++;
	}
	letters[n] = '\0';
	if (n > 0) {
		if (ref[n] != '-')
			return NULL;
		ref += n + 1;
		prefix = letters;
	}
	if (!prefix || *ref < '0' || *ref > '9' ||
	    om_int_parse(ref, 0, INT64_C(999999999999), &number))
		return NULL;
	return om_printf(arena, "%s-%05lld", prefix, (long long)number);
}

/* "an order or a shipment" */
static const char *kinds_text(struct om *om, unsigned kinds)
{
	const char *text = NULL;

	for (enum om_kind k = 0; k < OM_KINDS; k++) {
		const char *a = k == OM_ORDER || k == OM_INVOICE ? "an" : "a";

		if (kinds & OM_KIND_BIT(k))
			text = text ? om_printf(om->arena, "%s or %s %s", text, a, om_kind_name(k))
				    : om_printf(om->arena, "%s %s", a, om_kind_name(k));
	}
	return text;
}

int om_document_get(struct om *om, unsigned kinds, const char *ref, struct om_document *doc)
{
	const char *prefix = NULL, *number, *shown = om_text_escape(om->arena, ref);
	int status;

	for (enum om_kind k = 0; k < OM_KINDS; k++)
		if (kinds == OM_KIND_BIT(k))
			prefix = om_kind_prefix(k);
	number = om_reference_format(om->arena, ref, prefix);
	if (!number)
		return om_fail(om, OM_REFUSED,
			       "'%s' is not a reference; expected %s such as %s-00001", shown,
			       kinds_text(om, kinds), prefix ? prefix : "SO");
	status = om_document_find(om, number, doc);
	if (status == OM_DONE)
		return om_fail(om, OM_REFUSED, "there is no '%s'", number);
	if (status != OM_OK)
		return status;
	if (!(kinds & OM_KIND_BIT(doc->kind)))
		return om_fail(om, OM_REFUSED, "%s is %s; %s was expected", number,
			       kinds_text(om, OM_KIND_BIT(doc->kind)), kinds_text(om, kinds));
	return om_line_load(om, doc);
}

static struct om_line *line_add(struct om *om, struct om_document *doc)
{
	struct om_line *line;
	int64_t pos = doc->n_lines ? doc->lines[doc->n_lines - 1].pos : 0;

	doc->lines = om_arena_grow(om->arena, doc->lines, doc->n_lines, &doc->lines_room,
				   sizeof(*doc->lines));
	line = &doc->lines[doc->n_lines++];
	*line = (struct om_line){.document = doc->id, .pos = pos + 1};
	return line;
}

struct om_line *om_document_line(struct om *om, struct om_document *doc,
				 const struct om_goods *goods, om_qty qty)
{
	struct om_line *line = line_add(om, doc);

	line->item = goods->id;
	line->sku = goods->sku;
	line->name = goods->name;
	line->unit = goods->unit;
	line->service = goods->service;
	line->qty = qty;
	line->price = goods->price;
	line->tax_rate = goods->tax;
	return line;
}

struct om_document om_document_derive(struct om *om, enum om_kind kind,
				      const struct om_document *from, om_date date)
{
	(void)om;
	return (struct om_document){
		.kind = kind,
		.date = date,
		.valid_until = OM_NO_DATE,
		.required = OM_NO_DATE,
		.due = OM_NO_DATE,
		.party = from->party,
		.party_code = from->party_code,
		.bill_to = from->bill_to,
		.ship_to = from->ship_to,
		.ref = from->ref,
		.channel = from->channel,
		.terms = from->terms,
		.billing = from->billing,
		.currency = from->currency,
		.exponent = from->exponent,
	};
}

struct om_line *om_document_derive_line(struct om *om, struct om_document *doc,
					const struct om_line *from, om_qty qty)
{
	struct om_line *line = line_add(om, doc);

	line->source = from->id;
	line->item = from->item;
	line->sku = from->sku;
	line->name = from->name;
	line->unit = from->unit;
	line->service = from->service;
	line->qty = qty;
	line->price = from->price;
	line->discount = from->discount;
	line->tax_rate = from->tax_rate;
	return line;
}

static bool has_goods(const struct om_document *doc)
{
	for (size_t i = 0; i < doc->n_lines; i++)
		if (!doc->lines[i].service)
			return true;
	return false;
}

int om_document_add(struct om *om, struct om_document *doc, const char *verb)
{
	struct om_tax_row *rows;
	char *number;
	size_t n;
	int status;

	if (doc->kind == OM_ORDER && !has_goods(doc))
		doc->shipped = OM_ALL; /* nothing waits to be shipped */
	status = om_document_total(om, doc, &rows, &n);
	if (status == OM_OK)
		status = om_series_next(
			om, doc->kind == OM_INVOICE ? "DRAFT" : om_kind_prefix(doc->kind), &number);
	if (status != OM_OK)
		return status;
	doc->number = number;
	status = om_document_insert(om, doc);
	for (size_t i = 0; status == OM_OK && i < doc->n_lines; i++) {
		doc->lines[i].document = doc->id;
		status = om_line_insert(om, &doc->lines[i]);
	}
	if (status == OM_OK && doc->kind == OM_INVOICE)
		status = om_document_tax_put(om, doc->id, rows, n);
	return status == OM_OK ? om_document_log(om, doc, verb, "%s", "") : status;
}

int om_document_log(struct om *om, const struct om_document *doc, const char *verb, const char *fmt,
		    ...)
{
	char digest[OM_HASH_SIZE];
	const char *detail;
	va_list ap;

	va_start(ap, fmt);
	detail = om_vprintf(om->arena, fmt, ap);
	va_end(ap);
	om_document_digest(doc, digest);
	return om_log_add(om, verb, doc->number, digest, "%s", detail);
}

const char *om_amount_text(struct om *om, const struct om_document *doc, om_money amount)
{
	char text[OM_NUMBER_SIZE];

	return om_printf(om->arena, "%s %s", doc->currency,
			 om_money_format(amount, doc->exponent, text));
}

const char *om_qty_text(struct om *om, om_qty qty)
{
	char text[OM_NUMBER_SIZE];

	return om_strdup(om->arena, om_qty_format(qty, text));
}

const char *om_line_text(struct om *om, const struct om_document *doc, const struct om_line *line)
{
	return om_printf(om->arena, "%s line %lld: %s", doc->number, (long long)line->pos,
			 line->sku);
}
