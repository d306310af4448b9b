/* The CSV reader: what is read, where each field begins, and every refusal. */
#include "io/csv.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/mman.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define BYTES(s) s, sizeof(s) - 1
#define BLOCK ((size_t)256 * 1024)

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

static struct om_input input_of(const char *s, size_t n)
{
	struct om_input in = {.name = "t.csv", .fd = memfd_create("t.csv", MFD_CLOEXEC),
			      .size = (int64_t)n};

	assert_true(in.fd >= 0);
	for (size_t at = 0; at < n;) {
		ssize_t wrote = write(in.fd, s + at, n - at);

		assert_true(wrote > 0);
		at += (size_t)wrote;
	}
	return in;
}

/* One record as "line:column field|line:column field". */
static void show_record(struct om_buf *out, const struct om_csv_field *fields, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(strlen(fields[i].s), fields[i].len);
		om_buf_printf(out, "%s%u:%u %s", i ? "|" : "", fields[i].line, fields[i].column,
			      fields[i].s);
	}
	om_buf_putc(out, '\n');
}

/* Every record of the text in its own line; what is refused begins with '!'. */
static char *read_all(const char *s, size_t n, char delimiter)
{
	struct om_input in = input_of(s, n);
	struct om_csv *csv = om_csv_new(&in, delimiter);
	const struct om_csv_field *fields;
	struct om_buf out = {0};
	size_t count;
	int status;

	om_buf_puts(&out, "");
	while ((status = om_csv_next(&om, csv, &fields, &count)) != OM_DONE) {
		assert_true(status == OM_OK || status == OM_INPUT);
		if (status == OM_OK)
			show_record(&out, fields, count);
		else
			om_buf_printf(&out, "! %s\n", om.error);
	}
	assert_int_equal(om_csv_next(&om, csv, &fields, &count), OM_DONE);
	om_csv_free(csv);
	om_input_close(&in);
	return out.s;
}

struct reading {
	const char *text;
	size_t n;
	const char *shown;
};

static void check_readings(const struct reading *cases, size_t n, char delimiter)
{
	for (size_t i = 0; i < n; i++) {
		char *shown = read_all(cases[i].text, cases[i].n, delimiter);

		assert_string_equal(shown, cases[i].shown);
		free(shown);
	}
}

static void fields_come_with_line_and_column(void **state)
{
	static const struct reading cases[] = {
		{BYTES(""), ""},
		{BYTES("a"), "1:1 a\n"},
		{BYTES("a,b\n"), "1:1 a|1:3 b\n"},
		{BYTES("a,b\nc,d"), "1:1 a|1:3 b\n2:1 c|2:3 d\n"},
		{BYTES("a,b\r\nc,d\r\n"), "1:1 a|1:3 b\n2:1 c|2:3 d\n"},
		{BYTES("a,b\r"), "1:1 a|1:3 b\n"},
		{BYTES(",\n"), "1:1 |1:2 \n"},
		{BYTES("a,"), "1:1 a|1:3 \n"},
		{BYTES(" a , b \n"), "1:1  a |1:5  b \n"},
		{BYTES("\xef\xbb\xbf" "a,b\n"), "1:1 a|1:3 b\n"},
		{BYTES("\xef\xbb\xbf"), ""},
		{BYTES("\xef\xbb\xbf\"a\",b"), "1:1 a|1:5 b\n"},
		{BYTES("a;b\n"), "1:1 a;b\n"},
	};

	(void)state;
	check_readings(cases, COUNT(cases), ',');
}

