/* Terminals, by a pseudo-terminal of our own: width, colour, pager. */
#include "base/mem.h"
#include "io/out.h"
#include "io/terminal.h"

#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

struct screen {
	struct om om;
	int user, fd; /* the person's side, the program's side */
	char text[4096];
};

static void set_size(struct screen *s, unsigned short columns, unsigned short rows)
{
	struct winsize size = {.ws_col = columns, .ws_row = rows};

	assert_int_equal(ioctl(s->fd, TIOCSWINSZ, &size), 0);
}

static int set_up(void **state)
{
	struct screen *s = test_calloc(1, sizeof(*s));
	struct termios t;

	s->om.arena = om_arena_new();
	s->user = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (s->user < 0 || grantpt(s->user) || unlockpt(s->user))
		return -1;
	s->fd = open(ptsname(s->user), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (s->fd < 0 || tcgetattr(s->fd, &t))
		return -1;
	cfmakeraw(&t);
	if (tcsetattr(s->fd, TCSANOW, &t))
		return -1;
	setenv("TERM", "xterm", 1);
	setenv("PAGER", "cat", 1);
	unsetenv("OM_PAGER");
	unsetenv("NO_COLOR");
	unsetenv("COLUMNS");
	unsetenv("LINES");
	unsetenv("LESS");
	set_size(s, 80, 24);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct screen *s = *state;

	om_rewind(&s->om);
	om_arena_free(s->om.arena);
	close(s->fd);
	close(s->user);
	test_free(s);
	return 0;
}

/* What stands on the screen so far. */
static const char *look(struct screen *s)
{
	struct pollfd p = {.fd = s->user, .events = POLLIN};
	size_t n = 0;

	while (n < sizeof(s->text) - 1 && poll(&p, 1, 50) == 1) {
		ssize_t got = read(s->user, s->text + n, sizeof(s->text) - 1 - n);

		if (got <= 0)
			break;
		n += (size_t)got;
	}
	s->text[n] = '\0';
	return s->text;
}

static const struct om_column columns[] = {
	{"sku", OM_TYPE_TEXT, 0, NULL},
	{"name", OM_TYPE_TEXT, 1, NULL},
	{"net", OM_TYPE_MONEY, 0, NULL},
	{NULL, OM_TYPE_NULL, 0, NULL},
};

static void print_rows(struct screen *s, const char *format, bool no_pager, int n)
{
	const struct om_shape shape = {.rows = columns};
	struct om_out_choice choice = OM_OUT_CHOICE;
	struct om_value row[] = {om_v_text("P01"), om_v_text("Chai"), om_v_money((om_money){-500})};
	struct om_out *out;

	choice.format = format;
	choice.no_pager = no_pager;
	assert_int_equal(om_out_new(&s->om, &shape, &choice, s->fd, &out), OM_OK);
	while (n--)
		assert_int_equal(om_out_row(&s->om, out, row), OM_OK);
	assert_int_equal(om_out_print(&s->om, out), OM_OK);
	om_out_free(out);
}

static void the_size_is_that_of_the_terminal(void **state)
{
	struct screen *s = *state;

	setenv("COLUMNS", "33", 1);
	set_size(s, 132, 50);
	assert_true(om_terminal_is(s->fd));
	assert_int_equal(om_terminal_width(s->fd), 132);
	assert_int_equal(om_terminal_height(s->fd), 50);
}

static void a_terminal_without_size_asks_the_environment(void **state)
{
	struct screen *s = *state;

	set_size(s, 0, 0);
	assert_int_equal(om_terminal_width(s->fd), 0);
	assert_int_equal(om_terminal_height(s->fd), 0);
	setenv("COLUMNS", "33", 1);
	setenv("LINES", "12", 1);
	assert_int_equal(om_terminal_width(s->fd), 33);
	assert_int_equal(om_terminal_height(s->fd), 12);
	setenv("COLUMNS", "wide", 1);
	assert_int_equal(om_terminal_width(s->fd), 0);
}

static void a_file_is_no_terminal(void **state)
{
	int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);

	(void)state;
	assert_false(om_terminal_is(fd));
	assert_false(om_terminal_has_color(fd));
	assert_int_equal(om_terminal_width(fd), 0);
	assert_int_equal(om_terminal_height(fd), 0);
	assert_false(om_terminal_is(-1));
	close(fd);
}

