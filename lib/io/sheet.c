/* Records under a header: which field is which column, and its value. */
#include "io/sheet.h"

#include "base/mem.h"
#include "base/text.h"

#include <assert.h>

struct om_sheet {
	struct om_arena *arena;
	struct om_input *in;
	struct om_csv *csv;
	const struct om_sheet_column *columns;
	size_t n_columns, n_header;
	struct om_sheet_options options;
	struct om_sheet_map map;
	size_t *field_of;    /* by column: index of its field, or OM_SHEET_NONE */
	const char **values; /* by column, of this row */
	struct om_sheet_bytes header;
	const struct om_csv_field *fields; /* of this row; n is 0 when it is bad */
	size_t n;
	char *at;
	size_t at_size;
};

/* The errors of a header: the last stays in the handle, the others are kept. */
struct findings {
	struct om *om;
	const char *file;
	bool any;
};

static OM_PRINTF(4, 5) void add_finding(struct findings *f, unsigned line, unsigned column,
					const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = om_vprintf(f->om->arena, fmt, ap);
	va_end(ap);
	if (f->any)
		om_data_error(f->om, "%s", f->om->error);
	f->any = true;
	om_fail(f->om, OM_INPUT, "%s:%u:%u: %s", f->file, line, column, text);
}

/* Take blanks off both ends, where the field stands. */
static char *trim_field(const struct om_csv_field *field)
{
	char *s = (char *)(uintptr_t)field->s, *end = s + field->len;

	while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
		s++;
	while (end > s && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\n' || end[-1] == '\r'))
		end--;
	*end = '\0';
	return s;
}

/* A name short enough for a sentence. */
static const char *show_name(struct om *om, const char *name)
{
	if (strlen(name) <= OM_CODE_MAX)
		return om_text_escape(om->arena, name);
	return om_printf(om->arena, "%s...",
			 om_text_escape(om->arena, om_strndup(om->arena, name,
							      om_utf8_valid(name, OM_CODE_MAX))));
}

static const char *name_hint(struct om *om, const struct om_sheet *sheet, const char *name)
{
	struct om_nearest nearest;

	om_nearest_init(&nearest, name);
	for (size_t i = 0; i < sheet->n_columns; i++)
		om_nearest_offer(&nearest, sheet->columns[i].name);
	for (size_t i = 0; i < sheet->map.n_names; i++)
		om_nearest_offer(&nearest, sheet->map.names[i].theirs);
	return om_nearest_hint(om->arena, &nearest);
}

/* The column called `name` in the file; *known is false when nobody knows it. */
static size_t find_column(const struct om_sheet *sheet, const char *name, bool *known)
{
	size_t i;

	*known = true;
	for (i = 0; i < sheet->map.n_names; i++)
		if (strcmp(sheet->map.names[i].theirs, name) == 0)
			return sheet->map.names[i].ours;
	i = om_sheet_column_find(sheet->columns, sheet->n_columns, name);
	*known = i != OM_SHEET_NONE || strcmp(name, "error") == 0;
	return i;
}

static void match_field(struct findings *f, struct om_sheet *sheet, size_t at)
{
	const struct om_csv_field *field = &sheet->fields[at];
	const char *name = trim_field(field);
	bool known;
	size_t i = find_column(sheet, name, &known);

	if (!known && sheet->options.ignore_unknown)
		return;
	if (!*name)
		add_finding(f, field->line, field->column, "a column without a name");
	else if (!known)
		add_finding(f, field->line, field->column, "unknown column '%s'%s",
			    show_name(f->om, name), name_hint(f->om, sheet, name));
	if (i == OM_SHEET_NONE)
		return;
	if (sheet->field_of[i] != OM_SHEET_NONE)
		add_finding(f, field->line, field->column, "column '%s' is there twice",
			    sheet->columns[i].name);
	else if (sheet->map.constants[i])
		add_finding(f, field->line, field->column,
			    "column '%s' is a constant already, by %s", sheet->columns[i].name,
			    sheet->map.places[i]);
	else
		sheet->field_of[i] = at;
}

static const char *theirs_for(const struct om_sheet *sheet, size_t ours)
{
	for (size_t i = 0; i < sheet->map.n_names; i++)
		if (sheet->map.names[i].ours == ours)
			return sheet->map.names[i].theirs;
	return NULL;
}

static int match_header(struct om *om, struct om_sheet *sheet)
{
	struct findings f = {.om = om, .file = sheet->in->name};
	unsigned line = om_sheet_line(sheet);

	for (size_t i = 0; i < sheet->n_columns; i++)
		sheet->field_of[i] = OM_SHEET_NONE;
	for (size_t i = 0; i < sheet->n_header; i++)
		match_field(&f, sheet, i);
	for (size_t i = 0; i < sheet->n_columns; i++) {
		const char *theirs = theirs_for(sheet, i);

		sheet->values[i] = sheet->map.constants[i];
		if (!sheet->columns[i].required || sheet->field_of[i] != OM_SHEET_NONE ||
		    sheet->map.constants[i])
			continue;
		if (theirs)
			add_finding(&f, line, 1, "column '%s' is missing; the map calls it '%s'",
				    sheet->columns[i].name, show_name(om, theirs));
		else
			add_finding(&f, line, 1, "column '%s' is missing", sheet->columns[i].name);
	}
	return f.any ? OM_INPUT : OM_OK;
}

static int read_header(struct om *om, struct om_sheet *sheet)
{
	int status = om_csv_next(om, sheet->csv, &sheet->fields, &sheet->n_header);

	if (status == OM_DONE)
		return om_fail(om, OM_INPUT,
			       "%s:1:1: the file is empty; a header line was expected",
			       sheet->in->name);
	if (status != OM_OK)
		return status;
	sheet->header = om_sheet_row(sheet);
	status = match_header(om, sheet);
	sheet->n = 0;
	return status;
}

static int check_options(struct om *om, const struct om_sheet_options *options)
{
	char delimiter = options->delimiter, decimal = options->decimal;

	if (delimiter < 0 || (delimiter && strchr("\"\r\n", delimiter)))
		return om_fail(om, OM_USAGE,
			       "the delimiter must be one ASCII character, not a quote");
	if (decimal && decimal != '.' && decimal != ',')
		return om_fail(om, OM_USAGE, "the decimal sign must be '.' or ','");
	return OM_OK;
}

int om_sheet_open(struct om *om, struct om_input *in, const struct om_sheet_column *columns,
		  size_t n_columns, const struct om_sheet_options *options, struct om_sheet **sheet)
{
	struct om_arena *arena;
	struct om_sheet *s;
	int status;

	*sheet = NULL;
	status = check_options(om, options);
	if (status != OM_OK)
		return status;
	arena = om_arena_new();
	s = OM_NEW(arena, struct om_sheet);
	*s = (struct om_sheet){
		.arena = arena,
		.in = in,
		.csv = om_csv_new(in, options->delimiter ? options->delimiter : ','),
		.columns = columns,
		.n_columns = n_columns,
		.options = *options,
		.field_of = OM_NEW_ARRAY(arena, size_t, n_columns),
		.values = OM_NEW_ARRAY(arena, const char *, n_columns),
		.at_size = strlen(in->name) + sizeof(":4294967295:4294967295"),
	};
	s->at = om_alloc(arena, s->at_size);
	status = om_sheet_map_read(om, arena, options->map, columns, n_columns, &s->map);
	if (status == OM_OK)
		status = read_header(om, s);
	if (status != OM_OK) {
		om_sheet_free(s);
		return status;
	}
	*sheet = s;
	return OM_OK;
}

void om_sheet_free(struct om_sheet *sheet)
{
	if (!sheet)
		return;
	om_csv_free(sheet->csv);
	om_arena_free(sheet->arena);
}

static int fail_ragged(struct om *om, struct om_sheet *sheet)
{
	size_t n = sheet->n;

	sheet->n = 0;
	return om_fail(om, OM_INPUT, "%s:%u:1: %zu field%s found, the header has %zu",
		       sheet->in->name, om_sheet_line(sheet), n, n == 1 ? "" : "s",
		       sheet->n_header);
}

/* 1,5 into 1.5; what has more than one comma is left for the parser to refuse. */
static bool convert_decimal(char *s)
{
	char *comma = strchr(s, ',');

	if (strchr(s, '.'))
		return false;
	if (comma && !strchr(comma + 1, ','))
		*comma = '.';
	return true;
}

int om_sheet_next(struct om *om, struct om_sheet *sheet)
{
	int status = om_csv_next(om, sheet->csv, &sheet->fields, &sheet->n);

	if (status != OM_OK)
		return status;
	if (sheet->n != sheet->n_header)
		return fail_ragged(om, sheet);
	for (size_t i = 0; i < sheet->n_columns; i++) {
		size_t at = sheet->field_of[i];
		char *value;

		if (at == OM_SHEET_NONE)
			continue;
		value = trim_field(&sheet->fields[at]);
		if (sheet->options.spreadsheet && *value == '\'' && om_csv_is_formula(value))
			value++;
		sheet->values[i] = value;
		if (sheet->options.decimal == ',' && sheet->columns[i].number &&
		    !convert_decimal(value))
			return om_fail(om, OM_INPUT, "%s: '%s' has a '.'; the decimal sign is ','",
				       om_sheet_at(sheet, i), show_name(om, value));
	}
	return OM_OK;
}

const char *om_sheet_get(const struct om_sheet *sheet, size_t i)
{
	assert(i < sheet->n_columns);
	return sheet->values[i];
}

bool om_sheet_has(const struct om_sheet *sheet, size_t i)
{
	assert(i < sheet->n_columns);
	return sheet->field_of[i] != OM_SHEET_NONE || sheet->map.constants[i];
}

const char *om_sheet_at(struct om_sheet *sheet, size_t i)
{
	unsigned line = om_sheet_line(sheet), column = 1;
	size_t at;

	assert(i < sheet->n_columns);
	at = sheet->field_of[i];
	if (at < sheet->n) {
		line = sheet->fields[at].line;
		column = sheet->fields[at].column;
	}
	snprintf(sheet->at, sheet->at_size, "%s:%u:%u", sheet->in->name, line, column);
	return sheet->at;
}

unsigned om_sheet_line(const struct om_sheet *sheet)
{
	return om_csv_tell(sheet->csv).line;
}

struct om_csv_place om_sheet_tell(const struct om_sheet *sheet)
{
	return om_csv_tell(sheet->csv);
}

int om_sheet_seek(struct om *om, struct om_sheet *sheet, struct om_csv_place place)
{
	return om_csv_seek(om, sheet->csv, place);
}

int64_t om_sheet_offset(const struct om_sheet *sheet)
{
	return om_csv_offset(sheet->csv);
}

struct om_input *om_sheet_input(const struct om_sheet *sheet)
{
	return sheet->in;
}

char om_sheet_delimiter(const struct om_sheet *sheet)
{
	return sheet->options.delimiter ? sheet->options.delimiter : ',';
}

struct om_sheet_bytes om_sheet_header(const struct om_sheet *sheet)
{
	return sheet->header;
}

struct om_sheet_bytes om_sheet_row(const struct om_sheet *sheet)
{
	return (struct om_sheet_bytes){
		.begin = om_csv_tell(sheet->csv).offset,
		.end = om_csv_offset(sheet->csv),
		.sound = om_csv_is_sound(sheet->csv),
	};
}
