/*
 * The private face between db.c and an engine. An engine is one table of
 * operations and what SQL calls its types; nothing outside lib/db includes
 * this.
 *
 * Every operation that can fail puts its sentence into the handle. The ones
 * on a statement are on the hot path: they allocate nothing that lasts.
 */
#ifndef OM_DB_ENGINE_H
#define OM_DB_ENGINE_H

#include "base/mem.h"
#include "db/db.h"

/* What a database says it is. */
struct om_identity {
	bool is_om;
	int version;
};

enum om_column_kind { OM_COLUMN_NULL, OM_COLUMN_INT, OM_COLUMN_TEXT };

/* One column of a row, borrowed from the engine until its next step. */
struct om_column {
	enum om_column_kind kind;
	int64_t i;
	const char *text;
	size_t len;
};

/* One column of a row that om_db_get keeps: text is an offset into the row's
 * text, digits an integer that was asked for as text. */
struct om_kept {
	enum om_column_kind kind;
	int64_t i;
	size_t text;
	char digits[21];
};

struct om_stmt {
	const struct om_engine *engine;
	struct om_db *db;
	const char *sql; /* its address is the key */
	void *native;
	unsigned char *places; /* native place of $1, $2 ...; NULL when 1, 2 ... */
	int n_params, n_columns;
	bool writes;	 /* needs a transaction */
	bool is_users;	 /* typed by the user: what fails is usage, not a fault of om */
	bool is_stepped; /* between query and reset; in the list of its database */
	bool is_kept;	 /* the columns read from `kept`, not from the engine */
	uint64_t started;
	struct om_stmt *older, *newer;
	struct om_kept *kept;
	struct om_buf text;
};

struct om_db {
	const struct om_engine *engine;
	void *native;
	char *path;
	enum om_db_mode mode;
	bool created; /* this run made the file */
	bool in_transaction;
	bool in_savepoint;
	bool is_lost;		/* the engine undid the transaction: nothing more runs in it */
	struct om_stmt **slots; /* statements by the address of their text */
	size_t n_slots, n_stmts;
	struct om_stmt *newest; /* of those being stepped */
	uint64_t started, savepoint_started;
	struct om_stmt *users;
};

struct om_engine {
	/* What the schema's tokens become. */
	const char *type_id, *type_int, *table_strict, *table_keyed;

	/* db->path and db->mode are set. On failure close is not called. */
	int (*open)(struct om *om, struct om_db *db);
	void (*close)(struct om_db *db);
	void (*remove)(struct om_db *db); /* what open created; after close */
	int (*identify)(struct om *om, struct om_db *db, struct om_identity *identity);
	int (*stamp)(struct om *om, struct om_db *db, int version);

	int (*begin)(struct om *om, struct om_db *db);
	int (*commit)(struct om *om, struct om_db *db);
	void (*rollback)(struct om_db *db);
	bool (*is_in_transaction)(struct om_db *db);

	/* Several statements in one text, results thrown away. */
	int (*script)(struct om *om, struct om_db *db, const char *sql);

	/* prepare fills native, places, n_params, n_columns and writes. */
	int (*prepare)(struct om *om, struct om_stmt *st);
	int (*prepare_users)(struct om *om, struct om_stmt *st, const char *text);
	void (*finalize)(struct om_stmt *st);
	/* keep: the statement outlives the values, so text is copied. */
	int (*bind)(struct om *om, struct om_stmt *st, struct om_args args, bool keep);
	int (*step)(struct om *om, struct om_stmt *st); /* OM_OK, OM_DONE, an error */
	void (*reset)(struct om_stmt *st);
	int64_t (*changed)(struct om_db *db);  /* by the last statement */
	int64_t (*inserted)(struct om_db *db); /* the id it handed out */

	void (*column)(struct om_stmt *st, int i, struct om_column *column);
	bool (*column_is_null)(struct om_stmt *st, int i);
	int64_t (*column_int)(struct om_stmt *st, int i);
	const char *(*column_text)(struct om_stmt *st, int i);
	const char *(*column_name)(struct om_stmt *st, int i);

	int (*integrity)(struct om *om, struct om_db *db);
	int (*copy)(struct om *om, struct om_db *db, const char *path); /* into an empty file */
	int (*explain)(struct om *om, struct om_db *db, const char *sql,
		       void (*scan)(void *ctx, const char *table), void *ctx);
};

extern const struct om_engine om_sqlite;

/* Reset what is being stepped and was started after the `started`-th. */
void om_db_reset_since(struct om_db *db, uint64_t started);
/* Finalize and free every statement. */
void om_db_forget_statements(struct om_db *db);

/* om_db_open with the mode and the check of the version apart. */
int om_db_open_as(struct om *om, const char *path, enum om_db_mode mode,
		  bool any_version) OM_MUST_USE;

extern const char om_schema_sql[]; /* schema.sql, embedded */

/* om_db_migrate with a list: steps[i] leads from version i to i + 1. */
int om_db_migrate_with(struct om *om, const char *const *steps, int n, int from) OM_MUST_USE;

#endif
