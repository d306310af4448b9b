/* Rows out: the exact bytes of every format. */
#include "base/mem.h"
#include "io/out.h"

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const struct om_column items[] = {
	{"sku", OM_TYPE_TEXT, 0, "the item"},
	{"name", OM_TYPE_TEXT, 1, "what it is"},
	{"qty", OM_TYPE_QTY, 0, "how many"},
	{"price", OM_TYPE_PRICE, 2, "for one"},
	{"net", OM_TYPE_MONEY, 0, "for all"},
	{"count", OM_TYPE_INT, 3, "how often"},
	{"date", OM_TYPE_DATE, 3, "when"},
	{"active", OM_TYPE_BOOL, 3, "in use"},
	{NULL, OM_TYPE_NULL, 0, NULL},
};
static const struct om_column order[] = {
	{"number", OM_TYPE_TEXT, 0, "the order"},
	{"customer", OM_TYPE_TEXT, 0, "who buys"},
	{"note", OM_TYPE_TEXT, 0, "said with it"},
	{"total", OM_TYPE_MONEY, 0, "to pay"},
	{NULL, OM_TYPE_NULL, 0, NULL},
};
static const struct om_column lines[] = {
	{"number", OM_TYPE_TEXT, 0, "the order"},
	{"line", OM_TYPE_INT, 0, "which line"},
	{"sku", OM_TYPE_TEXT, 0, "the item"},
	{"qty", OM_TYPE_QTY, 0, "how many"},
	{NULL, OM_TYPE_NULL, 0, NULL},
};
static const struct om_column papers[] = {
	{"number", OM_TYPE_REF, 0, "the order"},
	{"customer", OM_TYPE_TEXT, 1, "who buys"},
	{NULL, OM_TYPE_NULL, 0, NULL},
};
static const struct om_shape paper_shape = {.rows = papers};
static const struct om_shape list_shape = {.rows = items};
static const struct om_shape show_shape = {.head = order, .rows = lines, .rows_name = "lines"};
static const struct om_shape head_shape = {.head = order};

/* One run: rows in, the bytes that came out. */
struct run {
	struct om om;
	struct om_out_choice choice;
	struct om_out *out;
	int fd;
	char *text;
};

static int set_up(void **state)
{
	struct run *r = test_calloc(1, sizeof(*r));

	unsetenv("COLUMNS");
	r->om.arena = om_arena_new();
	r->choice = OM_OUT_CHOICE;
	r->fd = memfd_create("out", MFD_CLOEXEC);
	*state = r;
	return r->fd < 0 ? -1 : 0;
}

static int tear_down(void **state)
{
	struct run *r = *state;

	unsetenv("COLUMNS");
	om_out_free(r->out);
	om_rewind(&r->om);
	om_arena_free(r->om.arena);
	close(r->fd);
	free(r->text);
	test_free(r);
	return 0;
}

static void begin(struct run *r, const struct om_shape *shape, const char *format)
{
	r->choice.format = format;
	assert_int_equal(om_out_new(&r->om, shape, &r->choice, r->fd, &r->out), OM_OK);
}

static const char *finish(struct run *r)
{
	struct stat st;

	assert_int_equal(om_out_print(&r->om, r->out), OM_OK);
	assert_int_equal(fstat(r->fd, &st), 0);
	r->text = om_xmalloc((size_t)st.st_size + 1);
	assert_int_equal(pread(r->fd, r->text, (size_t)st.st_size, 0), st.st_size);
	r->text[st.st_size] = '\0';
	return r->text;
}

static void add_item(struct run *r, const char *sku, const char *name, int64_t qty, int64_t net)
{
	struct om_value row[] = {
		om_v_text(sku),
		om_v_text(name),
		om_v_qty((om_qty){qty * 1000000}),
		om_v_price((om_price){17500000}, 2),
		om_v_money((om_money){net}),
		om_v_int(7),
		{.type = OM_TYPE_DATE, .date = "2026-11-23"},
		om_v_bool(true),
	};

	assert_int_equal(om_out_row(&r->om, r->out, row), OM_OK);
}

