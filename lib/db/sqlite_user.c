/* The SQLite engine: the user's own statements, plans, and the database as a whole. */
#include "db/sqlite.h"

#define ONE_STATEMENT "one statement at a time"

static bool is_listed(const char *const *list, const char *name)
{
	for (; *list; list++)
		if (!sqlite3_stricmp(*list, name))
			return true;
	return false;
}

static bool is_reading_pragma(const char *name, const char *value)
{
	static const char *const with_value[] = {"table_list",	     "table_info", "table_xinfo",
						 "index_list",	     "index_info", "index_xinfo",
						 "foreign_key_list", NULL};
	static const char *const bare[] = {"table_list",     "user_version", "application_id",
					   "page_size",	     "page_count",   "freelist_count",
					   "foreign_keys",   "journal_mode", "synchronous",
					   "trusted_schema", "query_only",   NULL};

	return is_listed(value ? with_value : bare, name);
}

static int allow_reading(void *ctx, int action, const char *a, const char *b, const char *database,
			 const char *inner)
{
	static const char *const never[] = {"load_extension", "readfile",	"writefile",
					    "edit",	      "fts3_tokenizer", NULL};

	bool *is_refused = ctx;

	(void)database;
	(void)inner;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		if (!is_listed(never, b))
			return SQLITE_OK;
		break;
	case SQLITE_PRAGMA:
		if (is_reading_pragma(a, b))
			return SQLITE_OK;
		break;
	default:
		break;
	}
	*is_refused = true;
	return SQLITE_DENY;
}

static int fail_users(struct om *om, struct om_db *db, int rc)
{
	switch (rc & 0xff) {
	case SQLITE_ERROR:
	case SQLITE_SCHEMA: /* a mistake in a text that never made it load the schema */
	case SQLITE_TOOBIG:
	case SQLITE_RANGE:
		return om_fail(om, OM_USAGE, "%s", sqlite3_errmsg(om_sqlite_of(db)));
	default:
		return om_sqlite_fail(om, db, rc);
	}
}

static int check_users(struct om *om, struct om_stmt *st)
{
	sqlite3_stmt *native = st->native;

	if (!native)
		return om_fail(om, OM_USAGE, "no statement given");
	if (!sqlite3_stmt_readonly(native) || !sqlite3_column_count(native))
		return om_sqlite_fail(om, st->db, SQLITE_AUTH);
	if (sqlite3_bind_parameter_count(native))
		return om_fail(om, OM_USAGE, "'%s' stands for no value here",
			       sqlite3_bind_parameter_name(native, 1)
				       ? sqlite3_bind_parameter_name(native, 1)
				       : "?");
	return OM_OK;
}

int om_sqlite_prepare_users(struct om *om, struct om_stmt *st, const char *text)
{
	sqlite3 *db = om_sqlite_of(st->db);
	sqlite3_stmt *native = NULL, *second = NULL;
	const char *tail = NULL;
	bool is_refused = false;
	int rc, status;

	sqlite3_set_authorizer(db, allow_reading, &is_refused);
	rc = sqlite3_prepare_v2(db, text, -1, &native, &tail);
	if (rc && is_refused)
		rc = SQLITE_AUTH;
	st->native = native;
	status = rc ? fail_users(om, st->db, rc) : check_users(om, st);
	/* What follows may be blanks and remarks, which make no statement. */
	while (!status && *tail) {
		if (sqlite3_prepare_v2(db, tail, -1, &second, &tail) || second)
			status = om_fail(om, OM_REFUSED, ONE_STATEMENT);
	}
	sqlite3_finalize(second);
	sqlite3_set_authorizer(db, NULL, NULL);
	if (!status)
		st->n_columns = sqlite3_column_count(native);
	return status;
}

static void report_scan(const char *detail, void (*scan)(void *ctx, const char *table), void *ctx)
{
	struct om_buf table = {0};

	if (!detail || strncmp(detail, "SCAN ", 5) != 0 || strstr(detail, "CONSTANT ROW"))
		return;
	om_buf_add(&table, detail + 5, strcspn(detail + 5, " "));
	scan(ctx, table.s);
	om_buf_free(&table);
}

