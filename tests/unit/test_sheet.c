/* Sheets: columns by name, maps and constants, decimals, positions, and rejects. */
#include "io/csv.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum { CUSTOMER, SKU, QTY, NOTE };

static const struct om_sheet_column columns[] = {
	[CUSTOMER] = {.name = "customer", .required = true},
	[SKU] = {.name = "sku", .required = true},
	[QTY] = {.name = "qty", .number = true},
	[NOTE] = {.name = "note"},
};

static struct om om;
static char folder[64];

static int open_folder(void **state)
{
	(void)state;
	om = (struct om){.arena = om_arena_new()};
	snprintf(folder, sizeof(folder), "/tmp/om-test-sheet.XXXXXX");
	return !mkdtemp(folder) || chdir(folder);
}

static int close_folder(void **state)
{
	(void)state;
	om_rewind(&om);
	om_arena_free(om.arena);
	unlink("map.yaml");
	unlink("rejects.csv");
	unlink("orders.csv");
	return chdir("/") || rmdir(folder);
}

static struct om_input input_of(const char *text)
{
	struct om_input in = {.name = "orders.csv", .fd = memfd_create("orders", MFD_CLOEXEC)};

	assert_int_equal(write(in.fd, text, strlen(text)), strlen(text));
	return in;
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void expect_file(const char *path, const char *expected)
{
	char text[4096];
	FILE *f = fopen(path, "r");
	size_t n;

	assert_non_null(f);
	n = fread(text, 1, sizeof(text) - 1, f);
	text[n] = '\0';
	fclose(f);
	assert_string_equal(text, expected);
}

/* Every row as "customer|sku|qty|note" ('-' for a column that is not there), errors with '!'. */
static void show_rows(struct om_buf *out, struct om_sheet *sheet)
{
	int status;

	while ((status = om_sheet_next(&om, sheet)) != OM_DONE) {
		assert_true(status == OM_OK || status == OM_INPUT);
		if (status == OM_INPUT) {
			om_buf_printf(out, "! %s\n", om.error);
			continue;
		}
		for (size_t i = 0; i < COUNT(columns); i++) {
			const char *value = om_sheet_get(sheet, i);

			assert_int_equal(om_sheet_has(sheet, i), value != NULL);
			om_buf_printf(out, "%s%s", i ? "|" : "", value ? value : "-");
		}
		om_buf_putc(out, '\n');
	}
}

static void expect_rows(const char *text, const struct om_sheet_options *options,
			const char *shown)
{
	struct om_input in = input_of(text);
	struct om_buf out = {0};
	struct om_sheet *sheet;
	int status;

	om_rewind(&om);
	status = om_sheet_open(&om, &in, columns, COUNT(columns), options, &sheet);
	om_buf_puts(&out, "");
	for (const struct om_message *m = om.messages; m; m = m->next)
		om_buf_printf(&out, "!! %s\n", m->text);
	if (status == OM_OK) {
		show_rows(&out, sheet);
	} else {
		assert_null(sheet);
		om_buf_printf(&out, "!%d %s\n", status, om.error);
	}
	assert_string_equal(out.s, shown);
	om_buf_free(&out);
	om_sheet_free(sheet);
	om_input_close(&in);
}

static void names_in_the_header_decide_not_their_order(void **state)
{
	static const struct om_sheet_options plain = {0};

	(void)state;
	expect_rows("customer,sku,qty,note\nA,P01,5,x\n", &plain, "A|P01|5|x\n");
	expect_rows("note,qty,sku,customer\nx,5,P01,A\n", &plain, "A|P01|5|x\n");
	expect_rows("sku,customer\nP01,A\n", &plain, "A|P01|-|-\n");
	expect_rows("\xef\xbb\xbf\"sku\" , customer\r\nP01,A\r\n", &plain,
		    "!3 orders.csv:1:6: text behind a closing quote; quotes inside a field are"
		    " doubled\n");
	expect_rows("\xef\xbb\xbf\"sku\", customer \r\nP01,A\r\n", &plain, "A|P01|-|-\n");
	expect_rows("\n\nsku,customer\nP01,A\n", &plain, "A|P01|-|-\n");
	expect_rows("sku,customer\n", &plain, "");
	expect_rows("sku,customer", &plain, "");
}

static void blanks_around_a_value_are_taken_off(void **state)
{
	static const struct om_sheet_options plain = {0};

	(void)state;
	expect_rows("customer,sku,qty,note\n A ,\tP01\t,,  \n\" A \nB \",\"\",5,\"\n\"\n", &plain,
		    "A|P01||\nA \nB||5|\n");
}

static void a_bad_header_is_refused_with_every_error(void **state)
{
	static const struct om_sheet_options plain = {0};

	(void)state;
	expect_rows("", &plain,
		    "!3 orders.csv:1:1: the file is empty; a header line was expected\n");
	expect_rows("\n\n", &plain,
		    "!3 orders.csv:1:1: the file is empty; a header line was expected\n");
	expect_rows("sku,qty,note,custmer\n", &plain,
		    "!! orders.csv:1:14: unknown column 'custmer'; did you mean 'customer'?\n"
		    "!3 orders.csv:1:1: column 'customer' is missing\n");
	expect_rows("customer,qty\n", &plain, "!3 orders.csv:1:1: column 'sku' is missing\n");
	expect_rows("\nqty\n", &plain,
		    "!! orders.csv:2:1: column 'customer' is missing\n"
		    "!3 orders.csv:2:1: column 'sku' is missing\n");
	expect_rows("sku,customer,sku\n", &plain,
		    "!3 orders.csv:1:14: column 'sku' is there twice\n");
	expect_rows("sku,customer,\n", &plain, "!3 orders.csv:1:14: a column without a name\n");
	expect_rows("sku,customer,zzzz,\n", &plain,
		    "!! orders.csv:1:14: unknown column 'zzzz'\n"
		    "!3 orders.csv:1:19: a column without a name\n");
	expect_rows("sku,customer,x\x1b[2J\n", &plain,
		    "!3 orders.csv:1:14: unknown column 'x\\x1b[2J'\n");
	expect_rows("sku,caf\xe9\n", &plain,
		    "!3 orders.csv:1:8: invalid UTF-8 (byte 0xe9); is the file Latin-1? convert"
		    " it with iconv\n");
}

static void unknown_columns_can_be_ignored(void **state)
{
	static const struct om_sheet_options lenient = {.ignore_unknown = true};

	(void)state;
	expect_rows("x,sku,,customer,x,\n1,P01,2,A,3,4\n", &lenient, "A|P01|-|-\n");
	expect_rows("x,sku,customer,sku\n", &lenient,
		    "!3 orders.csv:1:16: column 'sku' is there twice\n");
}

static void a_bad_row_is_reported_and_the_next_one_read(void **state)
{
	static const struct om_sheet_options plain = {0};

	(void)state;
	expect_rows("customer,sku,qty\nA,P01\nB,P02,5\nC\nD,P03,1,2\nE,\"P\"4,1\nF,P05,6\n", &plain,
		    "! orders.csv:2:1: 2 fields found, the header has 3\n"
		    "B|P02|5|-\n"
		    "! orders.csv:4:1: 1 field found, the header has 3\n"
		    "! orders.csv:5:1: 4 fields found, the header has 3\n"
		    "! orders.csv:6:6: text behind a closing quote; quotes inside a field are"
		    " doubled\n"
		    "F|P05|6|-\n");
}

static void a_decimal_comma_is_read_in_number_columns_only(void **state)
{
	static const struct om_sheet_options german = {.delimiter = ';', .decimal = ','};
	static const struct om_sheet_options quoted = {.decimal = ','};

	(void)state;
	expect_rows("customer;sku;qty;note\nA;1,5;1,5;1,5\nB;1.5;-0,25;\nC;x;7;\nD;x;;\n", &german,
		    "A|1,5|1.5|1,5\nB|1.5|-0.25|\nC|x|7|\nD|x||\n");
	expect_rows("customer;sku;qty\nA;x;1.5\nB;x;1.234,5\nC;x;1,2,3\n", &german,
		    "! orders.csv:2:5: '1.5' has a '.'; the decimal sign is ','\n"
		    "! orders.csv:3:5: '1.234,5' has a '.'; the decimal sign is ','\n"
		    "C|x|1,2,3|-\n");
	expect_rows("customer,sku,qty\nA,x,\"1,5\"\n", &quoted, "A|x|1.5|-\n");
}

static void the_apostrophe_of_a_spreadsheet_is_taken_off(void **state)
{
	static const struct om_sheet_options plain = {0};
	static const struct om_sheet_options spreadsheet = {.spreadsheet = true};
	static const char text[] = "customer,sku,qty,note\n'=A,'-x,-5,\"'@SUM(1,2)\"\n"
				   "''+A,' x,'t is,'\nO'N,x','-1,''\n";

	(void)state;
	expect_rows(text, &spreadsheet, "=A|-x|-5|@SUM(1,2)\n'+A|' x|'t is|'\nO'N|x'|-1|''\n");
	expect_rows(text, &plain,
		    "'=A|'-x|-5|'@SUM(1,2)\n''+A|' x|'t is|'\nO'N|x'|'-1|''\n");
}

static void odd_delimiters_and_decimals_are_wrong_usage(void **state)
{
	static const struct om_sheet_options quote = {.delimiter = '"'};
	static const struct om_sheet_options newline = {.delimiter = '\n'};
	static const struct om_sheet_options decimal = {.decimal = ';'};

	(void)state;
	expect_rows("sku,customer\n", &quote,
		    "!2 the delimiter must be one ASCII character, not a quote\n");
	expect_rows("sku,customer\n", &newline,
		    "!2 the delimiter must be one ASCII character, not a quote\n");
	expect_rows("sku,customer\n", &decimal, "!2 the decimal sign must be '.' or ','\n");
}

static void a_map_renames_leaves_out_and_sets(void **state)
{
	static const struct om_sheet_options mapped = {.map = "map.yaml"};

	(void)state;
	write_file("map.yaml", "columns:\n  Artikel: sku\n  Menge: qty\n  Bem.:\n"
			       "constants:\n  customer: WEB\n");
	expect_rows("Artikel,Menge,Bem.\nP01,5,x\nP02,6,y\n", &mapped,
		    "WEB|P01|5|-\nWEB|P02|6|-\n");
	expect_rows("sku,qty\nP01,5\n", &mapped, "WEB|P01|5|-\n");
	expect_rows("Menge\n5\n", &mapped,
		    "!3 orders.csv:1:1: column 'sku' is missing; the map calls it 'Artikel'\n");
	expect_rows("Artikl\n5\n", &mapped,
		    "!! orders.csv:1:1: unknown column 'Artikl'; did you mean 'Artikel'?\n"
		    "!3 orders.csv:1:1: column 'sku' is missing; the map calls it 'Artikel'\n");
	expect_rows("Artikel,sku\n", &mapped,
		    "!3 orders.csv:1:9: column 'sku' is there twice\n");
	expect_rows("Artikel,customer\n", &mapped,
		    "!3 orders.csv:1:9: column 'customer' is a constant already, by"
		    " map.yaml:6:3\n");
	write_file("map.yaml", "constants: {customer: A, sku: B, note: ''}\n");
	expect_rows("qty\n5\n", &mapped, "A|B|5|\n");
}

static void a_map_with_a_mistake_is_refused_where_it_is(void **state)
{
	static const struct om_sheet_options mapped = {.map = "map.yaml"};
	static const struct om_sheet_options gone = {.map = "gone.yaml"};
	static const struct {
		const char *map, *error;
	} cases[] = {
		{"colums: {a: sku}\n", "map.yaml:1:1: unknown key 'colums'; did you mean 'columns'?"},
		{"columns: {a: skuu}\n", "map.yaml:1:14: unknown column 'skuu'; did you mean 'sku'?"},
		{"constants: {custmer: x}\n",
		 "map.yaml:1:13: unknown column 'custmer'; did you mean 'customer'?"},
		{"columns: [a]\n", "map.yaml:1:10: expected their column: our column, found a list"},
		{"columns:\n  a: [b]\n", "map.yaml:2:6: expected the name of a column, found a list"},
		{"constants:\n  sku: {a: b}\n", "map.yaml:2:8: expected a value, found a mapping"},
		{"- a\n", "map.yaml:1:1: expected columns: and constants:, found a list"},
		{"columns: {a: sku, a: qty}\n", "map.yaml:1:19: key 'a' is there twice"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char shown[200];

		snprintf(shown, sizeof(shown), "!3 %s\n", cases[i].error);
		write_file("map.yaml", cases[i].map);
		expect_rows("sku,customer\n", &mapped, shown);
	}
	expect_rows("sku,customer\n", &gone,
		    "!3 cannot read 'gone.yaml': No such file or directory\n");
}

static void a_value_knows_its_place(void **state)
{
	static const struct om_sheet_options plain = {0};
	struct om_input in = input_of("customer,sku,qty\n\xc3\xa9\xc3\xa9,P01,5\n\n\"a\nb\",P02,6\nx\n");
	struct om_sheet *sheet;

	(void)state;
	assert_int_equal(om_sheet_open(&om, &in, columns, COUNT(columns), &plain, &sheet), OM_OK);
	assert_int_equal(om_sheet_next(&om, sheet), OM_OK);
	assert_int_equal(om_sheet_line(sheet), 2);
	assert_string_equal(om_sheet_at(sheet, SKU), "orders.csv:2:4");
	assert_string_equal(om_sheet_at(sheet, NOTE), "orders.csv:2:1");
	assert_int_equal(om_sheet_next(&om, sheet), OM_OK);
	assert_int_equal(om_sheet_line(sheet), 4);
	assert_string_equal(om_sheet_at(sheet, CUSTOMER), "orders.csv:4:1");
	assert_string_equal(om_sheet_at(sheet, QTY), "orders.csv:5:8");
	assert_int_equal(om_sheet_next(&om, sheet), OM_INPUT);
	assert_string_equal(om_sheet_at(sheet, SKU), "orders.csv:6:1");
	assert_int_equal(om_sheet_offset(sheet), 43);
	om_sheet_free(sheet);
	om_input_close(&in);
}

static void rows_can_be_read_in_another_order(void **state)
{
	static const struct om_sheet_options plain = {0};
	struct om_input in = input_of("customer,sku\nA,P01\n\nB,P02\n");
	struct om_csv_place first, second;
	struct om_sheet *sheet;

	(void)state;
	assert_int_equal(om_sheet_open(&om, &in, columns, COUNT(columns), &plain, &sheet), OM_OK);
	assert_int_equal(om_sheet_next(&om, sheet), OM_OK);
	first = om_sheet_tell(sheet);
	assert_int_equal(om_sheet_next(&om, sheet), OM_OK);
	second = om_sheet_tell(sheet);
	assert_int_equal(om_sheet_next(&om, sheet), OM_DONE);
	assert_int_equal(om_sheet_seek(&om, sheet, second), OM_OK);
	assert_int_equal(om_sheet_next(&om, sheet), OM_OK);
	assert_string_equal(om_sheet_get(sheet, SKU), "P02");
	assert_string_equal(om_sheet_at(sheet, SKU), "orders.csv:4:3");
	assert_int_equal(om_sheet_seek(&om, sheet, first), OM_OK);
	assert_int_equal(om_sheet_next(&om, sheet), OM_OK);
	assert_string_equal(om_sheet_get(sheet, SKU), "P01");
	om_sheet_free(sheet);
	om_input_close(&in);
}

/* Every row of the text goes to rejects.csv, a bad one with what is wrong with it. */
static void reject_all(const char *text, const struct om_sheet_options *options)
{
	struct om_rejects *rejects = om_rejects_new("rejects.csv");
	struct om_input in = input_of(text);
	struct om_sheet *sheet;
	int status;

	assert_int_equal(om_sheet_open(&om, &in, columns, COUNT(columns), options, &sheet), OM_OK);
	while ((status = om_sheet_next(&om, sheet)) != OM_DONE)
		assert_int_equal(om_rejects_add(&om, rejects, sheet,
						status == OM_OK ? "not today" : om.error), OM_OK);
	assert_int_equal(om_rejects_close(&om, rejects), OM_OK);
	om_sheet_free(sheet);
	om_input_close(&in);
}

static void rejects_are_the_rows_as_they_came_and_the_reason(void **state)
{
	static const struct om_sheet_options plain = {0};
	static const struct om_sheet_options german = {.delimiter = ';', .decimal = ','};

	(void)state;
	reject_all("\xef\xbb\xbf" "customer,\"sku\"\r\n A ,\"P,\"\"1\"\"\"\r\n\r\nB\nC,\"x\ny\"\nD,P02",
		   &plain);
	expect_file("rejects.csv", "customer,\"sku\",error\n"
				   " A ,\"P,\"\"1\"\"\",not today\n"
				   "B,,\"orders.csv:4:1: 1 field found, the header has 2\"\n"
				   "C,\"x\ny\",not today\n"
				   "D,P02,not today\n");
	reject_all("customer;sku;qty\nA;x;1,5\nB;x;1.5\n", &german);
	expect_file("rejects.csv",
		    "customer;sku;qty;error\n"
		    "A;x;1,5;not today\n"
		    "B;x;1.5;\"orders.csv:3:5: '1.5' has a '.'; the decimal sign is ','\"\n");
}

static void the_reason_of_a_short_row_stands_under_error(void **state)
{
	static const struct om_sheet_options plain = {0};
	static const struct om_sheet_options semicolons = {.delimiter = ';'};

	(void)state;
	reject_all("customer,sku,qty\nA\nB,\"x,\"\"y\"\"\"\nC,P01,1,5\n", &plain);
	expect_file("rejects.csv",
		    "customer,sku,qty,error\n"
		    "A,,,\"orders.csv:2:1: 1 field found, the header has 3\"\n"
		    "B,\"x,\"\"y\"\"\",,\"orders.csv:3:1: 2 fields found, the header has 3\"\n"
		    "C,P01,1,5,\"orders.csv:4:1: 4 fields found, the header has 3\"\n");
	reject_all("customer;sku\nA,b\n", &semicolons);
	expect_file("rejects.csv", "customer;sku;error\n"
				   "A,b;;orders.csv:2:1: 1 field found, the header has 2\n");
}

static void a_row_with_broken_quotes_is_rejected_as_one_field(void **state)
{
	static const struct om_sheet_options plain = {0};

	(void)state;
	reject_all("customer,sku\nA,5\" pipe\nB,\"x\ny\n", &plain);
	expect_file("rejects.csv",
		    "customer,sku,error\n"
		    "\"A,5\"\" pipe\",,orders.csv:2:4: a quote inside an unquoted field; quote"
		    " the whole field and double the quotes in it\n"
		    "\"B,\"\"x\ny\",,orders.csv:3:3: a quote is opened here and never closed\n");
}

static void a_rejects_file_can_be_read_again(void **state)
{
	static const struct om_sheet_options plain = {0};

	(void)state;
	expect_rows("customer,sku,error\nA,P01,not today\n", &plain, "A|P01|-|-\n");
	reject_all("customer,sku,error\nA,P01,not today\n", &plain);
	expect_file("rejects.csv", "customer,sku,error,error\nA,P01,not today,not today\n");
	expect_rows("customer,sku,error,error\nA,P01,not today,not today\n", &plain, "A|P01|-|-\n");
}

static void rejects_are_private_and_replace_an_older_file(void **state)
{
	static const struct om_sheet_options plain = {0};
	struct om_rejects *none;
	struct stat st;

	(void)state;
	write_file("rejects.csv", "old\n");
	assert_int_equal(chmod("rejects.csv", 0644), 0);
	none = om_rejects_new("rejects.csv");
	assert_int_equal(om_rejects_close(&om, none), OM_OK);
	expect_file("rejects.csv", "old\n");
	reject_all("customer,sku\nA,P01\n", &plain);
	expect_file("rejects.csv", "customer,sku,error\nA,P01,not today\n");
	assert_int_equal(stat("rejects.csv", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
}

static int reject_one(const char *path, struct om_input *in)
{
	static const struct om_sheet_options plain = {0};
	struct om_rejects *rejects = om_rejects_new(path);
	struct om_sheet *sheet;
	int status, closed;

	assert_int_equal(om_sheet_open(&om, in, columns, COUNT(columns), &plain, &sheet), OM_OK);
	assert_int_equal(om_sheet_next(&om, sheet), OM_OK);
	status = om_rejects_add(&om, rejects, sheet, "no");
	closed = om_rejects_close(&om, rejects);
	om_sheet_free(sheet);
	return status == OM_OK ? closed : status;
}

static void rejects_that_cannot_be_written_are_reported(void **state)
{
	struct om_input in = input_of("customer,sku\nA,P01\n");

	(void)state;
	assert_int_equal(reject_one("/dev/full", &in), OM_STORAGE);
	assert_string_equal(om.error, "cannot write '/dev/full': No space left on device");
	assert_int_equal(reject_one("/no/such/rejects.csv", &in), OM_STORAGE);
	assert_string_equal(om.error, "cannot write '/no/such/rejects.csv': No such file or directory");
	om_input_close(&in);
}

static void rejects_do_not_overwrite_their_input(void **state)
{
	struct om_input in;

	(void)state;
	write_file("orders.csv", "customer,sku\nA,P01\n");
	assert_int_equal(om_input_open(&om, "orders.csv", &in), OM_OK);
	assert_int_equal(reject_one("orders.csv", &in), OM_USAGE);
	assert_string_equal(om.error, "'orders.csv' is the file being read; rejects need another");
	expect_file("orders.csv", "customer,sku\nA,P01\n");
	om_input_close(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_in_the_header_decide_not_their_order),
		cmocka_unit_test(blanks_around_a_value_are_taken_off),
		cmocka_unit_test(a_bad_header_is_refused_with_every_error),
		cmocka_unit_test(unknown_columns_can_be_ignored),
		cmocka_unit_test(a_bad_row_is_reported_and_the_next_one_read),
		cmocka_unit_test(a_decimal_comma_is_read_in_number_columns_only),
		cmocka_unit_test(the_apostrophe_of_a_spreadsheet_is_taken_off),
		cmocka_unit_test(odd_delimiters_and_decimals_are_wrong_usage),
		cmocka_unit_test(a_map_renames_leaves_out_and_sets),
		cmocka_unit_test(a_map_with_a_mistake_is_refused_where_it_is),
		cmocka_unit_test(a_value_knows_its_place),
		cmocka_unit_test(rows_can_be_read_in_another_order),
		cmocka_unit_test(rejects_are_the_rows_as_they_came_and_the_reason),
		cmocka_unit_test(the_reason_of_a_short_row_stands_under_error),
		cmocka_unit_test(a_row_with_broken_quotes_is_rejected_as_one_field),
		cmocka_unit_test(a_rejects_file_can_be_read_again),
		cmocka_unit_test(rejects_are_private_and_replace_an_older_file),
		cmocka_unit_test(rejects_that_cannot_be_written_are_reported),
		cmocka_unit_test(rejects_do_not_overwrite_their_input),
	};

	return cmocka_run_group_tests(tests, open_folder, close_folder);
}