static void add_order(struct run *r, const char *number, const char *note, int64_t total)
{
	struct om_value head[] = {om_v_text(number), om_v_text("ALFKI"), om_v_text(note),
				  om_v_money((om_money){total})};

	assert_int_equal(om_out_record(&r->om, r->out, head), OM_OK);
}

static void add_line(struct run *r, const char *number, int64_t line, const char *sku, int64_t qty)
{
	struct om_value row[] = {om_v_text(number), om_v_int(line), om_v_text(sku),
				 om_v_qty((om_qty){qty})};

	assert_int_equal(om_out_row(&r->om, r->out, row), OM_OK);
}

static void add_two_orders(struct run *r)
{
	add_order(r, "SO-1", NULL, 1250);
	add_line(r, "SO-1", 1, "P02", 10000000);
	add_line(r, "SO-1", 2, "P01", 2500000);
	add_order(r, "SO-2", "ring first", -300);
}

#define HEADER "sku,name,qty,price,net,count,date,active\n"

static void csv_is_what_a_pipe_gets(void **state)
{
	struct run *r = *state;

	begin(r, &list_shape, NULL);
	add_item(r, "P01", "Chai", 10, 17500);
	assert_string_equal(finish(r), HEADER "P01,Chai,10,17.50,175.00,7,2026-11-23,yes\n");
}

static void csv_quotes_only_where_it_must(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,name";
	begin(r, &list_shape, "csv");
	add_item(r, "a b", " blanks; 'stay' ", 0, 0);
	add_item(r, "a,b", "say \"hi\"", 0, 0);
	add_item(r, "=1+1", "two\nlines\r", 0, 0);
	add_item(r, "日本", NULL, 0, 0);
	assert_string_equal(finish(r), "sku,name\n"
				       "a b, blanks; 'stay' \n"
				       "\"a,b\",\"say \"\"hi\"\"\"\n"
				       "=1+1,\"two\nlines\r\"\n"
				       "日本,\n");
}

static void csv_of_one_column_has_no_blank_line(void **state)
{
	struct run *r = *state;

	r->choice.columns = "name";
	begin(r, &list_shape, "csv");
	add_item(r, "P01", NULL, 0, 0);
	add_item(r, "P02", "", 0, 0);
	assert_string_equal(finish(r), "name\n\"\"\n\"\"\n");
}

static void text_that_only_looks_guarded_gets_one_more_apostrophe(void **state)
{
	struct run *r = *state;

	r->choice.spreadsheet = true;
	r->choice.columns = "sku,name";
	begin(r, &list_shape, NULL);
	add_item(r, "'=1", "'t is", 0, 0);
	assert_string_equal(finish(r), "\xef\xbb\xbfsku,name\r\n''=1,'t is\r\n");
}

static void a_spreadsheet_gets_bom_crlf_and_no_formula(void **state)
{
	struct run *r = *state;

	r->choice.spreadsheet = true;
	r->choice.columns = "sku,name,net";
	begin(r, &list_shape, NULL);
	add_item(r, "=1+1", "@SUM(A1,B2)", 0, -500);
	add_item(r, "-x", "+49 30", 0, 1);
	add_item(r, "\tx", "a=b", 0, 1);
	add_item(r, "\rx", "", 0, 1);
	assert_string_equal(finish(r), "\xef\xbb\xbfsku,name,net\r\n"
				       "'=1+1,\"'@SUM(A1,B2)\",-5.00\r\n"
				       "'-x,'+49 30,0.01\r\n"
				       "'\tx,a=b,0.01\r\n"
				       "\"'\rx\",,0.01\r\n");
}

static void the_header_can_be_left_out(void **state)
{
	struct run *r = *state;

	r->choice.no_header = true;
	r->choice.columns = "sku";
	begin(r, &list_shape, "csv");
	add_item(r, "P01", "", 0, 0);
	assert_string_equal(finish(r), "P01\n");
}

