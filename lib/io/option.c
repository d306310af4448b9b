/* Reading the words of a command line against tables of options. */
#include "io/option.h"

#include "base/date.h"
#include "base/number.h"
#include "base/text.h"

#include <assert.h>

/* One run over the words. */
struct parse {
	struct om *om;
	const struct om_option_set *sets;
	size_t n_sets;
	int argc, at; /* at: the next word */
	char **argv;
	bool *given; /* by table entry, over all sets */
};

/* An entry that was found, with where its value goes. */
struct match {
	const struct om_option *option;
	void *into;
	bool *given;
};

static bool has_name(const struct om_option *o, const char *name, size_t len)
{
	return strlen(o->name) == len && memcmp(o->name, name, len) == 0;
}

/* By name, or by letter where name is NULL. */
static bool find_option(struct parse *p, const char *name, size_t len, char letter,
			struct match *found)
{
	const struct om_option *o;
	size_t i, k = 0;

	for (i = 0; i < p->n_sets; i++) {
		for (o = p->sets[i].options; o->name; o++, k++) {
			if (name ? !has_name(o, name, len) : o->letter != letter)
				continue;
			*found = (struct match){o, (char *)p->sets[i].into + o->at, &p->given[k]};
			return true;
		}
	}
	return false;
}

static size_t count_options(const struct om_option_set *sets, size_t n_sets)
{
	const struct om_option *o;
	size_t i, n = 0;

	for (i = 0; i < n_sets; i++)
		for (o = sets[i].options; o->name; o++)
			n++;
	return n;
}

static int refuse_long(struct parse *p, const char *name, size_t len)
{
	struct om *om = p->om;
	const char *wanted = om_strndup(om->arena, name, len);
	const struct om_option *o;
	struct om_nearest near;
	struct match m;
	size_t i;

	if (len == 1 && find_option(p, NULL, 0, *name, &m))
		return om_fail(om, OM_USAGE, "unknown option '--%s'; did you mean '-%c'?", wanted,
			       *name);
	om_nearest_init(&near, wanted);
	for (i = 0; i < p->n_sets; i++)
		for (o = p->sets[i].options; o->name; o++)
			om_nearest_offer(&near, o->name);
	if (*om_nearest_hint(om->arena, &near))
		return om_fail(om, OM_USAGE, "unknown option '--%s'; did you mean '--%s'?",
			       om_text_escape(om->arena, wanted), near.best);
	return om_fail(om, OM_USAGE, "unknown option '--%s'", om_text_escape(om->arena, wanted));
}

