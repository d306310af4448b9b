/* What all documents have in common: being named, made, derived and logged. */
#ifndef OM_TRADE_DOCUMENT_H
#define OM_TRADE_DOCUMENT_H

#include "om.h"
#include "store/document.h"
#include "store/item.h"

#define OM_KIND_BIT(kind) (1u << (kind))

/*
 * The document that a reference names: SO-00012, so-12, or 12 where `kinds`
 * holds one kind only; DRAFT-00007 for an invoice. With its lines. OM_REFUSED:
 * there is no 'SO-00099'; or it is of another kind than those or'ed in `kinds`.
 */
int om_document_get(struct om *om, unsigned kinds, const char *ref,
		    struct om_document *doc) OM_MUST_USE;

/* The canonical form of a reference: "so-12" gives "SO-00012"; NULL when it is
 * none. A plain number takes `prefix`; NULL: refused. In the arena. */
const char *om_reference_format(struct om_arena *arena, const char *ref, const char *prefix);

/* A line for these goods at the end of a document being made; returns it. */
struct om_line *om_document_line(struct om *om, struct om_document *doc,
				 const struct om_goods *goods, om_qty qty);

/*
 * A document made from another: the header's snapshot (party, addresses, terms,
 * currency, references) without lines, dated `date`; texts are shared with `from`.
 */
struct om_document om_document_derive(struct om *om, enum om_kind kind,
				      const struct om_document *from, om_date date);
/* A line made from another: goods, price, discount and tax copied, source set. */
struct om_line *om_document_derive_line(struct om *om, struct om_document *doc,
					const struct om_line *from, om_qty qty);

/*
 * Give it its number (drafts of invoices: DRAFT-), work out the totals, write
 * header, lines and tax rows, log `verb`.
 */
int om_document_add(struct om *om, struct om_document *doc, const char *verb) OM_MUST_USE;

/* A log row for a document, with the digest of what it now states. */
int om_document_log(struct om *om, const struct om_document *doc, const char *verb, const char *fmt,
		    ...) OM_PRINTF(4, 5) OM_MUST_USE;

/* An amount in the document's currency: "EUR 12.50"; a quantity: "2.5". In the arena. */
const char *om_amount_text(struct om *om, const struct om_document *doc, om_money amount);
const char *om_qty_text(struct om *om, om_qty qty);

/* "SO-00012 line 3: P01" in the arena: to begin a sentence with. */
const char *om_line_text(struct om *om, const struct om_document *doc, const struct om_line *line);

#endif
