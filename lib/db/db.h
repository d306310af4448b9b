/*
 * The database behind one face. Statements are constant SQL text with $1, $2
 * ...; values are bound in that order. One SQL text serves every engine: see
 * om(7), STORAGE, for the subset.
 *
 * Errors: what the engine reports becomes a sentence and OM_STORAGE, or
 * OM_BUSY where trying again can help. A constraint that fails is a fault of
 * om and reads so: the trade checks before it writes.
 */
#ifndef OM_DB_H
#define OM_DB_H

#include "base/value.h"
#include "om.h"

struct om_db;
struct om_stmt;

#define OM_APPLICATION_ID 0x6f6d6462 /* "omdb", in the file's header */
#define OM_DB_BUSY_SECONDS                              \
	60 /* how long a writer waits for its turn; the \
	    * environment's OM_BUSY_SECONDS may shorten it */

enum om_db_mode {
	OM_DB_READ, /* query_only; a read-only file or directory will do */
	OM_DB_WRITE,
	OM_DB_CREATE /* refuses an existing file; mode 0600 under any umask */
};

/*
 * Open `path` into om->db, set and verify the pragmas (design: TRUNCATE,
 * FULL, foreign_keys, trusted_schema=OFF), check that it is an om database of
 * this version. OM_STORAGE with a sentence: missing, not om's, newer ("made by
 * a newer om"), older ("run 'om upgrade'"), damaged, no permission. With
 * OM_DB_CREATE the schema is made inside the transaction that the caller
 * begins; om_db_abandon removes the file should that fail.
 */
int om_db_open(struct om *om, const char *path, enum om_db_mode mode) OM_MUST_USE;
/* The same without the version check: for om upgrade. */
int om_db_open_any_version(struct om *om, const char *path) OM_MUST_USE;
void om_db_close(struct om *om);   /* rolls back what is open; om->db NULL is allowed */
void om_db_abandon(struct om *om); /* close, and remove a file that OM_DB_CREATE made */

/* A transaction a command; a writer's is IMMEDIATE. commit and rollback reset all statements. */
int om_db_begin(struct om *om) OM_MUST_USE;
int om_db_commit(struct om *om) OM_MUST_USE;
void om_db_rollback(struct om *om);

/* One level of savepoint: a row of an import that may fail by itself. */
int om_db_savepoint(struct om *om) OM_MUST_USE;
int om_db_release(struct om *om) OM_MUST_USE;
void om_db_rollback_to(struct om *om); /* and releases it */

/* The schema: its version in the file, the version this om writes, and the
 * steps between, run inside the caller's transaction. */
int om_db_version(struct om *om, int *version) OM_MUST_USE;
int om_db_latest_version(void);
int om_db_migrate(struct om *om, int from) OM_MUST_USE; /* from 0: make the schema */

/* The values of a statement: OM_ARGS(om_v_int(id), om_v_text(sku)), or OM_NO_ARGS. */
struct om_args {
	const struct om_value *v;
	int n;
};
#define OM_ARGS(...)                                    \
	((struct om_args){                              \
		(const struct om_value[]){__VA_ARGS__}, \
		(int)(sizeof((const struct om_value[]){__VA_ARGS__}) / sizeof(struct om_value))})
#define OM_NO_ARGS ((struct om_args){NULL, 0})

/*
 * Run a statement. `sql` must have static storage: prepared statements are
 * kept by its address. Bound text must live until the statement is reset.
 *
 * exec: run to the end; *changed (may be NULL) gets the rows it wrote.
 * get: the first row; OM_OK with the row to be read from *st, or OM_DONE.
 *      What it borrowed stays valid until the next use of the same sql.
 * query, next: each row; next gives OM_OK, OM_DONE, or an error.
 * A statement still being stepped must not be started again (asserted).
 */
int om_db_exec(struct om *om, const char *sql, struct om_args args, int64_t *changed) OM_MUST_USE;
int om_db_get(struct om *om, struct om_stmt **st, const char *sql, struct om_args args) OM_MUST_USE;
int om_db_query(struct om *om, struct om_stmt **st, const char *sql,
		struct om_args args) OM_MUST_USE;
int om_db_next(struct om *om, struct om_stmt *st) OM_MUST_USE;
void om_db_reset(struct om_stmt *st); /* stop a query early; nothing to do after get */

/* Insert one row into a table that has an id column; *id gets it. The text ends
 * in no RETURNING: the engine adds what it needs. */
int om_db_insert(struct om *om, const char *sql, struct om_args args, int64_t *id) OM_MUST_USE;

/* The columns of the row that the statement stands on, from 0. NULL reads as
 * 0, OM_NO_DATE or a NULL pointer. Text is borrowed until the next step. */
bool om_col_is_null(struct om_stmt *st, int i);
int64_t om_col_int(struct om_stmt *st, int i);
const char *om_col_text(struct om_stmt *st, int i);
om_date om_col_date(struct om_stmt *st, int i);
static inline bool om_col_bool(struct om_stmt *st, int i)
{
	return om_col_int(st, i) != 0;
}
static inline om_money om_col_money(struct om_stmt *st, int i)
{
	return (om_money){om_col_int(st, i)};
}
static inline om_qty om_col_qty(struct om_stmt *st, int i)
{
	return (om_qty){om_col_int(st, i)};
}
static inline om_price om_col_price(struct om_stmt *st, int i)
{
	return (om_price){om_col_int(st, i)};
}
static inline om_percent om_col_percent(struct om_stmt *st, int i)
{
	return (om_percent){om_col_int(st, i)};
}
int om_col_count(struct om_stmt *st);
const char *om_col_name(struct om_stmt *st, int i);

/* om sql: one read-only statement typed by the user; anything that writes,
 * attaches or loads is refused (OM_REFUSED), a syntax error is OM_USAGE. */
int om_db_user_query(struct om *om, struct om_stmt **st, const char *text) OM_MUST_USE;

/*
 * backup: a consistent copy of the open database to `path`: written to a
 * temporary file beside it (0600, O_EXCL), synced, renamed; refuses to
 * overwrite. restore: the same from a backup file `from` to `path`, verified
 * first (integrity, om's, version). integrity: the engine's own check; the
 * first finding becomes the sentence of an OM_STORAGE.
 */
int om_db_backup(struct om *om, const char *path) OM_MUST_USE;
int om_db_restore(struct om *om, const char *from, const char *path) OM_MUST_USE;
int om_db_integrity(struct om *om) OM_MUST_USE;

/* For the test that every statement compiles, and what scans a whole table:
 * prepares `sql`; each full scan's table name is handed to `scan`. */
int om_db_explain(struct om *om, const char *sql, void (*scan)(void *ctx, const char *table),
		  void *ctx) OM_MUST_USE;

#endif
