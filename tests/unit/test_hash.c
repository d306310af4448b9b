/* SHA-256: vectors of FIPS 180-4, and of sha256sum for the canonical fields. */
#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void raw_bytes_give_the_published_digests(void **state)
{
	static const struct {
		const char *text, *digest;
	} cases[] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
	};
	struct om_hash h;
	char out[OM_HASH_SIZE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		om_hash_init(&h);
		om_hash_bytes(&h, cases[i].text, strlen(cases[i].text));
		om_hash_end(&h, out);
		assert_string_equal(out, cases[i].digest);
	}
}

static void a_million_letters_may_come_in_pieces(void **state)
{
	char piece[1000];
	struct om_hash h;
	char out[OM_HASH_SIZE];
	int i;

	(void)state;
	memset(piece, 'a', sizeof(piece));
	om_hash_init(&h);
	for (i = 0; i < 1000; i++) {
		om_hash_bytes(&h, piece, 1);
		om_hash_bytes(&h, piece, sizeof(piece) - 1);
		om_hash_bytes(&h, NULL, 0);
	}
	om_hash_end(&h, out);
	assert_string_equal(out,
			    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

static void fields_are_hashed_with_their_length(void **state)
{
	struct om_hash h;
	char out[OM_HASH_SIZE];

	(void)state;
	om_hash_init(&h);
	om_hash_text(&h, "SO-1");
	om_hash_text(&h, NULL);
	om_hash_text(&h, "");
	om_hash_int(&h, -5);
	om_hash_end(&h, out); /* 4:SO-1-:0:2:-5 */
	assert_string_equal(out,
			    "6b2fcd406460a2118dc1fa4f9ab63c8354011a97e0696170a95da7eb734f1bcd");
}

static void fields_that_join_alike_differ(void **state)
{
	struct om_hash h;
	char one[OM_HASH_SIZE], other[OM_HASH_SIZE];

	(void)state;
	om_hash_init(&h);
	om_hash_text(&h, "a");
	om_hash_text(&h, "bc");
	om_hash_end(&h, one); /* 1:a2:bc */
	om_hash_init(&h);
	om_hash_text(&h, "ab");
	om_hash_text(&h, "c");
	om_hash_end(&h, other); /* 2:ab1:c */
	assert_string_equal(one,
			    "5310a58788781ab25d5ad7c3f85035824b4eb7bdfa394e0ac2186271472b5492");
	assert_string_equal(other,
			    "430fb1b4ac43316eca81fab27a1930ab8eff8fef6a1dc7903dce44bbc2790dc5");
}

static void integers_of_any_size_are_fields(void **state)
{
	char text[1001];
	struct om_hash h;
	char out[OM_HASH_SIZE];

	(void)state;
	memset(text, 'x', 1000);
	text[1000] = '\0';
	om_hash_init(&h);
	om_hash_int(&h, INT64_MIN); /* 20:-9223372036854775808 */
	om_hash_int(&h, INT64_MAX); /* 19:9223372036854775807 */
	om_hash_int(&h, 0);	    /* 1:0 */
	om_hash_text(&h, text);	    /* 1000:xxx... */
	om_hash_end(&h, out);
	assert_string_equal(out,
			    "e48b948a79c2973e226a372a9029429e4940c5d7e0af49676fc8538cb2aaaf68");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(raw_bytes_give_the_published_digests),
		cmocka_unit_test(a_million_letters_may_come_in_pieces),
		cmocka_unit_test(fields_are_hashed_with_their_length),
		cmocka_unit_test(fields_that_join_alike_differ),
		cmocka_unit_test(integers_of_any_size_are_fields),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
