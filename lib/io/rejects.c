/* Bad rows set aside, byte for byte, each with its reason behind it. */
#include "io/csv.h"

#include "base/mem.h"
#include "base/text.h"
#include "io/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

struct om_rejects {
	char *path;
	FILE *file;	 /* NULL before the first row */
	int error;	 /* errno of the first write that failed */
	size_t n_header; /* fields of the header */
};

struct om_rejects *om_rejects_new(const char *path)
{
	struct om_rejects *r = om_xmalloc(sizeof(*r));

	*r = (struct om_rejects){.path = om_xstrdup(path)};
	return r;
}

static int fail_writing(struct om *om, const struct om_rejects *r, int error)
{
	return om_fail(om, OM_STORAGE, "cannot write '%s': %s", om_text_escape(om->arena, r->path),
		       strerror(error));
}

static bool is_same_file(int a, int b)
{
	struct stat st_a, st_b;

	return fstat(a, &st_a) == 0 && fstat(b, &st_b) == 0 && st_a.st_dev == st_b.st_dev &&
	       st_a.st_ino == st_b.st_ino;
}

static int open_file(struct om *om, struct om_rejects *r, const struct om_input *in)
{
	int fd = open(r->path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, 0600);
	struct stat st;
	int status;

	if (fd < 0)
		return fail_writing(om, r, errno);
	if (is_same_file(fd, in->fd)) {
		close(fd);
		return om_fail(om, OM_USAGE, "'%s' is the file being read; rejects need another",
			       om_text_escape(om->arena, r->path));
	}
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    (fchmod(fd, 0600) < 0 || ftruncate(fd, 0) < 0)) {
		status = fail_writing(om, r, errno);
		close(fd);
		return status;
	}
	r->file = fdopen(fd, "w");
	if (!r->file)
		abort();
	return OM_OK;
}

static void put_bytes(struct om_rejects *r, const char *s, size_t n)
{
	if (fwrite(s, 1, n, r->file) != n && !r->error)
		r->error = errno;
}

static void put_quoted(struct om_rejects *r, const char *s, size_t n)
{
	for (const char *end = s + n; s < end;) {
		const char *quote = memchr(s, '"', (size_t)(end - s));
		const char *stop = quote ? quote + 1 : end;

		put_bytes(r, s, (size_t)(stop - s));
		if (quote)
			put_bytes(r, "\"", 1);
		s = stop;
	}
}

static void put_field(struct om_rejects *r, const char *s, char delimiter)
{
	bool quote = strpbrk(s, "\"\r\n") || strchr(s, delimiter);

	put_bytes(r, &delimiter, 1);
	if (!quote) {
		put_bytes(r, s, strlen(s));
		return;
	}
	put_bytes(r, "\"", 1);
	put_quoted(r, s, strlen(s));
	put_bytes(r, "\"", 1);
}

static int read_at(struct om *om, const struct om_input *in, char *to, size_t size, int64_t offset,
		   size_t *n)
{
	ssize_t got;

	do {
		got = pread(in->fd, to, size, (off_t)offset);
	} while (got < 0 && errno == EINTR);
	if (got < 0)
		return om_fail(om, OM_STORAGE, "cannot read '%s': %s",
			       om_text_escape(om->arena, in->name), strerror(errno));
	*n = (size_t)got;
	return OM_OK;
}

/* The fields of a record that passes by in pieces: delimiters outside quotes. */
struct count {
	char delimiter;
	bool quoted;
	size_t n;
};

static void count_fields(struct count *count, const char *s, size_t n)
{
	for (const char *end = s + n; s < end; s++) {
		if (*s == '"')
			count->quoted = !count->quoted;
		else if (*s == count->delimiter && !count->quoted)
			count->n++;
	}
}

/* A record as it came; as one quoted field when its quotes cannot be trusted. */
static int copy_record(struct om *om, struct om_rejects *r, const struct om_input *in,
		       struct om_sheet_bytes bytes, struct count *count)
{
	int64_t at = bytes.begin, end = bytes.end;
	char block[8192];
	size_t n = 0;
	int status;

	if (end - at >= 2) {
		status = read_at(om, in, block, 2, end - 2, &n);
		if (status != OM_OK)
			return status;
		end -= n == 2 && block[1] == '\n';
		end -= n == 2 && (block[1] == '\r' || (block[1] == '\n' && block[0] == '\r'));
	}
	if (!bytes.sound)
		put_bytes(r, "\"", 1);
	while (at < end) {
		size_t size = sizeof(block);

		if (end - at < (int64_t)size)
			size = (size_t)(end - at);
		status = read_at(om, in, block, size, at, &n);
		if (status != OM_OK)
			return status;
		if (n == 0)
			break;
		if (bytes.sound) {
			put_bytes(r, block, n);
			count_fields(count, block, n);
		} else {
			put_quoted(r, block, n);
		}
		at += (int64_t)n;
	}
	if (!bytes.sound)
		put_bytes(r, "\"", 1);
	return OM_OK;
}

int om_rejects_add(struct om *om, struct om_rejects *r, struct om_sheet *sheet, const char *reason)
{
	const struct om_input *in = om_sheet_input(sheet);
	char delimiter = om_sheet_delimiter(sheet);
	struct count header = {delimiter, false, 1}, row = header;
	int status;

	if (!r->file) {
		status = open_file(om, r, in);
		if (status == OM_OK)
			status = copy_record(om, r, in, om_sheet_header(sheet), &header);
		if (status != OM_OK)
			return status;
		r->n_header = header.n;
		put_field(r, "error", delimiter);
		put_bytes(r, "\n", 1);
	}
	status = copy_record(om, r, in, om_sheet_row(sheet), &row);
	if (status != OM_OK)
		return status;
	for (; row.n < r->n_header; row.n++)
		put_bytes(r, &delimiter, 1);
	put_field(r, reason, delimiter);
	put_bytes(r, "\n", 1);
	return r->error ? fail_writing(om, r, r->error) : OM_OK;
}

int om_rejects_close(struct om *om, struct om_rejects *r)
{
	int status = OM_OK;

	if (!r)
		return OM_OK;
	if (r->file && fclose(r->file) != 0 && !r->error)
		r->error = errno;
	if (r->error)
		status = fail_writing(om, r, r->error);
	free(r->path);
	free(r);
	return status;
}
