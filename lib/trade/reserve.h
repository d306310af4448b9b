/* Goods on the shelf promised to order lines. */
#ifndef OM_TRADE_RESERVE_H
#define OM_TRADE_RESERVE_H

#include "om.h"
#include "store/document.h"

/* What a goods line still wants: not shipped, not closed; reserved or not. */
om_qty om_line_open(const struct om_line *line);
/* What of it is not on the shelf for it. */
om_qty om_line_backordered(const struct om_line *line);

/*
 * Promise the line what is free, up to what it lacks: at the order's location,
 * or where that is open at the company's default location first and then at
 * the others by code. line->reserved grows by what was taken.
 */
int om_reserve_line(struct om *om, const struct om_document *order,
		    struct om_line *line) OM_MUST_USE;
/* The same, but not more than `most`. */
int om_reserve_some(struct om *om, const struct om_document *order, struct om_line *line,
		    om_qty most) OM_MUST_USE;

/* Give qty of the line's reservation back; what ready shipments hold stays, and
 * OM_REFUSED when that leaves too little. */
int om_release_line(struct om *om, struct om_line *line, om_qty qty) OM_MUST_USE;

/* What of the line's reservation at each place is not on a ready shipment. */
struct om_place;
int om_line_pickable(struct om *om, const struct om_line *line, struct om_place **places,
		     size_t *n) OM_MUST_USE;

#endif
