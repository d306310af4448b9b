/* libyaml's events into a tree. Aliases are refused, so a tree is as large as its text. */
#include "io/yaml.h"

#include "base/mem.h"
#include "base/text.h"

#include <assert.h>
#include <yaml.h>

enum { DEPTH_MAX = 32, NODES_MAX = 1000000 };

/* A list or mapping that is open, and what is next in it. */
struct level {
	struct om_yaml *node, **end;
	size_t n;
	char *key; /* of the value to come; NULL: a key is to come */
	yaml_mark_t key_mark;
};

struct parse {
	struct om *om;
	const char *file, *text;
	yaml_parser_t parser;
	struct level levels[DEPTH_MAX];
	size_t depth, n_nodes;
	struct om_yaml *root;
};

static OM_PRINTF(4, 5) int fail_at(struct parse *p, unsigned line, unsigned column, const char *fmt,
				   ...)
{
	va_list ap;
	char *sentence;

	va_start(ap, fmt);
	sentence = om_vprintf(p->om->arena, fmt, ap);
	va_end(ap);
	return om_fail(p->om, OM_INPUT, "%s:%u:%u: %s", p->file, line, column, sentence);
}

#define FAIL_AT_MARK(p, mark, ...) \
	fail_at((p), (unsigned)(mark).line + 1, (unsigned)(mark).column + 1, __VA_ARGS__)

static int fail_at_byte(struct parse *p, size_t offset, const char *sentence)
{
	unsigned line = 1, column = 1;

	for (size_t i = 0; i < offset; i++) {
		if (p->text[i] == '\n') {
			line++;
			column = 1;
		} else {
			column += ((unsigned char)p->text[i] & 0xc0) != 0x80;
		}
	}
	return fail_at(p, line, column, "%s", sentence);
}

static int fail_parsing(struct parse *p)
{
	const yaml_parser_t *parser = &p->parser;
	yaml_mark_t mark = parser->problem_mark;

	if (parser->error == YAML_MEMORY_ERROR)
		abort();
	if (parser->error == YAML_READER_ERROR)
		return fail_at_byte(p, parser->problem_offset, parser->problem);
	if (parser->context && parser->context_mark.line != mark.line)
		return FAIL_AT_MARK(p, mark, "%s, %s that begins in line %zu", parser->problem,
				    parser->context, parser->context_mark.line + 1);
	if (parser->context)
		return FAIL_AT_MARK(p, mark, "%s, %s", parser->problem, parser->context);
	return FAIL_AT_MARK(p, mark, "%s", parser->problem);
}

static int add_node(struct parse *p, const yaml_mark_t *mark, enum om_yaml_kind kind,
		    struct om_yaml **made)
{
	struct level *level = p->depth ? &p->levels[p->depth - 1] : NULL;
	struct om_yaml *node;

	if (level && level->node->kind == OM_YAML_MAPPING && !level->key)
		return FAIL_AT_MARK(p, *mark, "a key must be plain text");
	if (++p->n_nodes > NODES_MAX)
		return FAIL_AT_MARK(p, *mark, "more than 1000000 values");
	node = OM_NEW(p->om->arena, struct om_yaml);
	*node = (struct om_yaml){
		.kind = kind,
		.line = (unsigned)mark->line + 1,
		.column = (unsigned)mark->column + 1,
		.file = p->file,
	};
	if (!level) {
		p->root = node;
	} else {
		if (level->key) {
			node->key = level->key;
			node->key_line = (unsigned)level->key_mark.line + 1;
			node->key_column = (unsigned)level->key_mark.column + 1;
			level->key = NULL;
		}
		*level->end = node;
		level->end = &node->next;
		level->n++;
	}
	*made = node;
	return OM_OK;
}

static int open_level(struct parse *p, const yaml_event_t *event, enum om_yaml_kind kind)
{
	struct om_yaml *node;
	int status;

	if (p->depth == DEPTH_MAX)
		return FAIL_AT_MARK(p, event->start_mark, "more than 32 levels");
	status = add_node(p, &event->start_mark, kind, &node);
	if (status == OM_OK)
		p->levels[p->depth++] = (struct level){.node = node, .end = &node->first};
	return status;
}

