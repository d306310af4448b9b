/* Text. Widths follow UAX 11 and UAX 29; bytes are written as escapes where they matter. */
#include "base/text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static int open_arena(void **state)
{
	*state = om_arena_new();
	return 0;
}

static int close_arena(void **state)
{
	om_arena_free(*state);
	return 0;
}

static void the_valid_prefix_ends_before_the_first_bad_byte(void **state)
{
	static const struct {
		const char *text;
		size_t n, valid;
	} cases[] = {
		{"", 0, 0},
		{"abc", 3, 3},
		{"a\0b", 3, 3},
		{"\xc3\xa9", 2, 2},		     /* e acute */
		{"\xe2\x82\xac", 3, 3},		     /* euro sign */
		{"\xf0\x9f\x98\x80", 4, 4},	     /* a face */
		{"\xf4\x8f\xbf\xbf", 4, 4},	     /* U+10FFFF */
		{"\xed\x9f\xbf", 3, 3},		     /* U+D7FF */
		{"\xee\x80\x80", 3, 3},		     /* U+E000 */
		{"\xe0\xa0\x80", 3, 3},		     /* U+0800, the first of three bytes */
		{"\xf0\x90\x80\x80", 4, 4},	     /* U+10000, the first of four */
		{"\x80", 1, 0},			     /* a continuation alone */
		{"\xbf", 1, 0},
		{"\xc0\x80", 2, 0},		     /* overlong NUL */
		{"\xc1\xbf", 2, 0},		     /* overlong DEL */
		{"\xe0\x80\xaf", 3, 0},		     /* overlong slash */
		{"\xe0\x9f\xbf", 3, 0},		     /* overlong U+07FF */
		{"\xf0\x80\x80\xaf", 4, 0},	     /* overlong slash */
		{"\xf0\x8f\xbf\xbf", 4, 0},	     /* overlong U+FFFF */
		{"\xed\xa0\x80", 3, 0},		     /* surrogate U+D800 */
		{"\xed\xbf\xbf", 3, 0},		     /* surrogate U+DFFF */
		{"\xf4\x90\x80\x80", 4, 0},	     /* U+110000 */
		{"\xf5\x80\x80\x80", 4, 0},
		{"\xf8\x88\x80\x80\x80", 5, 0},
		{"\xfe", 1, 0},
		{"\xff", 1, 0},
		{"ab\xc3", 3, 2},		     /* cut short */
		{"ab\xe2\x82", 4, 2},
		{"ab\xf0\x9f\x98", 5, 2},
		{"ab\xe2" "a", 4, 2},		     /* a letter where a continuation belongs */
		{"\xc3\xa9\xff", 3, 2},
		{"12345678\xff", 9, 8},
		{"1234567890123456\xc3\xa9" "12345678\xe9" "12345678", 35, 26},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		size_t got = om_utf8_valid(cases[i].text, cases[i].n);

		if (got != cases[i].valid)
			fail_msg("case %zu: got %zu, wanted %zu", i, got, cases[i].valid);
	}
}

static void a_bad_byte_is_found_wherever_it_stands(void **state)
{
	char text[64];
	size_t n, i;

	(void)state;
	for (n = 1; n <= sizeof(text); n++) {
		for (i = 0; i < n; i++) {
			memset(text, 'x', sizeof(text));
			text[i] = (char)0xff;
			assert_int_equal(om_utf8_valid(text, n), i);
		}
	}
}

static void only_fit_text_is_taken(void **state)
{
	static const char control[] = "holds a control character";
	static const char utf8[] = "is not valid UTF-8";
	static const char blank[] = "begins or ends with a blank";
	static const char print[] = "holds a character that does not print";
	static const struct {
		const char *text;
		const char *code, *name, *note; /* what each kind says */
	} cases[] = {
		{"P01", NULL, NULL, NULL},
		{"A B", NULL, NULL, NULL},
		{"\xc3\xa9t\xc3\xa9", NULL, NULL, NULL},
		{"", "is empty", NULL, NULL},
		{" ", blank, blank, NULL},
		{" P01", blank, blank, NULL},
		{"P01 ", blank, blank, NULL},
		{"\xc2\xa0P01", blank, NULL, NULL},	 /* no-break space */
		{"P01\xe3\x80\x80", blank, NULL, NULL}, /* ideographic space */
		{"a,b", "holds a comma", NULL, NULL},
		{"-x", "begins with '-'", NULL, NULL},
		{"x-", NULL, NULL, NULL},
		{"P\xe2\x80\x8b" "01", print, NULL, NULL}, /* zero width space */
		{"\xef\xbb\xbfP01", print, NULL, NULL},	   /* byte order mark */
		{"a\nb", control, control, NULL},
		{"a\tb", control, control, NULL},
		{"12345678\n2345678", control, control, NULL},
		{"1234567\x7f" "12345678", control, control, control},
		{"12345678~ 345678", NULL, NULL, NULL},
		{"a\rb", control, control, control},
		{"a\x1b[31m", control, control, control},
		{"a\x7f", control, control, control},
		{"a\xc2\x85" "b", control, control, control},	  /* C1 next line */
		{"a\xe2\x80\xa8" "b", control, control, control}, /* line separator */
		{"a\xe2\x80\xae" "b", print, control, control},	  /* right-to-left override */
		{"a\xff", utf8, utf8, utf8},
		{"\xed\xa0\x80", utf8, utf8, utf8},
		{"a\xc3", utf8, utf8, utf8},
	};
	size_t i, kind;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		const char *wanted[] = {cases[i].code, cases[i].name, cases[i].note};

		for (kind = OM_TEXT_CODE; kind <= OM_TEXT_NOTE; kind++) {
			const char *got = om_text_check(cases[i].text, (enum om_text_kind)kind);

			if (got != wanted[kind] &&
			    (!got || !wanted[kind] || strcmp(got, wanted[kind]) != 0))
				fail_msg("case %zu kind %zu: got '%s', wanted '%s'", i, kind,
					 got ? got : "(taken)",
					 wanted[kind] ? wanted[kind] : "(taken)");
		}
	}
}

