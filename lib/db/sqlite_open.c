/* The SQLite engine: files and their faults, settings and their proof. */
#include "db/sqlite.h"

#include "base/number.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#define HEADER_SIZE 100	      /* https://sqlite.org/fileformat.html, 1.3 */
#define WRITER_CACHE "-65536" /* KiB, so 64 MiB, taken as it is needed */
#define LONGEST_VALUE (64 << 20)
#define STATEMENT_JOURNAL (1 << 20) /* kept in memory up to this */

static void configure_once(void)
{
	static bool is_done;

	if (is_done)
		return;
	is_done = true;
	/* A library that is already running refuses these; they only save time. */
	sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_URI, 0);
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, STATEMENT_JOURNAL);
}

char *om_sqlite_path(const char *path)
{
	struct om_buf s = {0};

	if (*path != '/')
		om_buf_puts(&s, "./");
	om_buf_puts(&s, path);
	return s.s;
}

static int64_t busy_limit(void)
{
	const char *s = getenv("OM_BUSY_SECONDS");
	int64_t seconds = OM_DB_BUSY_SECONDS;

	if (s && om_int_parse(s, 0, OM_DB_BUSY_SECONDS, &seconds))
		seconds = OM_DB_BUSY_SECONDS;
	return seconds * 1000000;
}

/* Short sleeps of uneven length, so that whoever waits gets its turn soon. */
static int wait_turn(void *ctx, int tries)
{
	struct om_sqlite *native = ctx;
	uint32_t base = 250u << (tries < 5 ? tries : 5), sleep;

	if (!tries)
		native->waited = 0;
	if (native->waited >= native->busy_limit)
		return 0;
	native->jitter = native->jitter * 1664525u + 1013904223u;
	sleep = base / 2 + (native->jitter >> 8) % base;
	nanosleep(&(struct timespec){.tv_nsec = (long)sleep * 1000}, NULL);
	native->waited += sleep;
	return 1;
}

static int create_file(struct om *om, struct om_db *db)
{
	int fd = open(db->path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd < 0 && errno == EEXIST)
		return om_fail(om, OM_STORAGE, "'%s' exists already: it was left as it is",
			       db->path);
	if (fd < 0)
		return om_fail(om, OM_STORAGE, "'%s' cannot be made: %s", db->path,
			       strerror(errno));
	db->created = true;
	if (fchmod(fd, 0600)) {
		om_fail(om, OM_STORAGE, "'%s' cannot be made private: %s", db->path,
			strerror(errno));
		close(fd);
		om_sqlite_remove(db);
		return OM_STORAGE;
	}
	close(fd);
	return OM_OK;
}

static int fail_empty(struct om *om, struct om_db *db)
{
	return om_fail(om, OM_STORAGE,
		       "'%s' is an empty file, not a database: remove it and run 'om init'",
		       db->path);
}

static int check_file(struct om *om, struct om_db *db)
{
	struct stat st;

	if (stat(db->path, &st)) {
		if (errno == ENOENT || errno == ENOTDIR)
			return om_fail(om, OM_STORAGE,
				       "no database '%s': run 'om init' or name one with --db or "
				       "OM_DB",
				       db->path);
		return om_fail(om, OM_STORAGE, "'%s' cannot be opened: %s", db->path,
			       strerror(errno));
	}
	if (S_ISDIR(st.st_mode))
		return om_fail(om, OM_STORAGE,
			       "'%s' is a directory, not a database: name the file in it",
			       db->path);
	if (!S_ISREG(st.st_mode))
		return om_fail(om, OM_STORAGE, "'%s' is not a regular file", db->path);
	return st.st_size ? OM_OK : fail_empty(om, db);
}

/* Through SQLite's own descriptor: closing another one would drop its locks.
 * What does not look like a database may yet be one once a journal left by a
 * killed command is played back, so that is SQLite's to judge. */
static int check_header(struct om *om, struct om_db *db)
{
	unsigned char header[HEADER_SIZE] = {0};
	sqlite3_file *file = NULL;
	int rc = sqlite3_file_control(om_sqlite_of(db), "main", SQLITE_FCNTL_FILE_POINTER, &file);

	if (rc || !file || !file->pMethods)
		return om_sqlite_fail(om, db, SQLITE_CANTOPEN);
	rc = file->pMethods->xRead(file, header, sizeof(header), 0);
	if (rc && rc != SQLITE_IOERR_SHORT_READ)
		return om_sqlite_fail(om, db, rc);
	if (!memcmp(header, "SQLite format 3", 16) && (header[18] == 2 || header[19] == 2))
		return om_fail(om, OM_STORAGE,
			       "'%s' was switched to a write-ahead log, which om does not use: run "
			       "sqlite3 '%s' 'PRAGMA journal_mode=TRUNCATE'",
			       db->path, db->path);
	return OM_OK;
}

