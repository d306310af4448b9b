/* -h and om help: text of 80 columns, made from the tables alone. */
#include "frame.h"

#include "base/text.h"

#include <errno.h>
#include <unistd.h>

enum { WIDTH = 80, NAME_WIDTH = 14 };

int om_write_all(int fd, const char *s, size_t len)
{
	while (len) {
		ssize_t n = write(fd, s, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		s += n;
		len -= (size_t)n;
	}
	return 0;
}

static unsigned count_lines(const char *s, size_t len)
{
	unsigned n = 0;

	while (len--)
		n += *s++ == '\n';
	return n;
}

int om_print_text(struct om *om, const char *s, size_t len, bool no_pager)
{
	struct om_pager pager = {.fd = STDOUT_FILENO};
	unsigned height = om_terminal_height(STDOUT_FILENO);
	int wrong;

	if (!no_pager && height && om_terminal_is(STDOUT_FILENO) && count_lines(s, len) >= height)
		om_pager_open(&pager, STDOUT_FILENO);
	wrong = om_write_all(pager.fd, s, len);
	if (pager.pid)
		om_pager_close(&pager);
	else if (wrong)
		return om_fail(om, OM_STORAGE, "cannot write to standard output: %s",
			       strerror(wrong));
	return OM_OK;
}

const char *om_help_usage(struct om *om, const struct om_command *command,
			  const struct om_verb *verb)
{
	return om_printf(om->arena, "%s %s%s%s", om_command_program(om->arena, command), verb->name,
			 verb->operands ? " " : "", verb->operands ? verb->operands : "");
}

/* "  name        summary", the summary on its own line behind a long name. */
static void add_entry(struct om_buf *out, const char *name, const char *summary)
{
	if (strlen(name) > NAME_WIDTH - 1)
		om_buf_printf(out, "  %s\n  %*s%s\n", name, NAME_WIDTH, "", summary);
	else
		om_buf_printf(out, "  %-*s%s\n", NAME_WIDTH, name, summary);
}

static void add_verbs(struct om_buf *out, const struct om_command *command)
{
	const struct om_verb *v;

	for (v = command->verbs; v->name; v++)
		if (!(v->flags & OM_VERB_HIDDEN))
			add_entry(out, v->name, v->summary);
}

static void add_commands(struct om_buf *out)
{
	const struct om_command *const *c;

	for (c = om_commands + 1; *c; c++)
		add_entry(out, (*c)->name, (*c)->summary);
}

void om_help_command(struct om *om, const struct om_command *command, struct om_buf *out)
{
	const char *program = om_command_program(om->arena, command);
	bool is_om = command == om_commands[0];

	om_buf_printf(out, "usage: %s VERB [OPTION...] [OPERAND...]\n", program);
	if (is_om)
		om_buf_puts(out, "       om COMMAND VERB [OPTION...] [OPERAND...]\n");
	om_buf_printf(out, "%s\n\nVerbs:\n", command->summary);
	add_verbs(out, command);
	if (is_om) {
		om_buf_puts(out, "\nCommands (om order is om-order):\n");
		add_commands(out);
	}
	om_buf_printf(out, "\n'%s VERB -h' shows a verb, 'man %s' the manual%s.\n", program,
		      program, is_om ? ", 'man 7 om' a tour" : "");
}

static void add_columns(struct om_buf *out, const char *title, const struct om_column *c)
{
	size_t width = 0;
	const struct om_column *at;

	if (!c)
		return;
	for (at = c; at->name; at++)
		if (strlen(at->name) > width)
			width = strlen(at->name);
	om_buf_printf(out, "\n%s:\n", title);
	for (at = c; at->name; at++)
		om_buf_printf(out, "  %-*s   %s\n", (int)width, at->name, at->help ? at->help : "");
}

static void add_sheet(struct om_buf *out, const struct om_sheet_column *c)
{
	size_t width = 0;
	const struct om_sheet_column *at;

	if (!c)
		return;
	for (at = c; at->name; at++)
		if (strlen(at->name) > width)
			width = strlen(at->name);
	om_buf_puts(out, "\nColumns of the file (* must be there):\n");
	for (at = c; at->name; at++)
		om_buf_printf(out, "%c %-*s   %s\n", at->required ? '*' : ' ', (int)width, at->name,
			      at->help ? at->help : "");
}

/* One list of all tables, so that the help of every option begins in one column. */
static const struct om_option *join_tables(struct om *om, const struct om_choices *choices)
{
	struct om_option *all;
	const struct om_option *o;
	size_t i, n = 0;

	for (i = 0; i < choices->n; i++)
		for (o = choices->sets[i].options; o->name; o++)
			n++;
	all = OM_NEW_ARRAY(om->arena, struct om_option, n + 1);
	n = 0;
	for (i = 0; i < choices->n; i++)
		for (o = choices->sets[i].options; o->name; o++)
			all[n++] = *o;
	return all;
}

void om_help_verb(struct om *om, const struct om_command *command, const struct om_verb *verb,
		  struct om_buf *out)
{
	struct om_call call = {.command = command, .verb = verb};
	struct om_choices choices = {.n = 0};

	om_choices_of(om, &call, &choices);
	om_buf_printf(out, "usage: %s %s [OPTION...]%s%s\n%s\n\nOptions:\n",
		      om_command_program(om->arena, command), verb->name, verb->operands ? " " : "",
		      verb->operands ? verb->operands : "", verb->summary);
	om_options_help(out, join_tables(om, &choices), WIDTH);
	add_sheet(out, verb->sheet);
	add_columns(out, verb->shape.head && verb->shape.rows ? "Columns of the head" : "Columns",
		    verb->shape.head);
	add_columns(out,
		    verb->shape.rows_name
			    ? om_printf(om->arena, "Columns of the %s", verb->shape.rows_name)
			    : "Columns",
		    verb->shape.rows);
}

int om_help_run(struct om *om, struct om_call *call)
{
	const char *name = call->operands.n ? call->operands.v[0] : om_commands[0]->name;
	const struct om_command *const *c, *const *found = NULL;
	struct om_nearest near;

	if (strncmp(name, "om-", 3) == 0)
		name += 3;
	om_nearest_init(&near, name);
	for (c = om_commands; *c; c++) {
		om_nearest_offer(&near, (*c)->name);
		if (strcmp((*c)->name, name) == 0)
			found = c;
	}
	if (!found)
		return om_fail(om, OM_USAGE, "no command '%s'%s", om_text_escape(om->arena, name),
			       om_nearest_hint(om->arena, &near));
	om_help_command(om, *found, &call->text);
	return OM_OK;
}
