/* The arithmetic of a document: line nets, tax by rate, totals. */
#include "trade/total.h"

#include "base/mem.h"
#include "base/number.h"
#include "store/setting.h"

static int too_large(struct om *om, const struct om_document *doc)
{
	return om_fail(om, OM_REFUSED, "%s: the amounts are too large",
		       doc->number ? doc->number : "this document");
}

/* The row of that rate, added in order (highest first) when it is new. */
static struct om_tax_row *rate_row(struct om_tax_row *rows, size_t *n, om_percent rate)
{
	size_t i = 0;

	while (i < *n && rows[i].rate.micro > rate.micro)
		i++;
	if (i < *n && rows[i].rate.micro == rate.micro)
		return &rows[i];
	memmove(&rows[i + 1], &rows[i], (*n - i) * sizeof(*rows));
	rows[i] = (struct om_tax_row){.rate = rate};
	(*n)++;
	return &rows[i];
}

int om_document_total(struct om *om, struct om_document *doc, struct om_tax_row **rows, size_t *n)
{
	struct om_tax_row *table = OM_NEW_ARRAY(om->arena, struct om_tax_row, doc->n_lines + 1);
	size_t used = 0;
	int status;

	if ((status = om_setting_load(om)) != OM_OK)
		return status;
	doc->net = doc->tax = doc->total = (om_money){0};
	for (size_t i = 0; i < doc->n_lines; i++) {
		struct om_line *line = &doc->lines[i];
		struct om_tax_row *row = rate_row(table, &used, line->tax_rate);
		om_money tax;

		if (!om_line_net(line->qty, line->price, line->discount, doc->exponent,
				 &line->net) ||
		    !om_money_add(line->net, line->rest, &line->net) ||
		    !om_money_add(row->base, line->net, &row->base) ||
		    !om_money_add(doc->net, line->net, &doc->net))
			return too_large(om, doc);
		if (om->company->tax_per_line &&
		    (!om_money_percent(line->net, line->tax_rate, &tax) ||
		     !om_money_add(row->tax, tax, &row->tax)))
			return too_large(om, doc);
	}
	for (size_t i = 0; i < used; i++) {
		if (!om->company->tax_per_line &&
		    !om_money_percent(table[i].base, table[i].rate, &table[i].tax))
			return too_large(om, doc);
		if (!om_money_add(doc->tax, table[i].tax, &doc->tax))
			return too_large(om, doc);
	}
	if (!om_money_add(doc->net, doc->tax, &doc->total))
		return too_large(om, doc);
	if (rows) {
		*rows = table;
		*n = used;
	}
	return OM_OK;
}
