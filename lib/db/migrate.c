/* The schema and its numbered migrations, as text in the dialect of the engine. */
#include "db/engine.h"

#include <assert.h>

/* steps[i] leads from version i to i + 1; a released step is never changed. */
static const char *const steps[] = {om_schema_sql};

#define N_STEPS ((int)(sizeof(steps) / sizeof(steps[0])))

int om_db_latest_version(void)
{
	return N_STEPS;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static const char *skip_blanks(const char *s)
{
	for (;;) {
		while (is_blank(*s))
			s++;
		if (s[0] != '-' || s[1] != '-')
			return s;
		while (*s && *s != '\n')
			s++;
	}
}

static const char *add_token(const struct om_engine *engine, const char *s, struct om_buf *out)
{
	const struct {
		const char *name, *text;
	} tokens[] = {{"{id}", engine->type_id},
		      {"{int}", engine->type_int},
		      {"{strict}", engine->table_strict},
		      {"{keyed}", engine->table_keyed}};

	for (size_t i = 0; i < sizeof(tokens) / sizeof(tokens[0]); i++) {
		size_t n = strlen(tokens[i].name);

		if (!strncmp(s, tokens[i].name, n)) {
			om_buf_puts(out, tokens[i].text);
			return s + n;
		}
	}
	assert(false && "a token of the schema");
	return NULL;
}

/* A quote that stands for itself is doubled and so closes and opens again. */
static const char *add_quoted(const char *s, struct om_buf *out)
{
	const char *end = strchr(s + 1, *s);

	assert(end);
	om_buf_add(out, s, (size_t)(end + 1 - s));
	return end + 1;
}

static void expand(const struct om_engine *engine, const char *s, struct om_buf *out)
{
	s = skip_blanks(s);
	while (*s) {
		const char *next = skip_blanks(s);

		if (next != s) {
			char last = out->len ? out->s[out->len - 1] : '(';

			if (*next && !strchr("(),;", *next) && !strchr("(),;", last))
				om_buf_putc(out, ' ');
			s = next;
		} else if (*s == '{') {
			s = add_token(engine, s, out);
		} else if (*s == '\'' || *s == '"') {
			s = add_quoted(s, out);
		} else {
			om_buf_putc(out, *s++);
		}
	}
}

int om_db_migrate_with(struct om *om, const char *const *list, int n, int from)
{
	struct om_db *db = om->db;
	struct om_buf sql = {0};
	int status = OM_OK;

	assert(db->in_transaction);
	assert(from >= 0 && from <= n);
	for (int i = from; i < n && !status; i++) {
		om_buf_clear(&sql);
		expand(db->engine, list[i], &sql);
		status = db->engine->script(om, db, sql.s);
	}
	if (!status)
		status = db->engine->stamp(om, db, n);
	om_buf_free(&sql);
	return status;
}

int om_db_migrate(struct om *om, int from)
{
	return om_db_migrate_with(om, steps, N_STEPS, from);
}
