/* The commands, in the order of om help: om itself, then the day's work. */
#include "cmd.h"

const struct om_command *const om_commands[] = {
	&om_om_command,
	&om_item_command,
	&om_customer_command,
	&om_supplier_command,
	&om_stock_command,
	&om_quote_command,
	&om_order_command,
	&om_ship_command,
	&om_invoice_command,
	&om_payment_command,
	NULL,
};