static void csv_of_records_is_their_rows(void **state)
{
	struct run *r = *state;

	begin(r, &show_shape, "csv");
	add_two_orders(r);
	assert_string_equal(finish(r), "number,line,sku,qty\nSO-1,1,P02,10\nSO-1,2,P01,2.5\n");
}

static void csv_of_records_without_rows_is_their_heads(void **state)
{
	struct run *r = *state;

	begin(r, &head_shape, "csv");
	add_order(r, "SO-1", "a, b", 1);
	add_order(r, "SO-2", NULL, 100);
	assert_string_equal(finish(r), "number,customer,note,total\n"
				       "SO-1,ALFKI,\"a, b\",0.01\nSO-2,ALFKI,,1.00\n");
}

static void json_keeps_amounts_as_strings(void **state)
{
	struct run *r = *state;

	begin(r, &list_shape, "json");
	add_item(r, "P01", NULL, 10, -5);
	add_item(r, "P02", "Chang", 1, 5);
	assert_string_equal(finish(r),
			    "[\n"
			    "{\"sku\":\"P01\",\"name\":null,\"qty\":\"10\",\"price\":\"17.50\","
			    "\"net\":\"-0.05\",\"count\":7,\"date\":\"2026-11-23\",\"active\":true},\n"
			    "{\"sku\":\"P02\",\"name\":\"Chang\",\"qty\":\"1\",\"price\":\"17.50\","
			    "\"net\":\"0.05\",\"count\":7,\"date\":\"2026-11-23\",\"active\":true}\n"
			    "]\n");
}

static void json_escapes_hostile_text(void **state)
{
	struct run *r = *state;

	r->choice.columns = "name";
	begin(r, &list_shape, "json");
	add_item(r, "1", "a\"b\\c\n\t\r\b\f\033[2J\x01\x7f", 0, 0);
	add_item(r, "2", "\xc2\x85 \xe2\x80\xa8 \xef\xbb\xbf é 日 😀", 0, 0);
	add_item(r, "3", "bad \xff\xc3 end\xe2\x80", 0, 0);
	assert_string_equal(
		finish(r),
		"[\n"
		"{\"name\":\"a\\\"b\\\\c\\n\\t\\r\\b\\f\\u001b[2J\\u0001\\u007f\"},\n"
		"{\"name\":\"\\u0085 \\u2028 \\ufeff é 日 😀\"},\n"
		"{\"name\":\"bad \\ufffd\\ufffd end\\ufffd\\ufffd\"}\n"
		"]\n");
}

static void json_nests_the_rows_of_a_record(void **state)
{
	struct run *r = *state;

	begin(r, &show_shape, "json");
	add_two_orders(r);
	assert_string_equal(
		finish(r),
		"[\n"
		"{\"number\":\"SO-1\",\"customer\":\"ALFKI\",\"note\":null,\"total\":\"12.50\","
		"\"lines\":[{\"number\":\"SO-1\",\"line\":1,\"sku\":\"P02\",\"qty\":\"10\"},"
		"{\"number\":\"SO-1\",\"line\":2,\"sku\":\"P01\",\"qty\":\"2.5\"}]},\n"
		"{\"number\":\"SO-2\",\"customer\":\"ALFKI\",\"note\":\"ring first\","
		"\"total\":\"-3.00\",\"lines\":[]}\n"
		"]\n");
}

static void yaml_of_a_list_is_a_sequence(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,name,qty,net,date,active";
	begin(r, &list_shape, "yaml");
	add_item(r, "P01", NULL, 10, 17500);
	add_item(r, "007", "Grandma's Boysenberry Spread", 1, -5);
	assert_string_equal(finish(r), "- sku: P01\n"
				       "  qty: 10\n"
				       "  net: 175.00\n"
				       "  date: 2026-11-23\n"
				       "  active: yes\n"
				       "- sku: \"007\"\n"
				       "  name: Grandma's Boysenberry Spread\n"
				       "  qty: 1\n"
				       "  net: -0.05\n"
				       "  date: 2026-11-23\n"
				       "  active: yes\n");
}

