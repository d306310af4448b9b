/* Hostile CSV: what is read, written as CSV again and read again, is the same. */
#include "base/mem.h"
#include "base/text.h"
#include "io/csv.h"

#include <assert.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static struct om_input open_text(const char *name, const void *bytes, size_t size)
{
	struct om_input in = {.name = name, .fd = memfd_create(name, MFD_CLOEXEC),
			      .size = (int64_t)size};

	assert(in.fd >= 0);
	for (size_t at = 0; at < size;) {
		ssize_t n = write(in.fd, (const char *)bytes + at, size - at);

		assert(n > 0);
		at += (size_t)n;
	}
	return in;
}

static void write_record(struct om_buf *out, const struct om_csv_field *fields, size_t n,
			 char delimiter)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			om_buf_putc(out, delimiter);
		om_buf_putc(out, '"');
		for (const char *s = fields[i].s; *s; s++) {
			if (*s == '"')
				om_buf_putc(out, '"');
			om_buf_putc(out, *s);
		}
		om_buf_putc(out, '"');
	}
	om_buf_putc(out, '\n');
}

static void check_record(const struct om_csv_field *fields, size_t n, unsigned *line)
{
	unsigned column = 0;

	assert(n > 0);
	for (size_t i = 0; i < n; i++) {
		assert(strlen(fields[i].s) == fields[i].len);
		assert(om_utf8_valid(fields[i].s, fields[i].len) == fields[i].len);
		assert(fields[i].line > *line ||
		       (fields[i].line == *line && fields[i].column > column));
		*line = fields[i].line;
		column = fields[i].column;
	}
}

/* Rewrite all good records to `out`; how many records were refused. */
static size_t rewrite(struct om *om, struct om_input *in, char delimiter, struct om_buf *out)
{
	struct om_csv *csv = om_csv_new(in, delimiter);
	const struct om_csv_field *fields;
	unsigned line = 0;
	size_t n, refused = 0, place = 0;
	int status;

	while ((status = om_csv_next(om, csv, &fields, &n)) != OM_DONE) {
		assert(status == OM_OK || status == OM_INPUT);
		assert((size_t)om_csv_tell(csv).offset >= place);
		place = (size_t)om_csv_offset(csv);
		assert(place <= (size_t)in->size);
		if (status == OM_OK) {
			check_record(fields, n, &line);
			write_record(out, fields, n, delimiter);
		} else {
			assert(n == 0 && strncmp(om->error, in->name, strlen(in->name)) == 0);
			refused++;
		}
	}
	om_csv_free(csv);
	return refused;
}

static void check_round(struct om *om, const uint8_t *bytes, size_t size, char delimiter)
{
	struct om_input in = open_text("fuzz.csv", bytes, size), again;
	struct om_buf first = {0}, second = {0};

	om_buf_puts(&first, "");
	om_buf_puts(&second, "");
	rewrite(om, &in, delimiter, &first);
	again = open_text("again.csv", first.s, first.len);
	assert(rewrite(om, &again, delimiter, &second) == 0);
	assert(first.len == second.len && memcmp(first.s, second.s, first.len) == 0);
	om_buf_free(&first);
	om_buf_free(&second);
	om_input_close(&in);
	om_input_close(&again);
}

static void check_sheet(struct om *om, const uint8_t *bytes, size_t size)
{
	static const struct om_sheet_column columns[] = {
		{.name = "sku"}, {.name = "qty", .number = true}, {.name = "note"}};
	static const struct om_sheet_options options = {.decimal = ',', .ignore_unknown = true};
	struct om_input in = open_text("fuzz.csv", bytes, size);
	struct om_rejects *rejects = om_rejects_new("/dev/null");
	struct om_sheet *sheet;
	int status = om_sheet_open(om, &in, columns, 3, &options, &sheet);

	while (status == OM_OK && (status = om_sheet_next(om, sheet)) != OM_DONE) {
		assert(status == OM_OK || status == OM_INPUT);
		for (size_t i = 0; i < 3; i++) {
			assert(strncmp(om_sheet_at(sheet, i), "fuzz.csv:", 9) == 0);
			if (status == OM_OK && om_sheet_has(sheet, i))
				assert(om_sheet_get(sheet, i)[0] != ' ');
		}
		if (status == OM_INPUT)
			status = om_rejects_add(om, rejects, sheet, om->error);
	}
	assert(status == OM_DONE || status == OM_INPUT);
	status = om_rejects_close(om, rejects);
	assert(status == OM_OK);
	om_sheet_free(sheet);
	om_input_close(&in);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct om om = {.arena = om_arena_new()};

	check_round(&om, bytes, size, ',');
	check_round(&om, bytes, size, ';');
	check_sheet(&om, bytes, size);
	om_rewind(&om);
	om_arena_free(om.arena);
	return 0;
}
