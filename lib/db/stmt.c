/* Statements: kept prepared by the address of their text, bound, stepped, read. */
#include "db/engine.h"

#include "base/number.h"

#include <assert.h>
#include <inttypes.h>

#define SLOTS_FIRST 64

static size_t slot_of(const struct om_db *db, const char *sql)
{
	uint64_t h = (uint64_t)(uintptr_t)sql * UINT64_C(0x9e3779b97f4a7c15);
	size_t mask = db->n_slots - 1, i = (size_t)(h >> 32) & mask;

	while (db->slots[i] && db->slots[i]->sql != sql)
		i = (i + 1) & mask;
	return i;
}

static void grow_slots(struct om_db *db)
{
	struct om_stmt **old = db->slots;
	size_t n = db->n_slots;

	db->n_slots = n ? n * 2 : SLOTS_FIRST;
	db->slots = om_xmalloc(db->n_slots * sizeof(struct om_stmt *));
	for (size_t i = 0; i < db->n_slots; i++)
		db->slots[i] = NULL;
	for (size_t i = 0; i < n; i++)
		if (old[i])
			db->slots[slot_of(db, old[i]->sql)] = old[i];
	free(old);
}

static struct om_stmt *new_stmt(struct om_db *db, const char *sql)
{
	struct om_stmt *st = om_xmalloc(sizeof(*st));

	*st = (struct om_stmt){.engine = db->engine, .db = db, .sql = sql};
	return st;
}

static void free_stmt(struct om_stmt *st)
{
	if (!st)
		return;
	st->engine->finalize(st);
	free(st->places);
	free(st->kept);
	om_buf_free(&st->text);
	free(st);
}

static int find_stmt(struct om *om, const char *sql, struct om_stmt **out)
{
	struct om_db *db = om->db;
	struct om_stmt *st;
	size_t i;
	int status;

	if (db->n_stmts * 2 >= db->n_slots)
		grow_slots(db);
	i = slot_of(db, sql);
	*out = db->slots[i];
	if (*out)
		return OM_OK;
	st = new_stmt(db, sql);
	status = db->engine->prepare(om, st);
	if (status) {
		free_stmt(st);
		return status;
	}
	db->slots[i] = *out = st;
	db->n_stmts++;
	return OM_OK;
}

static void enlist(struct om_stmt *st)
{
	struct om_db *db = st->db;

	st->is_stepped = true;
	st->started = ++db->started;
	st->older = db->newest;
	st->newer = NULL;
	if (db->newest)
		db->newest->newer = st;
	db->newest = st;
}

static void delist(struct om_stmt *st)
{
	if (st->newer)
		st->newer->older = st->older;
	else
		st->db->newest = st->older;
	if (st->older)
		st->older->newer = st->newer;
	st->is_stepped = false;
}

void om_db_reset(struct om_stmt *st)
{
	if (!st->is_stepped)
		return;
	delist(st);
	st->engine->reset(st);
}

void om_db_reset_since(struct om_db *db, uint64_t started)
{
	while (db->newest && db->newest->started > started)
		om_db_reset(db->newest);
}

void om_db_forget_statements(struct om_db *db)
{
	om_db_reset_since(db, 0);
	for (size_t i = 0; i < db->n_slots; i++)
		free_stmt(db->slots[i]);
	free(db->slots);
	free_stmt(db->users);
	db->slots = NULL;
	db->users = NULL;
	db->n_slots = db->n_stmts = 0;
}

static void note_loss(struct om_db *db)
{
	if (db->in_transaction && !db->engine->is_in_transaction(db))
		db->is_lost = true;
}

/* Find the statement, check that it may run now, and bind its values. */
static int start(struct om *om, struct om_stmt **out, const char *sql, struct om_args args,
		 bool keep)
{
	struct om_stmt *st;
	int status = find_stmt(om, sql, out);

	if (status) {
		note_loss(om->db);
		return status;
	}
	st = *out;
	assert(!st->is_stepped);
	assert(args.n == st->n_params);
	assert(!st->writes || st->db->in_transaction);
	if (st->db->is_lost)
		return om_fail(om, OM_STORAGE, "'%s': the change was undone by an earlier error",
			       st->db->path);
	st->is_kept = false;
	return st->engine->bind(om, st, args, keep);
}

static int run(struct om *om, struct om_stmt *st)
{
	int status;

	do
		status = st->engine->step(om, st);
	while (status == OM_OK);
	st->engine->reset(st);
	if (status == OM_DONE)
		return OM_OK;
	note_loss(st->db);
	return status;
}

