/*
 * YAML out: a sequence of mappings; one record alone is a bare mapping, as the
 * reading half takes it back. Text is plain only where no reader can take it
 * for anything but text.
 */
#include "io/out_private.h"

#include "base/text.h"
#include "base/value.h"

/* What YAML 1.1 or 1.2 readers take for a truth, nothing, or a number. */
static bool is_reserved(const char *s)
{
	static const char *const words[] = {"y",  "n",	 "yes",	 "no",	"true", "false",
					    "on", "off", "null", "nan", "inf"};
	size_t i;

	for (i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (om_text_same(s, words[i]))
			return true;
	return false;
}

static bool is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_plain_text(const char *s)
{
	size_t n = strlen(s), i;

	if (n == 0 || !is_letter((unsigned char)s[0]) || s[n - 1] == ' ')
		return false;
	for (i = 1; i < n; i++) {
		unsigned char c = (unsigned char)s[i];

		if (!is_letter(c) && !(c >= '0' && c <= '9') && !strchr(" _-./@+()&'", c) &&
		    c < 0x80)
			return false;
		/* C1, U+2028, U+FEFF and the like begin with these. */
		if (c == 0xc2 || c == 0xe2 || c == 0xef)
			return false;
	}
	return om_utf8_valid(s, n) == n && !is_reserved(s);
}

static void put_text(struct om_sink *sink, const char *s)
{
	if (is_plain_text(s))
		om_sink_puts(sink, s);
	else
		om_json_put(sink, s);
}

static void put_label(struct om_sink *sink, const char *name)
{
	put_text(sink, name);
	om_sink_add(sink, ": ", 2);
}

static void put_value(struct om_sink *sink, const struct om_value *v)
{
	char number[OM_NUMBER_SIZE];

	if (v->type == OM_TYPE_TEXT)
		put_text(sink, v->text);
	else if (v->type == OM_TYPE_DATE && strspn(v->date, "0123456789-") != strlen(v->date))
		om_json_put(sink, v->date);
	else
		om_sink_puts(sink, om_value_text(v, number));
}

/* Members at `indent`, the first one where the line stands; how many there are. */
static size_t put_members(struct om_sink *sink, const struct om_pick *pick, const char **labels,
			  const struct om_value *values, size_t indent)
{
	size_t i, shown = 0;

	for (i = 0; i < pick->n; i++) {
		const struct om_value *v = &values[pick->at[i]];

		if (v->type == OM_TYPE_NULL)
			continue;
		om_sink_pad(sink, shown++ ? indent : 0);
		om_sink_puts(sink, labels[i]);
		put_value(sink, v);
		om_sink_putc(sink, '\n');
	}
	return shown;
}

static size_t record_indent(const struct om_out *out)
{
	return out->n_heads == 1 ? 0 : 2;
}

static void begin_yaml(struct om_out *out)
{
	out->labels = om_out_labels(out, &out->head, put_label);
	out->row_labels = om_out_labels(out, &out->rows, put_label);
}

/* "lines:", where the first row is known, or that there is none. */
static void put_rows_label(struct om_out *out)
{
	om_sink_pad(&out->sink, out->n_members ? record_indent(out) : 0);
	put_text(&out->sink, out->shape.rows_name);
	om_sink_putc(&out->sink, ':');
}

static void end_record(struct om_out *out)
{
	if (!out->n_records || out->n_rows)
		return;
	if (out->rows.columns) {
		put_rows_label(out);
		om_sink_puts(&out->sink, " []\n");
	} else if (!out->n_members) {
		om_sink_puts(&out->sink, "{}\n");
	}
}

static void write_head(struct om_out *out, const struct om_value *values)
{
	end_record(out);
	out->n_records++;
	out->n_rows = 0;
	if (record_indent(out))
		om_sink_puts(&out->sink, "- ");
	out->n_members =
		put_members(&out->sink, &out->head, out->labels, values, record_indent(out));
}

static void write_row(struct om_out *out, const struct om_value *values)
{
	size_t indent = out->head.columns ? record_indent(out) : 0;

	if (!out->n_rows++ && out->head.columns) {
		put_rows_label(out);
		om_sink_putc(&out->sink, '\n');
	}
	om_sink_pad(&out->sink, indent);
	om_sink_add(&out->sink, "- ", 2);
	if (!put_members(&out->sink, &out->rows, out->row_labels, values, indent + 2))
		om_sink_puts(&out->sink, "{}\n");
}

static void end_yaml(struct om_out *out)
{
	end_record(out);
	if (!out->n_records && !out->n_rows)
		om_sink_puts(&out->sink, "[]\n");
}

const struct om_format om_format_yaml = {
	.name = "yaml",
	.begin = begin_yaml,
	.head = write_head,
	.row = write_row,
	.end = end_yaml,
};
