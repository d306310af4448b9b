/* YAML as a tree: shapes, positions, and all that is refused. */
#include "io/yaml.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define BYTES(s) s, sizeof(s) - 1

static struct om om;

static int open_handle(void **state)
{
	(void)state;
	om = (struct om){.arena = om_arena_new()};
	return 0;
}

static int close_handle(void **state)
{
	(void)state;
	om_arena_free(om.arena);
	return 0;
}

/* A node as "line:column 'text'", "line:column [ ... ]" or "{ line:column key= ... }". */
static void show_node(struct om_buf *out, const struct om_yaml *node)
{
	if (node->key)
		om_buf_printf(out, "%u:%u %s=", node->key_line, node->key_column, node->key);
	om_buf_printf(out, "%u:%u ", node->line, node->column);
	if (node->kind == OM_YAML_SCALAR) {
		om_buf_printf(out, node->text ? "'%s' " : "%s", node->text ? node->text : "none ");
		return;
	}
	om_buf_puts(out, node->kind == OM_YAML_SEQUENCE ? "[ " : "{ ");
	for (const struct om_yaml *child = node->first; child; child = child->next)
		show_node(out, child);
	om_buf_puts(out, node->kind == OM_YAML_SEQUENCE ? "] " : "} ");
}

static void expect_tree(const char *text, size_t n, const char *shown)
{
	struct om_yaml *root;
	struct om_buf out = {0};

	if (om_yaml_parse(&om, "t.yaml", text, n, &root) != OM_OK)
		fail_msg("%s", om.error);
	show_node(&out, root);
	assert_string_equal(out.s, shown);
	om_buf_free(&out);
}

static void nodes_come_with_line_and_column(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		const char *shown;
	} cases[] = {
		{BYTES("a: 1\nb: two words\n"), "1:1 { 1:1 a=1:4 '1' 2:1 b=2:4 'two words' } "},
		{BYTES("- a\n- b\n"), "1:1 [ 1:3 'a' 2:3 'b' ] "},
		{BYTES("[a, {b: c}]"), "1:1 [ 1:2 'a' 1:5 { 1:6 b=1:9 'c' } ] "},
		{BYTES("customer: ALFKI\nlines:\n  - sku: P01\n    qty: 5\n"),
		 "1:1 { 1:1 customer=1:11 'ALFKI' 2:1 lines=3:3 [ 3:5 { 3:5 sku=3:10 'P01'"
		 " 4:5 qty=4:10 '5' } ] } "},
		{BYTES("\xc3\xa9: \xe2\x82\xac\n\"\xc3\xa9\xc3\xa9\": x"),
		 "1:1 { 1:1 \xc3\xa9=1:4 '\xe2\x82\xac' 2:1 \xc3\xa9\xc3\xa9=2:7 'x' } "},
		{BYTES("\xef\xbb\xbf" "a: 1\r\nb: 2\r\n"), "1:1 { 1:1 a=1:4 '1' 2:1 b=2:4 '2' } "},
		{BYTES("---\na: 1\n...\n"), "2:1 { 2:1 a=2:4 '1' } "},
		{BYTES("a: |\n  one\n  two\n"), "1:1 { 1:1 a=1:4 'one\ntwo\n' } "},
		{BYTES("a: >\n  one\n  two\n"), "1:1 { 1:1 a=1:4 'one two\n' } "},
		{BYTES("a: 'it''s' # remark\n"), "1:1 { 1:1 a=1:4 'it's' } "},
		{BYTES("a: \"x\\ty\\u00e9\"\n"), "1:1 { 1:1 a=1:4 'x\ty\xc3\xa9' } "},
		{BYTES("<<: a\n"), "1:1 { 1:1 <<=1:5 'a' } "},
		{BYTES("{}"), "1:1 { } "},
		{BYTES("[]"), "1:1 [ ] "},
		{BYTES("just text"), "1:1 'just text' "},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		expect_tree(cases[i].text, cases[i].n, cases[i].shown);
}

