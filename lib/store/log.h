/*
 * The log: who did what. Rows are only added. Each row's hash is SHA-256 over
 * the hash before it and its own fields, so that a changed, missing, added or
 * moved row is found by om check; a chain rebuilt whole is found by a head
 * kept elsewhere (om log --head, --verify).
 */
#ifndef OM_STORE_LOG_H
#define OM_STORE_LOG_H

#include "base/hash.h"
#include "om.h"

/* A log row without a detail is written om_log_add(..., ""). */
#pragma GCC diagnostic ignored "-Wformat-zero-length"

/*
 * Add a row. verb: "order confirm". object: the number, SKU, code or key.
 * content: SHA-256 of the object as it now is, or "". The detail is a sentence
 * for people ("" when the verb says it all); om->note is added to it.
 */
int om_log_add(struct om *om, const char *verb, const char *object, const char *content,
	       const char *fmt, ...) OM_PRINTF(5, 6) OM_MUST_USE;

struct om_log_row {
	int64_t id;
	const char *at, *who, *verb, *object, *detail, *content, *hash;
};

/* Rows oldest first; object NULL: all. Texts are borrowed for the call. Stops when
 * `row` returns other than OM_OK and gives that back, OM_DONE too. */
int om_log_each(struct om *om, const char *object,
		int (*row)(struct om *om, const struct om_log_row *row, void *ctx),
		void *ctx) OM_MUST_USE;

/* The newest hash; 64 zeros for an empty log. */
int om_log_head(struct om *om, char hash[OM_HASH_SIZE]) OM_MUST_USE;
/* *found: `hash` is the hash of some row (or the 64 zeros): the log grew from it. */
int om_log_has(struct om *om, const char *hash, bool *found) OM_MUST_USE;
/* What the hash of a row must be, given the hash before it. */
void om_log_hash(const char *before, const struct om_log_row *row, char hash[OM_HASH_SIZE]);

/* *broken: the first row whose hash is not what it must be; 0: the chain holds. */
int om_log_verify(struct om *om, int64_t *broken) OM_MUST_USE;

/* --key: what was done under it, in the arena. *result NULL: nothing yet. */
int om_request_find(struct om *om, const char *key, const char **digest,
		    const char **result) OM_MUST_USE;
int om_request_add(struct om *om, const char *key, const char *digest,
		   const char *result) OM_MUST_USE;

#endif
