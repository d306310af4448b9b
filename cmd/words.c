/* Finding the command and the verb among the words. */
#include "frame.h"

#include "base/text.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#ifndef OM_LIBEXEC
#define OM_LIBEXEC "/usr/local/libexec/om"
#endif

const struct om_command *om_command_find(const char *name)
{
	const struct om_command *const *c;

	for (c = om_commands; *c; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

/* The words of the name that stand first in argv; 0: it does not begin there. */
static int match_name(const char *name, char *const *argv, int argc)
{
	int n = 0;

	while (n < argc) {
		size_t len = strcspn(name, " ");

		if (strlen(argv[n]) != len || memcmp(argv[n], name, len) != 0)
			return 0;
		n++;
		if (!name[len])
			return n;
		name += len + 1;
	}
	return 0;
}

const struct om_verb *om_verb_find(const struct om_command *command, char *const *argv, int argc,
				   int *used)
{
	const struct om_verb *v, *found = NULL;

	*used = 0;
	for (v = command->verbs; v->name; v++) {
		int n = match_name(v->name, argv, argc);

		if (n > *used) {
			*used = n;
			found = v;
		}
	}
	return found;
}

/* Is it the first word of a verb? */
static bool begins_verb(const struct om_command *command, const char *word)
{
	const struct om_verb *v;
	size_t len = strlen(word);

	for (v = command->verbs; v->name; v++)
		if (strncmp(v->name, word, len) == 0 && (v->name[len] == ' ' || !v->name[len]))
			return len > 0;
	return false;
}

const char *om_command_program(struct om_arena *arena, const struct om_command *command)
{
	if (command == om_commands[0])
		return command->name;
	return om_printf(arena, "om-%s", command->name);
}

static void offer_verbs(struct om_nearest *near, const struct om_command *command)
{
	const struct om_verb *v;

	for (v = command->verbs; v->name; v++)
		if (!(v->flags & OM_VERB_HIDDEN))
			om_nearest_offer(near, v->name);
}

static int refuse_word(struct om *om, const struct om_command *command, const char *word)
{
	const struct om_command *const *c;
	struct om_nearest near;
	const char *hint, *shown = om_text_escape(om->arena, word);
	const char *program = om_command_program(om->arena, command);

	om_nearest_init(&near, word);
	if (command == om_commands[0])
		for (c = om_commands + 1; *c; c++)
			om_nearest_offer(&near, (*c)->name);
	offer_verbs(&near, command);
	hint = om_nearest_hint(om->arena, &near);
	if (command == om_commands[0])
		return om_fail(om, OM_USAGE, "unknown command '%s'%s", shown,
			       *hint ? hint : "; 'om help' lists them");
	return om_fail(om, OM_USAGE, "unknown verb '%s'%s%s%s", shown, *hint ? hint : "; '",
		       *hint ? "" : program, *hint ? "" : " -h' lists them");
}

/* "address ad" where there is an "address add". */
static int refuse_verb(struct om *om, const struct om_words *words)
{
	const char *word = words->argv[0];

	if (words->argc > 1 && begins_verb(words->command, word))
		word = om_printf(om->arena, "%s %s", word, words->argv[1]);
	return refuse_word(om, words->command, word);
}

/* Runs folder/om-name when it is there. Returns only when it is not. */
static void try_folder(struct om *om, const char *folder, size_t len, const struct om_words *words,
		       const char *name)
{
	char *path = om_printf(om->arena, "%.*s/om-%s", (int)len, folder, name);
	struct stat st;
	char **argv;
	int i;

	if (stat(path, &st) || !S_ISREG(st.st_mode) || access(path, X_OK))
		return;
	argv = OM_NEW_ARRAY(om->arena, char *, (size_t)words->argc + 2);
	argv[0] = path;
	for (i = 0; i < words->argc; i++)
		argv[i + 1] = words->argv[i];
	if (words->global.db)
		setenv("OM_DB", words->global.db, 1);
	execv(path, argv);
}

/* A relative folder, the empty one included, would run what lies about. */
static void run_external(struct om *om, const struct om_words *words, const char *name)
{
	const char *path = getenv("OM_EXEC_PATH");

	if (strchr(name, '/') || !*name)
		return;
	if (!path)
		path = OM_LIBEXEC;
	while (*path) {
		size_t len = strcspn(path, ":");

		if (*path == '/')
			try_folder(om, path, len, words, name);
		path += len;
		path += *path == ':';
	}
}

/* --db, --help and --version before the command or the verb. */
static int take_leading(struct om *om, struct om_words *words)
{
	while (words->argc && words->argv[0][0] == '-') {
		const char *word = words->argv[0];

		words->argv++;
		words->argc--;
		if (strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0) {
			words->global.help = true;
		} else if (strcmp(word, "--version") == 0) {
			words->global.version = true;
		} else if (strncmp(word, "--db=", 5) == 0) {
			words->global.db = word + 5;
		} else if (strcmp(word, "--db") == 0) {
			if (!words->argc)
				return om_fail(om, OM_USAGE, "'--db' needs a value");
			words->global.db = words->argv[0];
			words->argv++;
			words->argc--;
		} else {
			return om_fail(om, OM_USAGE,
				       "unknown option '%s' before the %s; options of a verb "
				       "come after it",
				       om_text_escape(om->arena, word),
				       words->command == om_commands[0] ? "command" : "verb");
		}
	}
	return OM_OK;
}

static const char *take_word(struct om_words *words)
{
	words->argc--;
	return *words->argv++;
}

/* The first word behind om: a command, a verb of om itself, or om-foo. */
static int find_command(struct om *om, struct om_words *words)
{
	const struct om_command *found;
	const char *word;

	if (!words->argc)
		return OM_OK;
	word = words->argv[0];
	found = om_command_find(word);
	if (found && found != om_commands[0]) {
		take_word(words);
		words->command = found;
		words->name = om_command_program(om->arena, found);
		return take_leading(om, words);
	}
	if (begins_verb(words->command, word))
		return OM_OK;
	take_word(words);
	run_external(om, words, word);
	return refuse_word(om, words->command, word);
}

int om_words_find(struct om *om, int argc, char **argv, struct om_words *words)
{
	const char *slash = argc ? strrchr(argv[0], '/') : NULL;
	const char *program = slash ? slash + 1 : argc ? argv[0] : "om";
	const struct om_command *named = NULL;
	int used, status;

	if (strncmp(program, "om-", 3) == 0)
		named = om_command_find(program + 3);
	words->command = named ? named : om_commands[0];
	words->name = om_command_program(om->arena, words->command);
	words->argv = argv + (argc > 0);
	words->argc = argc ? argc - 1 : 0;
	status = take_leading(om, words);
	if (!status && words->command == om_commands[0])
		status = find_command(om, words);
	if (status || !words->argc)
		return status;
	words->verb = om_verb_find(words->command, words->argv, words->argc, &used);
	if (!words->verb)
		return refuse_verb(om, words);
	words->argv += used;
	words->argc -= used;
	return OM_OK;
}
