/* Locations: where goods lie. */
#include "store/stock.h"

#include "base/text.h"
#include "db/db.h"
#include "store/sqlset.h"

enum { FIND, INSERT, UPDATE, IS_USED, EACH };

static const char *const sql[] = {
	[FIND] = "SELECT id, code, name, active FROM location WHERE code = $1",
	[INSERT] = "INSERT INTO location (code, name, active) VALUES ($1, $2, $3)",
	[UPDATE] = "UPDATE location SET name = $2, active = $3 WHERE id = $1",
	[IS_USED] = "SELECT 1 FROM stock WHERE location = $1 AND on_hand > 0 LIMIT 1",
	[EACH] = "SELECT id, code, name, active FROM location ORDER BY code",
};

OM_SQLSET(om_location_sqlset, "location", sql);

static struct om_location location_read(struct om *om, struct om_stmt *st)
{
	return (struct om_location){
		.id = om_col_int(st, 0),
		.code = om_strdup(om->arena, om_col_text(st, 1)),
		.name = om_strdup(om->arena, om_col_text(st, 2)),
		.active = om_col_bool(st, 3),
	};
}

int om_location_find(struct om *om, const char *code, struct om_location *location)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[FIND], OM_ARGS(om_v_text(code)));

	if (status != OM_OK)
		return status;
	*location = location_read(om, st);
	om_db_reset(st);
	return OM_OK;
}

int om_location_get(struct om *om, const char *code, struct om_location *location)
{
	struct om_nearest nearest;
	struct om_stmt *st;
	int status = om_location_find(om, code, location);

	if (status != OM_DONE)
		return status;
	om_nearest_init(&nearest, code);
	if ((status = om_db_query(om, &st, sql[EACH], OM_NO_ARGS)) != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK)
		om_nearest_offer(&nearest, om_col_text(st, 1));
	if (status != OM_DONE)
		return status;
	return om_fail(om, OM_REFUSED, "no location '%s'%s", om_text_escape(om->arena, code),
		       om_nearest_hint(om->arena, &nearest));
}

int om_location_insert(struct om *om, struct om_location *location)
{
	return om_db_insert(om, sql[INSERT],
			    OM_ARGS(om_v_text(location->code), om_v_text(location->name),
				    om_v_bool(location->active)),
			    &location->id);
}

int om_location_update(struct om *om, const struct om_location *location)
{
	return om_db_exec(om, sql[UPDATE],
			  OM_ARGS(om_v_int(location->id), om_v_text(location->name),
				  om_v_bool(location->active)),
			  NULL);
}

int om_location_is_empty(struct om *om, int64_t location, bool *empty)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[IS_USED], OM_ARGS(om_v_int(location)));

	*empty = status == OM_DONE;
	if (status == OM_OK)
		om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

void om_location_digest(const struct om_location *location, char digest[OM_HASH_SIZE])
{
	struct om_hash h;

	om_hash_init(&h);
	om_hash_text(&h, location->code);
	om_hash_text(&h, location->name);
	om_hash_int(&h, location->active);
	om_hash_end(&h, digest);
}

int om_location_each(struct om *om,
		     int (*row)(struct om *om, const struct om_location *location, void *ctx),
		     void *ctx)
{
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[EACH], OM_NO_ARGS);

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_location location = location_read(om, st);

		if ((status = row(om, &location, ctx)) != OM_OK)
			break;
	}
	om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}
