/* The database's face on SQLite: opening, faults, settings, transactions, turns. */
#include "db/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define NOBODY 65534

static char folder[64];

static int open_folder(void **state)
{
	struct om *om = calloc(1, sizeof(*om));

	snprintf(folder, sizeof(folder), "/tmp/om-test-db.XXXXXX");
	if (!om || !mkdtemp(folder) || chdir(folder))
		return -1;
	om->arena = om_arena_new();
	*state = om;
	return 0;
}

static int close_folder(void **state)
{
	static const char *const made[] = {"om.db", "om.db-journal", "bad.db", "bad.db-journal",
					   "link.db", "d"};
	struct om *om = *state;

	om_db_close(om);
	om_arena_free(om->arena);
	free(om);
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		remove(made[i]);
	return chdir("/") || rmdir(folder);
}

static void make(struct om *om)
{
	assert_int_equal(om_db_open(om, "om.db", OM_DB_CREATE), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	assert_int_equal(om_db_migrate(om, 0), OM_OK);
	assert_int_equal(om_db_commit(om), OM_OK);
	om_db_close(om);
}

static void open_writer(struct om *om)
{
	assert_int_equal(om_db_open(om, "om.db", OM_DB_WRITE), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
}

static void raw(const char *path, const char *sql)
{
	sqlite3 *db = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
}

static void write_file(const char *path, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void poke(const char *path, long at, const void *bytes, size_t n)
{
	FILE *f = fopen(path, "r+b");

	assert_non_null(f);
	assert_int_equal(fseek(f, at, SEEK_SET), 0);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	assert_int_equal(fclose(f), 0);
}

static void refuses(struct om *om, const char *path, const char *sentence)
{
	for (int mode = OM_DB_READ; mode <= OM_DB_WRITE; mode++) {
		assert_int_equal(om_db_open(om, path, (enum om_db_mode)mode), OM_STORAGE);
		assert_string_equal(om->error, sentence);
		assert_null(om->db);
	}
}

static int64_t number(struct om *om, const char *sql)
{
	struct om_stmt *st;

	assert_int_equal(om_db_get(om, &st, sql, OM_NO_ARGS), OM_OK);
	return om_col_int(st, 0);
}

static const char add_series[] = "INSERT INTO series (prefix, last) VALUES ($1, $2)";
static const char count_series[] = "SELECT COUNT(*) FROM series";

static int add(struct om *om, const char *prefix)
{
	return om_db_exec(om, add_series, OM_ARGS(om_v_text(prefix), om_v_int(0)), NULL);
}

static void a_new_file_is_private_under_any_umask(void **state)
{
	static const mode_t masks[] = {0, 077, 0777};
	struct om *om = *state;
	struct stat st;

	for (size_t i = 0; i < 3; i++) {
		mode_t before = umask(masks[i]);

		assert_int_equal(om_db_open(om, "om.db", OM_DB_CREATE), OM_OK);
		assert_int_equal(om_db_begin(om), OM_OK);
		assert_int_equal(om_db_migrate(om, 0), OM_OK);
		assert_int_equal(stat("om.db-journal", &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
		assert_int_equal(om_db_commit(om), OM_OK);
		assert_int_equal(stat("om.db", &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
		om_db_abandon(om);
		umask(before);
	}
}

static void creating_refuses_what_exists(void **state)
{
	struct om *om = *state;

	write_file("om.db", "text", 4);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_CREATE), OM_STORAGE);
	assert_string_equal(om->error, "'om.db' exists already: it was left as it is");
	assert_int_equal(om_db_open(om, "d/om.db", OM_DB_CREATE), OM_STORAGE);
	assert_string_equal(om->error, "'d/om.db' cannot be made: No such file or directory");
}

static void abandoning_removes_only_what_was_made(void **state)
{
	struct om *om = *state;

	assert_int_equal(om_db_open(om, "om.db", OM_DB_CREATE), OM_OK);
	om_db_abandon(om);
	assert_int_equal(access("om.db", F_OK), -1);
	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_WRITE), OM_OK);
	om_db_abandon(om);
	assert_int_equal(access("om.db", F_OK), 0);
}

static void odd_names_are_files(void **state)
{
	struct om *om = *state;

	assert_int_equal(om_db_open(om, ":memory:", OM_DB_CREATE), OM_OK);
	assert_int_equal(access(":memory:", F_OK), 0);
	om_db_abandon(om);
	assert_int_equal(om_db_open(om, "file:x?mode=memory", OM_DB_CREATE), OM_OK);
	assert_int_equal(access("file:x?mode=memory", F_OK), 0);
	om_db_abandon(om);
	assert_int_equal(om_db_open(om, "postgres://secret@host/x", OM_DB_READ), OM_STORAGE);
	assert_null(strstr(om->error, "secret"));
	assert_string_equal(om->error, "this om is built without PostgreSQL: "
				       "name an SQLite file with --db or OM_DB");
}

static void a_linked_database_opens(void **state)
{
	struct om *om = *state;

	make(om);
	assert_int_equal(symlink("om.db", "link.db"), 0);
	assert_int_equal(om_db_open(om, "link.db", OM_DB_WRITE), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	assert_int_equal(add(om, "Q"), OM_OK);
	assert_int_equal(access("link.db-journal", F_OK), -1);
	assert_int_equal(om_db_commit(om), OM_OK);
}

static void writers_are_durable_and_strict(void **state)
{
	struct om *om = *state;

	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_WRITE), OM_OK);
	assert_int_equal(number(om, "PRAGMA synchronous"), 2);
	assert_int_equal(number(om, "PRAGMA foreign_keys"), 1);
	assert_int_equal(number(om, "PRAGMA trusted_schema"), 0);
	assert_int_equal(number(om, "PRAGMA query_only"), 0);
	assert_int_equal(number(om, "PRAGMA cache_size"), -65536);
	assert_int_equal(number(om, "SELECT journal_mode = 'truncate' FROM pragma_journal_mode"), 1);
	om_db_close(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(number(om, "PRAGMA query_only"), 1);
	assert_int_equal(number(om, "PRAGMA foreign_keys"), 1);
}

static void a_reader_cannot_write(void **state)
{
	struct om *om = *state;

	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	assert_int_equal(add(om, "Q"), OM_STORAGE);
	assert_string_equal(om->error, "'om.db' cannot be changed: it may only be read");
}

static void what_is_no_database_is_told(void **state)
{
	static const char text[] = "number,customer\nSO-00001,C01\nand more than a hundred bytes of it\n"
				   "so that it could be the header of a database, were it one\n";
	struct om *om = *state;

	refuses(om, "bad.db",
		"no database 'bad.db': run 'om init' or name one with --db or OM_DB");
	assert_int_equal(mkdir("d", 0700), 0);
	refuses(om, "d", "'d' is a directory, not a database: name the file in it");
	refuses(om, "/dev/null", "'/dev/null' is not a regular file");
	write_file("bad.db", "", 0);
	refuses(om, "bad.db",
		"'bad.db' is an empty file, not a database: remove it and run 'om init'");
	write_file("bad.db", text, sizeof(text));
	refuses(om, "bad.db", "'bad.db' is not a database");
	write_file("bad.db", text, 3);
	refuses(om, "bad.db", "'bad.db' is not a database");
	remove("bad.db");
	raw("bad.db", "CREATE TABLE t (a); PRAGMA user_version = 1");
	refuses(om, "bad.db", "'bad.db' is a database of another program, not of om");
}

static void other_versions_are_told(void **state)
{
	struct om *om = *state;

	make(om);
	raw("om.db", "PRAGMA user_version = 99");
	refuses(om, "om.db",
		"'om.db' was made by a newer om (its version is 99, this om knows 1): "
		"install that om");
	assert_int_equal(om_db_open_any_version(om, "om.db"), OM_OK);
	om_db_close(om);
	raw("om.db", "PRAGMA user_version = 1; PRAGMA journal_mode = WAL");
	refuses(om, "om.db",
		"'om.db' was switched to a write-ahead log, which om does not use: run "
		"sqlite3 'om.db' 'PRAGMA journal_mode=TRUNCATE'");
}

static void damage_is_told(void **state)
{
	static const char zeros[400];
	struct om *om = *state;

	make(om);
	assert_int_equal(truncate("om.db", 4096 * 3), 0);
	refuses(om, "om.db",
		"'om.db' is damaged (database disk image is malformed): "
		"'om restore' brings back a backup");
	remove("om.db");
	make(om);
	poke("om.db", 4096 + 100, zeros, sizeof(zeros));
	poke("om.db", 4096, "\x7f", 1);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(om_db_integrity(om), OM_STORAGE);
	assert_non_null(strstr(om->error, "'om.db' is damaged"));
	assert_non_null(strstr(om->error, "'om restore' brings back a backup"));
}

static void missing_permission_is_told(void **state)
{
	struct om *om = *state;
	bool is_root = geteuid() == 0;

	make(om);
	assert_int_equal(chmod("om.db", is_root ? 0600 : 0), 0);
	assert_int_equal(chmod(folder, 0555), 0);
	assert_int_equal(is_root ? seteuid(NOBODY) : 0, 0);
	refuses(om, "om.db", "'om.db' cannot be opened: Permission denied");
	assert_int_equal(is_root ? seteuid(0) : 0, 0);
	assert_int_equal(chmod("om.db", 0444), 0);
	assert_int_equal(is_root ? seteuid(NOBODY) : 0, 0);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_WRITE), OM_STORAGE);
	assert_string_equal(om->error, "'om.db' cannot be changed: it may only be read");
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(number(om, count_series), 0);
	om_db_close(om);
	assert_int_equal(is_root ? seteuid(0) : 0, 0);
	assert_int_equal(chmod(folder, 0700), 0);
}

static void closing_rolls_back(void **state)
{
	struct om *om = *state;

	make(om);
	open_writer(om);
	assert_int_equal(add(om, "Q"), OM_OK);
	om_db_close(om);
	open_writer(om);
	assert_int_equal(number(om, count_series), 0);
	assert_int_equal(add(om, "Q"), OM_OK);
	assert_int_equal(om_db_commit(om), OM_OK);
	om_db_close(om);
	open_writer(om);
	assert_int_equal(number(om, count_series), 1);
}

/* Begin, tell the parent, hold the turn for a while, write, commit. */
static void hold_the_turn(int fd, int milliseconds)
{
	struct om om = {.arena = om_arena_new()};
	struct timespec t = {.tv_nsec = milliseconds * 1000000L};
	int failed = om_db_open(&om, "om.db", OM_DB_WRITE) || om_db_begin(&om);

	if (write(fd, "b", 1) != 1)
		failed = 1;
	nanosleep(&t, NULL);
	failed = failed || add(&om, "CHILD") || om_db_commit(&om);
	om_db_close(&om);
	om_arena_free(om.arena);
	_exit(failed);
}

static pid_t start_writer(int milliseconds)
{
	int fds[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(fds), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (!pid)
		hold_the_turn(fds[1], milliseconds);
	close(fds[1]);
	assert_int_equal(read(fds[0], &byte, 1), 1);
	close(fds[0]);
	return pid;
}

static void await(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void a_second_writer_waits_for_its_turn(void **state)
{
	struct om *om = *state;
	pid_t pid;

	make(om);
	pid = start_writer(150);
	open_writer(om);
	assert_int_equal(number(om, count_series), 1);
	assert_int_equal(add(om, "Q"), OM_OK);
	assert_int_equal(om_db_commit(om), OM_OK);
	await(pid);
}

static void waiting_ends_as_busy(void **state)
{
	struct om *om = *state;
	pid_t pid;

	make(om);
	pid = start_writer(400);
	setenv("OM_BUSY_SECONDS", "0", 1);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_WRITE), OM_OK);
	unsetenv("OM_BUSY_SECONDS");
	assert_int_equal(om_db_begin(om), OM_BUSY);
	assert_string_equal(om->error,
			    "another om is writing to 'om.db': gave up after 0 seconds");
	om_db_close(om);
	await(pid);
}

static void a_commit_waits_for_readers(void **state)
{
	struct om *om = *state;
	struct om_stmt *st;
	struct timespec t = {.tv_nsec = 100000000};
	pid_t pid;

	make(om);
	pid = start_writer(1);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	assert_int_equal(om_db_query(om, &st, "SELECT code FROM location", OM_NO_ARGS), OM_OK);
	assert_int_equal(om_db_next(om, st), OM_DONE);
	nanosleep(&t, NULL);
	om_db_close(om);
	await(pid);
}

static void an_init_that_was_killed_leaves_an_empty_file(void **state)
{
	static const char insert[] = "INSERT INTO location (code, name) VALUES ($1, $2)";
	struct om *om = *state;
	char code[16];
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (!pid) {
		/* A small cache makes pages reach the file before the commit. */
		status = om_db_open(om, "om.db", OM_DB_CREATE) || om_db_begin(om) ||
			 om_db_migrate(om, 0) ||
			 om_db_exec(om, "PRAGMA cache_size = 5", OM_NO_ARGS, NULL);
		for (int i = 0; i < 3000 && !status; i++) {
			snprintf(code, sizeof(code), "L%d", i);
			status = om_db_insert(om, insert,
					      OM_ARGS(om_v_text(code), om_v_text("Shelf")), NULL);
		}
		_exit(status);
	}
	await(pid);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_STORAGE);
	assert_string_equal(om->error, "'om.db' is an empty file, not a database: remove it and "
				       "run 'om init'");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_folder, close_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_file_is_private_under_any_umask),
		TEST(creating_refuses_what_exists),
		TEST(abandoning_removes_only_what_was_made),
		TEST(odd_names_are_files),
		TEST(a_linked_database_opens),
		TEST(writers_are_durable_and_strict),
		TEST(a_reader_cannot_write),
		TEST(what_is_no_database_is_told),
		TEST(other_versions_are_told),
		TEST(damage_is_told),
		TEST(missing_permission_is_told),
		TEST(closing_rolls_back),
		TEST(a_second_writer_waits_for_its_turn),
		TEST(waiting_ends_as_busy),
		TEST(a_commit_waits_for_readers),
		TEST(an_init_that_was_killed_leaves_an_empty_file),
	};

	return cmocka_run_group_tests_name("db", tests, NULL, NULL);
}
