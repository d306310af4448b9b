/* What the parts of the SQLite engine share. The only file that includes sqlite3.h. */
#ifndef OM_DB_SQLITE_H
#define OM_DB_SQLITE_H

#include "db/engine.h"

#include <sqlite3.h>

struct om_sqlite {
	sqlite3 *db;
	int64_t busy_limit, waited; /* microseconds */
	uint32_t jitter;
};

static inline sqlite3 *om_sqlite_of(const struct om_db *db)
{
	return ((const struct om_sqlite *)db->native)->db;
}

/* A result code as a sentence about db->path. */
int om_sqlite_fail(struct om *om, struct om_db *db, int rc);

/* `path` as SQLite must be given it: never a URI, never ":memory:". Yours. */
char *om_sqlite_path(const char *path);

/* sqlite_open.c */
int om_sqlite_open(struct om *om, struct om_db *db);
void om_sqlite_close(struct om_db *db);
void om_sqlite_remove(struct om_db *db);
int om_sqlite_identify(struct om *om, struct om_db *db, struct om_identity *identity);

/* sqlite_user.c: what reads the whole database, or a statement that is not om's. */
int om_sqlite_prepare_users(struct om *om, struct om_stmt *st, const char *text);
int om_sqlite_explain(struct om *om, struct om_db *db, const char *sql,
		      void (*scan)(void *ctx, const char *table), void *ctx);
int om_sqlite_integrity(struct om *om, struct om_db *db);
int om_sqlite_copy(struct om *om, struct om_db *db, const char *path);

#endif
