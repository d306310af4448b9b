/* SHA-256 (FIPS 180-4, by nettle), for the log's chain and for keys. */
#ifndef OM_BASE_HASH_H
#define OM_BASE_HASH_H

#include "om.h"

#define OM_HASH_SIZE 65 /* 64 lower-case hexadecimal digits and NUL */

/*
 * Canonical content is a sequence of fields. Each is hashed with its length
 * before it ("4:SO-1"), so that no two sequences read alike; NULL is "-:".
 */
struct om_hash {
	union {
		uint64_t align;
		unsigned char bytes[128]; /* nettle's sha256_ctx fits, asserted in hash.c */
	} state;
	size_t n; /* bytes held back: fields are small, and SHA-256 likes whole blocks */
	char held[448];
};
void om_hash_init(struct om_hash *h);
void om_hash_text(struct om_hash *h, const char *s);
void om_hash_int(struct om_hash *h, int64_t v);
/* Raw bytes, no length before them: for the content of a file. */
void om_hash_bytes(struct om_hash *h, const void *p, size_t n);
void om_hash_end(struct om_hash *h, char out[OM_HASH_SIZE]);

#endif