static int set_flags(struct om *om, struct om_db *db)
{
	static const struct {
		const char *name;
		int op, wanted;
	} flags[] = {
		{"foreign_keys", SQLITE_DBCONFIG_ENABLE_FKEY, 1},
		{"trusted_schema", SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{"defensive", SQLITE_DBCONFIG_DEFENSIVE, 1},
		{"load_extension", SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
		{"dqs_dml", SQLITE_DBCONFIG_DQS_DML, 0},
		{"dqs_ddl", SQLITE_DBCONFIG_DQS_DDL, 0},
	};

	for (size_t i = 0; i < sizeof(flags) / sizeof(flags[0]); i++) {
		int is = -1;
		int rc = sqlite3_db_config(om_sqlite_of(db), flags[i].op, flags[i].wanted, &is);

		if (rc || is != flags[i].wanted)
			return om_fail(om, OM_STORAGE, "'%s': SQLite did not take %s=%d", db->path,
				       flags[i].name, flags[i].wanted);
	}
	return OM_OK;
}

/* Run a pragma and, where `wanted` is given, see that its answer is that. */
static int set_pragma(struct om *om, struct om_db *db, const char *sql, const char *wanted)
{
	sqlite3_stmt *st = NULL;
	const char *is = NULL;
	int status = OM_OK;
	int rc = sqlite3_prepare_v2(om_sqlite_of(db), sql, -1, &st, NULL);

	if (!rc)
		rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		is = (const char *)sqlite3_column_text(st, 0);
	else if (rc != SQLITE_DONE)
		status = om_sqlite_fail(om, db, rc);
	if (!status && wanted && (!is || strcmp(is, wanted) != 0))
		status = om_fail(om, OM_STORAGE, "'%s': SQLite answers '%s' to %s, not '%s'",
				 db->path, is ? is : "", sql, wanted);
	sqlite3_finalize(st);
	return status;
}

static int set_pragmas(struct om *om, struct om_db *db)
{
	static const struct {
		const char *sql, *wanted;
	} writers[] = {
		{"PRAGMA synchronous=FULL", NULL},
		{"PRAGMA synchronous", "2"},
		{"PRAGMA journal_mode=TRUNCATE", "truncate"},
		{"PRAGMA foreign_keys", "1"},
		{"PRAGMA trusted_schema", "0"},
		{"PRAGMA cache_size=" WRITER_CACHE, NULL},
	};
	int status = OM_OK;

	if (db->mode == OM_DB_READ)
		return set_pragma(om, db, "PRAGMA query_only=1", NULL);
	if (sqlite3_db_readonly(om_sqlite_of(db), "main"))
		return om_sqlite_fail(om, db, SQLITE_READONLY);
	for (size_t i = 0; i < sizeof(writers) / sizeof(writers[0]) && !status; i++)
		status = set_pragma(om, db, writers[i].sql, writers[i].wanted);
	return status;
}

static int connect(struct om *om, struct om_db *db)
{
	struct om_sqlite *native = db->native;
	char *path = om_sqlite_path(db->path);
	int rc, status;

	rc = sqlite3_open_v2(path, &native->db,
			     SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
			     NULL);
	free(path);
	if (rc)
		return om_sqlite_fail(om, db, rc);
	sqlite3_busy_handler(native->db, wait_turn, native);
	sqlite3_limit(native->db, SQLITE_LIMIT_LENGTH, LONGEST_VALUE);
	status = set_flags(om, db);
	if (!status && db->mode != OM_DB_CREATE)
		status = check_header(om, db);
	return status ? status : set_pragmas(om, db);
}

int om_sqlite_open(struct om *om, struct om_db *db)
{
	struct om_sqlite *native;
	int status;

	configure_once();
	status = db->mode == OM_DB_CREATE ? create_file(om, db) : check_file(om, db);
	if (status)
		return status;
	native = om_xmalloc(sizeof(*native));
	*native = (struct om_sqlite){.busy_limit = busy_limit(), .jitter = (uint32_t)getpid()};
	db->native = native;
	status = connect(om, db);
	if (status) {
		om_sqlite_close(db);
		if (db->created)
			om_sqlite_remove(db);
	}
	return status;
}

void om_sqlite_close(struct om_db *db)
{
	sqlite3_close(om_sqlite_of(db));
	free(db->native);
	db->native = NULL;
}

void om_sqlite_remove(struct om_db *db)
{
	struct om_buf journal = {0};

	om_buf_printf(&journal, "%s-journal", db->path);
	unlink(db->path);
	unlink(journal.s);
	om_buf_free(&journal);
}

/* The first pragma stands on its row while the second runs: one lock for both. */
int om_sqlite_identify(struct om *om, struct om_db *db, struct om_identity *identity)
{
	sqlite3_stmt *id = NULL, *version = NULL;
	struct stat st;
	int rc = sqlite3_prepare_v2(om_sqlite_of(db), "PRAGMA application_id", -1, &id, NULL);

	if (!rc)
		rc = sqlite3_prepare_v2(om_sqlite_of(db), "PRAGMA user_version", -1, &version,
					NULL);
	if (!rc && (rc = sqlite3_step(id)) == SQLITE_ROW &&
	    (rc = sqlite3_step(version)) == SQLITE_ROW) {
		identity->is_om = sqlite3_column_int(id, 0) == OM_APPLICATION_ID;
		identity->version = sqlite3_column_int(version, 0);
		rc = SQLITE_OK;
	}
	sqlite3_finalize(version);
	sqlite3_finalize(id);
	if (rc)
		return om_sqlite_fail(om, db, rc);
	/* An init that was killed is undone only now. */
	if (!identity->is_om && db->mode != OM_DB_CREATE && !stat(db->path, &st) && !st.st_size)
		return fail_empty(om, db);
	return OM_OK;
}
