/* The SQLite engine: statements, transactions, and its errors as sentences. */
#include "db/sqlite.h"

#include <assert.h>
#include <errno.h>

static int fail_busy(struct om *om, struct om_db *db)
{
	struct om_sqlite *native = db->native;
	int seconds = (int)(native->busy_limit / 1000000);

	return om_fail(om, OM_BUSY, "another om is %s '%s': gave up after %d second%s",
		       db->in_transaction ? "using" : "writing to", db->path, seconds,
		       seconds == 1 ? "" : "s");
}

/* errno of the last system call, or what there is to say without one. */
static const char *system_reason(struct om_db *db, const char *otherwise)
{
	int number = sqlite3_system_errno(om_sqlite_of(db));

	return number ? strerror(number) : otherwise;
}

static int fail_reading(struct om *om, struct om_db *db, int rc)
{
	int number = sqlite3_system_errno(om_sqlite_of(db));

	if (number == ENOSPC || number == EDQUOT || (rc & 0xff) == SQLITE_FULL)
		return om_fail(om, OM_STORAGE,
			       "'%s': the disk is full: nothing was changed; free some space and "
			       "try again",
			       db->path);
	return om_fail(om, OM_STORAGE, "'%s': the disk failed: %s (%s)", db->path,
		       system_reason(db, "input/output error"), sqlite3_errstr(rc));
}

static int fail_readonly(struct om *om, struct om_db *db, int rc)
{
	if (rc == SQLITE_READONLY_DBMOVED)
		return om_fail(om, OM_STORAGE, "'%s' was moved or removed while om was using it",
			       db->path);
	if (rc == SQLITE_READONLY_ROLLBACK || rc == SQLITE_READONLY_RECOVERY)
		return om_fail(om, OM_STORAGE,
			       "'%s' was left in the middle of a change: "
			       "run 'om check' as a user who may write to it",
			       db->path);
	if (rc == SQLITE_READONLY_DIRECTORY)
		return om_fail(om, OM_STORAGE,
			       "'%s' cannot be changed: its directory may not be written",
			       db->path);
	return om_fail(om, OM_STORAGE, "'%s' cannot be changed: it may only be read", db->path);
}

int om_sqlite_fail(struct om *om, struct om_db *db, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return fail_busy(om, db);
	case SQLITE_FULL:
	case SQLITE_IOERR:
		return fail_reading(om, db, rc);
	case SQLITE_READONLY:
		return fail_readonly(om, db, rc);
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return om_fail(om, OM_STORAGE, "'%s' cannot be opened: %s", db->path,
			       system_reason(db, "the file or its directory is out of reach"));
	case SQLITE_CORRUPT:
		return om_fail(om, OM_STORAGE,
			       "'%s' is damaged (%s): 'om restore' brings back a backup", db->path,
			       sqlite3_errmsg(om_sqlite_of(db)));
	case SQLITE_NOTADB:
		return om_fail(om, OM_STORAGE, "'%s' is not a database", db->path);
	case SQLITE_AUTH:
		return om_fail(om, OM_REFUSED, "only reading statements are allowed");
	case SQLITE_NOMEM:
		return om_fail(om, OM_STORAGE, "'%s': not enough memory", db->path);
	default:
		return om_fail(om, OM_STORAGE, "internal fault: %s",
			       sqlite3_errmsg(om_sqlite_of(db)));
	}
}

static int run_once(struct om *om, struct om_db *db, const char *sql)
{
	int rc = sqlite3_exec(om_sqlite_of(db), sql, NULL, NULL, NULL);

	return rc ? om_sqlite_fail(om, db, rc) : OM_OK;
}

static int begin(struct om *om, struct om_db *db)
{
	return run_once(om, db, db->mode == OM_DB_READ ? "BEGIN" : "BEGIN IMMEDIATE");
}

static int commit(struct om *om, struct om_db *db)
{
	return run_once(om, db, "COMMIT");
}

static void rollback(struct om_db *db)
{
	if (!sqlite3_get_autocommit(om_sqlite_of(db)))
		sqlite3_exec(om_sqlite_of(db), "ROLLBACK", NULL, NULL, NULL);
}

static bool is_in_transaction(struct om_db *db)
{
	return !sqlite3_get_autocommit(om_sqlite_of(db));
}

static int stamp(struct om *om, struct om_db *db, int version)
{
	char sql[80];

	snprintf(sql, sizeof(sql), "PRAGMA application_id=%d;PRAGMA user_version=%d",
		 OM_APPLICATION_ID, version);
	return run_once(om, db, sql);
}

/* SQLite numbers $1, $2 ... as they first appear in the text. */
static void find_places(struct om_stmt *st)
{
	sqlite3_stmt *native = st->native;
	bool in_order = true;

	st->n_params = sqlite3_bind_parameter_count(native);
	if (!st->n_params)
		return;
	st->places = om_xmalloc((size_t)st->n_params);
	for (int i = 0; i < st->n_params; i++) {
		char name[16];
		int place;

		snprintf(name, sizeof(name), "$%d", i + 1);
		place = sqlite3_bind_parameter_index(native, name);
		assert(place > 0 && place < 256);
		st->places[i] = (unsigned char)place;
		in_order = in_order && place == i + 1;
	}
	if (in_order) {
		free(st->places);
		st->places = NULL;
	}
}

