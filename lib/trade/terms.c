/* Payment terms, as people write them. */
#include "trade/terms.h"

#include "base/number.h"
#include "base/text.h"

#define DAYS_MAX 999
#define WORDS_MAX 4
#define TERMS_MAX 32 /* bytes; longer text is no term known here */

static const char not_terms[] =
	"is not a term of payment: try 'net 30', '14 days', 'net 30 eom', 'eom' or 'on receipt'";
static const char too_long[] = "is more than 999 days";

struct words {
	char text[TERMS_MAX];
	const char *v[WORDS_MAX];
	size_t n;
};

/* False when there are more words, or longer ones, than any term has. */
static bool split_words(const char *s, struct words *w)
{
	size_t length = strnlen(s, TERMS_MAX), i;
	bool inside = false;

	w->n = 0;
	if (length == TERMS_MAX)
		return false;
	memcpy(w->text, s, length + 1);
	for (i = 0; i < length; i++) {
		if (w->text[i] == ' ') {
			w->text[i] = '\0';
			inside = false;
			continue;
		}
		if (!inside) {
			if (w->n == WORDS_MAX)
				return false;
			w->v[w->n++] = w->text + i;
		}
		inside = true;
	}
	return true;
}

static bool is_word(const struct words *w, size_t i, const char *word)
{
	return i < w->n && om_text_same(w->v[i], word);
}

static bool is_at_once(const struct words *w)
{
	if (w->n == 1)
		return is_word(w, 0, "cash") || is_word(w, 0, "prepaid");
	if (w->n == 2)
		return is_word(w, 0, "on") && is_word(w, 1, "receipt");
	return w->n == 3 && is_word(w, 0, "due") && is_word(w, 1, "on") && is_word(w, 2, "receipt");
}

static const char *read_days(const char *s, int64_t *days)
{
	if (s[strspn(s, "0123456789")] != '\0')
		return not_terms;
	return om_int_parse(s, 0, DAYS_MAX, days) ? too_long : NULL;
}

const char *om_terms_due(const char *terms, om_date from, om_date *due)
{
	struct words w;
	size_t at, rest;
	int64_t days = 0;
	const char *wrong;
	bool eom;

	if (!split_words(terms, &w) || !w.n)
		return not_terms;
	if (is_at_once(&w)) {
		*due = from;
		return NULL;
	}
	if (w.n == 1 && is_word(&w, 0, "eom")) {
		*due = om_date_end_of_month(from);
		return NULL;
	}
	at = is_word(&w, 0, "net") ? 1 : 0;
	rest = at + 1;
	if (at >= w.n)
		return not_terms;
	eom = at == 1 && w.n == 3 && is_word(&w, rest, "eom");
	if (!eom && !(at == 1 && w.n == rest) &&
	    !(w.n == rest + 1 && (is_word(&w, rest, "days") || is_word(&w, rest, "day"))))
		return not_terms;
	wrong = read_days(w.v[at], &days);
	if (wrong)
		return wrong;
	*due = om_date_add_days(eom ? om_date_end_of_month(from) : from, (int)days);
	return NULL;
}
