/* The fields of an item: what each may be. Used by trade/item.c alone. */
#ifndef OM_TRADE_ITEM_FIELD_H
#define OM_TRADE_ITEM_FIELD_H

#include "trade/field.h"
#include "trade/item.h"

/* Of struct om_item; the run's ctx is its struct om_item_entry. */
extern const struct om_field om_item_fields[OM_ITEM_FIELDS];

#endif
