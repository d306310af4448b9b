/* The database's face: opening, transactions, savepoints. Statements are in stmt.c. */
#include "db/db.h"

#include "db/engine.h"

#include <assert.h>

static bool is_postgresql(const char *path)
{
	return !strncmp(path, "postgresql://", 13) || !strncmp(path, "postgres://", 11);
}

static int check_identity(struct om *om, struct om_db *db, bool any_version)
{
	struct om_identity identity = {0};
	int latest = om_db_latest_version();
	int status = db->engine->identify(om, db, &identity);

	if (status)
		return status;
	if (!identity.is_om || identity.version < 1)
		return om_fail(om, OM_STORAGE, "'%s' is a database of another program, not of om",
			       db->path);
	if (any_version || identity.version == latest)
		return OM_OK;
	if (identity.version > latest)
		return om_fail(om, OM_STORAGE,
			       "'%s' was made by a newer om (its version is %d, this om knows %d): "
			       "install that om",
			       db->path, identity.version, latest);
	return om_fail(om, OM_STORAGE,
		       "'%s' was made by an older om (its version is %d, this om needs %d): "
		       "run 'om upgrade'",
		       db->path, identity.version, latest);
}

static void free_db(struct om_db *db)
{
	free(db->path);
	free(db);
}

int om_db_open_as(struct om *om, const char *path, enum om_db_mode mode, bool any_version)
{
	struct om_db *db;
	int status;

	assert(!om->db);
	if (is_postgresql(path))
		return om_fail(om, OM_STORAGE,
			       "this om is built without PostgreSQL: "
			       "name an SQLite file with --db or OM_DB");
	db = om_xmalloc(sizeof(*db));
	*db = (struct om_db){.engine = &om_sqlite, .path = om_xstrdup(path), .mode = mode};
	status = db->engine->open(om, db);
	if (status) {
		free_db(db);
		return status;
	}
	om->db = db;
	if (mode != OM_DB_CREATE)
		status = check_identity(om, db, any_version);
	if (status)
		om_db_close(om);
	return status;
}

int om_db_open(struct om *om, const char *path, enum om_db_mode mode)
{
	return om_db_open_as(om, path, mode, false);
}

int om_db_open_any_version(struct om *om, const char *path)
{
	return om_db_open_as(om, path, OM_DB_WRITE, true);
}

static void close_db(struct om *om, bool abandon)
{
	struct om_db *db = om->db;

	if (!db)
		return;
	om_db_rollback(om);
	om_db_forget_statements(db);
	db->engine->close(db);
	if (abandon && db->created)
		db->engine->remove(db);
	om->db = NULL;
	free_db(db);
}

void om_db_close(struct om *om)
{
	close_db(om, false);
}

void om_db_abandon(struct om *om)
{
	close_db(om, true);
}

int om_db_begin(struct om *om)
{
	struct om_db *db = om->db;
	int status;

	assert(!db->in_transaction);
	status = db->engine->begin(om, db);
	if (status)
		return status;
	db->in_transaction = true;
	db->is_lost = false;
	om->log_head[0] = '\0'; /* others may have written since */
	return OM_OK;
}

int om_db_commit(struct om *om)
{
	struct om_db *db = om->db;
	int status;

	assert(db->in_transaction && !db->in_savepoint);
	om_db_reset_since(db, 0);
	if (db->is_lost)
		return om_fail(om, OM_STORAGE, "'%s': the change was undone by an earlier error",
			       db->path);
	status = db->engine->commit(om, db);
	if (!status)
		db->in_transaction = false;
	return status;
}

void om_db_rollback(struct om *om)
{
	struct om_db *db = om->db;

	if (!db)
		return;
	om_db_reset_since(db, 0);
	if (db->in_transaction)
		db->engine->rollback(db);
	db->in_transaction = false;
	db->in_savepoint = false;
	db->is_lost = false;
}

int om_db_savepoint(struct om *om)
{
	struct om_db *db = om->db;
	int status;

	assert(db->in_transaction && !db->in_savepoint);
	status = om_db_exec(om, "SAVEPOINT row", OM_NO_ARGS, NULL);
	if (status)
		return status;
	db->in_savepoint = true;
	db->savepoint_started = db->started;
	return OM_OK;
}

int om_db_release(struct om *om)
{
	assert(om->db->in_savepoint);
	om->db->in_savepoint = false;
	return om_db_exec(om, "RELEASE row", OM_NO_ARGS, NULL);
}

/* A sentence that is already in the handle stays: it says why. */
void om_db_rollback_to(struct om *om)
{
	struct om_db *db = om->db;
	enum om_status status = om->status;
	char error[sizeof(om->error)];

	assert(db->in_savepoint);
	db->in_savepoint = false;
	om->log_head[0] = '\0'; /* the log may have been shortened */
	if (db->is_lost)
		return;
	memcpy(error, om->error, sizeof(error));
	om_db_reset_since(db, db->savepoint_started);
	if (om_db_exec(om, "ROLLBACK TO row", OM_NO_ARGS, NULL) ||
	    om_db_exec(om, "RELEASE row", OM_NO_ARGS, NULL))
		db->is_lost = true;
	memcpy(om->error, error, sizeof(error));
	om->status = status;
}

int om_db_version(struct om *om, int *version)
{
	struct om_identity identity = {0};
	int status = om->db->engine->identify(om, om->db, &identity);

	*version = identity.version;
	return status;
}

int om_db_integrity(struct om *om)
{
	return om->db->engine->integrity(om, om->db);
}

int om_db_explain(struct om *om, const char *sql, void (*scan)(void *ctx, const char *table),
		  void *ctx)
{
	return om->db->engine->explain(om, om->db, sql, scan, ctx);
}