static void yaml_quotes_what_is_not_surely_text(void **state)
{
	static const char *const quoted[] = {
		"",	"yes",	 "No",	 "TRUE",  "null", "~",	  "y",	      "1e3",
		"007",	"0x1F",	 "1:30", "-",	  "- a",  "a: b", "a:",	      "a #b",
		"#a",	" a",	 "a ",	 "2026-11-23", "[a]",  "{a}",  "*a",   "&a",
		"!a",	"%a",	 "|",	 ">",	  "@a",	  "`a",	  "? a",      ".inf",
		"<<",	"=",	 "'a'",	 "+1",	  "---",  "...",  "a, b",     "-1",
	};
	static const char *const plain[] = {"P01", "a b", "SO-00012", "nope", "x@y.org", "A/B (c)",
					    "Müller & Co. KG", "e3", "Yes please"};
	struct run *r = *state;
	struct om_buf want = {0};
	size_t i;

	r->choice.columns = "name";
	begin(r, &list_shape, "yaml");
	for (i = 0; i < sizeof(quoted) / sizeof(*quoted); i++) {
		add_item(r, "1", quoted[i], 0, 0);
		om_buf_printf(&want, "- name: \"%s\"\n", quoted[i]);
	}
	for (i = 0; i < sizeof(plain) / sizeof(*plain); i++) {
		add_item(r, "1", plain[i], 0, 0);
		om_buf_printf(&want, "- name: %s\n", plain[i]);
	}
	add_item(r, "1", "a\n\"b\"\\\033\xc2\x85\xff", 0, 0);
	om_buf_puts(&want, "- name: \"a\\n\\\"b\\\"\\\\\\u001b\\u0085\\ufffd\"\n");
	assert_string_equal(finish(r), want.s);
	om_buf_free(&want);
}

static void yaml_of_one_record_is_a_bare_mapping(void **state)
{
	struct run *r = *state;

	begin(r, &show_shape, "yaml");
	add_order(r, "SO-1", NULL, 1250);
	add_line(r, "SO-1", 1, "P02", 10000000);
	add_line(r, "SO-1", 2, NULL, 2500000);
	assert_string_equal(finish(r), "number: SO-1\n"
				       "customer: ALFKI\n"
				       "total: 12.50\n"
				       "lines:\n"
				       "- number: SO-1\n"
				       "  line: 1\n"
				       "  sku: P02\n"
				       "  qty: 10\n"
				       "- number: SO-1\n"
				       "  line: 2\n"
				       "  qty: 2.5\n");
}

static void yaml_of_more_records_is_a_sequence(void **state)
{
	struct run *r = *state;
	struct om_value nothing[4] = {{0}};

	begin(r, &show_shape, "yaml");
	add_two_orders(r);
	assert_int_equal(om_out_record(&r->om, r->out, nothing), OM_OK);
	assert_int_equal(om_out_row(&r->om, r->out, nothing), OM_OK);
	assert_string_equal(finish(r), "- number: SO-1\n"
				       "  customer: ALFKI\n"
				       "  total: 12.50\n"
				       "  lines:\n"
				       "  - number: SO-1\n"
				       "    line: 1\n"
				       "    sku: P02\n"
				       "    qty: 10\n"
				       "  - number: SO-1\n"
				       "    line: 2\n"
				       "    sku: P01\n"
				       "    qty: 2.5\n"
				       "- number: SO-2\n"
				       "  customer: ALFKI\n"
				       "  note: ring first\n"
				       "  total: -3.00\n"
				       "  lines: []\n"
				       "- lines:\n"
				       "  - {}\n");
}

static void nothing_is_still_well_formed(void **state)
{
	static const struct {
		const char *format, *want;
	} cases[] = {{"csv", HEADER}, {"json", "[]\n"}, {"yaml", "[]\n"}, {"table", ""}};
	struct run *r = *state;
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		assert_int_equal(ftruncate(r->fd, 0), 0);
		lseek(r->fd, 0, SEEK_SET);
		begin(r, &list_shape, cases[i].format);
		assert_string_equal(finish(r), cases[i].want);
		om_out_free(r->out);
		free(r->text);
		r->out = NULL;
		r->text = NULL;
	}
}

