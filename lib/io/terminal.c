/* What a terminal tells about itself, and the pager. */
#include "io/terminal.h"

#include "base/mem.h"
#include "base/number.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SIZE_MOST = 10000 };

bool om_terminal_is(int fd)
{
	return isatty(fd) == 1;
}

/* A number of the environment, or 0. */
static unsigned read_size(const char *name)
{
	const char *s = getenv(name);
	int64_t n;

	return s && !om_int_parse(s, 1, SIZE_MOST, &n) ? (unsigned)n : 0;
}

unsigned om_terminal_width(int fd)
{
	struct winsize size;

	if (om_terminal_is(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col)
		return size.ws_col;
	return read_size("COLUMNS");
}

unsigned om_terminal_height(int fd)
{
	struct winsize size;

	if (!om_terminal_is(fd))
		return 0;
	if (ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_row)
		return size.ws_row;
	return read_size("LINES");
}

bool om_terminal_has_color(int fd)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");

	return om_terminal_is(fd) && !(no_color && *no_color) && term && *term &&
	       strcmp(term, "dumb") != 0;
}

/* NULL: none is wanted. */
static const char *find_pager(void)
{
	const char *pager = getenv("OM_PAGER");

	if (!pager)
		pager = getenv("PAGER");
	if (!pager)
		pager = "less";
	return *pager && strcmp(pager, "cat") != 0 ? pager : NULL;
}

/* The environment, and LESS=FRX where none is set; the array is the caller's. */
static char **make_environment(void)
{
	static char less[] = "LESS=FRX";
	size_t n = 0;
	char **env;

	while (environ[n])
		n++;
	env = om_xmalloc((n + 2) * sizeof(*env));
	memcpy(env, environ, n * sizeof(*env));
	if (!getenv("LESS"))
		env[n++] = less;
	env[n] = NULL;
	return env;
}

static void ignore_signals(struct om_pager *pager)
{
	struct sigaction ignore = {.sa_handler = SIG_IGN};

	sigaction(SIGPIPE, &ignore, &pager->on_pipe);
	sigaction(SIGINT, &ignore, &pager->on_interrupt);
	sigaction(SIGQUIT, &ignore, &pager->on_quit);
}

static void restore_signals(const struct om_pager *pager)
{
	sigaction(SIGPIPE, &pager->on_pipe, NULL);
	sigaction(SIGINT, &pager->on_interrupt, NULL);
	sigaction(SIGQUIT, &pager->on_quit, NULL);
}

static _Noreturn void run_pager(const char *command, char **env, int from)
{
	static const int usual[] = {SIGPIPE, SIGINT, SIGQUIT};
	char sh[] = "sh", c[] = "-c";
	char *argv[] = {sh, c, (char *)(uintptr_t)command, NULL};
	size_t i;

	for (i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		signal(usual[i], SIG_DFL);
	if (dup2(from, STDIN_FILENO) >= 0)
		execve("/bin/sh", argv, env);
	_exit(127);
}

void om_pager_open(struct om_pager *pager, int fd)
{
	const char *command = find_pager();
	char **env;
	int ends[2];
	pid_t pid;

	*pager = (struct om_pager){.fd = fd};
	if (!command || !om_terminal_is(fd) || pipe2(ends, O_CLOEXEC) < 0)
		return;
	env = make_environment();
	ignore_signals(pager);
	pid = fork();
	if (pid == 0)
		run_pager(command, env, ends[0]);
	free(env);
	close(ends[0]);
	if (pid < 0) {
		close(ends[1]);
		restore_signals(pager);
		return;
	}
	pager->fd = ends[1];
	pager->pid = pid;
}

void om_pager_close(struct om_pager *pager)
{
	if (!pager->pid)
		return;
	close(pager->fd);
	while (waitpid(pager->pid, NULL, 0) < 0 && errno == EINTR)
		;
	restore_signals(pager);
	pager->pid = 0;
}
