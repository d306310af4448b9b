/*
 * om-gen names | fill FILE... | check FILE...: fills the blocks between
 * "generated: NAME" and "end" in man pages and completions from the tables.
 * check only tells which files are stale.
 */
#include "gen.h"

#include <errno.h>

enum { FILE_MAX = 4 * 1024 * 1024 };

static char *read_file(struct om *om, const char *path)
{
	char *text = om_alloc(om->arena, FILE_MAX);
	FILE *f = fopen(path, "r");

	if (!f)
		return NULL;
	text[fread(text, 1, FILE_MAX - 1, f)] = '\0';
	fclose(f);
	return text;
}

static bool write_file(const char *path, const struct om_buf *text)
{
	FILE *f = fopen(path, "w");
	bool good;

	if (!f)
		return false;
	good = fwrite(text->s, 1, text->len, f) == text->len;
	return fclose(f) == 0 && good;
}

const struct om_option *om_gen_options(struct om *om, const struct om_command *command,
				       const struct om_verb *verb)
{
	struct om_call call = {.command = command, .verb = verb};
	struct om_choices choices = {.n = 0};
	struct om_option *all = NULL;
	size_t i, n = 0, room = 0;

	om_choices_of(om, &call, &choices);
	for (i = 0; i < choices.n; i++) {
		const struct om_option *o;

		for (o = choices.sets[i].options; o->name; o++) {
			all = om_arena_grow(om->arena, all, n, &room, sizeof(*all));
			all[n++] = *o;
		}
	}
	all = om_arena_grow(om->arena, all, n, &room, sizeof(*all));
	all[n].name = NULL;
	return all;
}

/* Is the line a marker: its comment sign, "generated: " and the block's name? */
static char *block_name(struct om *om, const char *line, size_t len)
{
	static const char mark[] = "generated: ";
	const char *at = memmem(line, len, mark, sizeof(mark) - 1);

	if (!at || at - line > 4)
		return NULL;
	at += sizeof(mark) - 1;
	return om_strndup(om->arena, at, len - (size_t)(at - line));
}

static bool is_end(const char *line, size_t len)
{
	return (len == 7 && memcmp(line, ".\\\" end", 7) == 0) ||
	       (len == 5 && memcmp(line, "# end", 5) == 0);
}

static bool fill_text(struct om *om, const char *path, const char *text, struct om_buf *out)
{
	bool inside = false;

	while (*text) {
		size_t len = strcspn(text, "\n");
		char *name = block_name(om, text, len);

		if (is_end(text, len))
			inside = false;
		if (!inside) {
			om_buf_add(out, text, len);
			om_buf_putc(out, '\n');
		}
		if (name) {
			inside = true;
			if (!om_gen_manual(om, name, path, out) &&
			    !om_gen_shell(om, name, path, out)) {
				fprintf(stderr, "%s: there is no block '%s'\n", path, name);
				return false;
			}
		}
		text += len;
		text += *text == '\n';
	}
	if (inside)
		fprintf(stderr, "%s: a block has no end\n", path);
	return !inside;
}

static bool fill_file(struct om *om, const char *path, bool only_check)
{
	const char *text = read_file(om, path);
	struct om_buf out = {0};
	bool good;

	if (!text) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		return false;
	}
	good = fill_text(om, path, text, &out);
	if (good && strcmp(text, out.s ? out.s : "") != 0) {
		if (only_check)
			fprintf(stderr, "%s is stale: run 'make gen'\n", path);
		good = !only_check && write_file(path, &out);
	}
	om_buf_free(&out);
	return good;
}

static void print_names(struct om *om)
{
	const struct om_command *const *c;

	for (c = om_commands + 1; *c; c++)
		puts(om_command_program(om->arena, *c));
}

/* "om-order new --customer", a line an option of each verb: for the tests. */
static void print_options(struct om *om)
{
	const struct om_command *const *c;
	const struct om_verb *v;
	const struct om_option *o;

	for (c = om_commands; *c; c++)
		for (v = (*c)->verbs; v->name; v++)
			for (o = om_gen_options(om, *c, v); o->name; o++)
				if (!(v->flags & OM_VERB_HIDDEN))
					printf("%s\t%s\t--%s\n", om_command_program(om->arena, *c),
					       v->name, o->name);
}

int main(int argc, char **argv)
{
	struct om om = {.arena = om_arena_new()};
	bool good = argc > 1;
	int i;

	if (argc == 2 && strcmp(argv[1], "names") == 0)
		print_names(&om);
	else if (argc == 2 && strcmp(argv[1], "options") == 0)
		print_options(&om);
	else
		for (i = 2; i < argc; i++)
			good = fill_file(&om, argv[i], strcmp(argv[1], "fill") != 0) && good;
	om_arena_free(om.arena);
	return good ? 0 : 1;
}