/* The length of the UTF-8 character at s, or 1. */
static size_t character_length(const char *s)
{
	size_t n = 1;

	while (n < 4 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n++;
	return n;
}

static int refuse_letter(struct parse *p, const char *word, const char *at)
{
	struct om_arena *arena = p->om->arena;
	const char *shown = om_text_escape(arena, word);
	size_t len = strcspn(word + 1, "=");
	struct match m;

	if (at == word + 1 && ((*at >= '0' && *at <= '9') || *at == '.'))
		return om_fail(p->om, OM_USAGE,
			       "unknown option '%s'; put -- before operands that begin with '-'",
			       shown);
	if (len > 1 && find_option(p, word + 1, len, 0, &m))
		return om_fail(p->om, OM_USAGE, "unknown option '%s'; did you mean '--%s'?", shown,
			       m.option->name);
	if (!word[2] || !word[1 + character_length(word + 1)])
		return om_fail(p->om, OM_USAGE, "unknown option '%s'", shown);
	return om_fail(p->om, OM_USAGE, "unknown option '-%s' in '%s'",
		       om_text_escape(arena, om_strndup(arena, at, character_length(at))), shown);
}

size_t om_choice_next(const char **s, const char **word)
{
	size_t len = strcspn(*s, "|");

	*word = *s;
	*s += len;
	if (**s == '|')
		++*s;
	return len;
}

/* Keeps the typed word: the one in the table has no NUL behind it. */
static int store_choice(struct om *om, const struct om_option *o, const char *value, void *into)
{
	const char *rest = o->choices, *word;
	struct om_nearest near;
	struct om_buf all = {0};
	size_t len;
	int status;

	om_nearest_init(&near, value);
	while ((len = om_choice_next(&rest, &word))) {
		if (strlen(value) == len && memcmp(value, word, len) == 0) {
			*(const char **)into = value;
			om_buf_free(&all);
			return OM_OK;
		}
		om_nearest_offer(&near, om_strndup(om->arena, word, len));
		if (all.len)
			om_buf_puts(&all, ", ");
		om_buf_add(&all, word, len);
	}
	status = om_fail(om, OM_USAGE, "'--%s': '%s' is not one of %s%s", o->name,
			 om_text_escape(om->arena, value), all.s ? all.s : "",
			 om_nearest_hint(om->arena, &near));
	om_buf_free(&all);
	return status;
}

static void add_to_list(struct om *om, struct om_list *list, const char *value)
{
	list->v = om_arena_grow(om->arena, list->v, list->n, &list->room, sizeof(*list->v));
	list->v[list->n++] = value;
}

static int store_value(struct om *om, const struct match *m, const char *value)
{
	const struct om_option *o = m->option;
	const char *wrong = NULL;

	if (*m->given && o->type != OM_OPTION_LIST)
		return om_fail(om, OM_USAGE, "'--%s' is given twice", o->name);
	*m->given = true;
	switch ((enum om_option_type)o->type) {
	case OM_OPTION_FLAG:
		break; /* has no value: never comes here */
	case OM_OPTION_TEXT:
		*(const char **)m->into = value;
		break;
	case OM_OPTION_CHOICE:
		return store_choice(om, o, value, m->into);
	case OM_OPTION_LIST:
		add_to_list(om, m->into, value);
		break;
	case OM_OPTION_INT:
		wrong = om_int_parse(value, 0, INT64_MAX, m->into);
		break;
	case OM_OPTION_DATE:
		assert(om_date_is_set(om->today));
		wrong = om_date_parse_at(value, om->today, m->into);
		break;
	case OM_OPTION_PERIOD: {
		struct om_period *period = m->into;

		wrong = om_period_parse(value, &period->from, &period->to);
		break;
	}
	}
	if (wrong)
		return om_fail(om, OM_USAGE, "'--%s': '%s' %s", o->name,
			       om_text_escape(om->arena, value), wrong);
	return OM_OK;
}

static int parse_long(struct parse *p, const char *word)
{
	const char *name = word + 2;
	size_t len = strcspn(name, "=");
	const char *value = name[len] ? name + len + 1 : NULL;
	struct match m;

	if (!find_option(p, name, len, 0, &m))
		return refuse_long(p, name, len);
	if (m.option->type == OM_OPTION_FLAG) {
		if (value)
			return om_fail(p->om, OM_USAGE, "'--%s' takes no value", m.option->name);
		*(bool *)m.into = true;
		return OM_OK;
	}
	if (!value) {
		if (p->at == p->argc)
			return om_fail(p->om, OM_USAGE, "'--%s' needs a value", m.option->name);
		value = p->argv[p->at++];
	}
	return store_value(p->om, &m, value);
}

static int parse_letters(struct parse *p, const char *word)
{
	const char *s;
	struct match m;

	for (s = word + 1; *s; s++) {
		if (!find_option(p, NULL, 0, *s, &m))
			return refuse_letter(p, word, s);
		if (m.option->type == OM_OPTION_FLAG) {
			*(bool *)m.into = true;
			continue;
		}
		if (s[1])
			return store_value(p->om, &m, s + 1);
		if (p->at == p->argc)
			return om_fail(p->om, OM_USAGE, "'-%c' needs a value", *s);
		return store_value(p->om, &m, p->argv[p->at++]);
	}
	return OM_OK;
}

int om_options_parse(struct om *om, const struct om_option_set *sets, size_t n_sets, int argc,
		     char **argv, struct om_list *operands)
{
	struct parse p = {.om = om, .sets = sets, .n_sets = n_sets, .argc = argc, .argv = argv};
	bool ended = false;
	int status;

	p.given = OM_NEW_ARRAY(om->arena, bool, count_options(sets, n_sets));
	while (p.at < p.argc) {
		const char *word = p.argv[p.at++];

		if (ended || word[0] != '-' || !word[1]) {
			add_to_list(om, operands, word);
			continue;
		}
		if (word[1] == '-' && !word[2]) {
			ended = true;
			continue;
		}
		status = word[1] == '-' ? parse_long(&p, word) : parse_letters(&p, word);
		if (status != OM_OK)
			return status;
	}
	return OM_OK;
}
