/* One line of progress on standard error, while a long run lasts. */
#include "io/terminal.h"

#include <unistd.h>

enum { FIRST_AFTER = 1000, THEN_EVERY = 200, LINE_MAX_BYTES = 256 };

static int64_t read_monotonic(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void om_progress_begin(struct om_progress *p, const char *what, int64_t total)
{
	*p = (struct om_progress){.what = what, .total = total};
	p->on = om_terminal_is(STDERR_FILENO);
	if (p->on)
		p->started = p->shown = read_monotonic();
}

/* 1234567 as "1,234,567". */
static const char *group_digits(int64_t n, char buf[static 32])
{
	char *s = buf + 31;
	int digits = 0;

	*s = '\0';
	do {
		if (digits && digits % 3 == 0)
			*--s = ',';
		*--s = (char)('0' + n % 10);
		digits++;
		n /= 10;
	} while (n);
	return s;
}

/* As in "orders.csv: 41 %, 12,300 rows, 8,100/s, 14 s left". */
static int print_line(char *line, size_t size, const struct om_progress *p, int64_t now,
		      int64_t done, int64_t rows)
{
	int64_t passed = now - p->started > 0 ? now - p->started : 1;
	char count[32], rate[32], left[32], share[32] = "", rest[48] = "";

	if (p->total > 0 && done > 0 && done <= p->total) {
		__int128 wait = (__int128)(p->total - done) * passed / done / 1000;

		snprintf(share, sizeof(share), "%d %%, ", (int)((__int128)done * 100 / p->total));
		snprintf(rest, sizeof(rest), ", %s s left", group_digits((int64_t)wait, left));
	}
	return snprintf(line, size, "%s: %s%s rows, %s/s%s", p->what, share,
			group_digits(rows, count),
			group_digits((int64_t)((__int128)rows * 1000 / passed), rate), rest);
}

void om_progress_step(struct om_progress *p, int64_t done, int64_t rows)
{
	char line[LINE_MAX_BYTES];
	unsigned width;
	int64_t now;
	int n, i;

	if (!p->on)
		return;
	now = read_monotonic();
	if (now - p->shown < (p->visible ? THEN_EVERY : FIRST_AFTER))
		return;
	p->shown = now;
	p->visible = true;
	n = print_line(line, sizeof(line), p, now, done, rows);
	if (n >= (int)sizeof(line))
		n = sizeof(line) - 1;
	width = om_terminal_width(STDERR_FILENO);
	if (width && n >= (int)width)
		n = (int)width - 1;
	for (i = 0; i < n; i++)
		if ((unsigned char)line[i] < 0x20 || line[i] == 0x7f)
			line[i] = '?';
	dprintf(STDERR_FILENO, "\r%.*s\033[K", n, line);
}

void om_progress_end(struct om_progress *p)
{
	if (p->visible)
		dprintf(STDERR_FILENO, "\r\033[K");
	p->visible = false;
}
