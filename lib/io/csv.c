/*
 * The RFC 4180 reader. A window on the file holds the whole record; a line
 * without a quote is sliced where it stands, any other is scanned (csv_scan.c).
 */
#include "io/csv.h"

#include "base/text.h"
#include "io/csv_scan.h"

#include <assert.h>
#include <errno.h>
#include <unistd.h>

enum {
	BLOCK = 256 * 1024,
	FIRST_READ = 4096,  /* behind a seek, where often one record is wanted */
	BLANK = OM_DONE - 1 /* a line to pass over */
};

struct om_csv *om_csv_new(struct om_input *in, char delimiter)
{
	struct om_csv *csv = om_xmalloc(sizeof(*csv));

	assert(delimiter > 0 && !strchr("\"\r\n", delimiter));
	*csv = (struct om_csv){
		.in = in,
		.delimiter = delimiter,
		.sound = true,
		.window = om_xmalloc(BLOCK + 1),
		.room = BLOCK,
		.step = BLOCK,
		.line = 1,
		.place = {0, 1},
	};
	return csv;
}

void om_csv_free(struct om_csv *csv)
{
	if (!csv)
		return;
	free(csv->window);
	free(csv->fields);
	free(csv->spans);
	free(csv);
}

int om_csv_read_more(struct om *om, struct om_csv *csv)
{
	size_t size;
	ssize_t n;

	if (csv->at_end)
		return OM_DONE;
	if (csv->at > 0) {
		memmove(csv->window, csv->window + csv->at, csv->end - csv->at);
		csv->base += (int64_t)csv->at;
		csv->end -= csv->at;
		csv->at = 0;
	}
	if (csv->room - csv->end < BLOCK / 4) {
		csv->room *= 2;
		csv->window = om_xrealloc(csv->window, csv->room + 1);
	}
	size = csv->room - csv->end < csv->step ? csv->room - csv->end : csv->step;
	do {
		n = pread(csv->in->fd, csv->window + csv->end, size, csv->base + (int64_t)csv->end);
	} while (n < 0 && errno == EINTR);
	if (n < 0)
		return om_fail(om, OM_STORAGE, "cannot read '%s': %s", csv->in->name,
			       strerror(errno));
	csv->at_end = n == 0;
	csv->end += (size_t)n;
	csv->step = csv->step * 4 < BLOCK ? csv->step * 4 : BLOCK;
	return n == 0 ? OM_DONE : OM_OK;
}

int om_csv_fail(struct om *om, const struct om_csv *csv, unsigned line, unsigned column,
		const char *reason)
{
	return om_fail(om, OM_INPUT, "%s:%u:%u: %s", csv->in->name, line, column, reason);
}

static bool is_ascii(const char *s, size_t n)
{
	const uint64_t high = UINT64_C(0x8080808080808080);
	uint64_t word, seen = 0;

	for (; n >= sizeof(word); s += sizeof(word), n -= sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		seen |= word;
	}
	for (; n > 0; s++, n--)
		seen |= (unsigned char)*s;
	return !(seen & high);
}

int om_csv_check_bytes(struct om *om, const struct om_csv *csv, const char *s, size_t n,
		       bool *ascii)
{
	const char *nul = memchr(s, '\0', n), *line_begin = s, *newline;
	size_t sane = nul ? (size_t)(nul - s) : n;
	unsigned line = csv->place.line;
	char reason[96];
	size_t good;

	*ascii = is_ascii(s, sane);
	good = *ascii ? sane : om_utf8_valid(s, sane);
	if (good == n)
		return OM_OK;
	while ((newline = memchr(line_begin, '\n', (size_t)(s + good - line_begin)))) {
		line_begin = newline + 1;
		line++;
	}
	if (good == sane)
		snprintf(reason, sizeof(reason), "a NUL byte");
	else
		snprintf(reason, sizeof(reason),
			 "invalid UTF-8 (byte 0x%02x); is the file Latin-1? convert it with iconv",
			 (unsigned)(unsigned char)s[good]);
	return om_csv_fail(om, csv, line,
			   1 + om_csv_characters(line_begin, (size_t)(s + good - line_begin)),
			   reason);
}

/* Pass over a byte order mark; refuse the encodings that others announce. */
static int check_start(struct om *om, struct om_csv *csv)
{
	const char *s, *name;
	int status = OM_OK;
	size_t n;

	while (csv->end - csv->at < 4 && status == OM_OK)
		status = om_csv_read_more(om, csv);
	if (status == OM_STORAGE)
		return status;
	s = csv->window + csv->at;
	n = csv->end - csv->at;
	if (n >= 3 && memcmp(s, "\xef\xbb\xbf", 3) == 0) {
		csv->at += 3;
		return OM_OK;
	}
	if (n >= 4 && (memcmp(s, "\xff\xfe\0\0", 4) == 0 || memcmp(s, "\0\0\xfe\xff", 4) == 0))
		name = "the file is UTF-32; convert it to UTF-8 with iconv";
	else if (n >= 2 && (memcmp(s, "\xff\xfe", 2) == 0 || memcmp(s, "\xfe\xff", 2) == 0))
		name = "the file is UTF-16; convert it to UTF-8 with iconv";
	else
		return OM_OK;
	csv->over = true;
	return om_csv_fail(om, csv, 1, 1, name);
}

