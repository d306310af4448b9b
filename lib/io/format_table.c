/* Tables for people: aligned, escaped, cut to the width of the terminal. */
#include "io/out_private.h"

#include "base/text.h"
#include "base/value.h"

#include <unistd.h>

enum {
	GAP = 2,
	TEXT_MIN = 8,	  /* a text column is not cut below this */
	TEXT_ENOUGH = 32, /* text beyond this is cut before a column is left out */
	NAME_ROOM = 13	  /* before a note stands "om-customer: " */
};

static const char bold[] = "\033[1m", red[] = "\033[31m", plain[] = "\033[0m";

struct table_column {
	const struct om_column *column;
	size_t at, width;
	bool right, shrinks, hidden;
};

struct om_layout {
	size_t n, n_hidden, n_shown; /* columns, those left out, rows shown */
	bool color;
	struct om_value *values;
	struct table_column columns[];
};

static bool is_number(unsigned type)
{
	return type == OM_TYPE_INT || type == OM_TYPE_MONEY || type == OM_TYPE_QTY ||
	       type == OM_TYPE_PRICE || type == OM_TYPE_PERCENT;
}

static bool is_any(const struct om_column *c)
{
	return c->type == OM_TYPE_NULL;
}

static void measure_row(struct om_layout *l, const struct om_value *values)
{
	char number[OM_NUMBER_SIZE];
	size_t i;

	for (i = 0; i < l->n; i++) {
		struct table_column *c = &l->columns[i];
		const struct om_value *v = &values[c->at];
		size_t width;

		if (v->type == OM_TYPE_NULL)
			continue;
		width = om_text_width(om_value_text(v, number));
		if (width > c->width)
			c->width = width;
		if (is_any(c->column) && !is_number(v->type))
			c->right = false;
	}
}

static void measure_kept(struct om_out *out, size_t first, size_t n)
{
	size_t i;

	for (i = first; i < first + n; i++) {
		om_out_unpack(out, &out->rows, out->kept[i], out->layout->values);
		measure_row(out->layout, out->layout->values);
	}
}

static void measure_all(struct om_out *out)
{
	size_t i;

	if (!out->head.columns)
		measure_kept(out, 0, out->n_kept);
	for (i = 0; i < out->n_heads; i++)
		measure_kept(out, out->heads[i].first, out->heads[i].n);
	for (i = 0; i < out->layout->n; i++) {
		struct table_column *c = &out->layout->columns[i];

		c->shrinks = i > 0 && !c->right &&
			     (c->column->type == OM_TYPE_TEXT || c->column->type == OM_TYPE_REF ||
			      is_any(c->column));
	}
}

/* Columns that the table takes, no text counted for more than `most`. */
static size_t table_width(const struct om_layout *l, size_t most)
{
	size_t i, sum = 0;

	for (i = 0; i < l->n; i++) {
		const struct table_column *c = &l->columns[i];

		if (!c->hidden)
			sum += (sum ? GAP : 0) + (c->shrinks && c->width > most ? most : c->width);
	}
	return sum;
}

static struct table_column *find_dispensable(struct om_layout *l)
{
	struct table_column *found = NULL;
	size_t i;

	for (i = 1; i < l->n; i++) {
		struct table_column *c = &l->columns[i];

		if (!c->hidden && c->column->rank &&
		    (!found || c->column->rank >= found->column->rank))
			found = c;
	}
	return found;
}

/* When all that may go is gone: from the right, never the first that is shown. */
static struct table_column *find_last(struct om_layout *l)
{
	struct table_column *last = NULL;
	size_t i, shown = 0;

	for (i = 0; i < l->n; i++)
		if (!l->columns[i].hidden) {
			last = &l->columns[i];
			shown++;
		}
	return shown > 1 ? last : NULL;
}

static struct table_column *find_widest(struct om_layout *l)
{
	struct table_column *found = NULL;
	size_t i;

	for (i = 1; i < l->n; i++) {
		struct table_column *c = &l->columns[i];

		if (!c->hidden && c->shrinks && c->width > TEXT_MIN &&
		    (!found || c->width > found->width))
			found = c;
	}
	return found;
}

static void fit_table(struct om_layout *l, size_t width, bool may_hide)
{
	struct table_column *c;

	while (may_hide && table_width(l, TEXT_ENOUGH) > width && (c = find_dispensable(l))) {
		c->hidden = true;
		l->n_hidden++;
	}
	while (may_hide && table_width(l, TEXT_MIN) > width && (c = find_last(l))) {
		c->hidden = true;
		l->n_hidden++;
	}
	while (table_width(l, SIZE_MAX) > width && (c = find_widest(l)))
		c->width--;
}

static void put_styled(struct om_sink *sink, const char *s, size_t len, const char *style)
{
	if (style)
		om_sink_puts(sink, style);
	om_sink_add(sink, s, len);
	if (style)
		om_sink_puts(sink, plain);
}

/* Text that comes with `gap` blanks before it; gives the blanks due after it. */
static size_t put_cell(struct om_out *out, const struct table_column *c, size_t gap, const char *s,
		       const char *style)
{
	size_t used = om_text_width(s), len;

	s = om_text_escape(out->arena, s);
	len = strlen(s);
	if (used > c->width) {
		len = om_text_fit(s, c->width - 1);
		s = om_printf(out->arena, "%.*s…", (int)len, s);
		used = om_text_width(s);
		len = strlen(s);
	}
	if (!len)
		return gap + c->width;
	om_sink_pad(&out->sink, gap + (c->right ? c->width - used : 0));
	put_styled(&out->sink, s, len, style);
	return c->right ? 0 : c->width - used;
}