static void quoted_fields_are_unquoted(void **state)
{
	static const struct reading cases[] = {
		{BYTES("\"a\",\"b\"\n"), "1:1 a|1:5 b\n"},
		{BYTES("\"\"\n"), "1:1 \n"},
		{BYTES("\"\",\"\""), "1:1 |1:4 \n"},
		{BYTES("\"a,b\",c\n"), "1:1 a,b|1:7 c\n"},
		{BYTES("\"say \"\"hi\"\"\",c\r\n"), "1:1 say \"hi\"|1:14 c\n"},
		{BYTES("\"\"\"\"\n"), "1:1 \"\n"},
		{BYTES("\"\"\"\"\"\"\n"), "1:1 \"\"\n"},
		{BYTES("x,\"a\nb\",c,d\ne\n"), "1:1 x|1:3 a\nb|2:4 c|2:6 d\n3:1 e\n"},
		{BYTES("\"a\r\nb\",c\n"), "1:1 a\nb|2:4 c\n"},
		{BYTES("\"a\r\r\n\nb\",c\n"), "1:1 a\n\nb|3:4 c\n"},
		{BYTES("\"a\rb\"\n"), "1:1 a\rb\n"},
		{BYTES("\"\n\n\",\"\n\"\n"), "1:1 \n\n|3:3 \n\n"},
		{BYTES("\"a\""), "1:1 a\n"},
		{BYTES("\"a\"\r"), "1:1 a\n"},
		{BYTES("\"a\","), "1:1 a|1:5 \n"},
		{BYTES("\"  \"\n"), "1:1   \n"},
	};

	(void)state;
	check_readings(cases, COUNT(cases), ',');
}

static void columns_count_characters_not_bytes(void **state)
{
	static const struct reading cases[] = {
		{BYTES("\xc3\xa9,b,\xe2\x82\xac\xf0\x9f\x98\x80,d\n"),
		 "1:1 \xc3\xa9|1:3 b|1:5 \xe2\x82\xac\xf0\x9f\x98\x80|1:8 d\n"},
		{BYTES("\"\xc3\xa9\xc3\xa9\",b,\xc3\xa9,c\n"),
		 "1:1 \xc3\xa9\xc3\xa9|1:6 b|1:8 \xc3\xa9|1:10 c\n"},
		{BYTES("\"\xc3\xa9\n\xc3\xa9\xc3\xa9\",b,c\n"),
		 "1:1 \xc3\xa9\n\xc3\xa9\xc3\xa9|2:5 b|2:7 c\n"},
		{BYTES("\xc3\xa9,x\"\n"),
		 "! t.csv:1:4: a quote inside an unquoted field; quote the whole field and"
		 " double the quotes in it\n"},
	};

	(void)state;
	check_readings(cases, COUNT(cases), ',');
}

static void blank_lines_are_skipped_and_counted(void **state)
{
	static const struct reading cases[] = {
		{BYTES("\n"), ""},
		{BYTES("\n\r\n \t\n"), ""},
		{BYTES("\n\na\n\n\r\nb\n  \n"), "3:1 a\n6:1 b\n"},
		{BYTES("\"a\"\n\nb"), "1:1 a\n3:1 b\n"},
		{BYTES("\"\"\n"), "1:1 \n"},
	};
	static const struct reading tabs[] = {
		{BYTES("\t\n"), "1:1 |1:2 \n"},
		{BYTES("a\tb\n \n"), "1:1 a|1:3 b\n"},
	};

	(void)state;
	check_readings(cases, COUNT(cases), ',');
	check_readings(tabs, COUNT(tabs), '\t');
}

static void another_delimiter_leaves_commas_alone(void **state)
{
	static const struct reading cases[] = {
		{BYTES("a;1,5;\"x;y\"\n"), "1:1 a|1:3 1,5|1:7 x;y\n"},
	};

	(void)state;
	check_readings(cases, COUNT(cases), ';');
}

