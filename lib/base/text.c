/* Text: UTF-8, what may be stored, columns on a terminal, escapes, near misses. */
#include "base/text.h"

#include <limits.h>
#include <utf8proc.h>

static inline bool is_continuation(unsigned char c)
{
	return (c & 0xc0) == 0x80;
}

/* Length of the character at s, of which n > 0 bytes are there; 0 when it is
 * not valid. RFC 3629 section 4. */
static size_t decode_utf8(const char *s, size_t n, uint32_t *code)
{
	const unsigned char *p = (const unsigned char *)s;
	uint32_t c = p[0];

	if (c < 0x80) {
		*code = c;
		return 1;
	}
	if (c < 0xc2 || n < 2 || !is_continuation(p[1]))
		return 0;
	if (c < 0xe0) {
		*code = (c & 0x1f) << 6 | (p[1] & 0x3fu);
		return 2;
	}
	if (n < 3 || !is_continuation(p[2]))
		return 0;
	if (c < 0xf0) {
		*code = (c & 0x0f) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
		return *code < 0x800 || (*code >= 0xd800 && *code <= 0xdfff) ? 0 : 3;
	}
	if (c > 0xf4 || n < 4 || !is_continuation(p[3]))
		return 0;
	*code = (c & 0x07) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
	return *code < 0x10000 || *code > 0x10ffff ? 0 : 4;
}

/* The index of the first byte from i on that is not ASCII, or n. */
static inline size_t skip_ascii(const char *s, size_t i, size_t n)
{
	uint64_t eight;

	for (; i + sizeof(eight) <= n; i += sizeof(eight)) {
		memcpy(&eight, s + i, sizeof(eight));
		if (eight & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < n && !((unsigned char)s[i] & 0x80))
		i++;
	return i;
}

/* The index of the first byte from i on that is not printable ASCII, or n. */
static inline size_t skip_printable(const char *s, size_t i, size_t n)
{
	const uint64_t each = UINT64_C(0x0101010101010101);
	uint64_t eight;

	for (; i + sizeof(eight) <= n; i += sizeof(eight)) {
		memcpy(&eight, s + i, sizeof(eight));
		if ((eight | (eight - 0x20 * each) | (eight + each)) & 0x80 * each)
			break;
	}
	while (i < n && s[i] >= 0x20 && s[i] < 0x7f)
		i++;
	return i;
}

size_t om_utf8_valid(const char *s, size_t n)
{
	size_t i = 0, len;
	uint32_t code;

	while ((i = skip_ascii(s, i, n)) < n) {
		do {
			len = decode_utf8(s + i, n - i, &code);
			if (len == 0)
				return i;
			i += len;
		} while (i < n && (unsigned char)s[i] >= 0x80);
	}
	return n;
}

/* C0, DEL, C1 and the two separators that end a line. */
static inline bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029;
}