static bool is_blank(const struct om_csv *csv, const char *s, size_t n)
{
	for (; n > 0; s++, n--)
		if ((*s != ' ' && *s != '\t') || *s == csv->delimiter)
			return false;
	return true;
}

/* A line of `len` bytes without a quote; `size` is with its line end. */
static int slice_line(struct om *om, struct om_csv *csv, size_t len, size_t size)
{
	char *line = csv->window + csv->at, *s = line, *end, *stop;
	unsigned column = 1;
	bool ascii;
	int status;

	csv->place = (struct om_csv_place){om_csv_offset(csv), csv->line};
	csv->at += size;
	csv->line++;
	if (len > 0 && line[len - 1] == '\r')
		len--;
	if (is_blank(csv, line, len))
		return BLANK;
	status = om_csv_check_bytes(om, csv, line, len, &ascii);
	if (status != OM_OK)
		return status;
	stop = memchr(line, '\r', len);
	if (stop)
		return om_csv_fail(om, csv, csv->place.line,
				   1 + om_csv_characters(line, (size_t)(stop - line)),
				   "a carriage return without a line feed");
	for (end = line + len;; s = stop + 1) {
		struct om_csv_field *field;

		if (csv->n == OM_CSV_FIELDS_MAX)
			return om_csv_fail(om, csv, csv->place.line, column,
					   "more than 16384 fields");
		stop = memchr(s, csv->delimiter, (size_t)(end - s));
		if (!stop)
			stop = end;
		field = om_csv_add_field(csv);
		field->s = s;
		field->len = (size_t)(stop - s);
		field->line = csv->place.line;
		field->column = column;
		column += 1 + (ascii ? (unsigned)field->len : om_csv_characters(s, field->len));
		*stop = '\0';
		if (stop == end)
			return OM_OK;
	}
}

/* The line at csv->at: its length, and its size with the line end. Stops
 * looking past OM_CSV_FIELD_MAX. */
static int find_line(struct om *om, struct om_csv *csv, size_t *len, size_t *size)
{
	for (size_t seen = 0;;) {
		const char *line = csv->window + csv->at;
		const char *newline = memchr(line + seen, '\n', csv->end - csv->at - seen);
		int status;

		if (newline) {
			*len = (size_t)(newline - line);
			*size = *len + 1;
			return OM_OK;
		}
		seen = csv->end - csv->at;
		*len = *size = seen;
		if (seen > OM_CSV_FIELD_MAX)
			return OM_OK;
		status = om_csv_read_more(om, csv);
		if (status == OM_DONE && seen > 0)
			return OM_OK;
		if (status != OM_OK)
			return status;
	}
}

int om_csv_next(struct om *om, struct om_csv *csv, const struct om_csv_field **fields, size_t *n)
{
	size_t len, size;
	int status = BLANK;

	*n = csv->n = 0;
	csv->sound = true;
	if (om_csv_offset(csv) == 0 && !csv->over) {
		status = check_start(om, csv);
		if (status != OM_OK)
			return status;
		status = BLANK;
	}
	while (status == BLANK) {
		status = csv->over ? OM_DONE : find_line(om, csv, &len, &size);
		if (status != OM_OK)
			break;
		if (len > OM_CSV_FIELD_MAX || memchr(csv->window + csv->at, '"', len))
			status = om_csv_scan(om, csv);
		else
			status = slice_line(om, csv, len, size);
	}
	*fields = csv->fields;
	*n = status == OM_OK ? csv->n : 0;
	return status;
}

bool om_csv_is_sound(const struct om_csv *csv)
{
	return csv->sound;
}

struct om_csv_place om_csv_tell(const struct om_csv *csv)
{
	return csv->place;
}

int64_t om_csv_offset(const struct om_csv *csv)
{
	return csv->base + (int64_t)csv->at;
}

int om_csv_seek(struct om *om, struct om_csv *csv, struct om_csv_place place)
{
	int64_t ahead = place.offset - om_csv_offset(csv);

	(void)om;
	assert(place.offset >= 0 && place.line > 0);
	if (ahead >= 0 && ahead < (int64_t)(csv->end - csv->at)) {
		csv->at += (size_t)ahead;
	} else {
		csv->base = place.offset;
		csv->at = csv->end = 0;
		csv->at_end = false;
		csv->step = FIRST_READ;
	}
	csv->over = false;
	csv->line = place.line;
	return OM_OK;
}