static void a_table_aligns_text_left_and_numbers_right(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,name,qty,net,date";
	begin(r, &list_shape, "table");
	add_item(r, "P01", "Chai", 10, 17500);
	add_item(r, "P1000", "日本茶", 1, -5);
	add_item(r, "P3", NULL, 1, 5);
	add_item(r, "P4", "e\xcc\x81", 1, 5);
	assert_string_equal(finish(r), "sku    name    qty     net  date\n"
				       "P01    Chai     10  175.00  2026-11-23\n"
				       "P1000  日本茶    1   -0.05  2026-11-23\n"
				       "P3               1    0.05  2026-11-23\n"
				       "P4     e\xcc\x81         1    0.05  2026-11-23\n");
}

static void a_table_escapes_what_a_terminal_would_obey(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,name";
	begin(r, &list_shape, "table");
	add_item(r, "P01", "a\033[2Jb\nc", 0, 0);
	add_item(r, "P02", "\xff", 0, 0);
	assert_string_equal(finish(r), "sku  name\nP01  a\\x1b[2Jb\\nc\nP02  \\xff\n");
}

static void a_table_ends_no_line_with_blanks(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,name";
	begin(r, &list_shape, "table");
	add_item(r, "P01", "Chai", 0, 0);
	add_item(r, "P02", NULL, 0, 0);
	assert_string_equal(finish(r), "sku  name\nP01  Chai\nP02\n");
}

static void print_wide(struct run *r, const char *columns)
{
	setenv("COLUMNS", columns, 1);
	begin(r, &list_shape, "table");
	add_item(r, "P01", "Grandma's Boysenberry Spread", 10, 17500);
}

static void a_table_that_fits_shows_all(void **state)
{
	struct run *r = *state;

	print_wide(r, "80");
	assert_string_equal(
		finish(r),
		"sku  name                          qty  price     net  count  date        active\n"
		"P01  Grandma's Boysenberry Spread   10  17.50  175.00      7  2026-11-23  yes\n");
	assert_null(r->om.messages);
}

static void a_narrow_table_drops_columns_by_rank_and_says_so(void **state)
{
	struct run *r = *state;

	print_wide(r, "50");
	assert_string_equal(finish(r), "sku  name                          qty     net\n"
				       "P01  Grandma's Boysenberry Spread   10  175.00\n");
	assert_string_equal(r->om.messages->text, "4 columns not shown: price, count, date, active; "
						  "choose with --columns");
	assert_null(r->om.messages->next);
}

static void a_narrower_table_drops_text_of_rank_one_too(void **state)
{
	struct run *r = *state;

	print_wide(r, "20");
	assert_string_equal(finish(r), "sku  qty     net\nP01   10  175.00\n");
	assert_string_equal(r->om.messages->text, "5 columns not shown: name, price, count, date, "
						  "active; choose with --columns");
}

static void chosen_columns_are_shrunk_but_not_dropped(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,name,net,price";
	print_wide(r, "40");
	assert_string_equal(finish(r), "sku  name                     net  price\n"
				       "P01  Grandma's Boysenber…  175.00  17.50\n");
	assert_null(r->om.messages);
}

static void text_is_not_cut_below_eight_columns(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,name,net,price";
	setenv("COLUMNS", "10", 1);
	begin(r, &list_shape, "table");
	add_item(r, "P01-very-long", "日本茶日本茶", 10, 17500);
	assert_string_equal(finish(r), "sku            name         net  price\n"
				       "P01-very-long  日本茶…   175.00  17.50\n");
}

static void records_print_as_heads_with_tables_below(void **state)
{
	struct run *r = *state;

	begin(r, &show_shape, "table");
	add_two_orders(r);
	assert_string_equal(finish(r), "number    SO-1\n"
				       "customer  ALFKI\n"
				       "total     12.50\n"
				       "\n"
				       "line  sku  qty\n"
				       "   1  P02   10\n"
				       "   2  P01  2.5\n"
				       "\n"
				       "number    SO-2\n"
				       "customer  ALFKI\n"
				       "note      ring first\n"
				       "total     -3.00\n");
}