static int compare_keys(const void *a, const void *b)
{
	const struct om_yaml *x = *(const struct om_yaml *const *)a;
	const struct om_yaml *y = *(const struct om_yaml *const *)b;
	int order = strcmp(x->key, y->key);

	if (order)
		return order;
	if (x->key_line != y->key_line)
		return x->key_line < y->key_line ? -1 : 1;
	return x->key_column < y->key_column ? -1 : x->key_column > y->key_column;
}

static int close_mapping(struct parse *p, const struct level *level)
{
	struct om_mark mark = om_arena_mark(p->om->arena);
	const struct om_yaml **sorted =
		OM_NEW_ARRAY(p->om->arena, const struct om_yaml *, level->n);
	const struct om_yaml *twice = NULL;
	size_t n = 0;

	for (const struct om_yaml *child = level->node->first; child; child = child->next)
		sorted[n++] = child;
	if (n > 1)
		qsort(sorted, n, sizeof(*sorted), compare_keys);
	for (size_t i = 1; i < n; i++) {
		const struct om_yaml *key = sorted[i];

		if (strcmp(key->key, sorted[i - 1]->key) == 0 &&
		    (!twice || key->key_line < twice->key_line ||
		     (key->key_line == twice->key_line && key->key_column < twice->key_column)))
			twice = key;
	}
	om_arena_release(p->om->arena, mark);
	if (twice)
		return fail_at(p, twice->key_line, twice->key_column, "key '%s' is there twice",
			       om_text_escape(p->om->arena, twice->key));
	return OM_OK;
}

static int close_level(struct parse *p)
{
	const struct level *level = &p->levels[--p->depth];

	return level->node->kind == OM_YAML_MAPPING ? close_mapping(p, level) : OM_OK;
}

/* The nulls of the YAML 1.2 core schema; an empty text counts as one. */
static bool is_null(const char *s, bool plain)
{
	return !*s || (plain && (strcmp(s, "~") == 0 || strcmp(s, "null") == 0 ||
				 strcmp(s, "Null") == 0 || strcmp(s, "NULL") == 0));
}

static int add_scalar(struct parse *p, const yaml_event_t *event)
{
	struct level *level = p->depth ? &p->levels[p->depth - 1] : NULL;
	const char *value = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length;
	bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	struct om_yaml *node = NULL;
	int status;

	if (memchr(value, '\0', len))
		return FAIL_AT_MARK(p, event->start_mark, "a NUL byte");
	if (om_utf8_valid(value, len) != len)
		return FAIL_AT_MARK(p, event->start_mark, "invalid UTF-8");
	if (level && level->node->kind == OM_YAML_MAPPING && !level->key) {
		if (!*value)
			return FAIL_AT_MARK(p, event->start_mark, "an empty key");
		level->key = om_strdup(p->om->arena, value);
		level->key_mark = event->start_mark;
		return OM_OK;
	}
	status = add_node(p, &event->start_mark, OM_YAML_SCALAR, &node);
	if (status != OM_OK)
		return status;
	assert(node);
	if (!is_null(value, plain))
		node->text = om_strdup(p->om->arena, value);
	return OM_OK;
}

static int check_event(struct parse *p, const yaml_event_t *event, const yaml_char_t *anchor,
		       const yaml_char_t *tag)
{
	if (anchor)
		return FAIL_AT_MARK(p, event->start_mark, "anchors (&) are not read here");
	if (tag)
		return FAIL_AT_MARK(p, event->start_mark, "tags (!) are not read here");
	return OM_OK;
}

