/* Backup and restore: whole files that appear under their name at once or not at all. */
#include "db/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static int fail_file(struct om *om, const char *path, const char *what)
{
	return om_fail(om, OM_STORAGE, "'%s' cannot be %s: %s", path, what, strerror(errno));
}

static int fail_exists(struct om *om, const char *path)
{
	return om_fail(om, OM_STORAGE, "'%s' exists already: it was left as it is", path);
}

/* A journal that is left of an earlier database would be played into the new one. */
static int check_target(struct om *om, const char *path)
{
	static const char *const leftovers[] = {"-journal", "-wal"};
	struct stat st;

	if (!lstat(path, &st))
		return fail_exists(om, path);
	for (size_t i = 0; i < sizeof(leftovers) / sizeof(leftovers[0]); i++) {
		struct om_buf left = {0};
		int status = OM_OK;

		om_buf_printf(&left, "%s%s", path, leftovers[i]);
		if (!lstat(left.s, &st) && st.st_size)
			status = om_fail(om, OM_STORAGE,
					 "'%s' is left of an earlier '%s': move it away first",
					 left.s, path);
		om_buf_free(&left);
		if (status)
			return status;
	}
	return OM_OK;
}

static int sync_directory(struct om *om, const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 1;
	char *directory =
		slash ? om_strndup(om->arena, path, n ? n : 1) : om_strdup(om->arena, ".");
	int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int status = OM_OK;

	if (fd < 0)
		return fail_file(om, directory, "synced");
	if (fsync(fd) && errno != EINVAL)
		status = fail_file(om, directory, "synced");
	close(fd);
	return status;
}

static int link_name(struct om *om, const char *temporary, const char *path)
{
	if (!link(temporary, path)) {
		unlink(temporary);
		return OM_OK;
	}
	if (errno == EEXIST)
		return fail_exists(om, path);
#ifdef RENAME_NOREPLACE
	if (!renameat2(AT_FDCWD, temporary, AT_FDCWD, path, RENAME_NOREPLACE))
		return OM_OK;
	if (errno == EEXIST)
		return fail_exists(om, path);
#endif
	return fail_file(om, path, "made");
}

/* Copy the database `from` to a file that appears as `path`. */
static int copy_to(struct om *om, struct om_db *from, const char *path)
{
	char *temporary = om_printf(om->arena, "%s.XXXXXX", path);
	int status = check_target(om, path), fd;

	if (status)
		return status;
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return fail_file(om, path, "made");
	if (fchmod(fd, 0600))
		status = fail_file(om, path, "made private");
	if (!status)
		status = from->engine->copy(om, from, temporary);
	if (!status && fsync(fd))
		status = fail_file(om, path, "synced");
	close(fd);
	if (!status)
		status = link_name(om, temporary, path);
	if (status) {
		unlink(temporary);
		return status;
	}
	return sync_directory(om, path);
}

int om_db_backup(struct om *om, const char *path)
{
	return copy_to(om, om->db, path);
}

static int verify(struct om *om)
{
	int version, status = om_db_version(om, &version);

	if (status)
		return status;
	if (version > om_db_latest_version())
		return om_fail(om, OM_STORAGE,
			       "'%s' was made by a newer om (its version is %d, this om knows %d): "
			       "install that om",
			       om->db->path, version, om_db_latest_version());
	return om_db_integrity(om);
}

int om_db_restore(struct om *om, const char *from, const char *path)
{
	struct om_db *open = om->db;
	int status = check_target(om, path);

	if (status)
		return status;
	om->db = NULL;
	status = om_db_open_as(om, from, OM_DB_READ, true);
	if (!status)
		status = om_db_begin(om);
	if (!status)
		status = verify(om);
	if (!status)
		status = copy_to(om, om->db, path);
	om_db_close(om);
	om->db = open;
	return status;
}