static void a_bad_record_is_refused_and_reading_goes_on(void **state)
{
	static const struct reading cases[] = {
		{BYTES("a,b\"c\nd,e\n"),
		 "! t.csv:1:4: a quote inside an unquoted field; quote the whole field and"
		 " double the quotes in it\n2:1 d|2:3 e\n"},
		{BYTES("a, \"b\"\nd\n"),
		 "! t.csv:1:4: a quote inside an unquoted field; quote the whole field and"
		 " double the quotes in it\n2:1 d\n"},
		{BYTES("\"a\"b,c\nd\n"),
		 "! t.csv:1:4: text behind a closing quote; quotes inside a field are doubled\n"
		 "2:1 d\n"},
		{BYTES("\"a\" ,c\nd\n"),
		 "! t.csv:1:4: text behind a closing quote; quotes inside a field are doubled\n"
		 "2:1 d\n"},
		{BYTES("\"a\nb\"c\nd\n"),
		 "! t.csv:2:3: text behind a closing quote; quotes inside a field are doubled\n"
		 "3:1 d\n"},
		{BYTES("a\rb\nc\n"),
		 "! t.csv:1:2: a carriage return without a line feed\n2:1 c\n"},
		{BYTES("\"a\"\rb\nc\n"),
		 "! t.csv:1:4: a carriage return without a line feed\n2:1 c\n"},
		{BYTES("\"a\",b\rb\nc\n"),
		 "! t.csv:1:6: a carriage return without a line feed\n2:1 c\n"},
		{BYTES("a,b\0c\nd\n"), "! t.csv:1:4: a NUL byte\n2:1 d\n"},
		{BYTES("a,\"b\n\0c\"\nd\n"), "! t.csv:2:1: a NUL byte\n3:1 d\n"},
		{BYTES("\xc3\xa9,caf\xe9\nd\n"),
		 "! t.csv:1:6: invalid UTF-8 (byte 0xe9); is the file Latin-1? convert it with"
		 " iconv\n2:1 d\n"},
		{BYTES("a,\"\xc3\xa9\n\xc3\xa9\xff\"\nd\n"),
		 "! t.csv:2:2: invalid UTF-8 (byte 0xff); is the file Latin-1? convert it with"
		 " iconv\n3:1 d\n"},
		{BYTES("\xe9\0\n"),
		 "! t.csv:1:1: invalid UTF-8 (byte 0xe9); is the file Latin-1? convert it with"
		 " iconv\n"},
		{BYTES("\xed\xa0\x80\n"),
		 "! t.csv:1:1: invalid UTF-8 (byte 0xed); is the file Latin-1? convert it with"
		 " iconv\n"},
		{BYTES("a\"\nb\"\nc\n"),
		 "! t.csv:1:2: a quote inside an unquoted field; quote the whole field and"
		 " double the quotes in it\n"
		 "! t.csv:2:2: a quote inside an unquoted field; quote the whole field and"
		 " double the quotes in it\n3:1 c\n"},
	};

	(void)state;
	check_readings(cases, COUNT(cases), ',');
}

static void an_unclosed_quote_is_reported_where_it_opened_and_ends_the_file(void **state)
{
	static const struct reading cases[] = {
		{BYTES("a\nb,\"c\nd\ne"),
		 "1:1 a\n! t.csv:2:3: a quote is opened here and never closed\n"},
		{BYTES("\""), "! t.csv:1:1: a quote is opened here and never closed\n"},
		{BYTES("\"a\"\""), "! t.csv:1:1: a quote is opened here and never closed\n"},
		{BYTES("\"a\nb\",\"c\n"), "! t.csv:2:4: a quote is opened here and never closed\n"},
		{BYTES("\xc3\xa9,\"c\n"), "! t.csv:1:3: a quote is opened here and never closed\n"},
	};

	(void)state;
	check_readings(cases, COUNT(cases), ',');
}

#define UTF_16 "! t.csv:1:1: the file is UTF-16; convert it to UTF-8 with iconv\n"
#define UTF_32 "! t.csv:1:1: the file is UTF-32; convert it to UTF-8 with iconv\n"

static void utf_16_and_utf_32_are_named(void **state)
{
	static const struct reading cases[] = {
		{BYTES("\xff\xfe" "a\0"), UTF_16},
		{BYTES("\xfe\xff\0a"), UTF_16},
		{BYTES("\xff\xfe"), UTF_16},
		{BYTES("\xff\xfe\0\0a\0\0\0"), UTF_32},
		{BYTES("\0\0\xfe\xff\0\0\0a"), UTF_32},
	};

	(void)state;
	check_readings(cases, COUNT(cases), ',');
}

static void add_times(struct om_buf *b, char c, size_t n)
{
	while (n-- > 0)
		om_buf_putc(b, c);
}

