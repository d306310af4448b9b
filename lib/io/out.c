/* What a command shows: the choice of format and columns, and the way out. */
#include "io/out.h"

#include "base/text.h"
#include "io/out_private.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>

const struct om_option om_out_options[] = {
	OM_CHOICE(struct om_out_choice, format, "format", 0, "table|csv|json|yaml",
		  "how to print; a table on a terminal, else csv"),
	OM_TEXT(struct om_out_choice, columns, "columns", 'o', "NAME,...",
		"which columns, in this order", OM_VALUES("columns")),
	OM_TEXT(struct om_out_choice, sort, "sort", 0, "[-]NAME,...",
		"sort by these columns; - for descending", OM_VALUES("columns")),
	OM_INT(struct om_out_choice, limit, "limit", 0, "N", "print at most N rows"),
	OM_FLAG(struct om_out_choice, refs_only, "quiet", 'q', "print references only, one a line"),
	OM_FLAG(struct om_out_choice, no_header, "no-header", 0, "leave out the column names"),
	OM_FLAG(struct om_out_choice, nul, "null", 'z',
		"with -q: end each reference with NUL, not a newline"),
	OM_FLAG(struct om_out_choice, spreadsheet, "spreadsheet", 0,
		"csv for a spreadsheet: BOM, CRLF, text that looks like a formula guarded"),
	OM_FLAG(struct om_out_choice, no_pager, "no-pager", 0, "do not page a long result"),
	OM_OPTIONS_END,
};

const char *om_value_text(const struct om_value *v, char *buf)
{
	switch ((enum om_type)v->type) {
	case OM_TYPE_NULL:
		break;
	case OM_TYPE_INT:
		return om_money_format((om_money){v->i}, 0, buf);
	case OM_TYPE_BOOL:
		return v->i ? "yes" : "no";
	case OM_TYPE_TEXT:
	case OM_TYPE_REF:
		return v->text;
	case OM_TYPE_MONEY:
		return om_money_format((om_money){v->i}, v->exponent, buf);
	case OM_TYPE_QTY:
		return om_qty_format((om_qty){v->i}, buf);
	case OM_TYPE_PRICE:
		return om_price_format((om_price){v->i}, v->exponent, buf);
	case OM_TYPE_PERCENT:
		return om_percent_format((om_percent){v->i}, buf);
	case OM_TYPE_DATE:
		return v->date;
	}
	return "";
}

static void pick_all(struct om_out *out, struct om_pick *pick, const struct om_column *columns)
{
	size_t i;

	if (!columns)
		return;
	pick->columns = columns;
	while (columns[pick->n_columns].name)
		pick->n_columns++;
	assert(pick->n_columns);
	pick->at = OM_NEW_ARRAY(out->arena, size_t, pick->n_columns);
	for (i = 0; i < pick->n_columns; i++)
		pick->at[i] = i;
	pick->n = out->choice.refs_only ? 1 : pick->n_columns;
}

static int refuse_column(struct om *om, const struct om_pick *pick, const char *option,
			 const char *name)
{
	const char *shown = om_text_escape(om->arena, name), *hint;
	struct om_nearest near;
	struct om_buf all = {0};
	int status;
	size_t i;

	om_nearest_init(&near, name);
	for (i = 0; i < pick->n_columns; i++) {
		om_nearest_offer(&near, pick->columns[i].name);
		om_buf_puts(&all, i ? ", " : "; there are ");
		om_buf_puts(&all, pick->columns[i].name);
	}
	hint = om_nearest_hint(om->arena, &near);
	if (!*name)
		status = om_fail(om, OM_USAGE, "'--%s' has an empty column name", option);
	else
		status = om_fail(om, OM_USAGE, "'--%s': unknown column '%s'%s", option, shown,
				 *hint ? hint : all.s);
	om_buf_free(&all);
	return status;
}

