/* Items: what is sold. Rows to structs and back. */
#ifndef OM_STORE_ITEM_H
#define OM_STORE_ITEM_H

#include "base/hash.h"
#include "base/text.h"
#include "store/filter.h"
#include "om.h"

#define OM_UNSET INT64_MIN /* an optional number that has no value */

struct om_item_attribute {
	const char *name, *value;
};

struct om_item {
	int64_t id;						/* 0: not stored yet */
	const char *sku, *name, *type, *category, *unit, *pack; /* category, pack may be NULL */
	bool service;						/* type is service */
	om_price price;						/* without tax */
	om_price cost;						/* .micro OM_UNSET: none */
	om_percent tax;
	int64_t supplier;		   /* party id, 0: none */
	const char *supplier_code;	   /* NULL: none */
	int64_t lead_days;		   /* OM_UNSET: none */
	om_qty reorder_point, reorder_qty; /* OM_UNSET: none */
	int64_t variant_of;		   /* item id, 0: none */
	const char *variant_sku;	   /* NULL: none */
	om_qty weight;			   /* kg; OM_UNSET: none */
	bool active;
	const char **barcodes; /* filled by om_item_details, om_item_each */
	size_t n_barcodes;
	struct om_item_attribute *attributes; /* filled by om_item_details */
	size_t n_attributes;
};

/* By SKU; OM_DONE when there is none. Copied into the arena. */
int om_item_find(struct om *om, const char *sku, struct om_item *item) OM_MUST_USE;
/*
 * Between which codes all SKUs and all barcodes are: it spares an import most
 * look-ups. Read once a run; what the run writes is added.
 */
struct om_code_span {
	char first[OM_CODE_MAX + 1], last[OM_CODE_MAX + 1]; /* "": there are none */
};
struct om_item_codes {
	struct om_code_span skus, barcodes;
};
int om_item_codes_read(struct om *om, struct om_item_codes *codes) OM_MUST_USE;

/* What a code stands for. Cheaper than a find where most are new. */
enum om_code_use {
	OM_CODE_FREE,
	OM_CODE_SKU, /* even where it is that item's barcode as well */
	OM_CODE_BARCODE
};
int om_item_code_use(struct om *om, const struct om_item_codes *codes, const char *code,
		     enum om_code_use *use) OM_MUST_USE;
/* Adds barcodes and attributes. */
int om_item_details(struct om *om, struct om_item *item) OM_MUST_USE;
/* The SKU that a barcode stands for, or NULL. */
int om_barcode_find(struct om *om, const char *code, const char **sku) OM_MUST_USE;
/* Barcodes and attributes are replaced by what the struct holds. OM_REFUSED
 * when a barcode is another item's: "barcode '4006381333931' belongs to TEA", or
 * its SKU. That the SKU of a new one is free the caller has seen. */
int om_item_insert(struct om *om, struct om_item_codes *codes, struct om_item *item) OM_MUST_USE;
int om_item_update(struct om *om, struct om_item_codes *codes,
		   const struct om_item *item) OM_MUST_USE;
int om_item_delete(struct om *om, int64_t id) OM_MUST_USE;
/* True when any line, movement or variant names it: it can then only be made inactive. */
int om_item_is_used(struct om *om, int64_t id, bool *used) OM_MUST_USE;
int om_item_has_variants(struct om *om, int64_t id, bool *has) OM_MUST_USE;
/* OM_REFUSED with "no item 'P0l'; did you mean 'P01'?" */
int om_item_unknown(struct om *om, const char *sku) OM_MUST_USE;

/* In order of SKU. filter: category, supplier, sku; the struct is valid during
 * the call. Stops when `row` returns other than OM_OK; OM_DONE stops without an error. */
int om_item_each(struct om *om, const struct om_filter *filter,
		 int (*row)(struct om *om, const struct om_item *item, void *ctx),
		 void *ctx) OM_MUST_USE;

/*
 * What a line of a document needs of an item; lives until om_item_cache_free,
 * or, once a run has met more than 262144 items, until the arena is released.
 */
struct om_goods {
	int64_t id;
	const char *sku, *name, *unit;
	bool service, active;
	om_price price;
	om_percent tax;
};

/*
 * By SKU or barcode, through a cache of bounded size: for imports that meet
 * an item many times. OM_REFUSED: no item 'P0l'; did you mean 'P01'?
 */
int om_goods_get(struct om *om, const char *sku, const struct om_goods **goods) OM_MUST_USE;
void om_item_cache_free(struct om *om); /* at the end, and before a run is repeated */

/* SHA-256 of the item for the log. */
void om_item_digest(const struct om_item *item, char digest[OM_HASH_SIZE]);

#endif
