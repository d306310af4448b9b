/* The arithmetic of a document: line nets, tax by rate, totals. */
#ifndef OM_TRADE_TOTAL_H
#define OM_TRADE_TOTAL_H

#include "om.h"
#include "store/document.h"

/*
 * Set every line's net and the document's net, tax and total.
 *
 * A line's net is round(qty x price x (1 - discount)), plus its rest. Tax is worked out once a
 * rate on the sum of that rate's nets (EN 16931, BR-CO-17), or line by line
 * where the company's tax_rounding is line; rounding is half away from zero.
 * *rows (arena, highest rate first) is the breakdown; rows may be NULL.
 * OM_REFUSED when an amount leaves the range.
 */
int om_document_total(struct om *om, struct om_document *doc, struct om_tax_row **rows,
		      size_t *n) OM_MUST_USE;

#endif
