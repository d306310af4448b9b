/* The statements of one file of this folder, so that a test can prepare each of them. */
#ifndef OM_STORE_SQLSET_H
#define OM_STORE_SQLSET_H

#include <stddef.h>

struct om_sqlset {
	const char *name; /* the file: "item" */
	const char *const *sql;
	size_t n;
};

#define OM_SQLSET(set, file, array) \
	const struct om_sqlset set = {file, array, sizeof(array) / sizeof((array)[0])}

/* All of them; ends with NULL (sqlset.c). */
extern const struct om_sqlset *const om_sqlsets[];

extern const struct om_sqlset om_setting_sqlset, om_log_sqlset, om_item_sqlset, om_goods_sqlset,
	om_party_sqlset, om_address_sqlset, om_location_sqlset, om_stock_sqlset,
	om_stock_list_sqlset, om_document_sqlset, om_related_sqlset, om_line_sqlset,
	om_payment_sqlset, om_report_sqlset, om_audit_sqlset, om_audit_log_sqlset,
	om_complete_sqlset;

#endif