static void columns_choose_and_order(void **state)
{
	struct run *r = *state;

	r->choice.columns = "net,sku";
	begin(r, &list_shape, "csv");
	add_item(r, "P01", "Chai", 10, 17500);
	assert_string_equal(finish(r), "net,sku\n175.00,P01\n");
}

static void numbers_sort_by_value_and_ties_by_reference(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,qty";
	r->choice.sort = "-qty";
	begin(r, &list_shape, "csv");
	add_item(r, "P3", NULL, 9, 0);
	add_item(r, "P1", NULL, 10, 0);
	add_item(r, "P2", NULL, 9, 0);
	add_item(r, "P4", NULL, 100, 0);
	assert_string_equal(finish(r), "sku,qty\nP4,100\nP1,10\nP2,9\nP3,9\n");
}

static void text_sorts_bytewise_with_nothing_first(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku";
	r->choice.sort = "name,-sku";
	begin(r, &list_shape, "csv");
	add_item(r, "P1", "b", 0, 0);
	add_item(r, "P2", "B", 0, 0);
	add_item(r, "P3", NULL, 0, 0);
	add_item(r, "P4", "é", 0, 0);
	add_item(r, "P5", "b", 0, 0);
	assert_string_equal(finish(r), "sku\nP3\nP2\nP5\nP1\nP4\n");
}

static void add_paper(struct run *r, const char *number, const char *customer)
{
	const struct om_value row[] = {om_v_text(number), om_v_text(customer)};

	assert_int_equal(om_out_row(&r->om, r->out, row), OM_OK);
}

static void add_papers(struct run *r)
{
	add_paper(r, "SO-100000", "A");
	add_paper(r, "SO-99999", "A");
	add_paper(r, "Q-100001", "B");
	add_paper(r, "SO-00002 SO-100000", "B");
	add_paper(r, NULL, "B");
	add_paper(r, "SO-00002 SO-00003", "B");
	add_paper(r, "SO-00002", "A");
}

static void references_past_99999_sort_by_their_number(void **state)
{
	struct run *r = *state;

	r->choice.sort = "number";
	r->choice.columns = "number";
	begin(r, &paper_shape, "csv");
	add_papers(r);
	assert_string_equal(finish(r), "number\n\"\"\nQ-100001\nSO-00002\nSO-00002 SO-00003\n"
				       "SO-00002 SO-100000\nSO-99999\nSO-100000\n");
}

static void ties_are_broken_by_the_number_of_the_reference(void **state)
{
	struct run *r = *state;

	r->choice.sort = "-customer";
	begin(r, &paper_shape, "csv");
	add_papers(r);
	assert_string_equal(finish(r), "number,customer\n,B\nQ-100001,B\nSO-00002 SO-00003,B\n"
				       "SO-00002 SO-100000,B\nSO-00002,A\nSO-99999,A\nSO-100000,A\n");
}

static void the_limit_comes_after_the_sort(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku";
	r->choice.sort = "-net";
	r->choice.limit = 2;
	begin(r, &list_shape, "csv");
	add_item(r, "P1", NULL, 0, 1);
	add_item(r, "P2", NULL, 0, 2);
	assert_false(om_out_is_full(r->out));
	add_item(r, "P3", NULL, 0, 3);
	assert_string_equal(finish(r), "sku\nP3\nP2\n");
}

static void a_limit_without_sort_says_when_to_stop(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku";
	r->choice.limit = 1;
	begin(r, &list_shape, "csv");
	assert_false(om_out_is_full(r->out));
	add_item(r, "P1", NULL, 0, 1);
	assert_true(om_out_is_full(r->out));
	add_item(r, "P2", NULL, 0, 2);
	assert_string_equal(finish(r), "sku\nP1\n");
}

