/* CSV out (RFC 4180), and the bare references of -q. */
#include "io/csv.h"
#include "io/out_private.h"

#include "base/value.h"

enum { QUOTE = 1, RISKY = 2 };

/* What makes quotes necessary, and what a spreadsheet takes for a formula at the start. */
static const unsigned char marks[256] = {
	['"'] = QUOTE,		[','] = QUOTE,	['\n'] = QUOTE | RISKY,
	['\r'] = QUOTE | RISKY, ['\t'] = RISKY, ['='] = RISKY,
	['+'] = RISKY,		['-'] = RISKY,	['@'] = RISKY,
};

bool om_csv_is_formula(const char *s)
{
	while (*s == '\'')
		s++;
	return marks[(unsigned char)*s] & RISKY;
}

static void put_quoted(struct om_sink *sink, const char *s, size_t len, bool guard)
{
	char *p = om_sink_room(sink, 2 * len + 3);

	*p++ = '"';
	if (guard)
		*p++ = '\'';
	for (; len; len--, s++) {
		if (*s == '"')
			*p++ = '"';
		*p++ = *s;
	}
	*p++ = '"';
	om_sink_took(sink, p);
}

static void put_text(struct om_sink *sink, const char *s, bool spreadsheet)
{
	size_t len = strlen(s), i;
	char *p = om_sink_room(sink, len + 1);
	bool guard = spreadsheet && om_csv_is_formula(s);

	if (guard)
		*p++ = '\'';
	for (i = 0; i < len; i++) {
		if (__builtin_expect(marks[(unsigned char)s[i]] & QUOTE, 0)) {
			put_quoted(sink, s, len, guard);
			return;
		}
		p[i] = s[i];
	}
	om_sink_took(sink, p + len);
}

void om_csv_put(struct om_sink *sink, const struct om_value *v, bool spreadsheet)
{
	char *p;

	switch ((enum om_type)v->type) {
	case OM_TYPE_NULL:
		return;
	case OM_TYPE_TEXT:
		put_text(sink, v->text, spreadsheet);
		return;
	case OM_TYPE_DATE:
		put_text(sink, v->date, spreadsheet);
		return;
	default:
		p = om_sink_room(sink, OM_NUMBER_SIZE);
		if (om_value_text(v, p) == p)
			om_sink_took(sink, p + strlen(p));
		else
			om_sink_puts(sink, v->i ? "yes" : "no");
	}
}

static bool is_blank(const struct om_value *v)
{
	return v->type == OM_TYPE_NULL || (v->type == OM_TYPE_TEXT && !*v->text);
}

static void end_line(struct om_out *out)
{
	if (out->choice.spreadsheet)
		om_sink_putc(&out->sink, '\r');
	om_sink_putc(&out->sink, '\n');
}

static void write_cells(struct om_out *out, const struct om_value *values)
{
	const struct om_pick *pick = out->counted;
	size_t i;

	for (i = 0; i < pick->n; i++) {
		const struct om_value *v = &values[pick->at[i]];

		if (i)
			om_sink_putc(&out->sink, ',');
		if (pick->n == 1 && is_blank(v)) /* else the line would be no record at all */
			om_sink_add(&out->sink, "\"\"", 2);
		else
			om_csv_put(&out->sink, v, out->choice.spreadsheet);
	}
	end_line(out);
}

static void begin_csv(struct om_out *out)
{
	const struct om_pick *pick = out->counted;
	size_t i;

	if (out->choice.spreadsheet)
		om_sink_puts(&out->sink, "\xef\xbb\xbf");
	if (out->choice.no_header)
		return;
	for (i = 0; i < pick->n; i++) {
		if (i)
			om_sink_putc(&out->sink, ',');
		put_text(&out->sink, pick->columns[pick->at[i]].name, out->choice.spreadsheet);
	}
	end_line(out);
}

static void write_csv_head(struct om_out *out, const struct om_value *values)
{
	if (!out->rows.columns)
		write_cells(out, values);
}

static void end_nothing(struct om_out *out)
{
	(void)out;
}

const struct om_format om_format_csv = {
	.name = "csv",
	.begin = begin_csv,
	.head = write_csv_head,
	.row = write_cells,
	.end = end_nothing,
};

static void begin_refs(struct om_out *out)
{
	om_buf_clear(&out->last_ref);
}

/* A reader takes the first CSV field of a line; with NULs the bare bytes. */
static void write_ref(struct om_out *out, const struct om_value *values)
{
	char number[OM_NUMBER_SIZE];
	const char *s = om_value_text(&values[0], number);

	if (!*s || (out->last_ref.len && strcmp(out->last_ref.s, s) == 0))
		return;
	om_buf_clear(&out->last_ref);
	om_buf_puts(&out->last_ref, s);
	if (out->choice.nul) {
		om_sink_add(&out->sink, s, strlen(s) + 1);
	} else {
		om_csv_put(&out->sink, &values[0], false);
		om_sink_putc(&out->sink, '\n');
	}
}

const struct om_format om_format_refs = {
	.name = "refs",
	.begin = begin_refs,
	.head = write_ref,
	.row = write_ref,
	.end = end_nothing,
};