/* Embeddings, overrides and isolates (UAX 9) show a line in another order than it has. */
static inline bool is_reordering(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

static bool is_blank(uint32_t c)
{
	return c == ' ' ||
	       (c >= 0x80 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_ZS);
}

static bool is_unprintable(uint32_t c)
{
	return c >= 0x80 && utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_CF;
}

static const char *check_character(uint32_t c, enum om_text_kind kind)
{
	if (is_control(c) && !(kind == OM_TEXT_NOTE && (c == '\n' || c == '\t')))
		return "holds a control character";
	if (kind != OM_TEXT_CODE)
		return is_reordering(c) ? "holds a control character" : NULL;
	return is_unprintable(c) ? "holds a character that does not print" : NULL;
}

/* s is valid UTF-8. */
static const char *check_code(const char *s, size_t n)
{
	uint32_t first, last;
	size_t end = n;

	if (n == 0)
		return "is empty";
	while (is_continuation((unsigned char)s[--end]))
		;
	decode_utf8(s, n, &first);
	decode_utf8(s + end, n - end, &last);
	if (is_blank(first) || is_blank(last))
		return "begins or ends with a blank";
	if (first == '-')
		return "begins with '-'";
	if (first == '#')
		return "begins with '#', which names a line by its number";
	return memchr(s, ',', n) ? "holds a comma" : NULL;
}

const char *om_text_check(const char *s, enum om_text_kind kind)
{
	static const struct {
		size_t max;
		const char *reason;
	} limits[] = {
		[OM_TEXT_CODE] = {OM_CODE_MAX, "is longer than 64 bytes"},
		[OM_TEXT_NAME] = {OM_NAME_MAX, "is longer than 255 bytes"},
		[OM_TEXT_NOTE] = {OM_TEXT_MAX, "is longer than 4096 bytes"},
	};
	size_t n = strlen(s), i = 0, len;
	uint32_t c = 0;
	const char *wrong;

	while ((i = skip_printable(s, i, n)) < n) {
		len = decode_utf8(s + i, n - i, &c);
		if (len == 0)
			return "is not valid UTF-8";
		wrong = check_character(c, kind);
		if (wrong)
			return wrong;
		i += len;
	}
	if (n > limits[kind].max)
		return limits[kind].reason;
	/* CSV loses blanks there: what goes in must come out again. */
	if (kind == OM_TEXT_NAME && n > 0 && (s[0] == ' ' || s[n - 1] == ' '))
		return "begins or ends with a blank";
	return kind == OM_TEXT_CODE ? check_code(s, n) : NULL;
}

/*
 * The next character or invalid byte at s: its length, and in *shown the
 * length of the escape it is shown as, 0 when it is shown as it is.
 */
static size_t read_character(const char *s, size_t n, uint32_t *code, size_t *shown)
{
	size_t len = decode_utf8(s, n, code);

	*shown = 0;
	if (len == 0) {
		*shown = sizeof("\\xff") - 1;
		return 1;
	}
	if (*code == '\n' || *code == '\t' || *code == '\r')
		*shown = sizeof("\\n") - 1;
	else if (*code < 0x80 && is_control(*code))
		*shown = sizeof("\\x1b") - 1;
	else if (is_control(*code) || is_reordering(*code))
		*shown = sizeof("\\u202e") - 1;
	return len;
}

static size_t count_columns(uint32_t code)
{
	int width = utf8proc_charwidth((utf8proc_int32_t)code);

	return width > 0 ? (size_t)width : 0;
}

/* How many characters of one column begin s; the last before another kind may
 * be the base of a grapheme. */
static inline size_t count_plain(const char *s, size_t n)
{
	size_t run = skip_printable(s, 0, n);

	return run && run < n ? run - 1 : run;
}

/*
 * The grapheme (UAX 29) or escape at s: its length, and the columns it takes.
 * A grapheme takes at most two, however many characters a terminal joins in
 * it; U+FE0F asks for the picture, which takes two.
 */
static size_t read_grapheme(const char *s, size_t n, size_t *columns)
{
	utf8proc_int32_t state = 0;
	uint32_t code, next;
	size_t len, more, shown;

	len = read_character(s, n, &code, &shown);
	*columns = shown ? shown : count_columns(code);
	if (shown)
		return len;
	while (len < n) {
		more = read_character(s + len, n - len, &next, &shown);
		if (shown || utf8proc_grapheme_break_stateful((utf8proc_int32_t)code,
							      (utf8proc_int32_t)next, &state))
			break;
		*columns = next == 0xfe0f ? 2 : *columns + count_columns(next);
		if (*columns > 2)
			*columns = 2;
		code = next;
		len += more;
	}
	return len;
}

size_t om_text_width(const char *s)
{
	size_t n = strlen(s), width = 0, i = 0, run, columns;

	for (;;) {
		run = count_plain(s + i, n - i);
		width += run;
		i += run;
		if (i == n)
			return width;
		i += read_grapheme(s + i, n - i, &columns);
		width += columns;
	}
}

size_t om_text_fit(const char *s, size_t width)
{
	size_t n = strlen(s), i = 0, run, len, columns;

	for (;;) {
		run = count_plain(s + i, n - i);
		if (run > width)
			return i + width;
		width -= run;
		i += run;
		if (i == n)
			return i;
		len = read_grapheme(s + i, n - i, &columns);
		if (columns > width)
			return i;
		width -= columns;
		i += len;
	}
}

static void write_escape(char *p, const char *s, uint32_t code, size_t shown)
{
	static const char hex[] = "0123456789abcdef";
	uint32_t v = shown == 4 ? (unsigned char)*s : code;
	size_t i;

	p[0] = '\\';
	if (shown == 2) {
		p[1] = code == '\n' ? 'n' : code == '\t' ? 't' : 'r';
		return;
	}
	p[1] = shown == 4 ? 'x' : 'u';
	for (i = shown - 1; i > 1; i--, v >>= 4)
		p[i] = hex[v & 15];
}

const char *om_text_escape(struct om_arena *arena, const char *s)
{
	size_t n = strlen(s), room = 0, i, len, shown;
	bool changed = false;
	uint32_t code = 0;
	char *text, *p;

	if (skip_printable(s, 0, n) == n)
		return s;
	for (i = 0; i < n; i += len) {
		len = read_character(s + i, n - i, &code, &shown);
		room += shown ? shown : len;
		changed |= shown != 0;
	}
	if (!changed)
		return s;
	text = p = om_alloc(arena, room + 1);
	for (i = 0; i < n; i += len) {
		len = read_character(s + i, n - i, &code, &shown);
		if (shown)
			write_escape(p, s + i, code, shown);
		else
			memcpy(p, s + i, len);
		p += shown ? shown : len;
	}
	return text;
}

static inline uint32_t fold_case(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

bool om_text_same(const char *a, const char *b)
{
	for (; *a && *b; a++, b++) {
		if (fold_case((unsigned char)*a) != fold_case((unsigned char)*b))
			return false;
	}
	return *a == *b;
}

/* The folded characters of s, bytes where it is not valid; 0 when s is empty or too long. */
static size_t spell_out(const char *s, uint32_t out[OM_CODE_MAX])
{
	size_t n = strnlen(s, OM_CODE_MAX + 1), i, len, count = 0;

	if (n > OM_CODE_MAX)
		return 0;
	for (i = 0; i < n; i += len) {
		len = decode_utf8(s + i, n - i, &out[count]);
		if (len == 0) {
			out[count] = 0x110000 + (unsigned char)s[i];
			len = 1;
		}
		out[count] = fold_case(out[count]);
		count++;
	}
	return count;
}

static unsigned least(unsigned a, unsigned b)
{
	return a < b ? a : b;
}

/* Insertions, deletions, changes and swaps of neighbours (Damerau-Levenshtein,
 * no part edited twice) between a and b. */
static unsigned count_edits(const uint32_t *a, size_t na, const uint32_t *b, size_t nb)
{
	unsigned rows[3][OM_CODE_MAX + 1];
	unsigned *older = rows[0], *old = rows[1], *row = rows[2], *spare;
	size_t i, j;

	for (j = 0; j <= nb; j++)
		old[j] = (unsigned)j;
	for (i = 1; i <= na; i++) {
		row[0] = (unsigned)i;
		for (j = 1; j <= nb; j++) {
			row[j] = least(old[j - 1] + (a[i - 1] != b[j - 1]),
				       least(old[j], row[j - 1]) + 1);
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				row[j] = least(row[j], older[j - 2] + 1);
		}
		spare = older;
		older = old;
		old = row;
		row = spare;
	}
	return old[nb];
}

void om_nearest_init(struct om_nearest *n, const char *wanted)
{
	*n = (struct om_nearest){.wanted = wanted, .distance = UINT_MAX};
}

void om_nearest_offer(struct om_nearest *n, const char *candidate)
{
	uint32_t wanted[OM_CODE_MAX], offered[OM_CODE_MAX];
	size_t nw = spell_out(n->wanted, wanted);
	size_t no = spell_out(candidate, offered);
	size_t longer = nw > no ? nw : no, apart = nw > no ? nw - no : no - nw;
	unsigned distance;

	if (nw == 0 || no == 0)
		return;
	if (nw >= 3 && nw < no && memcmp(wanted, offered, nw * sizeof(*wanted)) == 0)
		distance = 1;
	else if (apart > longer / 3 || apart >= n->distance)
		return;
	else
		distance = count_edits(wanted, nw, offered, no);
	if (distance > longer / 3 && distance > 0)
		return;
	if (distance < n->distance) {
		n->distance = distance;
		memcpy(n->best, candidate, strlen(candidate) + 1);
	}
}

const char *om_nearest_hint(struct om_arena *arena, const struct om_nearest *n)
{
	if (n->best[0] == '\0')
		return "";
	return om_printf(arena, "; did you mean '%s'?", om_text_escape(arena, n->best));
}