static void text_is_held_to_its_length(void **state)
{
	static const struct {
		enum om_text_kind kind;
		size_t max;
		const char *wrong;
	} cases[] = {
		{OM_TEXT_CODE, OM_CODE_MAX, "is longer than 64 bytes"},
		{OM_TEXT_NAME, OM_NAME_MAX, "is longer than 255 bytes"},
		{OM_TEXT_NOTE, OM_TEXT_MAX, "is longer than 4096 bytes"},
	};
	char text[OM_TEXT_MAX + 2];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		memset(text, 'x', sizeof(text));
		text[cases[i].max + 1] = '\0';
		assert_string_equal(om_text_check(text, cases[i].kind), cases[i].wrong);
		text[cases[i].max] = '\0';
		assert_null(om_text_check(text, cases[i].kind));
	}
}

static void widths_are_those_of_a_terminal(void **state)
{
	static const struct {
		const char *text;
		size_t width;
	} cases[] = {
		{"", 0},
		{"abc", 3},
		{"caf\xc3\xa9", 4},
		{"cafe\xcc\x81", 4},			      /* e and a combining acute */
		{"123456789abcdefe\xcc\x81", 16},
		{"12345678\x1f" "2345678", 19},
		{"12345678\x7f" "2345678", 19},
		{"\xe6\x97\xa5\xe6\x9c\xac", 4},	      /* Japan, two ideographs */
		{"\xef\xbc\xa1", 2},			      /* fullwidth A */
		{"\xef\xbd\xb1", 1},			      /* halfwidth katakana */
		{"\xed\x95\x9c", 2},			      /* a Hangul syllable */
		{"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", 2},  /* the same in three parts */
		{"\xf0\x9f\x98\x80", 2},		      /* a face */
		{"\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd", 2},      /* a thumb with a skin tone */
		{"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb", 2}, /* joined: woman, laptop */
		{"\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", 2},      /* a flag */
		{"\xe2\x9d\xa4\xef\xb8\x8f", 2},	      /* a heart as a picture */
		{"a\xe2\x80\x8b" "b", 2},		      /* zero width space */
		{"\xe2\x82\xac" "5", 2},		      /* euro sign */
		{"\n", 2},				      /* shown \n */
		{"a\tb", 4},
		{"\x1b[31m", 8},			      /* shown \x1b[31m */
		{"\xff", 4},				      /* shown \xff */
		{"\xc2\x85", 6},			      /* shown \u0085 */
		{"a\xe6\x97", 9},			      /* a and \xe6\x97 */
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		size_t got = om_text_width(cases[i].text);

		if (got != cases[i].width)
			fail_msg("case %zu: got %zu, wanted %zu", i, got, cases[i].width);
	}
}

static void a_prefix_that_fits_never_splits_a_grapheme(void **state)
{
	static const struct {
		const char *text;
		size_t width, bytes;
	} cases[] = {
		{"abc", 0, 0},
		{"abc", 2, 2},
		{"abc", 3, 3},
		{"abc", 99, 3},
		{"cafe\xcc\x81s", 4, 6},
		{"cafe\xcc\x81s", 3, 3},
		{"12345678e\xcc\x81s", 8, 8},
		{"12345678e\xcc\x81s", 9, 11},
		{"\xe6\x97\xa5\xe6\x9c\xac", 3, 3},
		{"\xe6\x97\xa5\xe6\x9c\xac", 1, 0},
		{"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb!", 2, 11},
		{"\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x92\xbb!", 1, 0},
		{"\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xab\xf0\x9f\x87\xb7", 3, 8},
		{"a\nb", 2, 1},
		{"a\nb", 3, 2},
		{"\xff\xff", 7, 1},
	};
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		size_t got = om_text_fit(cases[i].text, cases[i].width);

		if (got != cases[i].bytes)
			fail_msg("case %zu: got %zu, wanted %zu", i, got, cases[i].bytes);
	}
}

