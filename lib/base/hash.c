/* SHA-256 of canonical fields. */
#include "base/hash.h"

#include <assert.h>
#include <nettle/sha2.h>

static_assert(sizeof(struct sha256_ctx) <= sizeof(((struct om_hash *)0)->state), "the state fits");

static struct sha256_ctx *sha(struct om_hash *h)
{
	return (struct sha256_ctx *)(void *)&h->state;
}

/* The digits of v, written so that they end before `end`; gives their start. */
static char *write_digits(char *end, uint64_t v)
{
	do {
		*--end = (char)('0' + v % 10);
		v /= 10;
	} while (v);
	return end;
}

static void flush(struct om_hash *h)
{
	sha256_update(sha(h), h->n, (const uint8_t *)h->held);
	h->n = 0;
}

void om_hash_bytes(struct om_hash *h, const void *p, size_t n)
{
	if (n > sizeof(h->held) - h->n)
		flush(h);
	if (n > sizeof(h->held)) {
		sha256_update(sha(h), n, p);
	} else if (n) {
		memcpy(h->held + h->n, p, n);
		h->n += n;
	}
}

static void add_field(struct om_hash *h, const char *s, size_t n)
{
	char head[24];
	char *end = head + sizeof(head), *start;

	*--end = ':';
	start = write_digits(end, n);
	om_hash_bytes(h, start, (size_t)(end + 1 - start));
	om_hash_bytes(h, s, n);
}

void om_hash_init(struct om_hash *h)
{
	sha256_init(sha(h));
	h->n = 0;
}

void om_hash_text(struct om_hash *h, const char *s)
{
	if (s)
		add_field(h, s, strlen(s));
	else
		om_hash_bytes(h, "-:", 2);
}

void om_hash_int(struct om_hash *h, int64_t v)
{
	char digits[24];
	char *end = digits + sizeof(digits);
	char *start = write_digits(end, v < 0 ? 0 - (uint64_t)v : (uint64_t)v);

	if (v < 0)
		*--start = '-';
	add_field(h, start, (size_t)(end - start));
}

void om_hash_end(struct om_hash *h, char out[OM_HASH_SIZE])
{
	static const char hex[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];
	size_t i;

	flush(h);
	sha256_digest(sha(h), sizeof(digest), digest);
	for (i = 0; i < sizeof(digest); i++) {
		out[2 * i] = hex[digest[i] >> 4];
		out[2 * i + 1] = hex[digest[i] & 15];
	}
	out[OM_HASH_SIZE - 1] = '\0';
}