int om_db_exec(struct om *om, const char *sql, struct om_args args, int64_t *changed)
{
	struct om_stmt *st;
	int status = start(om, &st, sql, args, false);

	if (!status)
		status = run(om, st);
	if (changed)
		*changed = status ? 0 : st->engine->changed(st->db);
	return status;
}

int om_db_insert(struct om *om, const char *sql, struct om_args args, int64_t *id)
{
	struct om_stmt *st;
	int status = start(om, &st, sql, args, false);

	if (!status)
		status = run(om, st);
	if (!status && id)
		*id = st->engine->inserted(st->db);
	return status;
}

static void keep_row(struct om_stmt *st)
{
	struct om_column column;

	if (!st->kept)
		st->kept =
			om_xmalloc((size_t)(st->n_columns ? st->n_columns : 1) * sizeof(*st->kept));
	om_buf_clear(&st->text);
	for (int i = 0; i < st->n_columns; i++) {
		struct om_kept *kept = &st->kept[i];

		st->engine->column(st, i, &column);
		kept->kind = column.kind;
		kept->i = column.i;
		kept->text = st->text.len;
		kept->digits[0] = '\0';
		if (column.kind == OM_COLUMN_TEXT)
			om_buf_add(&st->text, column.text, column.len + 1);
	}
	st->is_kept = true;
}

/* The row is copied and the statement reset at once: one that waits on its
 * row would keep cursors open, and a RETURNING would block the savepoint. */
int om_db_get(struct om *om, struct om_stmt **st, const char *sql, struct om_args args)
{
	int status = start(om, st, sql, args, false);

	if (status)
		return status;
	status = (*st)->engine->step(om, *st);
	if (status == OM_OK)
		keep_row(*st);
	else if (status != OM_DONE)
		note_loss((*st)->db);
	(*st)->engine->reset(*st);
	return status;
}

int om_db_query(struct om *om, struct om_stmt **st, const char *sql, struct om_args args)
{
	int status = start(om, st, sql, args, true);

	if (!status)
		enlist(*st);
	return status;
}

int om_db_next(struct om *om, struct om_stmt *st)
{
	int status;

	assert(st->is_stepped);
	status = st->engine->step(om, st);
	if (status == OM_OK)
		return OM_OK;
	om_db_reset(st);
	if (status != OM_DONE)
		note_loss(st->db);
	return status;
}

int om_db_user_query(struct om *om, struct om_stmt **out, const char *text)
{
	struct om_db *db = om->db;
	int status;

	if (db->users) {
		om_db_reset(db->users);
		free_stmt(db->users);
	}
	db->users = new_stmt(db, NULL);
	db->users->is_users = true;
	status = db->engine->prepare_users(om, db->users, text);
	if (status) {
		free_stmt(db->users);
		db->users = NULL;
		return status;
	}
	enlist(db->users);
	*out = db->users;
	return OM_OK;
}

static struct om_kept *kept_column(struct om_stmt *st, int i)
{
	assert(i >= 0 && i < st->n_columns);
	return &st->kept[i];
}

bool om_col_is_null(struct om_stmt *st, int i)
{
	if (!st->is_kept)
		return st->engine->column_is_null(st, i);
	return kept_column(st, i)->kind == OM_COLUMN_NULL;
}

int64_t om_col_int(struct om_stmt *st, int i)
{
	struct om_kept *kept;
	int64_t n = 0;

	if (!st->is_kept)
		return st->engine->column_int(st, i);
	kept = kept_column(st, i);
	if (kept->kind == OM_COLUMN_TEXT &&
	    om_int_parse(st->text.s + kept->text, INT64_MIN, INT64_MAX, &n))
		return 0;
	return kept->kind == OM_COLUMN_TEXT ? n : kept->i;
}

const char *om_col_text(struct om_stmt *st, int i)
{
	struct om_kept *kept;

	if (!st->is_kept)
		return st->engine->column_text(st, i);
	kept = kept_column(st, i);
	if (kept->kind == OM_COLUMN_NULL)
		return NULL;
	if (kept->kind == OM_COLUMN_TEXT)
		return st->text.s + kept->text;
	if (!kept->digits[0])
		snprintf(kept->digits, sizeof(kept->digits), "%" PRId64, kept->i);
	return kept->digits;
}

om_date om_col_date(struct om_stmt *st, int i)
{
	const char *s = om_col_text(st, i);
	om_date date = OM_NO_DATE;

	if (!s || om_date_parse(s, &date))
		return OM_NO_DATE;
	return date;
}

int om_col_count(struct om_stmt *st)
{
	return st->n_columns;
}

const char *om_col_name(struct om_stmt *st, int i)
{
	return st->engine->column_name(st, i);
}
