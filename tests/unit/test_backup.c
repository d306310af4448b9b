/* Backup, restore, integrity: whole private files, or nothing. */
#include "db/engine.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

static char folder[64];

static int open_folder(void **state)
{
	struct om *om = calloc(1, sizeof(*om));

	snprintf(folder, sizeof(folder), "/tmp/om-test-backup.XXXXXX");
	if (!om || !mkdtemp(folder) || chdir(folder))
		return -1;
	om->arena = om_arena_new();
	*state = om;
	if (om_db_open(om, "om.db", OM_DB_CREATE) || om_db_begin(om) || om_db_migrate(om, 0) ||
	    om_db_exec(om, "INSERT INTO setting (key, value) VALUES ('name', 'Vinea')", OM_NO_ARGS,
		       NULL) ||
	    om_db_commit(om))
		return -1;
	om_db_close(om);
	return om_db_open(om, "om.db", OM_DB_READ);
}

static int n_files(void)
{
	DIR *d = opendir(".");
	struct dirent *entry;
	int n = 0;

	while (d && (entry = readdir(d)))
		n += entry->d_name[0] != '.';
	closedir(d);
	return n;
}

static int close_folder(void **state)
{
	static const char *const made[] = {"om.db", "om.db-journal", "copy.db", "copy.db-journal",
					   "new.db", "new.db-journal"};
	struct om *om = *state;

	om_db_close(om);
	om_arena_free(om->arena);
	free(om);
	for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++)
		remove(made[i]);
	return chdir("/") || rmdir(folder);
}

static void holds_the_name(struct om *om, const char *path)
{
	struct om_stmt *st;

	om_db_close(om);
	assert_int_equal(om_db_open(om, path, OM_DB_READ), OM_OK);
	assert_int_equal(om_db_get(om, &st, "SELECT value FROM setting WHERE key = 'name'",
				   OM_NO_ARGS),
			 OM_OK);
	assert_string_equal(om_col_text(st, 0), "Vinea");
	assert_int_equal(om_db_integrity(om), OM_OK);
}

static void write_file(const char *path, const char *s)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(s, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void a_backup_is_a_private_database(void **state)
{
	static const mode_t masks[] = {0, 077};
	struct om *om = *state;
	struct stat st;

	for (size_t i = 0; i < 2; i++) {
		mode_t before = umask(masks[i]);

		assert_int_equal(om_db_begin(om), OM_OK);
		assert_int_equal(om_db_backup(om, "copy.db"), OM_OK);
		assert_int_equal(om_db_commit(om), OM_OK);
		umask(before);
		assert_int_equal(stat("copy.db", &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
		assert_int_equal(st.st_nlink, 1);
		assert_int_equal(n_files(), 3);
		assert_int_equal(i == 0 ? remove("copy.db") : 0, 0);
	}
	holds_the_name(om, "copy.db");
}

static void a_backup_never_overwrites(void **state)
{
	struct om *om = *state;

	write_file("copy.db", "mine");
	assert_int_equal(om_db_backup(om, "copy.db"), OM_STORAGE);
	assert_string_equal(om->error, "'copy.db' exists already: it was left as it is");
	assert_int_equal(om_db_backup(om, "om.db"), OM_STORAGE);
	assert_int_equal(om_db_backup(om, "nowhere/copy.db"), OM_STORAGE);
	assert_string_equal(om->error,
			    "'nowhere/copy.db' cannot be made: No such file or directory");
	assert_int_equal(n_files(), 3);
}

static void restoring_brings_the_database_back(void **state)
{
	struct om *om = *state;
	struct stat st;
	mode_t before;

	assert_int_equal(om_db_backup(om, "copy.db"), OM_OK);
	before = umask(0);
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_OK);
	umask(before);
	assert_int_equal(stat("new.db", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_STORAGE);
	assert_string_equal(om->error, "'new.db' exists already: it was left as it is");
	holds_the_name(om, "new.db");
}

static void restoring_needs_no_open_database(void **state)
{
	struct om *om = *state;

	assert_int_equal(om_db_backup(om, "copy.db"), OM_OK);
	om_db_close(om);
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_OK);
	assert_null(om->db);
	holds_the_name(om, "new.db");
}

static void restoring_refuses_what_is_not_whole(void **state)
{
	struct om *om = *state;
	struct om_db *open = om->db;
	FILE *f;

	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_STORAGE);
	write_file("copy.db", "");
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_STORAGE);
	write_file("copy.db", "some text");
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_STORAGE);
	assert_string_equal(om->error, "'copy.db' is not a database");
	remove("copy.db");
	assert_int_equal(om_db_backup(om, "copy.db"), OM_OK);
	f = fopen("copy.db", "r+");
	assert_non_null(f);
	assert_int_equal(fseek(f, 4096 * 5, SEEK_SET), 0);
	assert_true(fputs("damage", f) >= 0);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_STORAGE);
	assert_non_null(strstr(om->error, "'copy.db' is damaged"));
	assert_int_equal(truncate("copy.db", 4096 * 4), 0);
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_STORAGE);
	assert_int_equal(access("new.db", F_OK), -1);
	assert_int_equal(n_files(), 3);
	assert_ptr_equal(om->db, open);
}

static void restoring_refuses_a_newer_version(void **state)
{
	struct om *om = *state;
	sqlite3 *db = NULL;

	assert_int_equal(om_db_backup(om, "copy.db"), OM_OK);
	assert_int_equal(sqlite3_open("copy.db", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_STORAGE);
	assert_string_equal(om->error,
			    "'copy.db' was made by a newer om (its version is 99, this om knows 1): "
			    "install that om");
}

static void restoring_beside_an_old_journal_is_refused(void **state)
{
	struct om *om = *state;

	assert_int_equal(om_db_backup(om, "copy.db"), OM_OK);
	write_file("new.db-journal", "pages of another database");
	assert_int_equal(om_db_restore(om, "copy.db", "new.db"), OM_STORAGE);
	assert_string_equal(om->error,
			    "'new.db-journal' is left of an earlier 'new.db': move it away first");
	assert_int_equal(access("new.db", F_OK), -1);
}

static void a_row_without_its_parent_is_found(void **state)
{
	struct om *om = *state;
	sqlite3 *db = NULL;

	om_db_close(om);
	assert_int_equal(sqlite3_open("om.db", &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "INSERT INTO barcode (code, item) VALUES ('1', 7)", NULL,
				      NULL, NULL),
			 SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(om_db_open(om, "om.db", OM_DB_READ), OM_OK);
	assert_int_equal(om_db_integrity(om), OM_STORAGE);
	assert_string_equal(om->error,
			    "'om.db' is damaged: a row of barcode refers to a row of item that is "
			    "not there: 'om restore' brings back a backup");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_folder, close_folder)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_backup_is_a_private_database),
		TEST(a_backup_never_overwrites),
		TEST(restoring_brings_the_database_back),
		TEST(restoring_needs_no_open_database),
		TEST(restoring_refuses_what_is_not_whole),
		TEST(restoring_refuses_a_newer_version),
		TEST(restoring_beside_an_old_journal_is_refused),
		TEST(a_row_without_its_parent_is_found),
	};

	return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
