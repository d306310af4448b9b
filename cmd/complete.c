/* om complete KIND [PREFIX]: live values for the completions; silent whatever happens. */
#include "cmd.h"

#include "db/db.h"
#include "store/complete.h"
#include "trade/company.h"

static int add_value(struct om *om, const char *text, void *ctx)
{
	(void)om;
	om_buf_puts(ctx, text);
	om_buf_putc(ctx, '\n');
	return OM_OK;
}

static int add_setting(struct om *om, const char *key, const char *value, const char *help,
		       void *ctx)
{
	(void)value;
	(void)help;
	return add_value(om, key, ctx);
}

/* The documents that a plain "document" may be. */
static const char *const documents[] = {"quote", "order", "shipment", "invoice", "payment", NULL};

static int add_kind(struct om *om, struct om_call *call, const char *kind, const char *prefix)
{
	const char *const *d;
	int status = OM_OK;

	if (strcmp(kind, "setting") == 0)
		return om_company_each(om, add_setting, &call->text);
	if (strcmp(kind, "document") != 0)
		return om_complete_each(om, kind, prefix, add_value, &call->text);
	for (d = documents; *d && !status; d++)
		status = om_complete_each(om, *d, prefix, add_value, &call->text);
	return status;
}

int om_complete_run(struct om *om, struct om_call *call)
{
	const struct om_list *words = &call->operands;
	const char *prefix = words->n > 1 ? words->v[1] : "";
	int status;

	if (!call->db_path)
		return OM_OK;
	status = om_db_open(om, call->db_path, OM_DB_READ);
	if (!status)
		status = om_db_begin(om);
	if (!status)
		status = add_kind(om, call, words->v[0], prefix);
	if (status)
		om_buf_clear(&call->text);
	om_db_close(om);
	om->error[0] = '\0';
	return OM_OK;
}
