/* Which database: --db, else $OM_DB, else the nearest om.db. */
#include "frame.h"

#include <stdlib.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_url(const char *s)
{
	return strncasecmp(s, "postgres://", 11) == 0 || strncasecmp(s, "postgresql://", 13) == 0;
}

static bool has_password(const char *url)
{
	const char *user = strstr(url, "://") + 3;
	size_t len = strcspn(user, "/?#");
	const char *at = memrchr(user, '@', len);

	return (at && memchr(user, ':', (size_t)(at - user))) || strcasestr(url, "password=");
}

static bool is_there(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && !S_ISDIR(st.st_mode);
}

/* In this folder or one above it; NULL when there is none. */
static const char *nearest_database(struct om *om)
{
	char *folder, *slash;
	const char *found = NULL;

	if (is_there("om.db"))
		return "om.db";
	folder = getcwd(NULL, 0);
	while (folder && !found && (slash = strrchr(folder, '/'))) {
		const char *path;

		*slash = '\0';
		path = om_printf(om->arena, "%s/om.db", folder);
		if (is_there(path))
			found = path;
	}
	free(folder);
	return found;
}

int om_database_find(struct om *om, unsigned flags, const char *typed, const char **found)
{
	const char *path = typed ? typed : getenv("OM_DB");

	*found = NULL;
	if (path && is_url(path) && has_password(path))
		return om_fail(om, OM_USAGE,
			       "the name of the database holds a password; none is taken here");
	if (path && is_url(path))
		return om_fail(om, OM_STORAGE, "'%s': this om keeps its database in a file", path);
	if (!path || !*path)
		path = flags & OM_VERB_CREATE ? "om.db" : nearest_database(om);
	*found = path;
	if (!path && !(flags & OM_VERB_BARE))
		return om_fail(om, OM_STORAGE,
			       "no database: there is no om.db here or above; 'om init' makes "
			       "one, --db or OM_DB names one");
	return OM_OK;
}
