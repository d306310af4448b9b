/* Statements: savepoints, values, columns, plans, and what a user may type. */
#include "db/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

static char folder[64];

static int open_folder(void **state)
{
	struct om *om = calloc(1, sizeof(*om));

	snprintf(folder, sizeof(folder), "/tmp/om-test-stmt.XXXXXX");
	if (!om || !mkdtemp(folder) || chdir(folder))
		return -1;
	om->arena = om_arena_new();
	*state = om;
	return 0;
}

static int close_folder(void **state)
{
	struct om *om = *state;

	om_db_close(om);
	om_arena_free(om->arena);
	free(om);
	remove("om.db");
	remove("om.db-journal");
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

static void a_savepoint_undoes_one_row(void **state)
{
	struct om *om = *state;

	make(om);
	open_writer(om);
	assert_int_equal(om_db_savepoint(om), OM_OK);
	assert_int_equal(add(om, "Q"), OM_OK);
	assert_int_equal(om_db_release(om), OM_OK);
	assert_int_equal(om_db_savepoint(om), OM_OK);
	assert_int_equal(add(om, "SO"), OM_OK);
	om_fail(om, OM_INPUT, "why");
	om_db_rollback_to(om);
	assert_string_equal(om->error, "why");
	assert_int_equal(number(om, count_series), 1);
	assert_int_equal(om_db_commit(om), OM_OK);
}

static void rolling_back_a_row_ends_its_queries_only(void **state)
{
	static const char outer[] = "SELECT prefix FROM series ORDER BY prefix";
	static const char inner[] = "SELECT prefix, last FROM series";
	struct om *om = *state;
	struct om_stmt *a, *b;

	make(om);
	open_writer(om);
	assert_int_equal(add(om, "Q"), OM_OK);
	assert_int_equal(add(om, "SO"), OM_OK);
	assert_int_equal(om_db_query(om, &a, outer, OM_NO_ARGS), OM_OK);
	assert_int_equal(om_db_next(om, a), OM_OK);
	assert_int_equal(om_db_savepoint(om), OM_OK);
	assert_int_equal(om_db_query(om, &b, inner, OM_NO_ARGS), OM_OK);
	assert_int_equal(om_db_next(om, b), OM_OK);
	om_db_rollback_to(om);
	assert_int_equal(om_db_query(om, &b, inner, OM_NO_ARGS), OM_OK);
	om_db_reset(b);
	assert_int_equal(om_db_next(om, a), OM_OK);
	assert_string_equal(om_col_text(a, 0), "SO");
	assert_int_equal(om_db_next(om, a), OM_DONE);
}

static void a_broken_constraint_is_a_fault_of_om(void **state)
{
	struct om *om = *state;

	make(om);
	open_writer(om);
	assert_int_equal(add(om, "Q"), OM_OK);
	assert_int_equal(add(om, "Q"), OM_STORAGE);
	assert_string_equal(om->error,
			    "internal fault: UNIQUE constraint failed: series.prefix");
	assert_int_equal(om_db_exec(om, "INSERT INTO barcode (code, item) VALUES ($1, $2)",
				    OM_ARGS(om_v_text("1"), om_v_int(7)), NULL),
			 OM_STORAGE);
	assert_string_equal(om->error, "internal fault: FOREIGN KEY constraint failed");
	assert_int_equal(number(om, count_series), 1);
}

static void statements_are_kept_by_their_address(void **state)
{
	static char texts[300][32];
	struct om *om = *state;
	struct om_stmt *first[300], *st;

	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	for (int i = 0; i < 300; i++) {
		snprintf(texts[i], sizeof(texts[i]), "SELECT %d + $1", i);
		assert_int_equal(om_db_get(om, &first[i], texts[i], OM_ARGS(om_v_int(1))), OM_OK);
	}
	for (int i = 0; i < 300; i++) {
		assert_int_equal(om_db_get(om, &st, texts[i], OM_ARGS(om_v_int(i))), OM_OK);
		assert_ptr_equal(st, first[i]);
		assert_int_equal(om_col_int(st, 0), 2 * i);
	}
	assert_int_equal(om->db->n_stmts, 300);
}

static void values_are_bound_by_their_number(void **state)
{
	struct om *om = *state;
	struct om_stmt *st;
	om_date date;

	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_null(om_date_parse("2026-11-23", &date));
	assert_int_equal(om_db_get(om, &st, "SELECT $3, $1, $2, $1, $4, $5",
				   OM_ARGS(om_v_int(-5), om_v_text("two"), om_v_date(date),
					   om_v_date(OM_NO_DATE), om_v_money((om_money){7}))),
			 OM_OK);
	assert_int_equal(om_col_count(st), 6);
	assert_int_equal(om_col_date(st, 0).day, date.day);
	assert_int_equal(om_col_int(st, 1), -5);
	assert_string_equal(om_col_text(st, 1), "-5");
	assert_string_equal(om_col_text(st, 2), "two");
	assert_string_equal(om_col_text(st, 3), "-5");
	assert_true(om_col_is_null(st, 4));
	assert_null(om_col_text(st, 4));
	assert_int_equal(om_col_int(st, 4), 0);
	assert_false(om_date_is_set(om_col_date(st, 4)));
	assert_int_equal(om_col_money(st, 5).minor, 7);
}

static void inserting_gives_the_id_and_writing_the_count(void **state)
{
	static const char insert[] = "INSERT INTO location (code, name) VALUES ($1, $2)";
	struct om *om = *state;
	struct om_stmt *st;
	int64_t id, n;

	make(om);
	open_writer(om);
	for (int i = 1; i <= 3; i++) {
		char code[8];

		snprintf(code, sizeof(code), "L%d", i);
		assert_int_equal(om_db_insert(om, insert,
					      OM_ARGS(om_v_text(code), om_v_text("Shelf")), &id),
				 OM_OK);
		assert_int_equal(id, i);
	}
	assert_int_equal(om_db_exec(om, "UPDATE location SET active = 0 WHERE id < $1",
				    OM_ARGS(om_v_int(3)), &n),
			 OM_OK);
	assert_int_equal(n, 2);
	assert_int_equal(om_db_get(om, &st, "SELECT 1 FROM location WHERE id = $1",
				   OM_ARGS(om_v_int(9))),
			 OM_DONE);
	assert_int_equal(om_db_savepoint(om), OM_OK);
	assert_int_equal(om_db_get(om, &st,
				   "UPDATE location SET active = 1 WHERE id = $1 RETURNING code",
				   OM_ARGS(om_v_int(1))),
			 OM_OK);
	assert_int_equal(om_db_release(om), OM_OK);
	assert_string_equal(om_col_text(st, 0), "L1");
}

static void note_scan(void *ctx, const char *table)
{
	struct om_buf *tables = ctx;

	om_buf_printf(tables, "%s ", table);
}

static void full_scans_are_reported(void **state)
{
	struct om *om = *state;
	struct om_buf tables = {0};

	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(om_db_explain(om, "SELECT name FROM item WHERE sku = $1", note_scan,
				       &tables),
			 OM_OK);
	assert_int_equal(tables.len, 0);
	assert_int_equal(om_db_explain(om, "SELECT 1", note_scan, &tables), OM_OK);
	assert_int_equal(tables.len, 0);
	assert_int_equal(om_db_explain(om,
				       "SELECT i.name FROM item i, line WHERE line.item = i.id "
				       "AND i.name > $1",
				       note_scan, &tables),
			 OM_OK);
	assert_string_equal(tables.s, "line ");
	om_buf_clear(&tables);
	assert_int_equal(om_db_explain(om, "SELECT sku FROM item", note_scan, &tables), OM_OK);
	assert_string_equal(tables.s, "item ");
	assert_int_equal(om_db_explain(om, "SELECT nix FROM item", note_scan, &tables),
			 OM_STORAGE);
	om_buf_free(&tables);
}

static void users_may_read(void **state)
{
	struct om *om = *state;
	struct om_stmt *st;

	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(om_db_user_query(om, &st,
					  "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 "
					  "FROM n WHERE i < 3) SELECT i, 'x' AS name FROM n; -- end\n"),
			 OM_OK);
	assert_int_equal(om_col_count(st), 2);
	assert_string_equal(om_col_name(st, 1), "name");
	for (int i = 1; i <= 3; i++) {
		assert_int_equal(om_db_next(om, st), OM_OK);
		assert_int_equal(om_col_int(st, 0), i);
	}
	assert_int_equal(om_db_next(om, st), OM_DONE);
	assert_int_equal(om_db_user_query(om, &st, "PRAGMA table_info(item)"), OM_OK);
	assert_int_equal(om_db_next(om, st), OM_OK);
	assert_int_equal(om_db_user_query(om, &st, "SELECT COUNT(*) FROM sqlite_schema"), OM_OK);
	assert_int_equal(om_db_next(om, st), OM_OK);
}

static void users_may_not_write(void **state)
{
	static const char *const refused[] = {
		"INSERT INTO series VALUES ('Q', 1)",
		"DELETE FROM series",
		"WITH x AS (SELECT 1) UPDATE series SET last = 9",
		"ATTACH 'bad.db' AS other",
		"DETACH main",
		"PRAGMA writable_schema=1",
		"PRAGMA user_version=7",
		"PRAGMA query_only=0",
		"PRAGMA journal_mode=WAL",
		"PRAGMA foreign_keys(0)",
		"VACUUM",
		"VACUUM INTO 'bad.db'",
		"CREATE TEMP TABLE t (a)",
		"CREATE TABLE t (a)",
		"DROP TABLE series",
		"ALTER TABLE series ADD COLUMN x",
		"REINDEX",
		"ANALYZE",
		"BEGIN",
		"COMMIT",
		"SAVEPOINT x",
		"EXPLAIN DELETE FROM series",
		"SELECT load_extension('x')",
	};
	struct om *om = *state;
	struct om_stmt *st;

	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(om_db_begin(om), OM_OK);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (om_db_user_query(om, &st, refused[i]) != OM_REFUSED)
			fail_msg("%s: %s", refused[i], om->error);
		assert_string_equal(om->error, "only reading statements are allowed");
	}
	assert_int_equal(om_db_user_query(om, &st, "SELECT 1; SELECT 2"), OM_REFUSED);
	assert_string_equal(om->error, "one statement at a time");
	assert_int_equal(om_db_user_query(om, &st, "SELECT 1; DELETE FROM series"), OM_REFUSED);
	assert_int_equal(access("bad.db", F_OK), -1);
	assert_int_equal(number(om, "PRAGMA user_version"), 1);
}