static void empty_and_null_values_have_no_text(void **state)
{
	(void)state;
	expect_tree(BYTES("[~, null, Null, NULL, '', \"\"]"),
		    "1:1 [ 1:2 none 1:5 none 1:11 none 1:17 none 1:23 none 1:27 none ] ");
	expect_tree(BYTES("['~', \"null\", nULL, no]"), "1:1 [ 1:2 '~' 1:7 'null' 1:15 'nULL' 1:21 'no' ] ");
	expect_tree(BYTES("a:\nb: 1\n"), "1:1 { 1:1 a=1:3 none 2:1 b=2:4 '1' } ");
	expect_tree(BYTES("---\n"), "2:1 none ");
}

static void hostile_or_broken_files_are_refused_with_a_position(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		const char *error;
	} cases[] = {
		{BYTES(""), "t.yaml:1:1: the file is empty"},
		{BYTES("# only a remark\n"), "t.yaml:1:1: the file is empty"},
		{BYTES("a: &x 1\n"), "t.yaml:1:4: anchors (&) are not read here"},
		{BYTES("a: &x [1]\n"), "t.yaml:1:4: anchors (&) are not read here"},
		{BYTES("a: &x {b: 1}\n"), "t.yaml:1:4: anchors (&) are not read here"},
		{BYTES("a: 1\nb: *x\n"), "t.yaml:2:4: aliases (*) are not read here"},
		{BYTES("*x : 1\n"), "t.yaml:1:1: aliases (*) are not read here"},
		{BYTES("a: !!int 1\n"), "t.yaml:1:4: tags (!) are not read here"},
		{BYTES("a: ! 1\n"), "t.yaml:1:4: tags (!) are not read here"},
		{BYTES("!x {a: 1}\n"), "t.yaml:1:1: tags (!) are not read here"},
		{BYTES("a: !!seq [1]\n"), "t.yaml:1:4: tags (!) are not read here"},
		{BYTES("a: 1\n---\nb: 2\n"), "t.yaml:2:1: a second document; one a file is read"},
		{BYTES("a: 1\nb: 2\na: 3\n"), "t.yaml:3:1: key 'a' is there twice"},
		{BYTES("{a: 1, b: 1, b: 2, a: 2, a: 3}"), "t.yaml:1:14: key 'b' is there twice"},
		{BYTES("x:\n  - {a: 1, 'a': 1}\n"), "t.yaml:2:12: key 'a' is there twice"},
		{BYTES("[a]: 1\n"), "t.yaml:1:1: a key must be plain text"},
		{BYTES("? {a: 1}\n: 1\n"), "t.yaml:1:3: a key must be plain text"},
		{BYTES("'': 1\n"), "t.yaml:1:1: an empty key"},
		{BYTES("a: b: c\n"), "t.yaml:1:5: mapping values are not allowed in this context"},
		{BYTES("a: [1\nb: 2\n"),
		 "t.yaml:2:2: did not find expected ',' or ']', while parsing a flow sequence that"
		 " begins in line 1"},
		{BYTES("a:\n\tb: 1\n"), "t.yaml:2:1: found character that cannot start any token,"
					" while scanning for the next token"},
		{BYTES("a: \"x\n"), "t.yaml:2:1: found unexpected end of stream, while scanning a"
				    " quoted scalar that begins in line 1"},
		{BYTES("a: 1\n\xc3\xa9: caf\xe9\n"),
		 "t.yaml:2:7: invalid UTF-8; is the file Latin-1? convert it with iconv"},
		{BYTES("a: 1\nb: x\x01y\n"), "t.yaml:2:5: control characters are not allowed"},
		{BYTES("a: 1\nb: x\0y\n"), "t.yaml:2:5: control characters are not allowed"},
		{BYTES("a: \"x\\0y\"\n"), "t.yaml:1:4: a NUL byte"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct om_yaml *root;

		assert_int_equal(om_yaml_parse(&om, "t.yaml", cases[i].text, cases[i].n, &root),
				 OM_INPUT);
		assert_string_equal(om.error, cases[i].error);
	}
}