static void color_is_off_with_no_color_or_a_dumb_terminal(void **state)
{
	struct screen *s = *state;

	assert_true(om_terminal_has_color(s->fd));
	setenv("NO_COLOR", "0", 1);
	assert_false(om_terminal_has_color(s->fd));
	setenv("NO_COLOR", "", 1);
	assert_true(om_terminal_has_color(s->fd));
	setenv("TERM", "dumb", 1);
	assert_false(om_terminal_has_color(s->fd));
	unsetenv("TERM");
	assert_false(om_terminal_has_color(s->fd));
}

static void a_terminal_gets_a_table_with_color(void **state)
{
	struct screen *s = *state;

	print_rows(s, NULL, false, 1);
	assert_string_equal(look(s), "\033[1msku\033[0m  \033[1mname\033[0m    \033[1mnet\033[0m\n"
				     "P01  Chai  \033[31m-5.00\033[0m\n");
}

static void no_color_means_plain_bytes(void **state)
{
	struct screen *s = *state;

	setenv("NO_COLOR", "1", 1);
	print_rows(s, NULL, false, 1);
	assert_string_equal(look(s), "sku  name    net\nP01  Chai  -5.00\n");
}

static void the_width_of_the_terminal_cuts_the_table(void **state)
{
	struct screen *s = *state;

	setenv("NO_COLOR", "1", 1);
	set_size(s, 12, 24);
	print_rows(s, NULL, false, 1);
	assert_string_equal(look(s), "sku    net\nP01  -5.00\n");
	assert_string_equal(s->om.messages->text,
			    "1 column not shown: name; choose with --columns");
}

/* The pager says that it ran; its output is the terminal. */
static void use_pager(struct screen *s, const char *command)
{
	char *text = om_printf(s->om.arena, "exec >%s; %s", ptsname(s->user), command);

	setenv("OM_PAGER", text, 1);
	setenv("NO_COLOR", "1", 1);
	set_size(s, 80, 3);
}

static void a_long_result_goes_through_the_pager(void **state)
{
	struct screen *s = *state;

	use_pager(s, "echo paged; echo \"$LESS\"; cat");
	print_rows(s, NULL, false, 3);
	assert_string_equal(look(s), "paged\nFRX\nsku  name    net\nP01  Chai  -5.00\n"
				     "P01  Chai  -5.00\nP01  Chai  -5.00\n");
}

static void a_short_result_does_not(void **state)
{
	struct screen *s = *state;

	use_pager(s, "echo paged; cat");
	print_rows(s, NULL, false, 2);
	assert_string_equal(look(s), "sku  name    net\nP01  Chai  -5.00\nP01  Chai  -5.00\n");
}

static void the_pager_can_be_declined(void **state)
{
	struct screen *s = *state;

	use_pager(s, "echo paged; cat");
	print_rows(s, "csv", true, 4);
	assert_string_equal(look(s), "sku,name,net\nP01,Chai,-5.00\nP01,Chai,-5.00\n"
				     "P01,Chai,-5.00\nP01,Chai,-5.00\n");
}

static void leaving_the_pager_early_is_no_error(void **state)
{
	struct screen *s = *state;
	struct sigaction before, after;

	use_pager(s, "echo left");
	sigaction(SIGPIPE, NULL, &before);
	print_rows(s, "csv", false, 100000);
	sigaction(SIGPIPE, NULL, &after);
	assert_string_equal(look(s), "left\n");
	assert_true(before.sa_handler == after.sa_handler);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(the_size_is_that_of_the_terminal),
		TEST(a_terminal_without_size_asks_the_environment),
		TEST(a_file_is_no_terminal),
		TEST(color_is_off_with_no_color_or_a_dumb_terminal),
		TEST(a_terminal_gets_a_table_with_color),
		TEST(no_color_means_plain_bytes),
		TEST(the_width_of_the_terminal_cuts_the_table),
		TEST(a_long_result_goes_through_the_pager),
		TEST(a_short_result_does_not),
		TEST(the_pager_can_be_declined),
		TEST(leaving_the_pager_early_is_no_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
