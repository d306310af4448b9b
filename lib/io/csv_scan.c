/* The scanner of records with quotes, over several lines, or very long. */
#include "io/csv_scan.h"

/* The scanner's state; positions in bytes from csv->at. With a reason set, the
 * record is only passed over and may leave the window. */
struct scan {
	size_t i, line_begin;
	unsigned line;
	const char *reason;
	unsigned bad_line, bad_column;
};

static const char never_closed[] = "a quote is opened here and never closed";

/* Note why the record is refused: at byte `at` of the line given. */
static void refuse_record(const struct om_csv *csv, struct scan *scan, unsigned line,
			  size_t line_begin, size_t at, const char *reason)
{
	if (scan->reason)
		return;
	scan->reason = reason;
	scan->bad_line = line;
	scan->bad_column =
		1 + om_csv_characters(csv->window + csv->at + line_begin, at - line_begin);
}

/* More of the record; everything in the window was scanned. */
static int scan_more(struct om *om, struct om_csv *csv, struct scan *scan)
{
	if (scan->i > OM_CSV_RECORD_MAX)
		refuse_record(csv, scan, csv->place.line, 0, 0, "a record over 16 MiB");
	if (scan->reason) {
		csv->at += scan->i;
		scan->i = 0;
	}
	return om_csv_read_more(om, csv);
}

static int peek(struct om *om, struct om_csv *csv, struct scan *scan, char *c)
{
	if (csv->at + scan->i == csv->end) {
		int status = scan_more(om, csv, scan);

		if (status != OM_OK)
			return status;
	}
	*c = csv->window[csv->at + scan->i];
	return OM_OK;
}

/* Go on by n bytes, in which lines may end. */
static bool pass_lines(const struct om_csv *csv, struct scan *scan, size_t n)
{
	const char *s = csv->window + csv->at + scan->i, *end = s + n, *newline;
	bool any = false;

	while ((newline = memchr(s, '\n', (size_t)(end - s)))) {
		any = true;
		s = newline + 1;
		scan->line++;
		scan->line_begin = (size_t)(s - (csv->window + csv->at));
	}
	scan->i += n;
	return any;
}

/* OM_INPUT when the quote is never closed. */
static int scan_quoted(struct om *om, struct om_csv *csv, struct scan *scan,
		       struct om_csv_span *span)
{
	bool too_long = false;
	size_t len = 0;

	span->quoted = true;
	scan->i++;
	for (;;) {
		const char *from = csv->window + csv->at + scan->i;
		size_t left = csv->end - csv->at - scan->i;
		const char *quote = memchr(from, '"', left);
		size_t run = quote ? (size_t)(quote - from) : left;
		char c = '\0';
		int status;

		len += run;
		if (len > OM_CSV_FIELD_MAX && !scan->reason) {
			refuse_record(csv, scan, span->line, span->line_begin, span->begin,
				      "a field over 1 MiB");
			too_long = true;
		}
		span->folded |= pass_lines(csv, scan, run);
		if (!quote) {
			status = scan_more(om, csv, scan);
			if (status == OM_OK)
				continue;
			if (status == OM_STORAGE)
				return status;
			csv->over = true;
			if (too_long)
				scan->reason = never_closed;
			refuse_record(csv, scan, span->line, span->line_begin, span->begin,
				      never_closed);
			return OM_INPUT;
		}
		scan->i++;
		status = peek(om, csv, scan, &c);
		if (status == OM_STORAGE)
			return status;
		if (status == OM_DONE || c != '"') {
			span->end = scan->i - 1;
			return OM_OK;
		}
		scan->i++;
		len++;
		span->folded = true;
	}
}

/* OM_INPUT for a quote inside. */
static int scan_plain(struct om *om, struct om_csv *csv, struct scan *scan,
		      struct om_csv_span *span)
{
	size_t len = 0;
	int status = OM_OK;
	char c = '\0';

	while (status == OM_OK) {
		const char *s = csv->window + csv->at + scan->i, *from = s;
		const char *end = csv->window + csv->end;

		while (s < end && (c = *s) != csv->delimiter && c != '\n' && c != '\r' && c != '"')
			s++;
		scan->i += (size_t)(s - from);
		len += (size_t)(s - from);
		if (len > OM_CSV_FIELD_MAX)
			refuse_record(csv, scan, span->line, span->line_begin, span->begin,
				      "a field over 1 MiB");
		if (s < end && c == '"') {
			refuse_record(csv, scan, scan->line, scan->line_begin, scan->i,
				      "a quote inside an unquoted field; quote the whole field"
				      " and double the quotes in it");
			return OM_INPUT;
		}
		if (s < end)
			break;
		status = scan_more(om, csv, scan);
	}
	span->end = scan->i;
	return status == OM_STORAGE ? status : OM_OK;
}

