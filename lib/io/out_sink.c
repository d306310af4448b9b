/* Where formatted bytes wait: memory, then an unlinked temporary file. */
#include "io/input.h"
#include "io/out_private.h"

#include <errno.h>
#include <poll.h>
#include <sys/sendfile.h>
#include <unistd.h>

enum { FIRST_ROOM = 64 * 1024, WRITE_ROOM = 256 * 1024, MEMORY_MAX = 8 * 1024 * 1024 };

void om_sink_begin(struct om_sink *sink)
{
	*sink = (struct om_sink){.file = -1, .direct = -1};
	sink->s = om_xmalloc(FIRST_ROOM);
	sink->room = FIRST_ROOM;
}

void om_sink_release(struct om_sink *sink)
{
	if (sink->file >= 0)
		close(sink->file);
	free(sink->s);
	*sink = (struct om_sink){.file = -1, .direct = -1};
}

/* Wait out a descriptor that does not block; false: errno stands. */
static bool may_retry(int fd)
{
	struct pollfd p = {.fd = fd, .events = POLLOUT};

	if (errno == EINTR)
		return true;
	return errno == EAGAIN && (poll(&p, 1, -1) >= 0 || errno == EINTR);
}

static int write_all(int fd, const char *s, size_t n)
{
	while (n) {
		ssize_t done = write(fd, s, n);

		if (done < 0) {
			if (!may_retry(fd))
				return errno;
			continue;
		}
		s += done;
		n -= (size_t)done;
	}
	return 0;
}

/* Empty the memory to the descriptor or the file. */
static void drain(struct om_sink *sink)
{
	if (!sink->error) {
		int to = sink->direct >= 0 ? sink->direct : sink->file;

		sink->error = write_all(to, sink->s, sink->len);
		if (!sink->error && sink->direct < 0)
			sink->in_file += (int64_t)sink->len;
	}
	sink->len = 0;
}

static void set_room(struct om_sink *sink, size_t room)
{
	sink->s = om_xrealloc(sink->s, room);
	sink->room = room;
}

void om_sink_widen(struct om_sink *sink, size_t n)
{
	size_t room = sink->room;

	if (sink->direct < 0 && sink->file < 0) {
		while (room < MEMORY_MAX && room - sink->len < n)
			room *= 2;
		if (room - sink->len >= n) {
			set_room(sink, room);
			return;
		}
		if (!sink->error && (sink->file = om_temporary_make()) < 0)
			sink->error = errno;
		drain(sink);
		if (sink->file >= 0)
			set_room(sink, WRITE_ROOM);
	} else {
		drain(sink);
	}
	if (sink->room < n)
		set_room(sink, n);
}

void om_sink_open(struct om_sink *sink, int fd)
{
	sink->direct = fd;
	drain(sink);
	if (sink->room < WRITE_ROOM)
		set_room(sink, WRITE_ROOM);
}

void om_sink_pad(struct om_sink *sink, size_t n)
{
	memset(om_sink_room(sink, n), ' ', n);
	sink->len += n;
}

static int copy_by_hand(int from, int64_t at, int to)
{
	char buf[64 * 1024];
	int error = 0;

	while (!error) {
		ssize_t n = pread(from, buf, sizeof(buf), at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n < 0 ? errno : 0;
		error = write_all(to, buf, (size_t)n);
		at += n;
	}
	return error;
}

static int copy_file(struct om_sink *sink, int fd)
{
	off_t at = 0;

	while (at < sink->in_file) {
		ssize_t n = sendfile(fd, sink->file, &at, (size_t)(sink->in_file - at));

		if (n > 0)
			continue;
		if (n == 0 || errno == EINVAL || errno == ENOSYS)
			return copy_by_hand(sink->file, at, fd);
		if (!may_retry(fd))
			return errno;
	}
	return 0;
}

int om_sink_copy(struct om_sink *sink, int fd)
{
	if (!sink->error && sink->file >= 0)
		sink->error = copy_file(sink, fd);
	sink->direct = fd;
	drain(sink);
	return sink->error;
}

bool om_sink_is_longer(const struct om_sink *sink, unsigned lines)
{
	const char *s = sink->s, *end = sink->s + sink->len;

	if (sink->in_file > 0)
		return true;
	while (s < end && (s = memchr(s, '\n', (size_t)(end - s)))) {
		if (lines-- == 0)
			return true;
		s++;
	}
	return false;
}