static void a_record_may_cross_the_end_of_a_block_anywhere(void **state)
{
	static const char tail[] = "\"a,\"\"b\",\"c\r\nd\",\xc3\xa9\r\ne,f\r\n";
	static const char shown[] = "2:1 a,\"b|2:9 c\nd|3:4 \xc3\xa9\n4:1 e|4:3 f\n";

	(void)state;
	for (size_t before = 0; before < sizeof(tail); before++) {
		struct om_buf text = {0};
		char *all;

		add_times(&text, 'x', BLOCK - before - 1);
		om_buf_putc(&text, '\n');
		om_buf_puts(&text, tail);
		all = read_all(text.s, text.len, ',');
		assert_string_equal(all + strcspn(all, "\n") + 1, shown);
		free(all);
		om_buf_free(&text);
	}
}

static void a_line_may_be_longer_than_a_block(void **state)
{
	struct om_buf text = {0}, shown = {0};
	char *all;

	(void)state;
	om_buf_puts(&text, "a,");
	add_times(&text, 'x', BLOCK);
	om_buf_puts(&text, ",\"");
	add_times(&text, 'y', 2 * BLOCK);
	om_buf_puts(&text, "\"\nb\n");
	all = read_all(text.s, text.len, ',');
	om_buf_puts(&shown, "1:1 a|1:3 ");
	add_times(&shown, 'x', BLOCK);
	om_buf_puts(&shown, "|1:262148 ");
	add_times(&shown, 'y', 2 * BLOCK);
	om_buf_puts(&shown, "\n2:1 b\n");
	assert_string_equal(all, shown.s);
	free(all);
	om_buf_free(&text);
	om_buf_free(&shown);
}

static void check_long_field(size_t n, const char *around, const char *refusal)
{
	struct om_buf text = {0};
	char *all;

	om_buf_printf(&text, "a,%s", around);
	add_times(&text, 'x', n);
	om_buf_printf(&text, "%s\nb\n", around);
	all = read_all(text.s, text.len, ',');
	if (refusal)
		assert_string_equal(all, refusal);
	else
		assert_non_null(strstr(all, "x\n2:1 b\n"));
	free(all);
	om_buf_free(&text);
}

static void a_field_over_one_mebibyte_is_refused(void **state)
{
	static const char refusal[] = "! t.csv:1:3: a field over 1 MiB\n2:1 b\n";

	(void)state;
	check_long_field(1 << 20, "", NULL);
	check_long_field(1 << 20, "\"", NULL);
	check_long_field((1 << 20) + 1, "", refusal);
	check_long_field((1 << 20) + 1, "\"", refusal);
	check_long_field(40 << 20, "\"", refusal);
}

static void a_long_unclosed_quote_is_called_unclosed(void **state)
{
	struct om_buf text = {0};
	char *all;

	(void)state;
	om_buf_puts(&text, "a\nb,\"");
	for (int i = 0; i < 3 << 20; i++)
		om_buf_puts(&text, i % 9 ? "x" : "\n");
	all = read_all(text.s, text.len, ',');
	assert_string_equal(all, "1:1 a\n! t.csv:2:3: a quote is opened here and never closed\n");
	free(all);
	om_buf_free(&text);
}

static void a_record_over_the_limits_is_refused(void **state)
{
	struct om_buf text = {0};
	char *all;

	(void)state;
	add_times(&text, ',', 16384);
	om_buf_puts(&text, "\n\"a\"");
	add_times(&text, ',', 16384);
	om_buf_puts(&text, "\nb\n");
	all = read_all(text.s, text.len, ',');
	assert_string_equal(all, "! t.csv:1:16385: more than 16384 fields\n"
				 "! t.csv:2:16388: more than 16384 fields\n3:1 b\n");
	free(all);
	om_buf_clear(&text);
	for (int i = 0; i < 9 * 1024; i++) {
		add_times(&text, 'x', 2047);
		om_buf_puts(&text, ",");
	}
	om_buf_puts(&text, "\nb\n");
	all = read_all(text.s, text.len, ',');
	assert_string_equal(all, "! t.csv:1:1: a record over 16 MiB\n2:1 b\n");
	free(all);
	om_buf_free(&text);
}

