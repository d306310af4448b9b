/* The loop of an import: every row is tried, every bad one is reported. */
#include "cmd.h"

#include "db/db.h"
#include "store/setting.h"

/* One import under way. */
struct import {
	struct om_call *call;
	struct om_sheet *sheet;
	struct om_import_run run;
	int64_t rows;
};

static bool has_position(const char *sentence, const char *file)
{
	size_t len = strlen(file);

	return strncmp(sentence, file, len) == 0 && sentence[len] == ':' &&
	       sentence[len + 1] >= '0' && sentence[len + 1] <= '9';
}

/* The sentence in om->error is about this row. */
static int report_row(struct om *om, struct import *import)
{
	const char *file = import->call->input->name;

	if (has_position(om->error, file))
		om_data_error(om, "%s", om->error);
	else
		om_data_error(om, "%s: %s", om_sheet_at(import->sheet, 0), om->error);
	if (!import->run.rejects)
		return OM_OK;
	return om_rejects_add(om, import->run.rejects, import->sheet, om->error);
}

static bool is_of_row(int status)
{
	return status == OM_INPUT || status == OM_REFUSED;
}

/* One row, which by itself leaves all or nothing when bad rows may stay behind. */
static int try_row(struct om *om, struct import *import,
		   int (*row)(struct om *om, struct om_sheet *sheet, void *ctx), void *ctx)
{
	size_t refs = om->n_refs;
	int status;

	if (!import->call->from.keep_going)
		return row(om, import->sheet, ctx);
	status = om_db_savepoint(om);
	if (status)
		return status;
	status = row(om, import->sheet, ctx);
	if (!status)
		return om_db_release(om);
	om_db_rollback_to(om);
	om_ref_cut(om, refs);
	return status;
}

static int import_rows(struct om *om, struct import *import,
		       int (*row)(struct om *om, struct om_sheet *sheet, void *ctx), void *ctx)
{
	int status;

	for (;;) {
		struct om_mark mark = om_arena_mark(om->arena);

		status = om_sheet_next(om, import->sheet);
		if (status == OM_DONE)
			return OM_OK;
		if (!status)
			status = try_row(om, import, row, ctx);
		if (is_of_row(status))
			status = report_row(om, import);
		om_arena_release(om->arena, mark);
		if (status)
			return status;
		om_import_step(&import->run, om_sheet_offset(import->sheet), ++import->rows);
	}
}

static size_t count_columns(const struct om_sheet_column *columns)
{
	size_t n = 0;

	while (columns[n].name)
		n++;
	return n;
}

void om_import_begin(const struct om *om, const struct om_call *call, struct om_import_run *run)
{
	*run = (struct om_import_run){.rejects = NULL};
	if (call->from.rejects && !om->dry_run)
		run->rejects = om_rejects_new(call->from.rejects);
	om_progress_begin(&run->progress, call->input->name, call->input->size);
}

void om_import_step(void *run, int64_t bytes, int64_t rows)
{
	om_progress_step(&((struct om_import_run *)run)->progress, bytes, rows);
}

int om_import_end(struct om *om, struct om_import_run *run, int status)
{
	char sentence[sizeof(om->error)];
	int closed;

	om_progress_end(&run->progress);
	memcpy(sentence, om->error, sizeof(sentence));
	closed = run->rejects ? om_rejects_close(om, run->rejects) : OM_OK;
	if (status != OM_OK)
		memcpy(om->error, sentence, sizeof(sentence));
	return status != OM_OK ? status : closed;
}

int om_import_rows(struct om *om, struct om_call *call,
		   int (*row)(struct om *om, struct om_sheet *sheet, void *ctx), void *ctx)
{
	struct import import = {.call = call};
	const struct om_sheet_column *columns = call->verb->sheet;
	int status = om_setting_load(om); /* not in a row: its arena is emptied */

	if (!status)
		status = om_sheet_open(om, call->input, columns, count_columns(columns),
				       &call->sheet_options, &import.sheet);
	if (status)
		return status;
	om_import_begin(om, call, &import.run);
	status = om_import_end(om, &import.run, import_rows(om, &import, row, ctx));
	om_sheet_free(import.sheet);
	if (status)
		return status;
	om->error[0] = '\0'; /* it is among the data errors */
	if (!om->data_errors || call->from.keep_going)
		return OM_OK;
	return om_fail(om, OM_INPUT, "nothing was imported: %zu bad row%s in %s", om->data_errors,
		       om->data_errors == 1 ? "" : "s", call->input->name);
}
