/* The option lines of -h. */
#include "base/text.h"
#include "io/option.h"

enum { GAP = 3, LEFT_MAX = 32, HELP_MIN = 20 };

/* "  -c, --customer CODE" */
static void print_left(struct om_buf *b, const struct om_option *o)
{
	om_buf_clear(b);
	if (o->letter)
		om_buf_printf(b, "  -%c, --%s", o->letter, o->name);
	else
		om_buf_printf(b, "      --%s", o->name);
	if (o->arg)
		om_buf_printf(b, " %s", o->arg);
}

static void print_blanks(struct om_buf *b, size_t n)
{
	while (n--)
		om_buf_putc(b, ' ');
}

/* Words of s from column `indent` on, at most `width` columns of them a line. */
static void print_wrapped(struct om_buf *out, const char *s, size_t indent, size_t width)
{
	size_t used = 0;

	while (*(s += strspn(s, " "))) {
		size_t len = strcspn(s, " ");
		char word[256];
		size_t columns;

		snprintf(word, sizeof(word), "%.*s", (int)len, s);
		columns = om_text_width(word);
		if (used && used + 1 + columns > width) {
			om_buf_putc(out, '\n');
			print_blanks(out, indent);
			used = 0;
		}
		if (used) {
			om_buf_putc(out, ' ');
			used++;
		}
		om_buf_add(out, s, len);
		used += columns;
		s += len;
	}
}

static size_t find_indent(const struct om_option *options, struct om_buf *left)
{
	const struct om_option *o;
	size_t widest = 0;

	for (o = options; o->name; o++) {
		size_t width;

		if (!o->help)
			continue;
		print_left(left, o);
		width = om_text_width(left->s);
		if (width > widest && width <= LEFT_MAX)
			widest = width;
	}
	return widest + GAP;
}

void om_options_help(struct om_buf *out, const struct om_option *options, unsigned width)
{
	struct om_buf left = {0};
	size_t indent = find_indent(options, &left), room = SIZE_MAX / 2;
	const struct om_option *o;

	if (width)
		room = width >= indent + HELP_MIN ? width - indent : HELP_MIN;
	for (o = options; o->name; o++) {
		size_t used;

		if (!o->help)
			continue;
		print_left(&left, o);
		om_buf_puts(out, left.s);
		used = om_text_width(left.s);
		if (used + GAP > indent) {
			om_buf_putc(out, '\n');
			used = 0;
		}
		print_blanks(out, indent - used);
		print_wrapped(out, o->help, indent, room);
		om_buf_putc(out, '\n');
	}
	om_buf_free(&left);
}
