/* The terminal: width, colour, pager, progress. Everything here is off when it is none. */
#ifndef OM_IO_TERMINAL_H
#define OM_IO_TERMINAL_H

#include "om.h"

#include <signal.h>

bool om_terminal_is(int fd);
/* Columns of the terminal at fd: its size, else $COLUMNS, else 0: no limit. */
unsigned om_terminal_width(int fd);
unsigned om_terminal_height(int fd); /* 0: unknown */
/* True for a terminal, unless NO_COLOR is set and not empty, or TERM is dumb or not set. */
bool om_terminal_has_color(int fd);

/*
 * The pager before fd: $OM_PAGER, $PAGER or less, run by /bin/sh with LESS=FRX
 * where LESS is not set. Opens nothing unless fd is a terminal; none when the
 * command is empty or cat. Until it is closed SIGPIPE, SIGINT and SIGQUIT are
 * ignored: a pager that is left early gives EPIPE.
 */
struct om_pager {
	int fd;	 /* where to write: a pipe to it, or the fd given */
	int pid; /* 0: none */
	struct sigaction on_pipe, on_interrupt, on_quit; /* what is restored */
};
void om_pager_open(struct om_pager *pager, int fd);
void om_pager_close(struct om_pager *pager); /* waits for it */

/*
 * Progress of a long run on standard error, when that is a terminal: shown
 * after one second and then at most five times a second, rubbed out at the end:
 * "orders.csv: 41 %, 12,300 rows, 8,100/s, 14 s left".
 */
struct om_progress {
	const char *what;
	int64_t total;		/* bytes; 0: unknown */
	int64_t started, shown; /* milliseconds, monotonic */
	bool on, visible;
};
void om_progress_begin(struct om_progress *p, const char *what, int64_t total);
void om_progress_step(struct om_progress *p, int64_t done, int64_t rows);
void om_progress_end(struct om_progress *p);

#endif
