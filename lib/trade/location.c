/* Locations as people enter them: checked, kept, logged. */
#include "trade/location.h"

#include "base/mem.h"
#include "base/text.h"
#include "store/log.h"
#include "store/setting.h"
#include "store/stock.h"

static int check_text(struct om *om, const char *column, const char *value, enum om_text_kind kind)
{
	const char *why = *value ? om_text_check(value, kind) : "is empty";

	return why ? om_fail(om, OM_USAGE, "%s '%s' %s", column, om_text_escape(om->arena, value),
			     why)
		   : OM_OK;
}

static int log_location(struct om *om, const struct om_location *location, const char *verb,
			const char *detail)
{
	char digest[OM_HASH_SIZE];

	om_location_digest(location, digest);
	return om_log_add(om, verb, location->code, digest, "%s", detail);
}

int om_location_add(struct om *om, const char *code, const char *name)
{
	struct om_location location;
	int status = check_text(om, "code", code, OM_TEXT_CODE);

	if (status == OM_OK && name)
		status = check_text(om, "name", name, OM_TEXT_NAME);
	if (status != OM_OK)
		return status;
	status = om_location_find(om, code, &location);
	if (status == OM_OK)
		return om_fail(om, OM_REFUSED,
			       "location '%s' is there already; 'om-stock locations edit' "
			       "changes it",
			       code);
	if (status != OM_DONE)
		return status;
	location = (struct om_location){.code = code, .name = name ? name : code, .active = true};
	if ((status = om_location_insert(om, &location)) != OM_OK)
		return status;
	om_ref(om, code);
	return log_location(om, &location, "location add", location.name);
}

static int check_close(struct om *om, const struct om_location *location)
{
	bool empty;
	int status = om_setting_load(om);

	if (status != OM_OK)
		return status;
	if (location->id == om->company->location_id)
		return om_fail(om, OM_REFUSED,
			       "%s is the default location; 'om config set location CODE' "
			       "names another first",
			       location->code);
	if ((status = om_location_is_empty(om, location->id, &empty)) != OM_OK || empty)
		return status;
	return om_fail(om, OM_REFUSED,
		       "%s cannot be closed: goods lie there; 'om-stock list "
		       "--location %s' shows them",
		       location->code, location->code);
}

int om_location_edit(struct om *om, const char *code, const char *name, const char *active)
{
	const char *detail = "";
	struct om_location was, is;
	int status = om_location_get(om, code, &was);

	is = was;
	if (status == OM_OK && name) {
		status = check_text(om, "name", name, OM_TEXT_NAME);
		is.name = name;
	}
	if (active)
		is.active = strcmp(active, "yes") == 0;
	if (status == OM_OK && was.active && !is.active)
		status = check_close(om, &was);
	if (status != OM_OK)
		return status;
	om_ref(om, was.code);
	if (strcmp(was.name, is.name) != 0)
		detail = om_printf(om->arena, "name '%s' -> '%s'", was.name, is.name);
	if (was.active != is.active)
		detail = om_printf(om->arena, "%s%sactive %s -> %s", detail, *detail ? ", " : "",
				   was.active ? "yes" : "no", is.active ? "yes" : "no");
	if (!*detail)
		return OM_OK;
	if ((status = om_location_update(om, &is)) != OM_OK)
		return status;
	return log_location(om, &is, "location edit", detail);
}
