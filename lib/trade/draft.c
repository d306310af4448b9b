/* A document as somebody states it, checked and made into a document. */
#include "trade/draft.h"

#include "base/code.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/setting.h"
#include "store/stock.h"
#include "trade/document.h"
#include "trade/party.h"
#include "trade/terms.h"

void om_draft_init(struct om_draft *draft)
{
	*draft = (struct om_draft){
		.date = OM_NO_DATE, .required = OM_NO_DATE, .valid_until = OM_NO_DATE};
}

void om_draft_note_address(struct om_draft *draft)
{
	const struct om_address *a = &draft->address;

	draft->has_address =
		a->name || a->street || a->city || a->region || a->postcode || a->country;
}

bool om_draft_is_empty(const struct om_draft *d)
{
	return !d->customer && !d->ref && !d->channel && !d->location && !d->terms && !d->billing &&
	       !d->note && !d->discount && !d->ship_to && !d->has_address && d->n_lines == 0 &&
	       !om_date_is_set(d->date) && !om_date_is_set(d->required) &&
	       !om_date_is_set(d->valid_until);
}

static bool is_given(const char *s)
{
	return s && *s;
}

/* "5%": without the sign a mistyped price would pass for a discount. */
static bool is_percentage(const char *s)
{
	size_t n = strlen(s);

	return n > 1 && s[n - 1] == '%';
}

int om_draft_operand(struct om *om, struct om_draft *draft, const char *text)
{
	char *copy = om_strdup(om->arena, text), *qty = strrchr(copy, ':'), *price, *discount;
	struct om_draft_line line = {0};

	if (!qty || qty == copy || !qty[1])
		goto bad;
	*qty++ = '\0';
	price = strchr(qty, '@');
	discount = strchr(price ? price : qty + 1, '-');
	if (price)
		*price++ = '\0';
	if (discount)
		*discount++ = '\0';
	if (!*qty || (price && !*price) || (discount && !is_percentage(discount)))
		goto bad;
	line.sku = copy;
	line.qty = qty;
	line.price = price;
	line.discount = discount;
	draft->lines = om_arena_grow(om->arena, draft->lines, draft->n_lines, &draft->lines_room,
				     sizeof(*draft->lines));
	draft->lines[draft->n_lines++] = line;
	return OM_OK;
bad:
	return om_fail(om, OM_USAGE,
		       "'%s' is not a line; expected SKU:QTY[@PRICE][-DISCOUNT%%], such as "
		       "P01:10@17.50-5%%",
		       om_text_escape(om->arena, text));
}

static int bad_value(struct om *om, const char **bad, const char *column, const char *value,
		     const char *why)
{
	if (bad)
		*bad = column;
	return om_fail(om, OM_USAGE, "%s '%s' %s", column, om_text_escape(om->arena, value), why);
}

int om_draft_line(struct om *om, const struct om_draft_line *given, const char *discount,
		  struct om_document *doc, const char **bad)
{
	const struct om_goods *goods;
	struct om_line *line;
	const char *why;
	om_qty qty;
	int status;

	if (bad)
		*bad = "sku";
	if ((status = om_goods_get(om, given->sku, &goods)) != OM_OK)
		return status;
	if (!goods->active && !given->allow_inactive)
		return om_fail(om, OM_REFUSED,
			       "%s is not active; 'om-item edit %s --active yes' lets "
			       "it be sold",
			       goods->sku, goods->sku);
	if ((why = om_qty_parse(given->qty, &qty)))
		return bad_value(om, bad, "qty", given->qty, why);
	if (qty.micro <= 0)
		return bad_value(om, bad, "qty", given->qty, "is not above zero");
	line = om_document_line(om, doc, goods, qty);
	if (is_given(given->price)) {
		if ((why = om_price_parse(given->price, &line->price)))
			return bad_value(om, bad, "price", given->price, why);
		if (line->price.micro < 0)
			return bad_value(om, bad, "price", given->price, "is below zero");
	}
	discount = is_given(given->discount) ? given->discount : discount;
	if (is_given(discount)) {
		if ((why = om_percent_parse(discount, &line->discount)))
			return bad_value(om, bad, "discount_percent", discount, why);
		if (line->discount.micro < 0 || line->discount.micro > 100 * OM_PERCENT_ONE)
			return bad_value(om, bad, "discount_percent", discount,
					 "is not between 0 and 100");
	}
	return OM_OK;
}

