/*
 * Rows of a file that together are one paper: an order of a channel, a
 * confirmation of a warehouse. They are read one after the other; when the
 * next paper begins the last one is written, whole or not at all, and one
 * that is bad is reported and set aside whole.
 */
#ifndef OM_TRADE_PAPER_ROWS_H
#define OM_TRADE_PAPER_ROWS_H

#include "base/mem.h"
#include "io/csv.h"
#include "om.h"

struct om_paper_row;

struct om_paper_rows {
	/* Set by the import. */
	struct om *om;
	const char *file;	/* for messages */
	const char *one, *many; /* what a paper is called: order, orders */
	struct om_sheet *sheet;
	bool isolate;		    /* a bad paper must not be seen by those behind it */
	bool keep_going;	    /* a bad paper leaves the others */
	struct om_rejects *rejects; /* NULL: none */
	int (*take)(void *ctx);	    /* look at the row at hand, which was read */
	int (*keep)(void *ctx);	    /* write the paper; what the data is at fault for
				       comes back as OM_REFUSED, OM_INPUT or OM_USAGE */
	void *ctx;
	void (*progress)(void *ctx, int64_t bytes, int64_t rows); /* may be NULL */
	void *progress_ctx;

	/* The paper at hand. */
	bool is_open, is_bad;
	bool is_tainted; /* a stray row stands beside it and may be its own */
	bool taints;	 /* a stray row was read: the next paper may lack it */
	unsigned line;	 /* of its first row */
	size_t n;	 /* rows read */

	size_t n_stray; /* rows of nobody knows which */
	size_t n_bad;	/* papers, and rows of nobody knows which */
	struct om_mark mark;
	struct om_paper_row *rows;
	size_t room;
};

/* A new paper begins with the row at hand; what is allocated from now on lives
 * until its end. */
void om_paper_begin(struct om_paper_rows *p);
/* The row at hand is one of the paper's. */
void om_paper_add(struct om_paper_rows *p);
/* om->error is what is wrong with the row at hand, at `at` ("file:line:column"). */
void om_paper_error(struct om_paper_rows *p, const char *at);
/* The row at hand cannot be read, so nobody knows whose it is; `sentence` has its
 * position. The papers before and behind it are set aside with it: neither may
 * land without a row of its own. */
int om_paper_stray(struct om_paper_rows *p, const char *sentence) OM_MUST_USE;
/* Write the paper, or set it aside. The row at hand is then read anew: what was
 * borrowed of it has to be fetched again. */
int om_paper_end(struct om_paper_rows *p) OM_MUST_USE;
/*
 * The whole import: every row is taken, rows that agree in the n columns `keys`
 * one after the other, wherever they stand. OM_INPUT when any paper was bad,
 * unless keep_going; and when a row cannot be read in a file where rows of one
 * paper stand apart, for it may be of any of them.
 */
int om_paper_import(struct om_paper_rows *p, const size_t *keys, size_t n) OM_MUST_USE;

#endif
