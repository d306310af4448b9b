/* Every statement of om, for the test that prepares them all. */
#include "store/sqlset.h"

const struct om_sqlset *const om_sqlsets[] = {
	&om_setting_sqlset,   &om_log_sqlset,	   &om_item_sqlset,
	&om_goods_sqlset,     &om_party_sqlset,	   &om_address_sqlset,
	&om_location_sqlset,  &om_stock_sqlset,	   &om_stock_list_sqlset,
	&om_document_sqlset,  &om_related_sqlset,  &om_line_sqlset,
	&om_payment_sqlset,   &om_report_sqlset,   &om_audit_sqlset,
	&om_audit_log_sqlset, &om_complete_sqlset, NULL,
};