static void what_a_terminal_would_obey_is_escaped(void **state)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
		{"a\nb\tc\rd", "a\\nb\\tc\\rd"},
		{"\x1b[31mred", "\\x1b[31mred"},
		{"\x07\x7f\x01", "\\x07\\x7f\\x01"},
		{"caf\xe9", "caf\\xe9"},
		{"\xe2\x82", "\\xe2\\x82"},
		{"\xc2\x9b" "31m", "\\u009b31m"},
		{"a\xe2\x80\xae" "b", "a\\u202eb"},
		{"\xe2\x80\xa8", "\\u2028"},
		{"\xe2\x82\xac\n", "\xe2\x82\xac\\n"},
	};
	static const char *const plain[] = {"", "plain", "back\\slash", "\xe6\x97\xa5",
					    "cafe\xcc\x81"};
	size_t i;

	for (i = 0; i < COUNT(cases); i++)
		assert_string_equal(om_text_escape(*state, cases[i].text), cases[i].shown);
	for (i = 0; i < COUNT(plain); i++)
		assert_ptr_equal(om_text_escape(*state, plain[i]), plain[i]);
}

static void only_the_case_of_ascii_letters_is_ignored(void **state)
{
	(void)state;
	assert_true(om_text_same("", ""));
	assert_true(om_text_same("Order", "oRDER"));
	assert_false(om_text_same("order", "orders"));
	assert_false(om_text_same("orders", "order"));
	assert_false(om_text_same("[", "{"));
	assert_false(om_text_same("@", "`"));
	assert_false(om_text_same("\xc3\x89", "\xc3\xa9"));
}

static const char *hint(struct om_arena *arena, const char *wanted, const char *const *offers)
{
	struct om_nearest n;

	om_nearest_init(&n, wanted);
	for (; *offers; offers++)
		om_nearest_offer(&n, *offers);
	return om_nearest_hint(arena, &n);
}

static void near_misses_are_offered_and_others_are_not(void **state)
{
	static const struct {
		const char *wanted, *offers[5], *hint;
	} cases[] = {
		{"comfirm", {"cancel", "confirm", "close"}, "; did you mean 'confirm'?"},
		{"P10", {"Q99", "P01"}, "; did you mean 'P01'?"}, /* a swap is one edit */
		{"p01", {"P01"}, "; did you mean 'P01'?"},
		{"P1", {"P01"}, "; did you mean 'P01'?"},
		{"inv", {"order", "invoice"}, "; did you mean 'invoice'?"},
		{"in", {"invoice"}, ""},			  /* two letters are no prefix */
		{"xyz", {"P01", "invoice"}, ""},
		{"ab", {"cd", "ax"}, ""},
		{"", {"P01", "a"}, ""},
		{"P01", {NULL}, ""},
		{"bat", {"cat", "hat"}, "; did you mean 'cat'?"}, /* the first of two as near */
		{"chair", {"chain", "CHAIR"}, "; did you mean 'CHAIR'?"},
		{"kitten", {"sitting"}, ""},			  /* three edits in seven */
		{"custmer", {"customer", "custom"}, "; did you mean 'customer'?"},
		{"caf\xc3\xa9", {"cafe"}, "; did you mean 'cafe'?"}, /* one character, two bytes */
		{"abc", {"a\x1b" "c"}, "; did you mean 'a\\x1bc'?"},
	};
	size_t i;

	for (i = 0; i < COUNT(cases); i++) {
		const char *got = hint(*state, cases[i].wanted, cases[i].offers);

		if (strcmp(got, cases[i].hint) != 0)
			fail_msg("'%s': got '%s', wanted '%s'", cases[i].wanted, got,
				 cases[i].hint);
	}
}

static void text_too_long_for_a_code_is_never_near(void **state)
{
	char wanted[OM_CODE_MAX + 2], offered[OM_CODE_MAX + 2];
	const char *offers[] = {offered, NULL};

	memset(wanted, 'x', sizeof(wanted));
	memset(offered, 'x', sizeof(offered));
	wanted[OM_CODE_MAX] = offered[OM_CODE_MAX + 1] = '\0';
	assert_string_equal(hint(*state, wanted, offers), "");
	offered[OM_CODE_MAX] = '\0';
	offered[3] = 'y';
	assert_non_null(strstr(hint(*state, wanted, offers), offered));
	wanted[OM_CODE_MAX] = 'x';
	wanted[OM_CODE_MAX + 1] = '\0';
	assert_string_equal(hint(*state, wanted, offers), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_valid_prefix_ends_before_the_first_bad_byte),
		cmocka_unit_test(a_bad_byte_is_found_wherever_it_stands),
		cmocka_unit_test(only_fit_text_is_taken),
		cmocka_unit_test(text_is_held_to_its_length),
		cmocka_unit_test(widths_are_those_of_a_terminal),
		cmocka_unit_test(a_prefix_that_fits_never_splits_a_grapheme),
		cmocka_unit_test(what_a_terminal_would_obey_is_escaped),
		cmocka_unit_test(only_the_case_of_ascii_letters_is_ignored),
		cmocka_unit_test(near_misses_are_offered_and_others_are_not),
		cmocka_unit_test(text_too_long_for_a_code_is_never_near),
	};

	return cmocka_run_group_tests(tests, open_arena, close_arena);
}