/* The next of "a,b,c" into *at, with *s moved behind it. */
static int next_column(struct om_out *out, const char *option, const char **s, size_t *at)
{
	const struct om_pick *pick = out->counted;
	size_t len = strcspn(*s, ","), i;
	const char *name = om_strndup(out->arena, *s, len);

	for (i = 0; i < pick->n_columns; i++) {
		if (strcmp(pick->columns[i].name, name) == 0) {
			*at = i;
			*s = (*s)[len] ? *s + len + 1 : NULL;
			return OM_OK;
		}
	}
	return refuse_column(out->om, pick, option, name);
}

static int read_columns(struct om_out *out)
{
	struct om_pick *pick = out->counted;
	const char *s = out->choice.columns;
	size_t at = 0, i, n = 0;
	size_t *picked = OM_NEW_ARRAY(out->arena, size_t, pick->n_columns);

	while (s) {
		int status = next_column(out, "columns", &s, &at);

		if (status != OM_OK)
			return status;
		for (i = 0; i < n; i++)
			if (picked[i] == at)
				return om_fail(out->om, OM_USAGE,
					       "'--columns': '%s' is named twice",
					       pick->columns[at].name);
		picked[n++] = at;
	}
	if (n && !out->choice.refs_only) {
		out->is_picked = true;
		pick->at = picked;
		pick->n = n;
	}
	return OM_OK;
}

/* The keys, and the reference column at the end to break ties. */
static int read_sort(struct om_out *out)
{
	const char *s = out->choice.sort;
	size_t room = 0;

	for (;;) {
		struct om_sort_key key = {0};
		int status;

		if (s && *s == '-') {
			key.descending = true;
			s++;
		}
		if (s && (status = next_column(out, "sort", &s, &key.column)) != OM_OK)
			return status;
		out->keys = om_arena_grow(out->arena, out->keys, out->n_keys, &room, sizeof(key));
		out->keys[out->n_keys++] = key;
		if (!s && key.column == 0)
			return OM_OK;
	}
}