static int take_event(struct parse *p, const yaml_event_t *event)
{
	int status;

	switch (event->type) {
	case YAML_DOCUMENT_START_EVENT:
		if (p->root)
			return FAIL_AT_MARK(p, event->start_mark,
					    "a second document; one a file is read");
		return OM_OK;
	case YAML_ALIAS_EVENT:
		return FAIL_AT_MARK(p, event->start_mark, "aliases (*) are not read here");
	case YAML_SCALAR_EVENT:
		status = check_event(p, event, event->data.scalar.anchor, event->data.scalar.tag);
		return status == OM_OK ? add_scalar(p, event) : status;
	case YAML_SEQUENCE_START_EVENT:
		status = check_event(p, event, event->data.sequence_start.anchor,
				     event->data.sequence_start.tag);
		return status == OM_OK ? open_level(p, event, OM_YAML_SEQUENCE) : status;
	case YAML_MAPPING_START_EVENT:
		status = check_event(p, event, event->data.mapping_start.anchor,
				     event->data.mapping_start.tag);
		return status == OM_OK ? open_level(p, event, OM_YAML_MAPPING) : status;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		return close_level(p);
	case YAML_STREAM_END_EVENT:
		return OM_DONE;
	default:
		return OM_OK;
	}
}

static int read_events(struct parse *p)
{
	int status = OM_OK;

	while (status == OM_OK) {
		yaml_event_t event;

		if (!yaml_parser_parse(&p->parser, &event))
			return fail_parsing(p);
		status = take_event(p, &event);
		yaml_event_delete(&event);
	}
	if (status == OM_DONE && !p->root)
		return fail_at(p, 1, 1, "the file is empty");
	return status == OM_DONE ? OM_OK : status;
}

int om_yaml_parse(struct om *om, const char *file, const char *text, size_t len,
		  struct om_yaml **root)
{
	struct parse p = {.om = om, .file = om_strdup(om->arena, file)};
	size_t good;
	int status;

	if (len >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0) {
		text += 3;
		len -= 3;
	}
	p.text = text;
	good = om_utf8_valid(text, len);
	if (good < len)
		return fail_at_byte(&p, good,
				    "invalid UTF-8; is the file Latin-1? convert it with"
				    " iconv");
	if (!yaml_parser_initialize(&p.parser))
		abort();
	yaml_parser_set_encoding(&p.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&p.parser, (const unsigned char *)text, len);
	status = read_events(&p);
	yaml_parser_delete(&p.parser);
	*root = p.root;
	return status;
}

const struct om_yaml *om_yaml_get(const struct om_yaml *map, const char *key)
{
	const struct om_yaml *child;

	if (map->kind != OM_YAML_MAPPING)
		return NULL;
	for (child = map->first; child; child = child->next)
		if (strcmp(child->key, key) == 0)
			return child;
	return NULL;
}

int om_yaml_fail(struct om *om, const struct om_yaml *node, const char *fmt, ...)
{
	va_list ap;
	char *sentence;

	va_start(ap, fmt);
	sentence = om_vprintf(om->arena, fmt, ap);
	va_end(ap);
	return om_fail(om, OM_INPUT, "%s:%u:%u: %s", node->file, node->line, node->column,
		       sentence);
}

int om_yaml_fail_key(struct om *om, const struct om_yaml *node, const char *fmt, ...)
{
	va_list ap;
	char *sentence;

	assert(node->key);
	va_start(ap, fmt);
	sentence = om_vprintf(om->arena, fmt, ap);
	va_end(ap);
	return om_fail(om, OM_INPUT, "%s:%u:%u: %s", node->file, node->key_line, node->key_column,
		       sentence);
}

int om_yaml_expect(struct om *om, const struct om_yaml *node, enum om_yaml_kind kind,
		   const char *what)
{
	static const char *const found[] = {
		[OM_YAML_SCALAR] = "text",
		[OM_YAML_SEQUENCE] = "a list",
		[OM_YAML_MAPPING] = "a mapping",
	};
	bool nothing = node->kind == OM_YAML_SCALAR && !node->text;

	if (node->kind == kind)
		return OM_OK;
	return om_yaml_fail(om, node, "expected %s, found %s", what,
			    nothing ? "nothing" : found[node->kind]);
}