static void rows_sort_within_their_record(void **state)
{
	struct run *r = *state;

	r->choice.sort = "sku";
	r->choice.columns = "sku";
	begin(r, &show_shape, "json");
	add_two_orders(r);
	add_line(r, "SO-2", 1, "P00", 1);
	assert_string_equal(finish(r), "[\n"
				       "{\"number\":\"SO-1\",\"customer\":\"ALFKI\",\"note\":null,"
				       "\"total\":\"12.50\",\"lines\":[{\"sku\":\"P01\"},"
				       "{\"sku\":\"P02\"}]},\n"
				       "{\"number\":\"SO-2\",\"customer\":\"ALFKI\","
				       "\"note\":\"ring first\",\"total\":\"-3.00\","
				       "\"lines\":[{\"sku\":\"P00\"}]}\n]\n");
}

static void references_come_alone_and_once(void **state)
{
	struct run *r = *state;

	r->choice.refs_only = true;
	begin(r, &list_shape, NULL);
	add_item(r, "P01", "x", 0, 0);
	add_item(r, "P01", "y", 0, 0);
	add_item(r, NULL, "draft", 0, 0);
	add_item(r, "P\"2", "z", 0, 0);
	add_item(r, "P01", "y", 0, 0);
	assert_string_equal(finish(r), "P01\n\"P\"\"2\"\nP01\n");
}

static void references_of_records_are_those_of_the_heads(void **state)
{
	struct run *r = *state;

	r->choice.refs_only = true;
	r->choice.nul = true;
	begin(r, &show_shape, NULL);
	add_two_orders(r);
	assert_memory_equal(finish(r), "SO-1\0SO-2\0", 10);
}

static void refuse(struct run *r, const char *sentence)
{
	r->out = NULL;
	assert_int_equal(om_out_new(&r->om, &list_shape, &r->choice, r->fd, &r->out), OM_USAGE);
	assert_string_equal(r->om.error, sentence);
	assert_null(r->out);
	r->choice = OM_OUT_CHOICE;
}

static void a_wrong_choice_is_refused_before_any_work(void **state)
{
	struct run *r = *state;

	r->choice.columns = "sku,prise";
	refuse(r, "'--columns': unknown column 'prise'; did you mean 'price'?");
	r->choice.sort = "zzzzzz";
	refuse(r, "'--sort': unknown column 'zzzzzz'; there are sku, name, qty, price, net, count, "
		  "date, active");
	r->choice.columns = "sku,";
	refuse(r, "'--columns' has an empty column name");
	r->choice.columns = "sku,sku";
	refuse(r, "'--columns': 'sku' is named twice");
	r->choice.sort = "-";
	refuse(r, "'--sort' has an empty column name");
	r->choice.nul = true;
	refuse(r, "'-z' goes with '-q' only");
	r->choice.refs_only = true;
	r->choice.format = "json";
	refuse(r, "'-q' does not go with '--format json'");
	r->choice.spreadsheet = true;
	r->choice.format = "yaml";
	refuse(r, "'--spreadsheet' goes with '--format csv' only");
	r->choice.format = "xml";
	refuse(r, "'--format': 'xml' is not one of table, csv, json, yaml");
}

static void a_large_result_passes_through_the_spool_whole(void **state)
{
	enum { ROWS = 400000 };
	struct run *r = *state;
	const char *s;
	char sku[32];
	int i;

	r->choice.columns = "sku,name,net";
	begin(r, &list_shape, "csv");
	for (i = 0; i < ROWS; i++) {
		snprintf(sku, sizeof(sku), "P%08d", i);
		add_item(r, sku, "Grandma's Boysenberry Spread", 1, 100);
	}
	s = finish(r);
	assert_int_equal(strlen(s), 13 + (size_t)ROWS * 44);
	s += 13;
	for (i = 0; i < ROWS; i++, s += 44) {
		snprintf(sku, sizeof(sku), "P%08d,", i);
		assert_memory_equal(s, sku, 10);
		assert_int_equal(s[43], '\n');
	}
}