/* Behind a field: OM_OK for another one, OM_DONE at the record's end. */
static int scan_separator(struct om *om, struct om_csv *csv, struct scan *scan)
{
	const char *reason = "text behind a closing quote; quotes inside a field are doubled";
	char c = '\0';
	int status;

	status = peek(om, csv, scan, &c);
	if (status != OM_OK)
		return status;
	if (c == csv->delimiter) {
		scan->i++;
		return OM_OK;
	}
	if (c == '\r') {
		scan->i++;
		status = peek(om, csv, scan, &c);
		if (status != OM_OK)
			return status;
		if (c != '\n') {
			scan->i -= scan->i > 0;
			reason = "a carriage return without a line feed";
		}
	}
	if (c == '\n') {
		pass_lines(csv, scan, 1);
		return OM_DONE;
	}
	refuse_record(csv, scan, scan->line, scan->line_begin, scan->i, reason);
	return OM_INPUT;
}

/* Behind what cannot be read: to the end of the line. */
static int skip_line(struct om *om, struct om_csv *csv, struct scan *scan)
{
	int status = OM_OK;
	char c;

	csv->sound = false;
	if (csv->over) {
		scan->i = csv->end - csv->at;
		return OM_OK;
	}
	while ((status = peek(om, csv, scan, &c)) == OM_OK) {
		pass_lines(csv, scan, 1);
		if (c == '\n')
			break;
	}
	return status == OM_STORAGE ? status : OM_OK;
}

static void place_fields(struct om_csv *csv, size_t n, bool ascii)
{
	const char *record = csv->window + csv->at;
	const struct om_csv_span *last = NULL;

	for (size_t i = 0; i < n; i++) {
		const struct om_csv_span *span = &csv->spans[i];
		struct om_csv_field *field = om_csv_add_field(csv);
		size_t from = span->line_begin;

		field->line = span->line;
		field->column = 1;
		if (last && last->line_begin == from) {
			from = last->begin;
			field->column = field[-1].column;
		}
		field->column += ascii ? (unsigned)(span->begin - from)
				       : om_csv_characters(record + from, span->begin - from);
		last = span;
	}
}

static void unquote_fields(struct om_csv *csv)
{
	for (size_t i = 0; i < csv->n; i++) {
		const struct om_csv_span *span = &csv->spans[i];
		char *s = csv->window + csv->at + span->begin + span->quoted;
		char *end = csv->window + csv->at + span->end, *to = end;

		if (span->folded) {
			to = s;
			for (const char *from = s; from < end; from++) {
				while (*from == '\n' && to > s && to[-1] == '\r')
					to--;
				from += *from == '"';
				*to++ = *from;
			}
		}
		*to = '\0';
		csv->fields[i].s = s;
		csv->fields[i].len = (size_t)(to - s);
	}
}

static int scan_fields(struct om *om, struct om_csv *csv, struct scan *scan, size_t *n)
{
	int status;
	char c;

	for (;;) {
		struct om_csv_span *span;

		csv->spans = om_grow(csv->spans, *n, &csv->spans_room, sizeof(*csv->spans));
		span = &csv->spans[*n];
		*span = (struct om_csv_span){.begin = scan->i,
					     .end = scan->i,
					     .line = scan->line,
					     .line_begin = scan->line_begin};
		if (*n == OM_CSV_FIELDS_MAX)
			refuse_record(csv, scan, scan->line, scan->line_begin, scan->i,
				      "more than 16384 fields");
		status = peek(om, csv, scan, &c);
		if (status == OM_OK && c == '"')
			status = scan_quoted(om, csv, scan, span);
		else if (status == OM_OK)
			status = scan_plain(om, csv, scan, span);
		*n += !scan->reason;
		if (status == OM_OK)
			status = scan_separator(om, csv, scan);
		if (status == OM_INPUT)
			return skip_line(om, csv, scan);
		if (status != OM_OK)
			return status == OM_DONE ? OM_OK : status;
	}
}

int om_csv_scan(struct om *om, struct om_csv *csv)
{
	struct scan scan = {.line = csv->line};
	bool ascii = true;
	size_t n = 0;
	int status;

	csv->place = (struct om_csv_place){om_csv_offset(csv), csv->line};
	status = scan_fields(om, csv, &scan, &n);
	if (status != OM_OK)
		return status;
	if (scan.reason)
		status = om_csv_fail(om, csv, scan.bad_line, scan.bad_column, scan.reason);
	else
		status = om_csv_check_bytes(om, csv, csv->window + csv->at, scan.i, &ascii);
	if (status == OM_OK) {
		place_fields(csv, n, ascii);
		unquote_fields(csv);
	}
	csv->at += scan.i;
	csv->line = scan.line;
	return status;
}