static int text_field(struct om *om, struct om_draft *draft, const char *column, const char *value,
		      enum om_text_kind kind, const char **out)
{
	const char *why;

	if (!value)
		return OM_OK;
	if (*value && (why = om_text_check(value, kind)))
		return bad_value(om, &draft->bad, column, value, why);
	*out = *value ? value : NULL;
	return OM_OK;
}

/* The parts of an address given in full, as they came from outside. */
static int address_texts(struct om *om, struct om_draft *draft)
{
	const struct om_address *a = &draft->address;
	const struct {
		const char *column, *text;
		enum om_text_kind kind;
	} parts[] = {
		{"ship_name", a->name, OM_TEXT_NAME},
		{"ship_street", a->street, OM_TEXT_NOTE},
		{"ship_city", a->city, OM_TEXT_NAME},
		{"ship_region", a->region, OM_TEXT_NAME},
		{"ship_postcode", a->postcode, OM_TEXT_NAME},
		{"ship_country", a->country, OM_TEXT_NAME},
	};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		const char *why = is_given(parts[i].text)
					  ? om_text_check(parts[i].text, parts[i].kind)
					  : NULL;

		if (why)
			return bad_value(om, &draft->bad, parts[i].column, parts[i].text, why);
	}
	return OM_OK;
}

static int delivery_address(struct om *om, struct om_draft *draft, const struct om_party *party,
			    struct om_document *doc)
{
	int status;

	if (draft->has_address) {
		draft->bad = "ship_country";
		if (is_given(draft->ship_to))
			return om_fail(om, OM_REFUSED,
				       "a delivery address is given by --ship-to or "
				       "in full, not both");
		if ((status = address_texts(om, draft)) != OM_OK)
			return status;
		if ((status = om_address_check(om, &draft->address, "the delivery address")) !=
		    OM_OK)
			return status;
		status = om_address_keep(om, &draft->address);
		doc->ship_to = draft->address.id;
		return status;
	}
	if (draft->ship_to && !*draft->ship_to)
		doc->ship_to = party->address.id;
	if (is_given(draft->ship_to)) {
		struct om_address address;

		draft->bad = "ship_to";
		status = om_party_address_find(om, party->id, draft->ship_to, &address);
		if (status == OM_DONE)
			return om_fail(
				om, OM_REFUSED,
				"%s has no delivery address '%s'; see om-customer address %s "
				"list",
				party->code, om_text_escape(om->arena, draft->ship_to),
				party->code);
		doc->ship_to = address.id;
		return status;
	}
	return OM_OK;
}

static int place_and_terms(struct om *om, struct om_draft *draft, const struct om_party *party,
			   struct om_document *doc)
{
	struct om_location location;
	const char *why;
	om_date due;
	int status;

	if (draft->terms && !*draft->terms)
		doc->terms = party->terms ? party->terms : om->company->terms;
	if (draft->location && !*draft->location) {
		doc->location = 0;
		doc->location_code = NULL;
	}
	if (is_given(draft->terms)) {
		if ((why = om_terms_due(draft->terms, om->today, &due)))
			return bad_value(om, &draft->bad, "terms", draft->terms, why);
		doc->terms = draft->terms;
	}
	if (is_given(draft->billing))
		doc->billing = draft->billing;
	if (is_given(draft->location)) {
		draft->bad = "location";
		if ((status = om_location_get(om, draft->location, &location)) != OM_OK)
			return status;
		if (!location.active)
			return om_fail(om, OM_REFUSED, "location '%s' is not active",
				       location.code);
		doc->location = location.id;
		doc->location_code = location.code;
	}
	return OM_OK;
}

static int header_texts(struct om *om, struct om_draft *draft, struct om_document *doc)
{
	int status = text_field(om, draft, "ref", draft->ref, OM_TEXT_NAME, &doc->ref);

	if (status == OM_OK)
		status = text_field(om, draft, "channel", draft->channel, OM_TEXT_CODE,
				    &doc->channel);
	if (status == OM_OK)
		status = text_field(om, draft, "note", draft->note, OM_TEXT_NOTE, &doc->note);
	if (om_date_is_set(draft->date))
		doc->date = draft->date;
	if (om_date_is_set(draft->required))
		doc->required = draft->required;
	if (om_date_is_set(draft->valid_until))
		doc->valid_until = draft->valid_until;
	return status;
}