static void put_names(struct om_out *out)
{
	struct om_layout *l = out->layout;
	size_t i, gap = 0;

	for (i = 0; i < l->n; i++) {
		if (l->columns[i].hidden)
			continue;
		gap = put_cell(out, &l->columns[i], gap, l->columns[i].column->name,
			       l->color ? bold : NULL) +
		      GAP;
	}
	om_sink_putc(&out->sink, '\n');
}

static const char *value_style(const struct om_layout *l, const struct om_value *v)
{
	return l->color && v->type == OM_TYPE_MONEY && v->i < 0 ? red : NULL;
}

static void write_row(struct om_out *out, const struct om_value *values)
{
	struct om_mark mark = om_arena_mark(out->arena);
	struct om_layout *l = out->layout;
	char number[OM_NUMBER_SIZE];
	size_t i, gap = 0;

	l->n_shown++;
	if (out->n_rows++ == 0) {
		if (out->head.columns)
			om_sink_putc(&out->sink, '\n');
		if (!out->choice.no_header)
			put_names(out);
	}
	for (i = 0; i < l->n; i++) {
		const struct om_value *v = &values[l->columns[i].at];

		if (l->columns[i].hidden)
			continue;
		gap = put_cell(out, &l->columns[i], gap, om_value_text(v, number),
			       value_style(l, v)) +
		      GAP;
	}
	om_sink_putc(&out->sink, '\n');
	om_arena_release(out->arena, mark);
}

static size_t widest_name(const struct om_pick *pick, const struct om_value *values)
{
	size_t i, widest = 0;

	for (i = 0; i < pick->n; i++) {
		size_t width = om_text_width(pick->columns[pick->at[i]].name);

		if (values[pick->at[i]].type != OM_TYPE_NULL && width > widest)
			widest = width;
	}
	return widest;
}

static void write_head(struct om_out *out, const struct om_value *values)
{
	struct om_mark mark = om_arena_mark(out->arena);
	const struct om_pick *pick = &out->head;
	struct om_layout *l = out->layout;
	struct table_column name = {.width = widest_name(pick, values)};
	char number[OM_NUMBER_SIZE];
	size_t i, gap;

	if (out->n_records++)
		om_sink_putc(&out->sink, '\n');
	out->n_rows = 0;
	for (i = 0; i < pick->n; i++) {
		const struct om_value *v = &values[pick->at[i]];
		const char *text = om_value_text(v, number);

		if (!*text)
			continue;
		gap = put_cell(out, &name, 0, pick->columns[pick->at[i]].name,
			       l->color ? bold : NULL);
		om_sink_pad(&out->sink, gap + GAP);
		text = om_text_escape(out->arena, text);
		put_styled(&out->sink, text, strlen(text), value_style(l, v));
		om_sink_putc(&out->sink, '\n');
	}
	om_arena_release(out->arena, mark);
}

static void begin_table(struct om_out *out)
{
	const struct om_pick *pick = &out->rows;
	unsigned width = om_terminal_width(out->fd);
	struct om_layout *l =
		om_alloc(out->arena, sizeof(*l) + pick->n * sizeof(struct table_column));
	size_t i;

	l->n = pick->n;
	l->color = om_terminal_has_color(out->fd);
	l->values = OM_NEW_ARRAY(out->arena, struct om_value, pick->n_columns);
	for (i = 0; i < pick->n; i++) {
		const struct om_column *c = &pick->columns[pick->at[i]];

		l->columns[i] = (struct table_column){
			.column = c,
			.at = pick->at[i],
			.width = out->choice.no_header ? 0 : om_text_width(c->name),
			.right = is_number(c->type) || is_any(c),
		};
	}
	/* The head of a record names it; its rows need not say so again. */
	if (pick->n > 1 && out->head.columns && !out->is_picked &&
	    strcmp(out->head.columns[0].name, pick->columns[0].name) == 0)
		l->columns[0].hidden = true;
	out->layout = l;
	measure_all(out);
	if (width)
		fit_table(l, width, !out->is_picked);
}

/* As much of it as the terminal that shows the notes has room for. */
static void note_hidden(struct om_out *out, const char *names)
{
	unsigned width = om_terminal_is(STDERR_FILENO) ? om_terminal_width(STDERR_FILENO) : 0;
	size_t n = out->layout->n_hidden, i;
	const char *count = om_printf(out->arena, "%zu column%s not shown", n, n == 1 ? "" : "s");
	const char *notes[] = {
		om_printf(out->arena, "%s: %s; choose with --columns", count, names),
		om_printf(out->arena, "%s; choose with --columns", count),
		count,
	};

	for (i = 0; i < 2 && width && NAME_ROOM + om_text_width(notes[i]) > width; i++)
		;
	om_note(out->om, "%s", notes[i]);
}

static void end_table(struct om_out *out)
{
	struct om_layout *l = out->layout;
	struct om_buf names = {0};
	size_t i;

	if (!l->n_hidden || !l->n_shown)
		return;
	for (i = 0; i < l->n; i++) {
		if (!l->columns[i].hidden || (i == 0 && out->head.columns))
			continue;
		if (names.len)
			om_buf_puts(&names, ", ");
		om_buf_puts(&names, om_text_escape(out->arena, l->columns[i].column->name));
	}
	note_hidden(out, names.s);
	om_buf_free(&names);
}

const struct om_format om_format_table = {
	.name = "table",
	.begin = begin_table,
	.head = write_head,
	.row = write_row,
	.end = end_table,
};
