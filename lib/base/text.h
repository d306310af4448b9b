/* Text: UTF-8 checked at the border, widths, escaping, and near misses. */
#ifndef OM_BASE_TEXT_H
#define OM_BASE_TEXT_H

#include "base/mem.h"
#include "om.h"

/* Lengths in bytes that text from outside is held to. */
#define OM_CODE_MAX 64	 /* SKU, party, location, series: printable, no blanks at the ends */
#define OM_NAME_MAX 255	 /* one line */
#define OM_TEXT_MAX 4096 /* notes; may hold newlines and tabs */

/* Length of the longest valid UTF-8 prefix of s[0..n); n when all is valid.
 * Rejects overlong forms, surrogates and anything past U+10FFFF. */
size_t om_utf8_valid(const char *s, size_t n);

/* What kind of text a field holds, for om_text_check. */
enum om_text_kind { OM_TEXT_CODE, OM_TEXT_NAME, OM_TEXT_NOTE };

/*
 * NULL when s is fit to be stored as this kind, or a phrase for behind the
 * quoted value: invalid UTF-8, control characters, too long; for names a blank
 * at either end; for codes also empty text, a comma, or a leading '-' or '#'.
 */
const char *om_text_check(const char *s, enum om_text_kind kind);

/* Columns that s takes on a terminal; escapes (below) counted as shown. No locale. */
size_t om_text_width(const char *s);
/* The longest prefix of s, in bytes, that takes at most `width` columns; never
 * splits a grapheme. */
size_t om_text_fit(const char *s, size_t width);

/* s with control characters and invalid bytes shown as \x1b, \n ...: for a
 * terminal or an error sentence. Gives s back unchanged when there is nothing to do. */
const char *om_text_escape(struct om_arena *arena, const char *s);

/* Equal but for the case of ASCII letters. */
bool om_text_same(const char *a, const char *b);

/*
 * "Did you mean": offer candidates one by one, then ask. Ties go to the
 * candidate offered first. Only near misses count (one edit in three
 * characters, transpositions included, case ignored; a prefix of at least three characters).
 */
struct om_nearest {
	const char *wanted;
	char best[OM_CODE_MAX + 1];
	unsigned distance;
};
void om_nearest_init(struct om_nearest *n, const char *wanted);
void om_nearest_offer(struct om_nearest *n, const char *candidate);
/* "; did you mean 'P01'?" or "": to end a sentence with. */
const char *om_nearest_hint(struct om_arena *arena, const struct om_nearest *n);

#endif
