/*
 * Every statement of the store: it prepares, it keeps to the SQL that both
 * engines know, and it reads no whole table but those that are listed here.
 */
#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <unistd.h>

/*
 * Full scans that are meant, and in how many statements of the set. A
 * new one gets an index, or a line here with its reason. audit reads all.
 */
static const struct {
	const char *scan;
	unsigned most;
} meant[] = {
	{"setting: setting", 1},   /* a dozen rows, read whole */
	{"setting: document", 1},  /* is there any: stops at the first */
	{"setting: payment", 1},   /* is there any */
	{"setting: movement", 1},  /* is there any */
	{"setting: party", 1},	   /* is there any */
	{"address: address", 1},   /* the audit of every address */
	{"log: log", 3},	   /* the log as a list; its newest row; a hash in it */
	{"item: item", 1},	   /* the list */
	{"item: line", 2},	   /* removing an item */
	{"item: reservation", 1},  /* removing an item */
	{"goods: item", 1},	   /* did you mean: only for an error */
	{"party: item", 2},	   /* removing a supplier */
	{"location: location", 1}, /* a handful of rows */
	{"location: stock", 1},	   /* making a location inactive */
	{"stock: r", 1},	   /* stock found short: which reservations give way */
	{"stock_list: s", 1},	   /* the list */
	{"stock_list: stock", 1},  /* stock low: every item */
	{"stock_list: i", 1},	   /* stock low */
	{"stock_list: m", 1},	   /* the ledger as a list */
	{"related: document", 1},  /* all that can be billed */
	{"document: d", 1},	   /* the list */
	{"line: d", 1},		   /* open lines as a list */
	{"report: entry", 1},	   /* history of one party, put together: no table */
	{"report: summed", 1},	   /* the same */
	{"payment: m", 1},	   /* the list */
	{"complete: document", 1}, /* the channels */
	{"complete: item", 1},	   /* the categories */
};

#define N_MEANT (sizeof(meant) / sizeof(meant[0]))

/* What PostgreSQL does not know, or takes in another way. */
static const char *const foreign[] = {
	"IFNULL",   "INSERT OR",    "REPLACE INTO",	 "AUTOINCREMENT", "rowid",
	"strftime", "julianday",    "datetime(",	 "CURRENT_DATE",  "CURRENT_TIMESTAMP",
	"GLOB",	    "COLLATE",	    "group_concat",	 "total(",	  " / ",
	"?",	    "INDEXED BY",   "last_insert_rowid", "changes()",	  "PRAGMA",
	"`",	    " IS NOT TRUE", "typeof(",		 "printf(",	  "iif(",
	"==",	    "LIMIT -1",
};

struct scans {
	const struct om_sqlset *set;
	size_t at;
	unsigned seen[N_MEANT], unknown;
};

static char folder[64];

static int make_database(void **state)
{
	struct om *om = calloc(1, sizeof(*om));

	snprintf(folder, sizeof(folder), "/tmp/om-test-sql.XXXXXX");
	if (!om || !mkdtemp(folder) || chdir(folder))
		return -1;
	om->arena = om_arena_new();
	*state = om;
	return om_db_open(om, "om.db", OM_DB_CREATE) || om_db_begin(om) || om_db_migrate(om, 0) ||
	       om_db_commit(om);
}

static int remove_database(void **state)
{
	struct om *om = *state;

	om_db_abandon(om);
	om_arena_free(om->arena);
	free(om);
	return chdir("/") || rmdir(folder);
}

static void no_statement_uses_sql_of_one_engine(void **state)
{
	(void)state;
	for (const struct om_sqlset *const *set = om_sqlsets; *set; set++)
		for (size_t i = 0; i < (*set)->n; i++)
			for (size_t k = 0; k < sizeof(foreign) / sizeof(foreign[0]); k++)
				if (strstr((*set)->sql[i], foreign[k]))
					fail_msg("%s[%zu] says %s: %s", (*set)->name, i, foreign[k],
						 (*set)->sql[i]);
}

static bool is_meant(struct scans *scans, const char *scan)
{
	for (size_t i = 0; i < N_MEANT; i++)
		if (strcmp(meant[i].scan, scan) == 0)
			return ++scans->seen[i] <= meant[i].most;
	return strcmp(scans->set->name, "audit") == 0;
}

static void take_scan(void *ctx, const char *table)
{
	struct scans *scans = ctx;
	char scan[128];

	snprintf(scan, sizeof(scan), "%s: %s", scans->set->name, table);
	if (*table == '(' || is_meant(scans, scan)) /* "(subquery-2)" is no table */
		return;
	scans->unknown++;
	print_error("%s: statement %zu reads it whole: %s\n", scan, scans->at,
		    scans->set->sql[scans->at]);
}

static void pass_scan(void *ctx, const char *table)
{
	(void)ctx;
	(void)table;
}

static void explain_all(struct om *om, void (*scan)(void *ctx, const char *table),
			struct scans *scans)
{
	for (const struct om_sqlset *const *set = om_sqlsets; *set; set++) {
		for (size_t i = 0; i < (*set)->n; i++) {
			scans->set = *set;
			scans->at = i;
			if (!(*set)->sql[i])
				fail_msg("%s[%zu] is empty", (*set)->name, i);
			if (om_db_explain(om, (*set)->sql[i], scan, scans))
				fail_msg("%s[%zu]: %s: %s", (*set)->name, i, om->error,
					 (*set)->sql[i]);
		}
	}
}

static void every_statement_prepares(void **state)
{
	struct scans scans = {.set = NULL};

	explain_all(*state, pass_scan, &scans);
}

static void whole_tables_are_read_only_where_that_is_meant(void **state)
{
	struct scans scans = {.set = NULL};

	explain_all(*state, take_scan, &scans);
	assert_int_equal(scans.unknown, 0);
	for (size_t i = 0; i < N_MEANT; i++)
		if (scans.seen[i] != meant[i].most)
			fail_msg("%s: %u listed, %u found", meant[i].scan, meant[i].most,
				 scans.seen[i]);
}

static void every_set_is_listed_once(void **state)
{
	(void)state;
	for (const struct om_sqlset *const *a = om_sqlsets; *a; a++)
		for (const struct om_sqlset *const *b = om_sqlsets; b < a; b++)
			assert_ptr_not_equal(*a, *b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_statement_prepares),
		cmocka_unit_test(no_statement_uses_sql_of_one_engine),
		cmocka_unit_test(whole_tables_are_read_only_where_that_is_meant),
		cmocka_unit_test(every_set_is_listed_once),
	};

	return cmocka_run_group_tests(tests, make_database, remove_database);
}
