/* A file that claims to be an om database: opened, read, checked; never a crash. */
#include "base/mem.h"
#include "db/db.h"

#include <fcntl.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

static void read_rows(struct om *om, const char *sql)
{
	struct om_stmt *st;

	if (om_db_query(om, &st, sql, OM_NO_ARGS))
		return;
	while (om_db_next(om, st) == OM_OK)
		for (int i = 0; i < om_col_count(st); i++) {
			const char *s = om_col_text(st, i);

			(void)om_col_is_null(st, i);
			(void)om_col_int(st, i);
			(void)om_col_date(st, i);
			if (s && strlen(s) > (64 << 20))
				abort();
		}
}

static void read_one(struct om *om)
{
	struct om_stmt *st;

	if (om_db_get(om, &st,
		      "SELECT d.number, d.total, d.date, p.name FROM document d "
		      "JOIN party p ON p.id = d.party WHERE d.number = $1",
		      OM_ARGS(om_v_text("SO-00001"))) != OM_OK)
		return;
	(void)om_col_text(st, 0);
	(void)om_col_text(st, 1);
	(void)om_col_date(st, 2);
	(void)om_col_int(st, 3);
}

static void use(struct om *om, const char *path)
{
	if (om_db_open(om, path, OM_DB_READ))
		return;
	if (!om_db_begin(om)) {
		read_one(om);
		read_rows(om, "SELECT * FROM document ORDER BY date, id");
		read_rows(om, "SELECT l.pos, l.qty, d.number FROM line l "
			      "JOIN document d ON d.id = l.document");
		read_rows(om, "SELECT key, value FROM setting");
		(void)!om_db_integrity(om);
	}
	om_db_close(om);
}

static void remove_beside(const char *path, const char *suffix)
{
	char name[64];

	snprintf(name, sizeof(name), "%s%s", path, suffix);
	unlink(name);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	struct om om = {.arena = om_arena_new()};
	char path[] = "/tmp/om-fuzz-database.XXXXXX";
	int fd = mkstemp(path);

	if (fd < 0)
		abort();
	if (write(fd, bytes, n) == (ssize_t)n) {
		close(fd);
		use(&om, path);
	} else {
		close(fd);
	}
	unlink(path);
	remove_beside(path, "-journal");
	om_arena_free(om.arena);
	return 0;
}
