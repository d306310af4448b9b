/*
 * om: the handle, the error and the scalar types. Read this file first.
 *
 * Every function that can fail takes the handle and returns an om_status.
 * Whoever knows what went wrong puts one sentence into the handle with
 * om_fail(); everyone above hands the status up. No library function prints,
 * exits or reads a clock. Running out of memory aborts: the database is
 * transactional, so nothing is lost by it.
 */
#ifndef OM_H
#define OM_H

#include "base/banned.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define OM_VERSION "0.1.0"

#define OM_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define OM_MUST_USE __attribute__((warn_unused_result))

/* What a function came to; the values are the exit statuses of om(1). */
enum om_status {
	OM_DONE = -1,	/* an iteration has no further row; never an exit status */
	OM_OK = 0,	/* done */
	OM_REFUSED = 1, /* a rule of the trade, or no such object */
	OM_USAGE = 2,	/* wrong words on the command line */
	OM_INPUT = 3,	/* bad input data */
	OM_STORAGE = 4, /* the database could not be used */
	OM_BUSY = 5	/* try again, with the same key */
};

/*
 * The scalars. Each is an integer in a struct, so that mixing two of them
 * does not compile. Floating point is used nowhere.
 */
typedef struct {
	int64_t minor; /* the currency's minor unit: cents, yen, fils (ISO 4217) */
} om_money;
typedef struct {
	int64_t micro; /* millionths of the item's unit */
} om_qty;
typedef struct {
	int64_t micro; /* millionths of the currency's major unit, a unit of goods */
} om_price;
typedef struct {
	int64_t micro; /* millionths of one percent: 20 % is 20000000 */
} om_percent;
typedef struct {
	int32_t day; /* days since 1970-01-01 (Gregorian); OM_NO_DATE is none */
} om_date;

#define OM_NO_DATE ((om_date){INT32_MIN})

/* Where a message belongs once main prints it. */
enum om_message_kind {
	OM_NOTE,      /* for the user's information; standard error, after the commit */
	OM_DATA_ERROR /* one bad row of an input file; the run ends with OM_INPUT */
};

struct om_message {
	struct om_message *next;
	enum om_message_kind kind;
	char text[];
};

struct om_arena;
struct om_db;
struct om_company;

/* One run of a command. Made by main, passed to everything. */
struct om {
	struct om_arena *arena;	    /* owns all that a run allocates */
	struct om_db *db;	    /* NULL before the database is open */
	struct om_company *company; /* the settings, once read (store/setting.h) */
	enum om_status status;	    /* of the sentence in error */
	char error[1024];	    /* one sentence: no capital, no full stop */
	struct om_message *messages, **messages_end;
	size_t data_errors; /* how many OM_DATA_ERROR are in messages */
	char **refs;	    /* numbers to print after the commit, in order */
	size_t n_refs, refs_room;
	om_date today;		     /* civil date of now in the company's time zone */
	char now[21];		     /* the one reading of the clock, "2026-11-23T09:00:00Z" */
	const char *user;	     /* who is doing this, for the log */
	char log_head[65];	     /* newest hash of the log in this transaction; "" unread */
	struct om_item_cache *items; /* items met by a long run (store/item.h) */
	bool dry_run;		     /* the transaction will be rolled back */
	const char *note;	     /* --note, kept on the documents and in the log */
};

/*
 * Put the sentence into the handle and return status. The sentence names its
 * subject first, quotes what was typed, and gives the remedy where there is
 * one. A later call overwrites an earlier one.
 */
int om_fail(struct om *om, enum om_status status, const char *fmt, ...) OM_PRINTF(3, 4);

/* Put "prefix: " before the sentence already there; returns status unchanged. */
int om_prefix(struct om *om, int status, const char *fmt, ...) OM_PRINTF(3, 4);

/* Keep a note for standard error. */
void om_note(struct om *om, const char *fmt, ...) OM_PRINTF(2, 3);

/* Keep one "file:line:column: reason" of bad input; the run goes on reading. */
void om_data_error(struct om *om, const char *fmt, ...) OM_PRINTF(2, 3);

/* Keep the number of a document that this run made or moved (copied). */
void om_ref(struct om *om, const char *number);

/* Forget the references from the n-th on: what made them was taken back. */
void om_ref_cut(struct om *om, size_t n);

/* Forget messages, references and the arena's content: before a run is repeated. */
void om_rewind(struct om *om);

#endif
