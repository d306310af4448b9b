/* The blocks of the manual, in mdoc. */
#include "gen.h"

/* Text of a table: mdoc takes a backslash, and a dot or quote at the start of a line. */
static void add_text(struct om_buf *out, const char *s)
{
	if (*s == '.' || *s == '\'')
		om_buf_puts(out, "\\&");
	for (; *s; s++) {
		if (*s == '\\')
			om_buf_puts(out, "\\e");
		else
			om_buf_putc(out, *s);
	}
	om_buf_putc(out, '\n');
}

static bool is_lower(const char *s, size_t len)
{
	while (len--) {
		if ((s[len] < 'a' || s[len] > 'z') && s[len] != '-' && s[len] != '|')
			return false;
	}
	return true;
}

/* One word of a verb's operands, without brackets: -c, CUSTOMER, LINE..., list. */
static void add_operand(struct om_buf *out, const char *s, size_t len)
{
	bool many = len > 3 && memcmp(s + len - 3, "...", 3) == 0;

	if (many)
		len -= 3;
	if (len == 1 && *s == '|')
		om_buf_puts(out, " |");
	else if (len > 1 && *s == '-')
		om_buf_printf(out, " Fl %.*s", (int)len - 1, s + 1);
	else if (is_lower(s, len))
		om_buf_printf(out, " Cm %.*s", (int)len, s);
	else if (len)
		om_buf_printf(out, " Ar %.*s", (int)len, s);
	if (many)
		om_buf_puts(out, " ...");
}

static void add_operands(struct om_buf *out, const char *s)
{
	while (*(s += strspn(s, " "))) {
		size_t len = strcspn(s, " "), end = len;

		while (end && *s == '[') {
			om_buf_puts(out, " Oo");
			s++;
			len--;
			end--;
		}
		while (end && s[end - 1] == ']')
			end--;
		add_operand(out, s, end);
		for (; end < len; end++)
			om_buf_puts(out, " Oc");
		s += len;
	}
}

static void add_synopsis(struct om_buf *out, const struct om_command *command)
{
	const struct om_verb *v;

	for (v = command->verbs; v->name; v++) {
		if (v->flags & OM_VERB_HIDDEN)
			continue;
		om_buf_printf(out, ".Nm\n.Cm %s\n.Op Ar option ...\n", v->name);
		if (v->operands) {
			struct om_buf line = {0};

			add_operands(&line, v->operands);
			om_buf_printf(out, ".%s\n", line.s + 1);
			om_buf_free(&line);
		}
	}
}

static void add_item(struct om_buf *out, const struct om_option *o)
{
	om_buf_puts(out, ".It");
	if (o->letter)
		om_buf_printf(out, " Fl %c ,", o->letter);
	om_buf_printf(out, " Fl -%s", o->name);
	if (o->arg)
		om_buf_printf(out, " Ar %s", o->arg);
	om_buf_putc(out, '\n');
	add_text(out, o->help);
}

static void add_list(struct om_buf *out, const struct om_option *o)
{
	om_buf_puts(out, ".Bl -tag -width Ds\n");
	for (; o->name; o++)
		add_item(out, o);
	om_buf_puts(out, ".El\n");
}

static void add_shared(struct om_buf *out, const struct om_command *command, unsigned flag,
		       const char *title, const struct om_option *options)
{
	const struct om_verb *v;
	bool first = true;

	for (v = command->verbs; v->name; v++) {
		if (!(v->flags & flag) || v->flags & OM_VERB_HIDDEN)
			continue;
		if (first)
			om_buf_printf(out, ".Ss %s\n", title);
		om_buf_printf(out, "%s.Cm %s", first ? "Of\n" : " ,\n", v->name);
		first = false;
	}
	if (first)
		return;
	om_buf_puts(out, " :\n");
	add_list(out, options);
}

/* Which verbs take this filter. */
static void add_filter(struct om *om, struct om_buf *out, const struct om_command *command,
		       const struct om_option *filter, bool *begun)
{
	const struct om_verb *v;
	const struct om_option *o;
	struct om_buf names = {0};

	for (v = command->verbs; v->name; v++)
		for (o = om_gen_options(om, command, v); v->filters && o->name; o++)
			if (om_gen_same(o, filter) && !(v->flags & OM_VERB_HIDDEN))
				om_buf_printf(&names, "%s%s", names.len ? ", " : "", v->name);
	if (names.len) {
		if (!*begun)
			om_buf_puts(out, ".Ss Filters\n.Bl -tag -width Ds\n");
		*begun = true;
		add_item(out, filter);
		om_buf_printf(out, "(%s)\n", names.s);
	}
	om_buf_free(&names);
}