static int prepare(struct om *om, struct om_stmt *st)
{
	sqlite3_stmt *native = NULL;
	const char *tail = NULL;
	int rc = sqlite3_prepare_v3(om_sqlite_of(st->db), st->sql, -1, SQLITE_PREPARE_PERSISTENT,
				    &native, &tail);

	if (rc)
		return om_sqlite_fail(om, st->db, rc);
	assert(native && !*tail);
	st->native = native;
	st->n_columns = sqlite3_column_count(native);
	st->writes = !sqlite3_stmt_readonly(native);
	find_places(st);
	return OM_OK;
}

static void finalize(struct om_stmt *st)
{
	sqlite3_finalize(st->native);
	st->native = NULL;
}

static int bind_value(sqlite3_stmt *native, int place, const struct om_value *v,
		      sqlite3_destructor_type keep)
{
	switch (v->type) {
	case OM_TYPE_NULL:
		return sqlite3_bind_null(native, place);
	case OM_TYPE_TEXT:
		return sqlite3_bind_text(native, place, v->text, -1, keep);
	case OM_TYPE_DATE:
		return sqlite3_bind_text(native, place, v->date, OM_DATE_SIZE - 1, keep);
	default:
		return sqlite3_bind_int64(native, place, v->i);
	}
}

static int bind(struct om *om, struct om_stmt *st, struct om_args args, bool keep)
{
	for (int i = 0; i < args.n; i++) {
		int rc = bind_value(st->native, st->places ? st->places[i] : i + 1, &args.v[i],
				    keep ? SQLITE_TRANSIENT : SQLITE_STATIC);

		if (rc)
			return om_sqlite_fail(om, st->db, rc);
	}
	return OM_OK;
}

static int step(struct om *om, struct om_stmt *st)
{
	int rc = sqlite3_step(st->native);

	if (rc == SQLITE_ROW)
		return OM_OK;
	if (rc == SQLITE_DONE)
		return OM_DONE;
	if (st->is_users && (rc & 0xff) == SQLITE_ERROR)
		return om_fail(om, OM_USAGE, "%s", sqlite3_errmsg(om_sqlite_of(st->db)));
	return om_sqlite_fail(om, st->db, rc);
}

static void reset(struct om_stmt *st)
{
	sqlite3_reset(st->native);
}

static int64_t changed(struct om_db *db)
{
	return sqlite3_changes64(om_sqlite_of(db));
}

static int64_t inserted(struct om_db *db)
{
	return sqlite3_last_insert_rowid(om_sqlite_of(db));
}

static const char *column_text(struct om_stmt *st, int i)
{
	return (const char *)sqlite3_column_text(st->native, i);
}

static void column(struct om_stmt *st, int i, struct om_column *out)
{
	switch (sqlite3_column_type(st->native, i)) {
	case SQLITE_NULL:
		*out = (struct om_column){.kind = OM_COLUMN_NULL};
		return;
	case SQLITE_INTEGER:
		*out = (struct om_column){.kind = OM_COLUMN_INT,
					  .i = sqlite3_column_int64(st->native, i)};
		return;
	default:
		*out = (struct om_column){.kind = OM_COLUMN_TEXT, .text = column_text(st, i)};
		if (!out->text)
			out->text = "";
		out->len = strlen(out->text);
	}
}

static bool column_is_null(struct om_stmt *st, int i)
{
	return sqlite3_column_type(st->native, i) == SQLITE_NULL;
}

static int64_t column_int(struct om_stmt *st, int i)
{
	return sqlite3_column_int64(st->native, i);
}

static const char *column_name(struct om_stmt *st, int i)
{
	return sqlite3_column_name(st->native, i);
}

const struct om_engine om_sqlite = {
	.type_id = "INTEGER PRIMARY KEY",
	.type_int = "INTEGER",
	.table_strict = "STRICT",
	.table_keyed = "STRICT,WITHOUT ROWID",
	.open = om_sqlite_open,
	.close = om_sqlite_close,
	.remove = om_sqlite_remove,
	.identify = om_sqlite_identify,
	.stamp = stamp,
	.begin = begin,
	.commit = commit,
	.rollback = rollback,
	.is_in_transaction = is_in_transaction,
	.script = run_once,
	.prepare = prepare,
	.prepare_users = om_sqlite_prepare_users,
	.finalize = finalize,
	.bind = bind,
	.step = step,
	.reset = reset,
	.changed = changed,
	.inserted = inserted,
	.column = column,
	.column_is_null = column_is_null,
	.column_int = column_int,
	.column_text = column_text,
	.column_name = column_name,
	.integrity = om_sqlite_integrity,
	.copy = om_sqlite_copy,
	.explain = om_sqlite_explain,
};
