/* --key: the same key and content are done once. */
#include "frame.h"

#include "store/log.h"

#include <errno.h>
#include <unistd.h>

/* The words once more, one by one, with the values they take. */
struct scan {
	const struct om_choices *choices;
	char **argv;
	int argc, at;
	struct om_hash *hash;
};

static const struct om_option *find_option(const struct om_choices *choices, const char *name,
					   size_t len, char letter)
{
	const struct om_option *o;
	size_t i;

	for (i = 0; i < choices->n; i++)
		for (o = choices->sets[i].options; o->name; o++)
			if (name ? strlen(o->name) == len && !memcmp(o->name, name, len)
				 : o->letter == letter)
				return o;
	return NULL;
}

/* Where the work goes and whether it is tried first does not make it another. */
static bool is_beside(const struct om_option *o)
{
	return strcmp(o->name, "key") == 0 || strcmp(o->name, "db") == 0 ||
	       strcmp(o->name, "dry-run") == 0;
}

static void add_option(struct scan *scan, const struct om_option *o, const char *value)
{
	if (o->type != OM_OPTION_FLAG && !value && scan->at < scan->argc)
		value = scan->argv[scan->at++];
	if (is_beside(o))
		return;
	om_hash_text(scan->hash, o->name);
	om_hash_text(scan->hash, value);
}

static void add_letters(struct scan *scan, const char *letters)
{
	const struct om_option *o;

	for (; *letters; letters++) {
		o = find_option(scan->choices, NULL, 0, *letters);
		if (!o)
			return;
		if (o->type == OM_OPTION_FLAG) {
			add_option(scan, o, NULL);
			continue;
		}
		add_option(scan, o, letters[1] ? letters + 1 : NULL);
		return;
	}
}

static void add_long(struct scan *scan, const char *name)
{
	size_t len = strcspn(name, "=");
	const struct om_option *o = find_option(scan->choices, name, len, 0);

	if (o)
		add_option(scan, o, name[len] ? name + len + 1 : NULL);
}

static void add_options(struct scan *scan)
{
	while (scan->at < scan->argc) {
		const char *word = scan->argv[scan->at++];

		if (strcmp(word, "--") == 0)
			return;
		if (word[0] == '-' && word[1] == '-')
			add_long(scan, word + 2);
		else if (word[0] == '-' && word[1])
			add_letters(scan, word + 1);
	}
}

static int add_input(struct om *om, struct om_hash *hash, const struct om_input *input)
{
	char buf[65536];
	off_t at = 0;
	ssize_t n;

	while ((n = pread(input->fd, buf, sizeof(buf), at)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return om_fail(om, OM_INPUT, "cannot read '%s': %s", input->name,
				       strerror(errno));
		om_hash_bytes(hash, buf, (size_t)n);
		at += n;
	}
	return OM_OK;
}

/* Another map makes other documents of the same file. */
static int add_map(struct om *om, struct om_hash *hash, const char *path)
{
	struct om_input map;
	int status = om_input_open(om, path, &map);

	if (status)
		return status;
	status = add_input(om, hash, &map);
	om_input_close(&map);
	return status;
}

int om_request_digest(struct om *om, const struct om_words *words, const struct om_call *call,
		      const struct om_choices *choices, char digest[OM_HASH_SIZE])
{
	struct om_hash hash;
	struct scan scan = {choices, words->argv, words->argc, 0, &hash};
	size_t i;
	int status = OM_OK;

	om_hash_init(&hash);
	om_hash_text(&hash, call->command->name);
	om_hash_text(&hash, call->verb->name);
	add_options(&scan);
	om_hash_int(&hash, (int64_t)call->operands.n);
	for (i = 0; i < call->operands.n; i++)
		om_hash_text(&hash, call->operands.v[i]);
	if (call->input) {
		om_hash_int(&hash, call->input->size);
		status = add_input(om, &hash, call->input);
	}
	if (status == OM_OK && call->from.map)
		status = add_map(om, &hash, call->from.map);
	om_hash_end(&hash, digest);
	return status;
}

static void take_result(struct om *om, const char *result)
{
	while (*result) {
		size_t len = strcspn(result, "\n");

		om_ref(om, om_strndup(om->arena, result, len));
		result += len;
		result += *result == '\n';
	}
}

int om_request_repeat(struct om *om, const struct om_call *call, const char *digest, bool *done)
{
	const char *key = call->write.key, *before, *result;
	int status = om_request_find(om, key, &before, &result);

	*done = !status && result;
	if (!*done)
		return status;
	if (strcmp(before, digest) != 0)
		return om_fail(om, OM_REFUSED,
			       "key '%s' was used for something else; take a new key", key);
	take_result(om, result);
	if (om_terminal_is(STDERR_FILENO))
		om_note(om, "already done under key '%s'", key);
	return OM_OK;
}

int om_request_keep(struct om *om, const struct om_call *call, const char *digest)
{
	struct om_buf result = {0};
	size_t i;
	int status;

	for (i = 0; i < om->n_refs; i++) {
		om_buf_puts(&result, om->refs[i]);
		om_buf_putc(&result, '\n');
	}
	status = om_request_add(om, call->write.key, digest, result.s ? result.s : "");
	om_buf_free(&result);
	return status;
}