static int parse_times(const char *before, const char *each, size_t times, const char *after)
{
	struct om_buf text = {0};
	struct om_yaml *root;
	int status;

	om_buf_puts(&text, before);
	while (times-- > 0)
		om_buf_puts(&text, each);
	om_buf_puts(&text, after);
	status = om_yaml_parse(&om, "t.yaml", text.s, text.len, &root);
	om_buf_free(&text);
	om_arena_reset(om.arena);
	return status;
}

static void depth_and_size_have_limits(void **state)
{
	(void)state;
	assert_int_equal(parse_times("", "[", 32, "]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"), OM_OK);
	assert_int_equal(parse_times("", "[", 33, ""), OM_INPUT);
	assert_string_equal(om.error, "t.yaml:1:33: more than 32 levels");
	assert_int_equal(parse_times("", "{a: ", 1000000, ""), OM_INPUT);
	assert_string_equal(om.error, "t.yaml:1:129: more than 32 levels");
	assert_int_equal(parse_times("", "- a\n", 99999, ""), OM_OK);
	assert_int_equal(parse_times("", "- a\n", 1000000, ""), OM_INPUT);
	assert_string_equal(om.error, "t.yaml:1000000:3: more than 1000000 values");
}

static void many_keys_are_compared_in_good_time(void **state)
{
	struct om_buf text = {0};
	struct om_yaml *root;

	(void)state;
	for (int i = 0; i < 90000; i++)
		om_buf_printf(&text, "k%d: 1\n", i);
	assert_int_equal(om_yaml_parse(&om, "t.yaml", text.s, text.len, &root), OM_OK);
	om_buf_puts(&text, "k77: 1\n");
	assert_int_equal(om_yaml_parse(&om, "t.yaml", text.s, text.len, &root), OM_INPUT);
	assert_string_equal(om.error, "t.yaml:90001:1: key 'k77' is there twice");
	om_buf_free(&text);
}

static void a_child_is_found_by_its_key(void **state)
{
	struct om_yaml *root;

	(void)state;
	assert_int_equal(om_yaml_parse(&om, "t.yaml", BYTES("a: 1\nb: 2\n"), &root), OM_OK);
	assert_string_equal(om_yaml_get(root, "b")->text, "2");
	assert_null(om_yaml_get(root, "c"));
	assert_null(om_yaml_get(root->first, "a"));
}

static void what_was_expected_is_said(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{"a: 1", "t.yaml:1:4: expected a list of lines, found text"},
		{"a:", "t.yaml:1:3: expected a list of lines, found nothing"},
		{"a: {b: 1}", "t.yaml:1:4: expected a list of lines, found a mapping"},
	};
	struct om_yaml *root;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *s = cases[i].text;

		assert_int_equal(om_yaml_parse(&om, "t.yaml", s, strlen(s), &root), OM_OK);
		assert_int_equal(om_yaml_expect(&om, root->first, OM_YAML_SEQUENCE,
						"a list of lines"), OM_INPUT);
		assert_string_equal(om.error, cases[i].error);
		assert_int_equal(om_yaml_expect(&om, root->first, root->first->kind, ""), OM_OK);
	}
	om_yaml_fail_key(&om, root->first, "unknown key '%s'", root->first->key);
	assert_string_equal(om.error, "t.yaml:1:1: unknown key 'a'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nodes_come_with_line_and_column),
		cmocka_unit_test(empty_and_null_values_have_no_text),
		cmocka_unit_test(hostile_or_broken_files_are_refused_with_a_position),
		cmocka_unit_test(depth_and_size_have_limits),
		cmocka_unit_test(many_keys_are_compared_in_good_time),
		cmocka_unit_test(a_child_is_found_by_its_key),
		cmocka_unit_test(what_was_expected_is_said),
	};

	return cmocka_run_group_tests(tests, open_handle, close_handle);
}