int om_draft_check_party(struct om *om, const struct om_party *party)
{
	return party->active ? OM_OK
			     : om_fail(om, OM_REFUSED,
				       "%s is not active; it takes no new documents", party->code);
}

/* What a document takes from its customer. */
static int take_party(struct om *om, struct om_draft *draft, struct om_document *doc,
		      struct om_party *party)
{
	int status;

	draft->bad = "customer";
	if ((status = om_party_get(om, OM_CUSTOMER, draft->customer, party)) != OM_OK)
		return status;
	if (!draft->allow_inactive && (status = om_draft_check_party(om, party)) != OM_OK)
		return status;
	doc->party = party->id;
	doc->party_code = party->code;
	doc->bill_to = doc->ship_to = party->address.id;
	doc->terms = party->terms ? party->terms : om->company->terms;
	doc->billing = party->billing ? party->billing : om->company->billing;
	doc->currency = party->currency;
	doc->exponent = om_currency_exponent(party->currency);
	return OM_OK;
}

int om_draft_header(struct om *om, struct om_draft *draft, enum om_kind kind,
		    struct om_document *doc)
{
	struct om_party party;
	int status;

	*doc = (struct om_document){.kind = kind,
				    .date = om->today,
				    .required = OM_NO_DATE,
				    .valid_until = OM_NO_DATE,
				    .due = OM_NO_DATE};
	if ((status = om_setting_load(om)) != OM_OK)
		return status;
	draft->bad = "customer";
	if (!is_given(draft->customer))
		return om_fail(om, OM_USAGE, "no customer is named; give one with -c");
	if ((status = take_party(om, draft, doc, &party)) == OM_OK)
		status = header_texts(om, draft, doc);
	if (status == OM_OK)
		status = place_and_terms(om, draft, &party, doc);
	return status == OM_OK ? delivery_address(om, draft, &party, doc) : status;
}

/* What a file says wrongly is bad input, not wrong usage. */
static int of_file(struct om *om, const struct om_draft *draft, int status)
{
	if (!draft->file || (status != OM_USAGE && status != OM_REFUSED))
		return status;
	return om_prefix(om, OM_INPUT, "%s", draft->file);
}

int om_draft_line_error(struct om *om, const struct om_draft_line *line, const char *bad,
			int status)
{
	size_t i = 0;

	while (i < 3 && bad && strcmp(om_draft_sheet[i].name, bad) != 0)
		i++;
	if (!line->at[i] || (status != OM_USAGE && status != OM_REFUSED && status != OM_INPUT))
		return status;
	om_data_error(om, "%s: %s", line->at[i], om->error);
	return OM_OK;
}

int om_draft_end(struct om *om)
{
	if (om->data_errors)
		return om_fail(om, OM_INPUT,
			       om->data_errors == 1 ? "nothing was written: %zu bad line"
						    : "nothing was written: %zu bad lines",
			       om->data_errors);
	return OM_OK;
}

int om_draft_document(struct om *om, struct om_draft *draft, enum om_kind kind,
		      struct om_document *doc)
{
	int status = of_file(om, draft, om_draft_header(om, draft, kind, doc));

	if (status == OM_OK && draft->n_lines == 0)
		return of_file(om, draft,
			       om_fail(om, OM_USAGE, "no lines are given; name goods as SKU:QTY"));
	for (size_t i = 0; status == OM_OK && i < draft->n_lines; i++) {
		const struct om_draft_line *line = &draft->lines[i];

		status = om_draft_line(om, line, draft->discount, doc, &draft->bad);
		if (status != OM_OK)
			status = om_draft_line_error(om, line, draft->bad, status);
	}
	return status == OM_OK ? om_draft_end(om) : status;
}

int om_draft_edit_header(struct om *om, struct om_draft *draft, struct om_document *doc)
{
	struct om_party party;
	int status = om_setting_load(om);

	if (status == OM_OK)
		status = om_party_find_id(om, doc->party, &party);
	if (status == OM_OK && is_given(draft->customer) &&
	    strcmp(draft->customer, doc->party_code) != 0)
		status = take_party(om, draft, doc, &party);
	if (status == OM_OK)
		status = header_texts(om, draft, doc);
	if (status == OM_OK)
		status = place_and_terms(om, draft, &party, doc);
	if (status == OM_OK)
		status = delivery_address(om, draft, &party, doc);
	return of_file(om, draft, status);
}
