/* Migrations: the schema's text in the engine's dialect, steps, and what an error leaves. */
#include "db/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

static const char *const first[] = {
	"-- a remark; CREATE TABLE no (a)\n"
	"CREATE TABLE t (   -- another\n"
	"  id {id},\n"
	"  n  {int} NOT NULL,  -- it's a number\n"
	"  s  TEXT DEFAULT ' -- no  remark, it''s text ',\n"
	"  CHECK (n  >=  0)\n"
	") {strict};\n"
	"CREATE TABLE k (a TEXT NOT NULL, PRIMARY KEY (a)) {keyed};\n",
};
static const char *const second[] = {"CREATE TABLE t (id {id}, n {int}) {strict};",
				     "ALTER TABLE t ADD COLUMN m {int}; UPDATE t SET m = n;"};
static const char *const broken[] = {
	"CREATE TABLE t (id {id}, n {int}) {strict};",
	"ALTER TABLE t ADD COLUMN m {int}; DELETE FROM t; UPDATE absent SET m = 1;"};

static char folder[64];

static int open_folder(void **state)
{
	struct om *om = calloc(1, sizeof(*om));

	snprintf(folder, sizeof(folder), "/tmp/om-test-migrate.XXXXXX");
	if (!om || !mkdtemp(folder) || chdir(folder))
		return -1;
	om->arena = om_arena_new();
	*state = om;
	return om_db_open(om, "om.db", OM_DB_CREATE) || om_db_begin(om);
}

static int close_folder(void **state)
{
	struct om *om = *state;

	om_db_abandon(om);
	om_arena_free(om->arena);
	free(om);
	return chdir("/") || rmdir(folder);
}

static const char *text(struct om *om, const char *sql)
{
	struct om_stmt *st;

	assert_int_equal(om_db_get(om, &st, sql, OM_NO_ARGS), OM_OK);
	return om_col_text(st, 0);
}

static void tokens_are_replaced_and_remarks_stripped(void **state)
{
	struct om *om = *state;

	assert_int_equal(om_db_migrate_with(om, first, 1, 0), OM_OK);
	assert_string_equal(text(om, "SELECT sql FROM sqlite_schema WHERE name = 't'"),
			    "CREATE TABLE t(id INTEGER PRIMARY KEY,n INTEGER NOT NULL,"
			    "s TEXT DEFAULT ' -- no  remark, it''s text ',CHECK(n >= 0))STRICT");
	assert_string_equal(text(om, "SELECT sql FROM sqlite_schema WHERE name = 'k'"),
			    "CREATE TABLE k(a TEXT NOT NULL,PRIMARY KEY(a))STRICT,WITHOUT ROWID");
}

static void the_file_says_what_it_is(void **state)
{
	struct om *om = *state;
	int version;

	assert_int_equal(om_db_version(om, &version), OM_OK);
	assert_int_equal(version, 0);
	assert_int_equal(om_db_migrate(om, 0), OM_OK);
	assert_int_equal(om_db_version(om, &version), OM_OK);
	assert_int_equal(version, om_db_latest_version());
	assert_int_equal(om_db_commit(om), OM_OK);
	assert_string_equal(text(om, "PRAGMA application_id"), "1869440098");
	assert_int_equal(om_db_integrity(om), OM_OK);
}

static void the_embedded_schema_is_whole(void **state)
{
	struct om *om = *state;

	assert_int_equal(om_db_migrate(om, 0), OM_OK);
	assert_string_equal(text(om, "SELECT COUNT(*) FROM sqlite_schema WHERE name = 'log_object'"),
			    "1");
	assert_string_equal(text(om, "SELECT COUNT(*) FROM sqlite_schema WHERE sql LIKE '%--%'"),
			    "0");
	assert_string_equal(text(om, "SELECT COUNT(*) FROM pragma_table_list "
				     "WHERE type = 'table' AND schema = 'main' AND strict = 0 "
				     "AND name <> 'sqlite_schema'"),
			    "0");
}

static void a_later_step_starts_where_the_file_is(void **state)
{
	struct om *om = *state;
	int version;

	assert_int_equal(om_db_migrate_with(om, second, 1, 0), OM_OK);
	assert_int_equal(om_db_exec(om, "INSERT INTO t (n) VALUES (5)", OM_NO_ARGS, NULL), OM_OK);
	assert_int_equal(om_db_commit(om), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	assert_int_equal(om_db_migrate_with(om, second, 2, 1), OM_OK);
	assert_int_equal(om_db_commit(om), OM_OK);
	assert_int_equal(om_db_version(om, &version), OM_OK);
	assert_int_equal(version, 2);
	assert_string_equal(text(om, "SELECT m FROM t"), "5");
}

static void an_interrupted_step_leaves_the_old_version(void **state)
{
	struct om *om = *state;
	int version;

	assert_int_equal(om_db_migrate_with(om, broken, 1, 0), OM_OK);
	assert_int_equal(om_db_exec(om, "INSERT INTO t (n) VALUES (5)", OM_NO_ARGS, NULL), OM_OK);
	assert_int_equal(om_db_commit(om), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	assert_int_equal(om_db_migrate_with(om, broken, 2, 1), OM_STORAGE);
	assert_string_equal(om->error, "internal fault: no such table: absent");
	om_db_rollback(om);
	assert_int_equal(om_db_version(om, &version), OM_OK);
	assert_int_equal(version, 1);
	assert_string_equal(text(om, "SELECT n FROM t"), "5");
	assert_string_equal(text(om, "SELECT COUNT(*) FROM pragma_table_info('t')"), "2");
}

static void a_killed_migration_leaves_the_old_version(void **state)
{
	struct om *om = *state;
	int version;

	assert_int_equal(om_db_migrate_with(om, second, 1, 0), OM_OK);
	assert_int_equal(om_db_commit(om), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	assert_int_equal(om_db_migrate_with(om, second, 2, 1), OM_OK);
	om_db_close(om);
	assert_int_equal(om_db_open_any_version(om, "om.db"), OM_OK);
	assert_int_equal(om_db_version(om, &version), OM_OK);
	assert_int_equal(version, 1);
	om_db_close(om);
	remove("om.db");
	remove("om.db-journal");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_folder, close_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(tokens_are_replaced_and_remarks_stripped),
		TEST(the_file_says_what_it_is),
		TEST(the_embedded_schema_is_whole),
		TEST(a_later_step_starts_where_the_file_is),
		TEST(an_interrupted_step_leaves_the_old_version),
		TEST(a_killed_migration_leaves_the_old_version),
	};

	return cmocka_run_group_tests_name("migrate", tests, NULL, NULL);
}