static void add_options(struct om *om, struct om_buf *out, const struct om_command *command)
{
	const struct om_option *o;
	const struct om_verb *v;
	bool begun = false;

	for (v = command->verbs; v->name; v++) {
		if (!v->options || v->flags & OM_VERB_HIDDEN)
			continue;
		om_buf_printf(out, ".Ss Options of %s\n", v->name);
		add_list(out, v->options);
	}
	for (o = om_filter_options; o->name; o++)
		add_filter(om, out, command, o, &begun);
	if (begun)
		om_buf_puts(out, ".El\n");
	add_shared(out, command, OM_VERB_FROM, "Reading from a file", om_from_options);
	add_shared(out, command, OM_VERB_IMPORT, "Importing", om_import_options);
	add_shared(out, command, OM_VERB_WRITE, "Writing", om_write_options);
	add_shared(out, command, OM_VERB_READ, "Reading", om_out_options);
	om_buf_puts(out, ".Ss Always\n");
	add_list(out, om_global_options);
}

static void add_columns(struct om_buf *out, const struct om_column *c)
{
	om_buf_puts(out, ".Bl -tag -width discount_percent -compact\n");
	for (; c->name; c++) {
		om_buf_printf(out, ".It Li %s\n", c->name);
		add_text(out, c->help ? c->help : "");
	}
	om_buf_puts(out, ".El\n");
}

static bool same_shape(const struct om_verb *a, const struct om_verb *b)
{
	return a->shape.head == b->shape.head && a->shape.rows == b->shape.rows;
}

static bool is_repeated(const struct om_command *command, const struct om_verb *v)
{
	const struct om_verb *before;

	for (before = command->verbs; before < v; before++)
		if (same_shape(before, v))
			return true;
	return false;
}

static void add_output(struct om_buf *out, const struct om_command *command)
{
	const struct om_verb *v, *w;

	for (v = command->verbs; v->name; v++) {
		if ((!v->shape.head && !v->shape.rows) || v->flags & OM_VERB_HIDDEN ||
		    is_repeated(command, v))
			continue;
		om_buf_printf(out, ".Ss Columns of %s", v->name);
		for (w = v + 1; w->name; w++)
			if (same_shape(v, w) && !(w->flags & OM_VERB_HIDDEN))
				om_buf_printf(out, ", %s", w->name);
		om_buf_putc(out, '\n');
		if (v->shape.head)
			add_columns(out, v->shape.head);
		if (v->shape.head && v->shape.rows)
			om_buf_printf(out, ".Pp\n%s:\n.Pp\n", v->shape.rows_name);
		if (v->shape.rows)
			add_columns(out, v->shape.rows);
	}
}

static void add_files(struct om_buf *out, const struct om_command *command)
{
	const struct om_sheet_column *c;
	const struct om_verb *v;

	for (v = command->verbs; v->name; v++) {
		if (!v->sheet || v->flags & OM_VERB_HIDDEN)
			continue;
		om_buf_printf(out, ".Ss Columns that %s reads\n", v->name);
		om_buf_puts(out, ".Bl -tag -width discount_percent -compact\n");
		for (c = v->sheet; c->name; c++) {
			om_buf_printf(out, ".It Li %s%s\n", c->name,
				      c->required ? " Pq required" : "");
			add_text(out, c->help ? c->help : "");
		}
		om_buf_puts(out, ".El\n");
	}
}

/* The command that "man/om-order.1" is about. */
static const struct om_command *find_command(struct om *om, const char *file)
{
	const char *slash = strrchr(file, '/');
	const char *name = slash ? slash + 1 : file;
	const struct om_command *const *c;

	for (c = om_commands; *c; c++)
		if (strcmp(name, om_printf(om->arena, "%s.1", om_command_program(om->arena, *c))) ==
		    0)
			return *c;
	return NULL;
}

bool om_gen_manual(struct om *om, const char *name, const char *file, struct om_buf *out)
{
	const struct om_command *command = find_command(om, file);

	if (!command)
		return false;
	if (strcmp(name, "synopsis") == 0)
		add_synopsis(out, command);
	else if (strcmp(name, "options") == 0)
		add_options(om, out, command);
	else if (strcmp(name, "output") == 0)
		add_output(out, command);
	else if (strcmp(name, "files") == 0)
		add_files(out, command);
	else
		return false;
	return true;
}