static void users_errors_are_usage(void **state)
{
	struct om *om = *state;
	struct om_stmt *st;

	make(om);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(om_db_user_query(om, &st, "SELECT FORM item"), OM_USAGE);
	assert_string_equal(om->error, "no such column: FORM");
	assert_int_equal(om_db_user_query(om, &st, "SELEKT 1"), OM_USAGE);
	assert_string_equal(om->error, "near \"SELEKT\": syntax error");
	assert_int_equal(om_db_user_query(om, &st, "SELECT \"text\" FROM item"), OM_USAGE);
	assert_int_equal(om_db_user_query(om, &st, " ; "), OM_USAGE);
	assert_string_equal(om->error, "no statement given");
	assert_int_equal(om_db_user_query(om, &st, "SELECT $1"), OM_USAGE);
	assert_string_equal(om->error, "'$1' stands for no value here");
	assert_int_equal(om_db_user_query(om, &st, "SELECT ABS(-9223372036854775808)"), OM_OK);
	assert_int_equal(om_db_next(om, st), OM_USAGE);
	assert_string_equal(om->error, "integer overflow");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_folder, close_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_savepoint_undoes_one_row),
		TEST(rolling_back_a_row_ends_its_queries_only),
		TEST(a_broken_constraint_is_a_fault_of_om),
		TEST(statements_are_kept_by_their_address),
		TEST(values_are_bound_by_their_number),
		TEST(inserting_gives_the_id_and_writing_the_count),
		TEST(full_scans_are_reported),
		TEST(users_may_read),
		TEST(users_may_not_write),
		TEST(users_errors_are_usage),
	};

	return cmocka_run_group_tests_name("stmt", tests, NULL, NULL);
}