int om_sqlite_explain(struct om *om, struct om_db *db, const char *sql,
		      void (*scan)(void *ctx, const char *table), void *ctx)
{
	struct om_buf text = {0};
	sqlite3_stmt *plan = NULL;
	int rc;

	om_buf_printf(&text, "EXPLAIN QUERY PLAN %s", sql);
	rc = sqlite3_prepare_v2(om_sqlite_of(db), text.s, -1, &plan, NULL);
	while (!rc && (rc = sqlite3_step(plan)) == SQLITE_ROW) {
		report_scan((const char *)sqlite3_column_text(plan, 3), scan, ctx);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(plan);
	om_buf_free(&text);
	return rc == SQLITE_DONE ? OM_OK : om_sqlite_fail(om, db, rc);
}

static int fail_finding(struct om *om, struct om_db *db, const char *finding)
{
	return om_fail(om, OM_STORAGE, "'%s' is damaged: %.*s: 'om restore' brings back a backup",
		       db->path, (int)strcspn(finding, "\n"), finding);
}

/* "*** in database main ***" is a line of its own before the finding. */
static int check_pages(struct om *om, struct om_db *db)
{
	sqlite3_stmt *st = NULL;
	int status = OM_OK;
	int rc = sqlite3_prepare_v2(om_sqlite_of(db), "PRAGMA integrity_check(1)", -1, &st, NULL);

	if (!rc)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		const char *found = (const char *)sqlite3_column_text(st, 0);
		const char *second = found ? strchr(found, '\n') : NULL;

		if (!found)
			found = "no answer";
		if (!strncmp(found, "***", 3) && second)
			found = second + 1;
		if (strcmp(found, "ok") != 0)
			status = fail_finding(om, db, found);
	} else {
		status = om_sqlite_fail(om, db, rc);
	}
	sqlite3_finalize(st);
	return status;
}

static int check_references(struct om *om, struct om_db *db)
{
	sqlite3_stmt *st = NULL;
	int status = OM_OK;
	int rc = sqlite3_prepare_v2(om_sqlite_of(db), "PRAGMA foreign_key_check", -1, &st, NULL);

	if (!rc)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW) {
		const char *table = (const char *)sqlite3_column_text(st, 0);
		const char *parent = (const char *)sqlite3_column_text(st, 2);
		char finding[160];

		snprintf(finding, sizeof(finding),
			 "a row of %s refers to a row of %s that is not there", table ? table : "?",
			 parent ? parent : "?");
		status = fail_finding(om, db, finding);
	} else if (rc != SQLITE_DONE) {
		status = om_sqlite_fail(om, db, rc);
	}
	sqlite3_finalize(st);
	return status;
}

int om_sqlite_integrity(struct om *om, struct om_db *db)
{
	int status = check_pages(om, db);

	return status ? status : check_references(om, db);
}

/* The copy is synced by the caller once it is whole. */
int om_sqlite_copy(struct om *om, struct om_db *db, const char *path)
{
	struct om_sqlite to = {0};
	struct om_db copy = {.path = om_xstrdup(path), .native = &to};
	char *native_path = om_sqlite_path(path);
	sqlite3_backup *backup = NULL;
	int rc = sqlite3_open_v2(
		native_path, &to.db,
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);

	if (!rc)
		rc = sqlite3_exec(to.db, "PRAGMA synchronous=OFF;PRAGMA journal_mode=OFF", NULL,
				  NULL, NULL);
	if (!rc) {
		backup = sqlite3_backup_init(to.db, "main", om_sqlite_of(db), "main");
		rc = backup ? sqlite3_backup_step(backup, -1) : sqlite3_extended_errcode(to.db);
		sqlite3_backup_finish(backup);
	}
	if (rc == SQLITE_DONE)
		rc = SQLITE_OK;
	switch (rc & 0xff) {
	case SQLITE_OK:
		break;
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		om_sqlite_fail(om, db, rc);
		break;
	default:
		om_sqlite_fail(om, &copy, rc);
	}
	sqlite3_close(to.db);
	free(native_path);
	free(copy.path);
	return rc ? (int)om->status : OM_OK;
}
