/* The tables of the completions: for bash and zsh as functions of sh, and for fish. */
#include "gen.h"

#include <assert.h>

/* "a|b|c" or the words in small letters of "[list | get KEY]", with blanks between. */
static void add_words(struct om_buf *out, const char *s)
{
	while (*s) {
		size_t len = strcspn(s, "|[] .:=,");
		bool lower = len > 0;
		size_t i;

		for (i = 0; i < len; i++)
			lower = lower && ((s[i] >= 'a' && s[i] <= 'z') || (i && s[i] == '-'));
		if (lower)
			om_buf_printf(out, " %.*s", (int)len, s);
		s += len;
		s += *s != '\0';
	}
}

/* Two verbs whose names begin with the same word. */
static bool same_first(const struct om_verb *a, const struct om_verb *b)
{
	size_t len = strcspn(a->name, " ");

	return strcspn(b->name, " ") == len && memcmp(a->name, b->name, len) == 0;
}

static void add_verb_words(struct om_buf *out, const struct om_command *command)
{
	const struct om_verb *v, *w;

	for (v = command->verbs; v->name; v++) {
		for (w = command->verbs; w < v && !same_first(w, v); w++)
			;
		if (w == v && !(v->flags & OM_VERB_HIDDEN))
			om_buf_printf(out, " %.*s", (int)strcspn(v->name, " "), v->name);
	}
}

static void add_verbs(struct om_buf *out)
{
	const struct om_command *const *c;

	om_buf_puts(out, "_om_commands() {\n\techo");
	for (c = om_commands + 1; *c; c++)
		om_buf_printf(out, " %s", (*c)->name);
	om_buf_puts(out, "\n}\n_om_verbs() {\n\tcase $1 in\n");
	for (c = om_commands; *c; c++) {
		om_buf_printf(out, "\t%s) echo", (*c)->name);
		add_verb_words(out, *c);
		om_buf_puts(out, " ;;\n");
	}
	om_buf_puts(out, "\tesac\n}\n");
}

static void add_seconds_of(struct om_buf *out, const struct om_command *command,
			   const struct om_verb *first)
{
	const struct om_verb *v;

	for (v = command->verbs; v < first; v++)
		if (same_first(v, first) && strchr(v->name, ' '))
			return;
	om_buf_printf(out, "\t'%s %.*s') echo", command->name, (int)strcspn(first->name, " "),
		      first->name);
	for (v = first; v->name; v++)
		if (same_first(v, first) && strchr(v->name, ' ') && !(v->flags & OM_VERB_HIDDEN))
			om_buf_puts(out, strchr(v->name, ' '));
	om_buf_puts(out, " ;;\n");
}

/* The verbs of two words: what follows the first. */
static void add_seconds(struct om_buf *out)
{
	const struct om_command *const *c;
	const struct om_verb *v;

	om_buf_puts(out, "_om_second() {\n\tcase $1 in\n");
	for (c = om_commands; *c; c++)
		for (v = (*c)->verbs; v->name; v++)
			if (strchr(v->name, ' ') && !(v->flags & OM_VERB_HIDDEN))
				add_seconds_of(out, *c, v);
	om_buf_puts(out, "\t*) ;;\n\tesac\n}\n");
}

static void add_option_names(struct om *om, struct om_buf *out)
{
	const struct om_command *const *c;
	const struct om_verb *v;
	const struct om_option *o;

	om_buf_puts(out, "_om_options() {\n\tcase $1 in\n");
	for (c = om_commands; *c; c++)
		for (v = (*c)->verbs; v->name; v++) {
			if (v->flags & OM_VERB_HIDDEN)
				continue;
			om_buf_printf(out, "\t'%s %s') echo", (*c)->name, v->name);
			for (o = om_gen_options(om, *c, v); o->name; o++)
				om_buf_printf(out, " --%s", o->name);
			om_buf_puts(out, " ;;\n");
		}
	om_buf_puts(out, "\tesac\n}\n");
}

/* The states that --state takes: what the column of the list shows. */
static void add_states(struct om_buf *out, const struct om_command *command)
{
	const struct om_column *column;
	const struct om_verb *v;

	assert(command);
	for (v = command->verbs; v->name; v++)
		for (column = v->shape.rows; column && !v->shape.head && column->name; column++)
			if (v->filters & OM_FILTER_STATE && strcmp(column->name, "state") == 0)
				add_words(out, column->help);
}

static bool has_values(const struct om_option *o, const char *kind)
{
	return o->values && strcmp(o->values, kind) == 0;
}

static void add_kind(struct om_buf *out, const struct om_command *command,
		     const struct om_option *o)
{
	if (o->choices) {
		om_buf_puts(out, "words");
		add_words(out, o->choices);
	} else if (has_values(o, "state")) {
		om_buf_puts(out, "words");
		add_states(out, command);
	} else if (has_values(o, "file") || has_values(o, "columns")) {
		om_buf_puts(out, o->values);
	} else if (o->values) {
		om_buf_printf(out, "live %s", o->values);
	} else if (o->type == OM_OPTION_DATE) {
		om_buf_puts(out, "words today yesterday tomorrow eom");
	} else {
		om_buf_puts(out, "text");
	}
}