static void a_full_device_is_a_storage_error(void **state)
{
	struct run *r = *state;

	close(r->fd);
	r->fd = open("/dev/full", O_WRONLY | O_CLOEXEC);
	begin(r, &list_shape, "csv");
	add_item(r, "P01", "Chai", 10, 17500);
	assert_int_equal(om_out_print(&r->om, r->out), OM_STORAGE);
	assert_string_equal(r->om.error, "cannot write to the output: No space left on device");
}

static void a_missing_folder_for_the_spool_is_a_storage_error(void **state)
{
	struct run *r = *state;
	struct om_value row[8] = {{0}};
	char *text = om_xmalloc(1 << 20);
	int i, status = OM_OK;

	memset(text, 'x', (1 << 20) - 1);
	text[(1 << 20) - 1] = '\0';
	row[0] = om_v_text(text);
	setenv("TMPDIR", "/nonexistent", 1);
	begin(r, &list_shape, "csv");
	for (i = 0; i < 20 && status == OM_OK; i++)
		status = om_out_row(&r->om, r->out, row);
	unsetenv("TMPDIR");
	free(text);
	assert_int_equal(status, OM_STORAGE);
	assert_string_equal(r->om.error, "the result cannot be kept in a temporary file: "
					 "No such file or directory");
}

static void a_reader_that_left_ends_the_process_by_sigpipe(void **state)
{
	struct run *r = *state;
	int ends[2], status;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	pid = fork();
	if (pid == 0) {
		signal(SIGPIPE, SIG_IGN);
		close(r->fd);
		r->fd = ends[1];
		begin(r, &list_shape, "csv");
		_exit(om_out_print(&r->om, r->out));
	}
	close(ends[1]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGPIPE);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(csv_is_what_a_pipe_gets),
		TEST(csv_quotes_only_where_it_must),
		TEST(csv_of_one_column_has_no_blank_line),
		TEST(text_that_only_looks_guarded_gets_one_more_apostrophe),
		TEST(a_spreadsheet_gets_bom_crlf_and_no_formula),
		TEST(the_header_can_be_left_out),
		TEST(csv_of_records_is_their_rows),
		TEST(csv_of_records_without_rows_is_their_heads),
		TEST(json_keeps_amounts_as_strings),
		TEST(json_escapes_hostile_text),
		TEST(json_nests_the_rows_of_a_record),
		TEST(yaml_of_a_list_is_a_sequence),
		TEST(yaml_quotes_what_is_not_surely_text),
		TEST(yaml_of_one_record_is_a_bare_mapping),
		TEST(yaml_of_more_records_is_a_sequence),
		TEST(nothing_is_still_well_formed),
		TEST(a_table_aligns_text_left_and_numbers_right),
		TEST(a_table_escapes_what_a_terminal_would_obey),
		TEST(a_table_ends_no_line_with_blanks),
		TEST(a_table_that_fits_shows_all),
		TEST(a_narrow_table_drops_columns_by_rank_and_says_so),
		TEST(a_narrower_table_drops_text_of_rank_one_too),
		TEST(chosen_columns_are_shrunk_but_not_dropped),
		TEST(text_is_not_cut_below_eight_columns),
		TEST(records_print_as_heads_with_tables_below),
		TEST(columns_choose_and_order),
		TEST(numbers_sort_by_value_and_ties_by_reference),
		TEST(text_sorts_bytewise_with_nothing_first),
		TEST(references_past_99999_sort_by_their_number),
		TEST(ties_are_broken_by_the_number_of_the_reference),
		TEST(the_limit_comes_after_the_sort),
		TEST(a_limit_without_sort_says_when_to_stop),
		TEST(rows_sort_within_their_record),
		TEST(references_come_alone_and_once),
		TEST(references_of_records_are_those_of_the_heads),
		TEST(a_wrong_choice_is_refused_before_any_work),
		TEST(a_large_result_passes_through_the_spool_whole),
		TEST(a_full_device_is_a_storage_error),
		TEST(a_missing_folder_for_the_spool_is_a_storage_error),
		TEST(a_reader_that_left_ends_the_process_by_sigpipe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