static const struct om_format *find_format(const char *name)
{
	static const struct om_format *const formats[] = {&om_format_table, &om_format_csv,
							  &om_format_json, &om_format_yaml};
	size_t i;

	for (i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (strcmp(formats[i]->name, name) == 0)
			return formats[i];
	return NULL;
}

static int choose_format(struct om_out *out)
{
	const struct om_out_choice *c = &out->choice;
	const char *name = c->format;

	if (c->nul && !c->refs_only)
		return om_fail(out->om, OM_USAGE, "'-z' goes with '-q' only");
	if (!name)
		name = om_terminal_is(out->fd) && !c->spreadsheet ? "table" : "csv";
	out->format = find_format(name);
	if (!out->format)
		return om_fail(out->om, OM_USAGE,
			       "'--format': '%s' is not one of table, csv, json, yaml",
			       om_text_escape(out->om->arena, name));
	if (c->spreadsheet && (out->format != &om_format_csv || c->refs_only))
		return om_fail(out->om, OM_USAGE, "'--spreadsheet' goes with '--format csv' only");
	if (!c->refs_only)
		return OM_OK;
	if (out->format == &om_format_json || out->format == &om_format_yaml)
		return om_fail(out->om, OM_USAGE, "'-q' does not go with '--format %s'", name);
	out->format = &om_format_refs;
	return OM_OK;
}

int om_out_new(struct om *om, const struct om_shape *shape, const struct om_out_choice *choice,
	       int fd, struct om_out **result)
{
	struct om_out *out = om_xmalloc(sizeof(*out));
	int status;

	assert(shape->head || shape->rows);
	assert(!(shape->head && shape->rows) || shape->rows_name);
	*out = (struct om_out){.om = om, .shape = *shape, .choice = *choice, .fd = fd};
	out->arena = om_arena_new();
	om_sink_begin(&out->sink);
	pick_all(out, &out->head, shape->head);
	if (!choice->refs_only || !shape->head)
		pick_all(out, &out->rows, shape->rows);
	out->counted = out->rows.columns ? &out->rows : &out->head;
	status = choose_format(out);
	if (status == OM_OK && choice->columns)
		status = read_columns(out);
	if (status == OM_OK && choice->sort)
		status = read_sort(out);
	if (status != OM_OK) {
		om_out_free(out);
		return status;
	}
	out->keep = out->n_keys || out->format == &om_format_table ||
		    (out->format == &om_format_yaml && out->head.columns);
	if (!out->keep)
		out->format->begin(out);
	*result = out;
	return OM_OK;
}

void om_out_free(struct om_out *out)
{
	if (!out)
		return;
	om_sink_release(&out->sink);
	om_buf_free(&out->last_ref);
	free(out->kept);
	free(out->heads);
	om_arena_free(out->arena);
	free(out);
}

bool om_out_is_full(const struct om_out *out)
{
	return out->choice.limit >= 0 && !out->n_keys &&
	       out->n_counted >= (size_t)out->choice.limit;
}

static int check_sink(struct om *om, const struct om_out *out)
{
	if (!out->sink.error)
		return OM_OK;
	return om_fail(om, OM_STORAGE, "the result cannot be kept in a temporary file: %s",
		       strerror(out->sink.error));
}

int om_out_record(struct om *om, struct om_out *out, const struct om_value *head)
{
	assert(out->head.columns);
	if (om_out_is_full(out))
		return OM_OK;
	out->n_counted += out->counted == &out->head;
	if (out->keep)
		om_out_keep(out, &out->head, head);
	else
		out->format->head(out, head);
	return check_sink(om, out);
}

int om_out_row(struct om *om, struct om_out *out, const struct om_value *row)
{
	assert(out->shape.rows);
	if (!out->rows.columns || om_out_is_full(out))
		return OM_OK;
	out->n_counted++;
	if (out->keep)
		om_out_keep(out, &out->rows, row);
	else
		out->format->row(out, row);
	return check_sink(om, out);
}

const char **om_out_labels(struct om_out *out, const struct om_pick *pick,
			   void (*put)(struct om_sink *, const char *))
{
	const char **labels = OM_NEW_ARRAY(out->arena, const char *, pick->n);
	struct om_sink text;
	size_t i;

	om_sink_begin(&text);
	for (i = 0; i < pick->n; i++) {
		text.len = 0;
		put(&text, pick->columns[pick->at[i]].name);
		labels[i] = om_strndup(out->arena, text.s, text.len);
	}
	om_sink_release(&text);
	return labels;
}

/* A reader downstream that has gone ends this process the usual way. */
static void die_of_pipe(void)
{
	signal(SIGPIPE, SIG_DFL);
	raise(SIGPIPE);
}

static int send_all(struct om_out *out, bool paged)
{
	struct om_pager pager = {.fd = out->fd};
	unsigned height = paged ? om_terminal_height(out->fd) : 0;
	int error;

	if (height && om_sink_is_longer(&out->sink, height))
		om_pager_open(&pager, out->fd);
	error = om_sink_copy(&out->sink, pager.fd);
	if (error == EPIPE && pager.pid)
		error = 0;
	om_pager_close(&pager);
	return error;
}

int om_out_print(struct om *om, struct om_out *out)
{
	bool paged = om_terminal_is(out->fd) && !out->choice.no_pager;
	int error;

	if (!out->keep && check_sink(om, out) != OM_OK)
		return OM_STORAGE;
	if (out->keep) {
		if (!paged)
			om_sink_open(&out->sink, out->fd);
		om_out_replay(out);
	}
	out->format->end(out);
	error = send_all(out, paged);
	if (error == EPIPE)
		die_of_pipe();
	if (error)
		return om_fail(om, OM_STORAGE, "cannot write to %s: %s",
			       out->fd == 1 ? "standard output" : "the output", strerror(error));
	return OM_OK;
}
