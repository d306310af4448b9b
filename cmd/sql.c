/* om sql: one reading statement typed by the user, its columns known only when it runs. */
#include "cmd.h"

#include "base/mem.h"
#include "db/db.h"

static int select_rows(struct om *om, struct om_stmt *st, struct om_out *out)
{
	int n = om_col_count(st), i, status;
	struct om_value *row = OM_NEW_ARRAY(om->arena, struct om_value, (size_t)n);

	while (!om_out_is_full(out) && (status = om_db_next(om, st)) != OM_DONE) {
		for (i = 0; !status && i < n; i++)
			row[i] = om_v_text(om_col_text(st, i));
		if (!status)
			status = om_out_row(om, out, row);
		if (status)
			return status;
	}
	return OM_OK;
}

/* Its columns are known only now; the read transaction ends before it prints. */
int om_sql_run(struct om *om, struct om_call *call)
{
	struct om_out_choice choice = call->out_choice;
	struct om_column *columns;
	struct om_out *out = NULL;
	struct om_stmt *st;
	int i, n, status = om_db_user_query(om, &st, call->operands.v[0]);

	if (status)
		return status;
	n = om_col_count(st);
	columns = OM_NEW_ARRAY(om->arena, struct om_column, (size_t)n + 1);
	for (i = 0; i < n; i++)
		columns[i] = (struct om_column){.name = om_strdup(om->arena, om_col_name(st, i)),
						.type = OM_TYPE_TEXT,
						.help = ""};
	choice.columns = choice.sort = NULL;
	status = om_out_new(om, &(struct om_shape){.rows = columns}, &choice, STDOUT_FILENO, &out);
	if (!status)
		status = select_rows(om, st, out);
	om_db_rollback(om);
	call->quiet = true;
	if (!status)
		status = om_out_print(om, out);
	om_out_free(out);
	return status;
}
