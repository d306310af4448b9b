/* Locations as people enter them. */
#ifndef OM_TRADE_LOCATION_H
#define OM_TRADE_LOCATION_H

#include "om.h"

/* name NULL: the code. OM_REFUSED when the code is taken. Prints the code. */
int om_location_add(struct om *om, const char *code, const char *name) OM_MUST_USE;

/*
 * name or active ("yes", "no") NULL: it stays. OM_REFUSED to close the
 * default location, or one where goods lie. What changes nothing is not logged.
 */
int om_location_edit(struct om *om, const char *code, const char *name,
		     const char *active) OM_MUST_USE;

#endif