static void seeking_goes_back_to_a_record_told_before(void **state)
{
	static const char text[] = "\xef\xbb\xbf" "a,1\n\n\"b\nb\",2\nc,3\n";
	static const char *const shown[] = {"1:1 a|1:3 1\n", "3:1 b\nb|4:4 2\n", "5:1 c|5:3 3\n"};
	static const int order[] = {2, 0, 0, 1, 2, 1, 0};
	struct om_input in = input_of(BYTES(text));
	struct om_csv *csv = om_csv_new(&in, ',');
	const struct om_csv_field *fields;
	struct om_csv_place places[3];
	size_t n;

	(void)state;
	for (int i = 0; i < 3; i++) {
		assert_int_equal(om_csv_next(&om, csv, &fields, &n), OM_OK);
		places[i] = om_csv_tell(csv);
	}
	assert_int_equal(om_csv_next(&om, csv, &fields, &n), OM_DONE);
	assert_int_equal(om_csv_offset(csv), sizeof(text) - 1);
	for (size_t i = 0; i < COUNT(order); i++) {
		struct om_buf out = {0};

		assert_int_equal(om_csv_seek(&om, csv, places[order[i]]), OM_OK);
		assert_int_equal(om_csv_next(&om, csv, &fields, &n), OM_OK);
		show_record(&out, fields, n);
		assert_string_equal(out.s, shown[order[i]]);
		om_buf_free(&out);
	}
	om_csv_free(csv);
	om_input_close(&in);
}

static void only_broken_quotes_make_a_record_unsound(void **state)
{
	struct om_input in = input_of(BYTES("a\xff\n\"b\"c\nd\n"));
	struct om_csv *csv = om_csv_new(&in, ',');
	const struct om_csv_field *fields;
	size_t n;

	(void)state;
	assert_int_equal(om_csv_next(&om, csv, &fields, &n), OM_INPUT);
	assert_int_equal(n, 0);
	assert_true(om_csv_is_sound(csv));
	assert_int_equal(om_csv_next(&om, csv, &fields, &n), OM_INPUT);
	assert_false(om_csv_is_sound(csv));
	assert_int_equal(om_csv_next(&om, csv, &fields, &n), OM_OK);
	assert_true(om_csv_is_sound(csv));
	om_csv_free(csv);
	om_input_close(&in);
}

static void a_file_that_cannot_be_read_is_a_failure_of_storage(void **state)
{
	struct om_input in = {.name = "gone.csv", .fd = -1};
	struct om_csv *csv = om_csv_new(&in, ',');
	const struct om_csv_field *fields;
	size_t n;

	(void)state;
	assert_int_equal(om_csv_next(&om, csv, &fields, &n), OM_STORAGE);
	assert_string_equal(om.error, "cannot read 'gone.csv': Bad file descriptor");
	om_csv_free(csv);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_come_with_line_and_column),
		cmocka_unit_test(quoted_fields_are_unquoted),
		cmocka_unit_test(columns_count_characters_not_bytes),
		cmocka_unit_test(blank_lines_are_skipped_and_counted),
		cmocka_unit_test(another_delimiter_leaves_commas_alone),
		cmocka_unit_test(a_bad_record_is_refused_and_reading_goes_on),
		cmocka_unit_test(an_unclosed_quote_is_reported_where_it_opened_and_ends_the_file),
		cmocka_unit_test(utf_16_and_utf_32_are_named),
		cmocka_unit_test(a_record_may_cross_the_end_of_a_block_anywhere),
		cmocka_unit_test(a_line_may_be_longer_than_a_block),
		cmocka_unit_test(a_field_over_one_mebibyte_is_refused),
		cmocka_unit_test(a_long_unclosed_quote_is_called_unclosed),
		cmocka_unit_test(a_record_over_the_limits_is_refused),
		cmocka_unit_test(seeking_goes_back_to_a_record_told_before),
		cmocka_unit_test(only_broken_quotes_make_a_record_unsound),
		cmocka_unit_test(a_file_that_cannot_be_read_is_a_failure_of_storage),
	};

	return cmocka_run_group_tests(tests, open_handle, close_handle);
}
