/* Input: files, pipes and standard input, small texts, and lists of references. */
#include "io/input.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct om om;
static char folder[64];

static int open_folder(void **state)
{
	(void)state;
	om = (struct om){.arena = om_arena_new()};
	snprintf(folder, sizeof(folder), "/tmp/om-test-input.XXXXXX");
	return !mkdtemp(folder) || chdir(folder);
}

static int close_folder(void **state)
{
	(void)state;
	om_arena_free(om.arena);
	unlink("a.txt");
	unlink("pipe");
	return chdir("/") || rmdir(folder);
}

static void write_file(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static void expect_text(struct om_input *in, const char *expected)
{
	char *text;
	size_t len;

	assert_int_equal(om_input_text(&om, in, 1000, &text, &len), OM_OK);
	assert_string_equal(text, expected);
	assert_int_equal(len, strlen(expected));
}

/* Standard input becomes what is in fd. */
static int swap_stdin(int fd)
{
	int saved = dup(STDIN_FILENO);

	assert_true(saved >= 0);
	assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	close(fd);
	return saved;
}

static void restore_stdin(int saved)
{
	assert_int_equal(dup2(saved, STDIN_FILENO), STDIN_FILENO);
	close(saved);
}

static int pipe_with(const char *text)
{
	int ends[2];

	assert_int_equal(pipe(ends), 0);
	assert_int_equal(write(ends[1], text, strlen(text)), strlen(text));
	close(ends[1]);
	return ends[0];
}

static void a_file_is_read_in_place_and_again(void **state)
{
	struct om_input in;

	(void)state;
	write_file("a.txt", "hello\n");
	assert_int_equal(om_input_open(&om, "a.txt", &in), OM_OK);
	assert_string_equal(in.name, "a.txt");
	assert_int_equal(in.size, 6);
	expect_text(&in, "hello\n");
	expect_text(&in, "hello\n");
	om_input_close(&in);
	assert_int_equal(in.fd, -1);
}

static void what_cannot_be_opened_says_why(void **state)
{
	struct om_input in;

	(void)state;
	assert_int_equal(om_input_open(&om, "x.csv", &in), OM_INPUT);
	assert_string_equal(om.error, "cannot read 'x.csv': No such file or directory");
	assert_int_equal(om_input_open(&om, folder, &in), OM_INPUT);
	assert_non_null(strstr(om.error, "': Is a directory"));
	assert_int_equal(om_input_open(&om, "x\x1b[2J", &in), OM_INPUT);
	assert_string_equal(om.error, "cannot read 'x\\x1b[2J': No such file or directory");
}

static void standard_input_can_be_read_twice_and_stays_open(void **state)
{
	struct om_input in;
	int saved = swap_stdin(pipe_with("one\ntwo\n"));

	(void)state;
	assert_int_equal(om_input_open(&om, "-", &in), OM_OK);
	assert_string_equal(in.name, "-");
	assert_int_equal(in.size, 8);
	expect_text(&in, "one\ntwo\n");
	expect_text(&in, "one\ntwo\n");
	om_input_close(&in);
	assert_true(fcntl(STDIN_FILENO, F_GETFD) >= 0);
	restore_stdin(saved);
}

static void a_pipe_by_name_is_copied(void **state)
{
	struct om_input in;
	int fd = pipe_with("piped"), saved = swap_stdin(fd);

	(void)state;
	assert_int_equal(om_input_open(&om, "/dev/stdin", &in), OM_OK);
	assert_int_equal(in.size, 5);
	expect_text(&in, "piped");
	om_input_close(&in);
	restore_stdin(saved);
}

static void a_temporary_file_has_no_name_and_is_private(void **state)
{
	struct stat st;
	int fd;

	(void)state;
	setenv("TMPDIR", folder, 1);
	assert_int_equal(om_temporary_open(&om, &fd), OM_OK);
	assert_int_equal(fstat(fd, &st), 0);
	assert_int_equal(st.st_nlink, 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	close(fd);
	setenv("TMPDIR", "/no/such/folder", 1);
	assert_int_equal(om_temporary_open(&om, &fd), OM_STORAGE);
	assert_string_equal(om.error, "cannot make a temporary file in '/no/such/folder':"
				      " No such file or directory");
	unsetenv("TMPDIR");
}

static void a_text_has_a_greatest_length(void **state)
{
	struct om_input in;
	char *text;

	(void)state;
	write_file("a.txt", "12345");
	assert_int_equal(om_input_open(&om, "a.txt", &in), OM_OK);
	assert_int_equal(om_input_text(&om, &in, 5, &text, NULL), OM_OK);
	assert_string_equal(text, "12345");
	assert_int_equal(om_input_text(&om, &in, 4, &text, NULL), OM_INPUT);
	assert_string_equal(om.error, "'a.txt' is too long: more than 4 bytes");
	om_input_close(&in);
	write_file("a.txt", "");
	assert_int_equal(om_input_open(&om, "a.txt", &in), OM_OK);
	expect_text(&in, "");
	om_input_close(&in);
}

static int read_refs(const char *text, struct om_buf *shown)
{
	struct om_input in = {.name = "-", .fd = memfd_create("-", MFD_CLOEXEC)};
	size_t n = 0, room = 0;
	char **refs = NULL;
	int status;

	assert_int_equal(write(in.fd, text, strlen(text)), strlen(text));
	status = om_input_refs(&om, &in, &refs, &n, &room);
	om_buf_puts(shown, "");
	for (size_t i = 0; i < n; i++)
		om_buf_printf(shown, "%s%s", i ? " " : "", refs[i]);
	om_input_close(&in);
	return status;
}

static void references_are_the_first_field_of_each_line(void **state)
{
	static const struct {
		const char *text, *refs;
	} cases[] = {
		{"", ""},
		{"SO-1\nSO-2\n", "SO-1 SO-2"},
		{"\nSO-1\r\n\n  SO-2  \n", "SO-1 SO-2"},
		{"SO-1,open,12.50\n\"SO-2\",x\n", "SO-1 SO-2"},
		{"number,state\nSO-1,open\n", "SO-1"},
		{"sku\nP01\n", "P01"},
		{"Code,name\nALFKI,x\n", "ALFKI"},
		{"SO-1\nnumber\n", "SO-1 number"},
		{"number\nnumber\n", "number"},
		{"\xef\xbb\xbfnumber\nSO-1\n", "SO-1"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct om_buf shown = {0};

		assert_int_equal(read_refs(cases[i].text, &shown), OM_OK);
		assert_string_equal(shown.s, cases[i].refs);
		om_buf_free(&shown);
	}
}

static void a_reference_that_repeats_on_consecutive_lines_counts_once(void **state)
{
	struct om_buf shown = {0};

	(void)state;
	assert_int_equal(read_refs("number,line\nSO-1,1\nSO-1,2\n\nSO-1,3\nSO-2,1\nSO-1,4\n", &shown),
			 OM_OK);
	assert_string_equal(shown.s, "SO-1 SO-2 SO-1");
	om_buf_free(&shown);
}

static void a_bad_line_of_references_is_named(void **state)
{
	static const struct {
		const char *text, *error;
	} cases[] = {
		{"SO-1\n,x\n", "-:2:1: a reference is missing"},
		{"SO-1\n\"SO-2\n", "-:2:1: a quote is opened here and never closed"},
		{"SO-1\nS\xff\n", "-:2:2: invalid UTF-8 (byte 0xff); is the file Latin-1? convert it"
				  " with iconv"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct om_buf shown = {0};

		assert_int_equal(read_refs(cases[i].text, &shown), OM_INPUT);
		assert_string_equal(om.error, cases[i].error);
		om_buf_free(&shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_file_is_read_in_place_and_again),
		cmocka_unit_test(what_cannot_be_opened_says_why),
		cmocka_unit_test(standard_input_can_be_read_twice_and_stays_open),
		cmocka_unit_test(a_pipe_by_name_is_copied),
		cmocka_unit_test(a_temporary_file_has_no_name_and_is_private),
		cmocka_unit_test(a_text_has_a_greatest_length),
		cmocka_unit_test(references_are_the_first_field_of_each_line),
		cmocka_unit_test(a_reference_that_repeats_on_consecutive_lines_counts_once),
		cmocka_unit_test(a_bad_line_of_references_is_named),
	};

	return cmocka_run_group_tests(tests, open_folder, close_folder);
}
