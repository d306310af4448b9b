/* The company's settings, and the numbers of documents. */
#include "store/setting.h"

#include "base/code.h"
#include "base/mem.h"
#include "base/number.h"
#include "db/db.h"
#include "store/sqlset.h"

enum { LIST, FIND, PUT, LOCATION, USES, SERIES };

static const char *const sql[] = {
	[LIST] = "SELECT key, value FROM setting ORDER BY key",
	[FIND] = "SELECT value FROM setting WHERE key = $1",
	[PUT] = "INSERT INTO setting (key, value) VALUES ($1, $2) "
		"ON CONFLICT (key) DO UPDATE SET value = excluded.value",
	[LOCATION] = "SELECT id FROM location WHERE code = $1",
	[USES] = "SELECT CASE WHEN EXISTS (SELECT 1 FROM document) THEN 1 ELSE 0 END, "
		 "CASE WHEN EXISTS (SELECT 1 FROM payment) THEN 1 ELSE 0 END, "
		 "CASE WHEN EXISTS (SELECT 1 FROM movement) THEN 1 ELSE 0 END, "
		 "CASE WHEN EXISTS (SELECT 1 FROM party) THEN 1 ELSE 0 END",
	[SERIES] = "INSERT INTO series (prefix, last) VALUES ($1, 1) "
		   "ON CONFLICT (prefix) DO UPDATE SET last = series.last + 1 RETURNING last",
};

OM_SQLSET(om_setting_sqlset, "setting", sql);

static const struct {
	const char *key;
	size_t at;
} texts[] = {
	{"currency", offsetof(struct om_company, currency)},
	{"terms", offsetof(struct om_company, terms)},
	{"billing", offsetof(struct om_company, billing)},
	{"location", offsetof(struct om_company, location)},
};

#define N_TEXTS (sizeof(texts) / sizeof(texts[0]))

static const char **text_at(struct om_company *company, size_t i)
{
	return (const char **)(void *)((char *)company + texts[i].at);
}

static int take_setting(struct om *om, struct om_company *company, const char *key,
			const char *value)
{
	size_t i;

	for (i = 0; i < N_TEXTS; i++) {
		if (strcmp(key, texts[i].key) == 0)
			*text_at(company, i) = om_strdup(om->arena, value);
	}
	if (strcmp(key, "tax_rounding") == 0)
		company->tax_per_line = strcmp(value, "line") == 0;
	if (strcmp(key, "tax") == 0 && om_percent_parse(value, &company->tax))
		return om_fail(om, OM_STORAGE, "setting tax: '%s' is not a rate", value);
	return OM_OK;
}

static int read_settings(struct om *om, struct om_company *company)
{
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[LIST], OM_NO_ARGS);

	if (status)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		status = take_setting(om, company, om_col_text(st, 0), om_col_text(st, 1));
		if (status) {
			om_db_reset(st);
			return status;
		}
	}
	return status == OM_DONE ? OM_OK : status;
}

int om_setting_load(struct om *om)
{
	struct om_company *company;
	struct om_stmt *st;
	size_t i;
	int status;

	if (om->company)
		return OM_OK;
	company = OM_NEW(om->arena, struct om_company);
	for (i = 0; i < N_TEXTS; i++)
		*text_at(company, i) = "";
	status = read_settings(om, company);
	if (status)
		return status;
	company->exponent = om_currency_exponent(company->currency);
	if (company->exponent < 0)
		return om_fail(om, OM_STORAGE, "setting currency: '%s' is not a currency",
			       company->currency);
	status = om_db_get(om, &st, sql[LOCATION], OM_ARGS(om_v_text(company->location)));
	if (status == OM_OK)
		company->location_id = om_col_int(st, 0);
	else if (status != OM_DONE)
		return status;
	om->company = company;
	return OM_OK;
}

int om_setting_find(struct om *om, const char *key, const char **value)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[FIND], OM_ARGS(om_v_text(key)));

	*value = NULL;
	if (status == OM_OK)
		*value = om_strdup(om->arena, om_col_text(st, 0));
	return status == OM_DONE ? OM_OK : status;
}

int om_setting_put(struct om *om, const char *key, const char *value)
{
	om->company = NULL;
	return om_db_exec(om, sql[PUT], OM_ARGS(om_v_text(key), om_v_text(value)), NULL);
}

int om_setting_uses(struct om *om, struct om_uses *uses)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[USES], OM_NO_ARGS);

	if (status)
		return status;
	uses->documents = om_col_bool(st, 0);
	uses->payments = om_col_bool(st, 1);
	uses->movements = om_col_bool(st, 2);
	uses->parties = om_col_bool(st, 3);
	return OM_OK;
}

static char *format_number(struct om_arena *arena, const char *prefix, int64_t n)
{
	char digits[24];
	char *end = digits + sizeof(digits), *p = end;
	size_t length = strlen(prefix), count;
	char *number;

	while (n > 0 || end - p < 5) {
		*--p = (char)('0' + n % 10);
		n /= 10;
	}
	count = (size_t)(end - p);
	number = om_alloc(arena, length + 1 + count + 1);
	memcpy(number, prefix, length);
	number[length] = '-';
	memcpy(number + length + 1, p, count);
	return number;
}

int om_series_next(struct om *om, const char *prefix, char **number)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[SERIES], OM_ARGS(om_v_text(prefix)));

	if (status)
		return status;
	*number = format_number(om->arena, prefix, om_col_int(st, 0));
	return OM_OK;
}
