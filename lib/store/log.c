/* The log and its chain, and what was done under which key. */
#include "store/log.h"

#include "base/mem.h"
#include "db/db.h"
#include "store/sqlset.h"

#include <assert.h>

#define COLUMNS "SELECT id, at, who, verb, object, detail, content, hash FROM log "

enum { ADD, ALL, OF_OBJECT, HEAD, HAS, REQUEST_FIND, REQUEST_ADD };

static const char *const sql[] = {
	[ADD] = "INSERT INTO log (at, who, verb, object, detail, content, hash) "
		"VALUES ($1, $2, $3, $4, $5, $6, $7)",
	[ALL] = COLUMNS "ORDER BY id",
	[OF_OBJECT] = COLUMNS "WHERE object = $1 ORDER BY id",
	[HEAD] = "SELECT hash FROM log ORDER BY id DESC LIMIT 1",
	[HAS] = "SELECT 1 FROM log WHERE hash = $1 LIMIT 1",
	[REQUEST_FIND] = "SELECT digest, result FROM request WHERE key = $1",
	[REQUEST_ADD] = "INSERT INTO request (key, digest, result, at) VALUES ($1, $2, $3, $4)",
};

OM_SQLSET(om_log_sqlset, "log", sql);

static const char no_head[OM_HASH_SIZE] =
	"0000000000000000000000000000000000000000000000000000000000000000";

static_assert(sizeof(((struct om *)0)->log_head) == OM_HASH_SIZE, "the handle holds a hash");

static int read_head(struct om *om)
{
	struct om_stmt *st;
	const char *hash;
	int status = om_db_get(om, &st, sql[HEAD], OM_NO_ARGS);

	if (status == OM_DONE) {
		memcpy(om->log_head, no_head, OM_HASH_SIZE);
		return OM_OK;
	}
	if (status)
		return status;
	hash = om_col_text(st, 0);
	if (strlen(hash) != OM_HASH_SIZE - 1)
		return om_fail(om, OM_STORAGE,
			       "the log is damaged: its newest hash is '%s'; run 'om check'", hash);
	memcpy(om->log_head, hash, OM_HASH_SIZE);
	return OM_OK;
}

void om_log_hash(const char *before, const struct om_log_row *row, char hash[OM_HASH_SIZE])
{
	struct om_hash h;

	om_hash_init(&h);
	om_hash_text(&h, before);
	om_hash_text(&h, row->at);
	om_hash_text(&h, row->who);
	om_hash_text(&h, row->verb);
	om_hash_text(&h, row->object);
	om_hash_text(&h, row->detail);
	om_hash_text(&h, row->content);
	om_hash_end(&h, hash);
}

static const char *add_note(struct om *om, const char *detail)
{
	if (!om->note || !*om->note)
		return detail;
	if (!*detail)
		return om->note;
	return om_printf(om->arena, "%s; %s", detail, om->note);
}

static int add_row(struct om *om, const struct om_log_row *row)
{
	char hash[OM_HASH_SIZE];
	int status;

	om_log_hash(om->log_head, row, hash);
	status = om_db_exec(om, sql[ADD],
			    OM_ARGS(om_v_text(row->at), om_v_text(row->who), om_v_text(row->verb),
				    om_v_text(row->object), om_v_text(row->detail),
				    om_v_text(row->content), om_v_text(hash)),
			    NULL);
	if (!status)
		memcpy(om->log_head, hash, OM_HASH_SIZE);
	return status;
}

int om_log_add(struct om *om, const char *verb, const char *object, const char *content,
	       const char *fmt, ...)
{
	struct om_log_row row = {.at = om->now,
				 .who = om->user ? om->user : "",
				 .verb = verb,
				 .object = object,
				 .detail = fmt,
				 .content = content};
	struct om_mark mark;
	va_list ap;
	int status = om->log_head[0] ? OM_OK : read_head(om);

	if (status)
		return status;
	mark = om_arena_mark(om->arena);
	if (strchr(fmt, '%')) {
		va_start(ap, fmt);
		row.detail = om_vprintf(om->arena, fmt, ap);
		va_end(ap);
	}
	row.detail = add_note(om, row.detail);
	status = add_row(om, &row);
	om_arena_release(om->arena, mark);
	return status;
}

int om_log_each(struct om *om, const char *object,
		int (*row)(struct om *om, const struct om_log_row *row, void *ctx), void *ctx)
{
	struct om_stmt *st;
	int status = object ? om_db_query(om, &st, sql[OF_OBJECT], OM_ARGS(om_v_text(object)))
			    : om_db_query(om, &st, sql[ALL], OM_NO_ARGS);

	if (status)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_log_row r = {.id = om_col_int(st, 0),
				       .at = om_col_text(st, 1),
				       .who = om_col_text(st, 2),
				       .verb = om_col_text(st, 3),
				       .object = om_col_text(st, 4),
				       .detail = om_col_text(st, 5),
				       .content = om_col_text(st, 6),
				       .hash = om_col_text(st, 7)};

		status = row(om, &r, ctx);
		if (status) {
			om_db_reset(st);
			return status;
		}
	}
	return status == OM_DONE ? OM_OK : status;
}

int om_log_head(struct om *om, char hash[OM_HASH_SIZE])
{
	int status = read_head(om);

	if (!status)
		memcpy(hash, om->log_head, OM_HASH_SIZE);
	return status;
}

int om_log_has(struct om *om, const char *hash, bool *found)
{
	struct om_stmt *st;
	int status;

	*found = strcmp(hash, no_head) == 0;
	if (*found)
		return OM_OK;
	status = om_db_get(om, &st, sql[HAS], OM_ARGS(om_v_text(hash)));
	*found = status == OM_OK;
	return status == OM_DONE ? OM_OK : status;
}

struct chain {
	char before[OM_HASH_SIZE];
	int64_t *broken;
};

static int check_link(struct om *om, const struct om_log_row *row, void *ctx)
{
	struct chain *chain = ctx;

	(void)om;
	om_log_hash(chain->before, row, chain->before);
	if (strcmp(chain->before, row->hash) == 0)
		return OM_OK;
	*chain->broken = row->id;
	return OM_DONE;
}

int om_log_verify(struct om *om, int64_t *broken)
{
	struct chain chain = {.broken = broken};
	int status;

	*broken = 0;
	memcpy(chain.before, no_head, OM_HASH_SIZE);
	status = om_log_each(om, NULL, check_link, &chain);
	return status == OM_DONE ? OM_OK : status;
}

int om_request_find(struct om *om, const char *key, const char **digest, const char **result)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[REQUEST_FIND], OM_ARGS(om_v_text(key)));

	*digest = *result = NULL;
	if (status == OM_DONE)
		return OM_OK;
	if (status)
		return status;
	*digest = om_strdup(om->arena, om_col_text(st, 0));
	*result = om_strdup(om->arena, om_col_text(st, 1));
	return OM_OK;
}

int om_request_add(struct om *om, const char *key, const char *digest, const char *result)
{
	return om_db_exec(
		om, sql[REQUEST_ADD],
		OM_ARGS(om_v_text(key), om_v_text(digest), om_v_text(result), om_v_text(om->now)),
		NULL);
}
