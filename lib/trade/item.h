/* Items as people enter them: checked, compared with what is there, kept, logged. */
#ifndef OM_TRADE_ITEM_H
#define OM_TRADE_ITEM_H

#include "base/text.h"
#include "base/map.h"
#include "om.h"
#include "store/item.h"

/* What can be set, in the order of the manual. */
enum om_item_field {
	OM_ITEM_SKU,
	OM_ITEM_NAME,
	OM_ITEM_TYPE,
	OM_ITEM_CATEGORY,
	OM_ITEM_UNIT,
	OM_ITEM_PACK,
	OM_ITEM_PRICE,
	OM_ITEM_COST,
	OM_ITEM_TAX,
	OM_ITEM_BARCODE, /* several: separated by blanks or ';' */
	OM_ITEM_SUPPLIER,
	OM_ITEM_LEAD_DAYS,
	OM_ITEM_REORDER_POINT,
	OM_ITEM_REORDER_QTY,
	OM_ITEM_VARIANT_OF,
	OM_ITEM_WEIGHT,
	OM_ITEM_ATTR, /* NAME=VALUE, several: separated by ';' */
	OM_ITEM_ACTIVE,
	OM_ITEM_FIELDS
};

/* An item in words. NULL: not said, an item that is there keeps it. "": none;
 * name, type, unit, price, tax and active are kept then as well. */
struct om_item_text {
	const char *field[OM_ITEM_FIELDS];
};

/* One run that enters items. */
struct om_item_entry {
	enum om_status bad; /* what a wrong value comes to: OM_USAGE or OM_INPUT */
	size_t failed;	    /* the om_item_field that the last refusal is about */
	om_percent tax;	    /* of an item that names none: the company's setting */
	struct {
		char code[OM_CODE_MAX + 1];
		int64_t id; /* 0: free */
	} suppliers[256];   /* suppliers met, by a hash of their code */
	int64_t added, changed;
	int64_t last;	    /* id of the one added last */
	struct om_set seen; /* what put has entered, by id */
	struct om_item_codes codes;
};

int om_item_entry_begin(struct om *om, struct om_item_entry *entry, enum om_status bad) OM_MUST_USE;

/* add refuses an SKU that is there, edit one that is not; put does either.
 * Putting what is already there writes nothing, the log included; putting the
 * same one twice in a run is refused. end gives back what a run of put holds. */
int om_item_add(struct om *om, struct om_item_entry *entry,
		const struct om_item_text *text) OM_MUST_USE;
int om_item_edit(struct om *om, struct om_item_entry *entry,
		 const struct om_item_text *text) OM_MUST_USE;
int om_item_put(struct om *om, struct om_item_entry *entry,
		const struct om_item_text *text) OM_MUST_USE;
void om_item_entry_end(struct om_item_entry *entry);

/* Only an item that nothing names yet can be removed. */
int om_item_remove(struct om *om, const char *sku) OM_MUST_USE;

/* With barcodes and attributes; also by barcode. OM_REFUSED when there is none. */
int om_item_get(struct om *om, const char *sku, struct om_item *item) OM_MUST_USE;

#endif
