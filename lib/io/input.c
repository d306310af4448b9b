/* Bytes in: what cannot be read twice is copied to an unlinked temporary file. */
#include "io/input.h"

#include "base/mem.h"
#include "base/text.h"
#include "io/csv.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COPY_SIZE = 64 * 1024 };

static int fail_reading(struct om *om, const char *name)
{
	const char *reason = strerror(errno);

	if (strcmp(name, "-") == 0)
		return om_fail(om, OM_INPUT, "cannot read standard input: %s", reason);
	return om_fail(om, OM_INPUT, "cannot read '%s': %s", om_text_escape(om->arena, name),
		       reason);
}

static const char *temporary_folder(void)
{
	const char *folder = getenv("TMPDIR");

	return folder && *folder ? folder : "/tmp";
}

int om_temporary_make(void)
{
	const char *folder = temporary_folder();
	char path[4096];
	int fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);

	if (fd >= 0)
		return fd;
	if ((size_t)snprintf(path, sizeof(path), "%s/om-XXXXXX", folder) >= sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

int om_temporary_open(struct om *om, int *fd)
{
	*fd = om_temporary_make();
	if (*fd >= 0)
		return OM_OK;
	return om_fail(om, OM_STORAGE, "cannot make a temporary file in '%s': %s",
		       temporary_folder(), strerror(errno));
}

static ssize_t read_some(int fd, char *to, size_t size)
{
	ssize_t n;

	do {
		n = read(fd, to, size);
	} while (n < 0 && errno == EINTR);
	return n;
}

static int write_whole(struct om *om, int fd, const char *from, size_t size)
{
	while (size > 0) {
		ssize_t n = write(fd, from, size);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return om_fail(om, OM_STORAGE, "cannot write a temporary file: %s",
				       strerror(errno));
		from += n;
		size -= (size_t)n;
	}
	return OM_OK;
}

/* Copy what is left of `from` to a temporary file, which becomes in->fd. */
static int copy_stream(struct om *om, struct om_input *in, int from)
{
	int status = om_temporary_open(om, &in->fd);
	char block[COPY_SIZE];
	ssize_t n = 0;

	in->size = 0;
	while (status == OM_OK && (n = read_some(from, block, sizeof(block))) > 0) {
		status = write_whole(om, in->fd, block, (size_t)n);
		in->size += n;
	}
	if (status == OM_OK && n < 0)
		status = fail_reading(om, in->name);
	if (status != OM_OK)
		om_input_close(in);
	return status;
}

int om_input_open(struct om *om, const char *path, struct om_input *in)
{
	struct stat st;
	int fd, status;

	*in = (struct om_input){.name = path, .fd = -1};
	if (strcmp(path, "-") == 0)
		return copy_stream(om, in, STDIN_FILENO);
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return fail_reading(om, path);
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode)) {
		in->fd = fd;
		in->size = st.st_size;
		return OM_OK;
	}
	status = copy_stream(om, in, fd);
	close(fd);
	return status;
}

void om_input_close(struct om_input *in)
{
	if (in->fd >= 0)
		close(in->fd);
	in->fd = -1;
}

int om_input_text(struct om *om, struct om_input *in, size_t max, char **text, size_t *len)
{
	struct om_buf content = {0};
	char block[COPY_SIZE];
	int status = OM_OK;
	ssize_t n;

	for (;;) {
		n = pread(in->fd, block, sizeof(block), (off_t)content.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0 || content.len + (size_t)n > max)
			break;
		om_buf_add(&content, block, (size_t)n);
	}
	if (n < 0) {
		status = fail_reading(om, in->name);
	} else if (n > 0) {
		status = om_fail(om, OM_INPUT, "'%s' is too long: more than %zu bytes",
				 om_text_escape(om->arena, in->name), max);
	} else {
		*text = om_alloc(om->arena, content.len + 1);
		if (content.len)
			memcpy(*text, content.s, content.len);
		if (len)
			*len = content.len;
	}
	om_buf_free(&content);
	return status;
}

bool om_input_is_heading(const char *s)
{
	return om_text_same(s, "number") || om_text_same(s, "sku") || om_text_same(s, "code");
}

static char *copy_trimmed(struct om_arena *arena, const struct om_csv_field *field)
{
	static const char blanks[] = " \t\r\n";
	const char *s = field->s + strspn(field->s, blanks);
	size_t len = strlen(s);

	while (len > 0 && strchr(blanks, s[len - 1]))
		len--;
	return om_strndup(arena, s, len);
}

int om_input_refs(struct om *om, struct om_input *in, char ***refs, size_t *n, size_t *room)
{
	struct om_csv *csv = om_csv_new(in, ',');
	const struct om_csv_field *fields;
	const char *last = "";
	bool first = true;
	size_t n_fields;
	int status;

	while ((status = om_csv_next(om, csv, &fields, &n_fields)) == OM_OK) {
		char *ref = copy_trimmed(om->arena, &fields[0]);

		if (first && om_input_is_heading(ref)) {
			first = false;
			continue;
		}
		first = false;
		if (!*ref) {
			status = om_fail(om, OM_INPUT, "%s:%u:%u: a reference is missing", in->name,
					 fields[0].line, fields[0].column);
			break;
		}
		if (strcmp(ref, last) == 0)
			continue;
		last = ref;
		*refs = om_arena_grow(om->arena, *refs, *n, room, sizeof(**refs));
		(*refs)[(*n)++] = ref;
	}
	om_csv_free(csv);
	return status == OM_DONE ? OM_OK : status;
}
