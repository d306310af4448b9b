/*
 * Runs one command, or two in turn, and prints the medians:
 *   measure RUNS [-c FROM TO] COMMAND... [::: [-c FROM TO] COMMAND...]
 * -c: before every run FROM is copied to TO, and written through; not measured.
 * One line comes out: wall and CPU microseconds and peak KiB of the first
 * command, then of the second. What they print goes to /dev/null.
 */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { RUNS_MAX = 10000, WARM_AT = 20 }; /* from so many runs on, one goes before */

struct side {
	char **argv; /* ends with NULL */
	const char *from, *to;
	int64_t wall[RUNS_MAX], cpu[RUNS_MAX], peak[RUNS_MAX];
};

extern char **environ;
static struct side sides[2];

static void die(const char *subject)
{
	fprintf(stderr, "measure: %s: %s\n", subject, strerror(errno));
	exit(1);
}

static void usage(void)
{
	fputs("usage: measure RUNS [-c FROM TO] COMMAND... [::: [-c FROM TO] COMMAND...]\n",
	      stderr);
	exit(2);
}

static void copy_file(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	ssize_t n;

	if (in < 0)
		die(from);
	if (out < 0)
		die(to);
	while ((n = copy_file_range(in, NULL, out, NULL, 1 << 30, 0)) > 0)
		;
	if (n < 0 || fsync(out))
		die(to);
	close(in);
	close(out);
}

static int64_t now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return ts.tv_sec * INT64_C(1000000) + ts.tv_nsec / 1000;
}

static int64_t microseconds(struct timeval t)
{
	return t.tv_sec * INT64_C(1000000) + t.tv_usec;
}

static void run_side(struct side *side, const posix_spawn_file_actions_t *quiet, int run)
{
	struct rusage used;
	int64_t began;
	int status;
	pid_t pid;

	if (side->from)
		copy_file(side->from, side->to);
	began = now();
	errno = posix_spawnp(&pid, side->argv[0], quiet, NULL, side->argv, environ);
	if (errno)
		die(side->argv[0]);
	if (wait4(pid, &status, 0, &used) != pid)
		die("wait4");
	side->wall[run] = now() - began;
	side->cpu[run] = microseconds(used.ru_utime) + microseconds(used.ru_stime);
	side->peak[run] = used.ru_maxrss;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return;
	fprintf(stderr, "measure: '%s %s' failed with status %d\n", side->argv[0],
		side->argv[1] ? side->argv[1] : "",
		WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	exit(1);
}

static int compare(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static long long median(int64_t *v, int n)
{
	qsort(v, (size_t)n, sizeof(*v), compare);
	return (v[(n - 1) / 2] + v[n / 2]) / 2;
}

/* Gives how many sides there are. */
static int parse_sides(int argc, char **argv)
{
	int n = 0;

	for (int i = 0; i < argc; i++) {
		struct side *side = &sides[n++];

		if (n > 2)
			usage();
		if (i + 3 < argc && strcmp(argv[i], "-c") == 0) {
			side->from = argv[i + 1];
			side->to = argv[i + 2];
			i += 3;
		}
		side->argv = &argv[i];
		while (i < argc && strcmp(argv[i], ":::") != 0)
			i++;
		argv[i] = NULL;
		if (!side->argv[0])
			usage();
	}
	return n;
}

int main(int argc, char **argv)
{
	posix_spawn_file_actions_t quiet;
	int n, runs = 0;

	for (const char *s = argc > 2 ? argv[1] : "x"; *s; s++) {
		if (*s < '0' || *s > '9' || runs > RUNS_MAX / 10)
			usage();
		runs = 10 * runs + *s - '0';
	}
	if (runs < 1 || runs > RUNS_MAX)
		usage();
	n = parse_sides(argc - 2, argv + 2);
	posix_spawn_file_actions_init(&quiet);
	posix_spawn_file_actions_addopen(&quiet, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
	for (int run = runs < WARM_AT ? 0 : -1; run < runs; run++)
		for (int k = 0; k < n; k++)
			run_side(&sides[k], &quiet, run < 0 ? 0 : run);
	for (int k = 0; k < n; k++)
		printf("%s%lld %lld %lld", k ? " " : "", median(sides[k].wall, runs),
		       median(sides[k].cpu, runs), median(sides[k].peak, runs));
	putchar('\n');
	posix_spawn_file_actions_destroy(&quiet);
	return fflush(stdout) ? 1 : 0;
}