static void add_value(struct om_buf *out, const char *pattern, const struct om_command *command,
		      const struct om_option *o)
{
	if (o->type == OM_OPTION_FLAG)
		return;
	om_buf_printf(out, "\t%s' --%s'", pattern, o->name);
	if (o->letter)
		om_buf_printf(out, " | %s' -%c'", pattern, o->letter);
	om_buf_puts(out, ") echo ");
	add_kind(out, command, o);
	om_buf_puts(out, " ;;\n");
}

static bool stands_in(const struct om_option *o, const struct om_option *options)
{
	for (; options->name; options++)
		if (strcmp(o->name, options->name) == 0)
			return true;
	return false;
}

/* --from is a file to some verbs and a date to others; each command has its states. */
static bool is_own(const struct om_option *o)
{
	return has_values(o, "state") ||
	       (stands_in(o, om_from_options) && stands_in(o, om_filter_options));
}

static void add_values_of(struct om *om, struct om_buf *out, const struct om_command *command,
			  const struct om_verb *verb)
{
	const char *pattern = om_printf(om->arena, "'%s %s'", command->name, verb->name);
	const struct om_option *o, *all = om_gen_options(om, command, verb);

	for (o = all; o->name; o++)
		if ((verb->options && stands_in(o, verb->options)) || is_own(o))
			add_value(out, pattern, command, o);
}

static void add_values(struct om *om, struct om_buf *out)
{
	const struct om_option *const shared[] = {om_write_options,  om_from_options,
						  om_import_options, om_filter_options,
						  om_out_options,    om_global_options};
	const struct om_command *const *c;
	const struct om_verb *v;
	const struct om_option *o;
	size_t i;

	om_buf_puts(out, "_om_value() {\n\tcase $1 in\n");
	for (c = om_commands; *c; c++)
		for (v = (*c)->verbs; v->name; v++)
			if (!(v->flags & OM_VERB_HIDDEN))
				add_values_of(om, out, *c, v);
	for (i = 0; i < sizeof(shared) / sizeof(shared[0]); i++)
		for (o = shared[i]; o->name; o++)
			if (!is_own(o) && !(i == 2 && stands_in(o, om_from_options)))
				add_value(out, "*", NULL, o);
	om_buf_puts(out, "\tesac\n}\n");
}

/* The columns that --columns and --sort of a verb speak of; those of sql are not known. */
static const struct om_column *columns_of(const struct om_verb *v)
{
	if (!(v->flags & OM_VERB_READ) || v->flags & OM_VERB_HIDDEN || v->run == om_sql_run)
		return NULL;
	return v->shape.rows ? v->shape.rows : v->shape.head;
}

static void add_columns(struct om_buf *out, const char *format)
{
	const struct om_command *const *c;
	const struct om_column *column;
	const struct om_verb *v;

	for (c = om_commands; *c; c++)
		for (v = (*c)->verbs; v->name; v++) {
			struct om_buf names = {0};

			for (column = columns_of(v); column && column->name; column++)
				om_buf_printf(&names, " %s", column->name);
			if (names.len)
				om_buf_printf(out, format, (*c)->name, v->name, names.s);
			om_buf_free(&names);
		}
}

static void add_operands(struct om_buf *out)
{
	const struct om_command *const *c;
	const struct om_verb *v;

	om_buf_puts(out, "_om_operand() {\n\tcase $1 in\n");
	for (c = om_commands; *c; c++)
		for (v = (*c)->verbs; v->name; v++) {
			struct om_buf words = {0};

			if (v->operands)
				add_words(&words, v->operands);
			if (!(v->flags & OM_VERB_HIDDEN) && (v->values || words.len))
				om_buf_printf(out, "\t'%s %s') echo %s%s ;;\n", (*c)->name, v->name,
					      v->values ? v->values : "none",
					      words.s ? words.s : "");
			om_buf_free(&words);
		}
	om_buf_puts(out, "\tesac\n}\n");
}

/* Text between the single quotes of fish. */
static void add_quoted(struct om_buf *out, const char *s)
{
	om_buf_putc(out, '\'');
	for (; *s; s++) {
		if (*s == '\'' || *s == '\\')
			om_buf_putc(out, '\\');
		om_buf_putc(out, *s);
	}
	om_buf_putc(out, '\'');
}

static void add_fish_value(struct om_buf *out, const struct om_command *command,
			   const struct om_option *o)
{
	struct om_buf kind = {0};

	if (o->type == OM_OPTION_FLAG)
		return;
	add_kind(&kind, command, o);
	if (strcmp(kind.s, "file") == 0)
		om_buf_puts(out, " -rF");
	else if (strncmp(kind.s, "words ", 6) == 0)
		om_buf_printf(out, " -xa '%s'", kind.s + 6);
	else if (strcmp(kind.s, "columns") == 0)
		om_buf_printf(out, " -xa '(__om_columns %s)'", o->name);
	else if (strncmp(kind.s, "live ", 5) == 0)
		om_buf_printf(out, " -xa '(__om_live %s)'", kind.s + 5);
	else
		om_buf_puts(out, " -x");
	om_buf_free(&kind);
}

