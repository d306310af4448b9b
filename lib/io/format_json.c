/* JSON out (RFC 8259): one array, an object a line; amounts are strings and stay exact. */
#include "io/out_private.h"

#include "base/text.h"
#include "base/value.h"

static const char hex[] = "0123456789abcdef";

/* Printable ASCII but for the quote and the backslash. */
static inline bool is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static char *put_code(char *p, unsigned code)
{
	*p++ = '\\';
	*p++ = 'u';
	*p++ = hex[code >> 12 & 15];
	*p++ = hex[code >> 8 & 15];
	*p++ = hex[code >> 4 & 15];
	*p++ = hex[code & 15];
	return p;
}

static char *put_ascii(char *p, unsigned char c)
{
	static const char short_form[128] = {
		['"'] = '"',  ['\\'] = '\\', ['\n'] = 'n', ['\r'] = 'r',
		['\t'] = 't', ['\b'] = 'b',  ['\f'] = 'f',
	};

	if (!short_form[c])
		return put_code(p, c);
	*p++ = '\\';
	*p++ = short_form[c];
	return p;
}

/* What YAML does not print: C1, the line and paragraph separators, the byte
 * order mark and two non-characters; 0 for all else. s is valid UTF-8. */
static unsigned find_unprintable(const unsigned char *s)
{
	unsigned code;

	if (s[0] == 0xc2 && s[1] < 0xa0)
		return s[1];
	if (s[0] != 0xe2 && s[0] != 0xef)
		return 0;
	code = (s[0] & 15u) << 12 | (s[1] & 63u) << 6 | (s[2] & 63u);
	return code == 0x2028 || code == 0x2029 || code == 0xfeff || code >= 0xfffe ? code : 0;
}

/* n valid bytes. */
static void put_valid(struct om_sink *sink, const char *s, size_t n)
{
	const char *end = s + n;
	char *p = om_sink_room(sink, 6 * n);

	while (s < end) {
		unsigned char c = (unsigned char)*s;
		unsigned code;

		if (is_plain(c)) {
			*p++ = *s++;
		} else if (c < 0x7f) {
			p = put_ascii(p, c);
			s++;
		} else if (c == 0x7f) {
			p = put_code(p, c);
			s++;
		} else if ((code = find_unprintable((const unsigned char *)s))) {
			p = put_code(p, code);
			s += code < 0x100 ? 2 : 3;
		} else {
			*p++ = *s++;
		}
	}
	om_sink_took(sink, p);
}

void om_json_put(struct om_sink *sink, const char *s)
{
	size_t left = strlen(s);

	om_sink_putc(sink, '"');
	while (left) {
		size_t n = om_utf8_valid(s, left);

		put_valid(sink, s, n);
		s += n;
		left -= n;
		if (left) {
			om_sink_add(sink, "\\ufffd", 6);
			s++;
			left--;
		}
	}
	om_sink_putc(sink, '"');
}

static void put_value(struct om_sink *sink, const struct om_value *v)
{
	char number[OM_NUMBER_SIZE];

	switch ((enum om_type)v->type) {
	case OM_TYPE_NULL:
		om_sink_puts(sink, "null");
		break;
	case OM_TYPE_BOOL:
		om_sink_puts(sink, v->i ? "true" : "false");
		break;
	case OM_TYPE_INT:
		om_sink_puts(sink, om_value_text(v, number));
		break;
	default:
		om_json_put(sink, om_value_text(v, number));
	}
}

static void put_label(struct om_sink *sink, const char *name)
{
	om_json_put(sink, name);
	om_sink_putc(sink, ':');
}

static void put_members(struct om_sink *sink, const struct om_pick *pick, const char **labels,
			const struct om_value *values)
{
	size_t i;

	for (i = 0; i < pick->n; i++) {
		if (i)
			om_sink_putc(sink, ',');
		om_sink_puts(sink, labels[i]);
		put_value(sink, &values[pick->at[i]]);
	}
}

static void begin_json(struct om_out *out)
{
	out->labels = om_out_labels(out, &out->head, put_label);
	out->row_labels = om_out_labels(out, &out->rows, put_label);
	om_sink_putc(&out->sink, '[');
}

static void end_record(struct om_out *out)
{
	if (out->n_records)
		om_sink_puts(&out->sink, out->rows.columns ? "]}" : "}");
}

static void write_head(struct om_out *out, const struct om_value *values)
{
	end_record(out);
	om_sink_puts(&out->sink, out->n_records++ ? ",\n{" : "\n{");
	out->n_rows = 0;
	put_members(&out->sink, &out->head, out->labels, values);
	if (!out->rows.columns)
		return;
	om_sink_putc(&out->sink, ',');
	put_label(&out->sink, out->shape.rows_name);
	om_sink_putc(&out->sink, '[');
}

static void write_row(struct om_out *out, const struct om_value *values)
{
	if (out->n_rows++)
		om_sink_putc(&out->sink, ',');
	if (!out->head.columns)
		om_sink_putc(&out->sink, '\n');
	om_sink_putc(&out->sink, '{');
	put_members(&out->sink, &out->rows, out->row_labels, values);
	om_sink_putc(&out->sink, '}');
}

static void end_json(struct om_out *out)
{
	end_record(out);
	om_sink_puts(&out->sink, out->n_records || out->n_rows ? "\n]\n" : "]\n");
}

const struct om_format om_format_json = {
	.name = "json",
	.begin = begin_json,
	.head = write_head,
	.row = write_row,
	.end = end_json,
};
