/*
 * The sentence, the messages and the references of a run. Messages and
 * references live on the heap: they outlast the arena's marks.
 */
#include "base/mem.h"
#include "om.h"

#include <assert.h>

/* s ends at most at size - 1; what was cut off is shown by "...". */
static void cut_text(char *s, size_t size)
{
	size_t end = size - sizeof("...");

	while (end > 0 && ((unsigned char)s[end] & 0xc0) == 0x80)
		end--;
	memcpy(s + end, "...", sizeof("..."));
}

static void format_text(char *s, size_t size, const char *fmt, va_list ap)
{
	int n = vsnprintf(s, size, fmt, ap);

	assert(n >= 0);
	if ((size_t)n >= size)
		cut_text(s, size);
}

int om_fail(struct om *om, enum om_status status, const char *fmt, ...)
{
	char text[sizeof(om->error)]; /* an argument may be om->error */
	va_list ap;

	va_start(ap, fmt);
	format_text(text, sizeof(text), fmt, ap);
	va_end(ap);
	memcpy(om->error, text, strlen(text) + 1);
	om->status = status;
	return (int)status;
}

int om_prefix(struct om *om, int status, const char *fmt, ...)
{
	char text[2 * sizeof(om->error)];
	size_t len, rest = strlen(om->error);
	va_list ap;

	va_start(ap, fmt);
	format_text(text, sizeof(om->error) - 2, fmt, ap);
	va_end(ap);
	len = strlen(text);
	if (rest) {
		memcpy(text + len, ": ", 2);
		len += 2;
	}
	memcpy(text + len, om->error, rest + 1);
	if (len + rest >= sizeof(om->error))
		cut_text(text, sizeof(om->error));
	memcpy(om->error, text, strlen(text) + 1);
	return status;
}

static void keep_message(struct om *om, enum om_message_kind kind, const char *fmt, va_list ap)
{
	struct om_message *m;
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	assert(n >= 0);
	m = om_xmalloc(sizeof(*m) + (size_t)n + 1);
	vsnprintf(m->text, (size_t)n + 1, fmt, again);
	va_end(again);
	m->next = NULL;
	m->kind = kind;
	if (!om->messages)
		om->messages_end = &om->messages;
	*om->messages_end = m;
	om->messages_end = &m->next;
}

void om_note(struct om *om, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	keep_message(om, OM_NOTE, fmt, ap);
	va_end(ap);
}

void om_data_error(struct om *om, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	keep_message(om, OM_DATA_ERROR, fmt, ap);
	va_end(ap);
	om->data_errors++;
}

void om_ref(struct om *om, const char *number)
{
	om->refs = om_grow(om->refs, om->n_refs, &om->refs_room, sizeof(*om->refs));
	om->refs[om->n_refs++] = om_xstrdup(number);
}

void om_ref_cut(struct om *om, size_t n)
{
	while (om->n_refs > n)
		free(om->refs[--om->n_refs]);
}

void om_rewind(struct om *om)
{
	struct om_message *m, *next;
	size_t i;

	for (m = om->messages; m; m = next) {
		next = m->next;
		free(m);
	}
	om->messages = NULL;
	om->messages_end = &om->messages;
	om->data_errors = 0;
	for (i = 0; i < om->n_refs; i++)
		free(om->refs[i]);
	free(om->refs);
	om->refs = NULL;
	om->n_refs = om->refs_room = 0;
	om->company = NULL; /* was in the arena */
	om->status = OM_OK;
	om->error[0] = '\0';
	if (om->arena)
		om_arena_reset(om->arena);
}
