/* Rows of a file that together are one paper. */
#include "trade/paper_rows.h"

#include "db/db.h"
#include "trade/row_order.h"

struct om_paper_row {
	struct om_csv_place place;
	const char *error; /* what is wrong with it, NULL: nothing */
};

void om_paper_begin(struct om_paper_rows *p)
{
	p->mark = om_arena_mark(p->om->arena);
	p->rows = NULL;
	p->n = p->room = 0;
	p->line = om_sheet_line(p->sheet);
	p->is_open = true;
	p->is_bad = p->is_tainted = p->taints;
	p->taints = false;
}

void om_paper_add(struct om_paper_rows *p)
{
	p->rows = om_arena_grow(p->om->arena, p->rows, p->n, &p->room, sizeof(*p->rows));
	p->rows[p->n++] = (struct om_paper_row){.place = om_sheet_tell(p->sheet)};
	p->taints = false; /* the stray row stood among this paper's */
}

void om_paper_error(struct om_paper_rows *p, const char *at)
{
	const char *text = om_printf(p->om->arena, "%s: %s", at, p->om->error);

	om_data_error(p->om, "%s", text);
	if (p->n > 0 && !p->rows[p->n - 1].error)
		p->rows[p->n - 1].error = text;
	p->is_bad = true;
}

int om_paper_stray(struct om_paper_rows *p, const char *sentence)
{
	om_data_error(p->om, "%s", sentence);
	p->n_bad++;
	p->n_stray++;
	if (p->keep_going)
		p->is_bad = p->taints = p->is_tainted = true;
	return p->rejects ? om_rejects_add(p->om, p->rejects, p->sheet, sentence) : OM_OK;
}

/* The rows of a paper that did not land, as they came, with what is wrong. */
static int reject_rows(struct om_paper_rows *p)
{
	const char *other = om_printf(p->om->arena,
				      p->is_tainted ? "a row beside this %s could not be read"
						    : "another row of this %s is bad",
				      p->one);
	struct om_csv_place here = om_sheet_tell(p->sheet);
	int status = OM_OK;

	if (!p->rejects)
		return OM_OK;
	for (size_t i = 0; status == OM_OK && i < p->n; i++) {
		status = om_sheet_seek(p->om, p->sheet, p->rows[i].place);
		if (status == OM_OK)
			status = om_sheet_next(p->om, p->sheet);
		if (status == OM_OK || status == OM_INPUT)
			status = om_rejects_add(p->om, p->rejects, p->sheet,
						p->rows[i].error ? p->rows[i].error : other);
	}
	if (status == OM_OK)
		status = om_sheet_seek(p->om, p->sheet, here);
	if (status == OM_OK)
		status = om_sheet_next(p->om, p->sheet);
	return status == OM_DONE || status == OM_INPUT ? OM_OK : status;
}

static bool is_of_the_data(int status)
{
	return status == OM_REFUSED || status == OM_INPUT || status == OM_USAGE;
}

/* A savepoint takes back what a bad paper wrote, where that matters. */
static int write_paper(struct om_paper_rows *p)
{
	struct om *om = p->om;
	size_t refs = om->n_refs;
	bool savepoint = p->keep_going || p->isolate;
	int status = savepoint ? om_db_savepoint(om) : OM_OK;

	if (status != OM_OK)
		return status;
	status = p->keep(p->ctx);
	if (status == OM_OK)
		return savepoint ? om_db_release(om) : OM_OK;
	if (!is_of_the_data(status))
		return status;
	if (savepoint)
		om_db_rollback_to(om);
	om_ref_cut(om, refs);
	om_paper_error(p, om_printf(om->arena, "%s:%u:1", p->file, p->line));
	return OM_OK;
}

int om_paper_end(struct om_paper_rows *p)
{
	int status = OM_OK;

	if (!p->is_open)
		return OM_OK;
	if (!p->is_bad)
		status = write_paper(p);
	if (status == OM_OK && p->is_bad) {
		p->n_bad++;
		status = reject_rows(p);
	}
	p->is_open = false;
	om_arena_release(p->om->arena, p->mark);
	return status;
}

static int read_rows(struct om_paper_rows *p, struct om_row_order *order)
{
	int64_t rows = 0;
	int status;

	while ((status = om_row_order_next(p->om, order, p->sheet)) != OM_DONE) {
		if (status == OM_INPUT)
			status = om_paper_stray(p, p->om->error);
		else if (status == OM_OK)
			status = p->take(p->ctx);
		if (status != OM_OK)
			return status;
		if (p->progress && ++rows % 256 == 0)
			p->progress(p->progress_ctx, om_sheet_offset(p->sheet), rows);
	}
	return om_paper_end(p);
}

static int finish(struct om_paper_rows *p, bool scattered)
{
	if (p->n_stray && scattered)
		return om_fail(p->om, OM_INPUT,
			       "nothing was imported: rows of one %s stand apart in %s, so a row "
			       "that cannot be read may be of any",
			       p->one, p->file);
	p->om->error[0] = '\0'; /* it is among the data errors */
	if (!p->om->data_errors || p->keep_going)
		return OM_OK;
	return om_fail(p->om, OM_INPUT, "nothing was imported: %zu bad %s in %s", p->n_bad,
		       p->n_bad == 1 ? p->one : p->many, p->file);
}

int om_paper_import(struct om_paper_rows *p, const size_t *keys, size_t n)
{
	struct om_row_order *order = NULL;
	int status = om_row_order_read(p->om, p->sheet, keys, n, &order);

	if (status == OM_OK)
		status = read_rows(p, order);
	if (status == OM_OK)
		status = finish(p, om_row_order_is_scattered(order));
	om_row_order_free(order);
	return status;
}
