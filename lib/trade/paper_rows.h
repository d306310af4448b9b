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
	bool keep_going;	    /* a bad paper leaves the others */
	struct om_rejects *rejects; /* NULL: none */
	int (*write)(void *ctx);    /* write the paper; what the data is at fault for
				       comes back as OM_REFUSED, OM_INPUT or OM_USAGE */
	void *ctx;

	/* The paper at hand. */
	bool is_open, is_bad;
	unsigned line; /* of its first row */
	size_t n;      /* rows read */

	size_t n_bad; /* papers, and rows that belong to none */
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
/* The row at hand is bad and belongs to no paper; `sentence` has its position. */
int om_paper_stray(struct om_paper_rows *p, const char *sentence) OM_MUST_USE;
/* Write the paper, or set it aside. The row at hand is then read anew: what was
 * borrowed of it has to be fetched again. */
int om_paper_end(struct om_paper_rows *p) OM_MUST_USE;
/* After the last paper: OM_INPUT when any was bad, unless keep_going. */
int om_paper_finish(struct om_paper_rows *p) OM_MUST_USE;

#endif