static bool has_option(struct om *om, const struct om_command *c, const struct om_verb *v,
		       const struct om_option *wanted)
{
	const struct om_option *o;

	if (v->flags & OM_VERB_HIDDEN)
		return false;
	for (o = om_gen_options(om, c, v); o->name; o++)
		if (om_gen_same(o, wanted))
			return true;
	return false;
}

/* One line an option, for all verbs of the command that have it. */
static void add_fish_option(struct om *om, struct om_buf *out, const struct om_command *c,
			    const struct om_verb *verb, const struct om_option *o)
{
	const struct om_verb *v;

	for (v = c->verbs; v < verb; v++)
		if (has_option(om, c, v, o))
			return;
	om_buf_printf(out, "complete -c om%s%s -n '__om_in %s", c == om_commands[0] ? "" : " -c ",
		      c == om_commands[0] ? "" : om_command_program(om->arena, c), c->name);
	for (v = c->verbs; v->name; v++)
		if (has_option(om, c, v, o))
			om_buf_printf(out, strchr(v->name, ' ') ? " \"%s\"" : " %s", v->name);
	om_buf_printf(out, "' -l %s", o->name);
	if (o->letter)
		om_buf_printf(out, " -s %c", o->letter);
	add_fish_value(out, c, o);
	om_buf_puts(out, " -d ");
	add_quoted(out, o->help);
	om_buf_putc(out, '\n');
}

static void add_fish_verb(struct om *om, struct om_buf *out, const struct om_command *c,
			  const struct om_verb *v)
{
	const char *commands =
		c == om_commands[0] ? "-c om" : om_printf(om->arena, "-c om -c om-%s", c->name);
	struct om_buf words = {0};
	const char *blank = strchr(v->name, ' ');

	om_buf_printf(out, "complete %s -n '__om_at %s", commands, c->name);
	if (blank)
		om_buf_printf(out, " %.*s", (int)(blank - v->name), v->name);
	om_buf_printf(out, "' -xa %s -d ", blank ? blank + 1 : v->name);
	add_quoted(out, v->summary);
	om_buf_putc(out, '\n');
	if (v->operands)
		add_words(&words, v->operands);
	if (v->values && strcmp(v->values, "file") == 0)
		om_buf_printf(out, "complete %s -n '__om_in %s \"%s\"' -F\n", commands, c->name,
			      v->name);
	else if (v->values)
		om_buf_printf(out, "complete %s -n '__om_in %s \"%s\"' -xa '(__om_live %s)'\n",
			      commands, c->name, v->name, v->values);
	if (words.len)
		om_buf_printf(out, "complete %s -n '__om_in %s \"%s\"' -xa '%s'\n", commands,
			      c->name, v->name, words.s + 1);
	om_buf_free(&words);
}

static void add_fish(struct om *om, struct om_buf *out)
{
	const struct om_command *const *c;
	const struct om_verb *v;
	const struct om_option *o;

	om_buf_puts(out, "set -g __om_commands");
	for (c = om_commands + 1; *c; c++)
		om_buf_printf(out, " %s", (*c)->name);
	om_buf_puts(out, "\nfunction __om_columns_of\n\tswitch $argv[1]\n");
	add_columns(out, "\t\tcase '%s %s'\n\t\t\tprintf '%%s\\n'%s\n");
	om_buf_puts(out, "\tend\nend\ncomplete -c om -f\n");
	for (c = om_commands + 1; *c; c++) {
		om_buf_printf(out, "complete -c om-%s -f\n", (*c)->name);
		om_buf_printf(out, "complete -c om -n '__om_at om' -xa %s -d ", (*c)->name);
		add_quoted(out, (*c)->summary);
		om_buf_putc(out, '\n');
	}
	for (c = om_commands; *c; c++)
		for (v = (*c)->verbs; v->name; v++) {
			if (v->flags & OM_VERB_HIDDEN)
				continue;
			add_fish_verb(om, out, *c, v);
			for (o = om_gen_options(om, *c, v); o->name; o++)
				add_fish_option(om, out, *c, v, o);
		}
}

bool om_gen_shell(struct om *om, const char *name, const char *file, struct om_buf *out)
{
	(void)file;
	if (strcmp(name, "fish") == 0) {
		add_fish(om, out);
		return true;
	}
	if (strcmp(name, "tables") != 0)
		return false;
	add_verbs(out);
	add_seconds(out);
	add_option_names(om, out);
	add_values(om, out);
	om_buf_puts(out, "_om_columns() {\n\tcase $1 in\n");
	add_columns(out, "\t'%s %s') echo%s ;;\n");
	om_buf_puts(out, "\tesac\n}\n");
	add_operands(out);
	return true;
}
