/*
 * The life of a command: find it; parse; read all piped input; open; begin;
 * run; commit; only then print; check standard output; exit.
 */
#include "frame.h"

#include "base/date.h"
#include "base/text.h"
#include "db/db.h"
#include "store/item.h"
#include "store/setting.h"
#include "trade/filter.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <unistd.h>

/* One run of om. */
struct run {
	struct om om;
	struct om_words words;
	struct om_call call;
	struct om_choices choices;
	struct om_input input;
	struct om_out *out;
	const char *db_path;
	char **refs; /* what "-" stood for */
	size_t n_refs, refs_room;
	bool has_dash, nothing; /* "-" was an operand; and brought nothing */
	bool done;		/* what was to be done was, even if not all of it could be */
	time_t now;
};

/* What is written to a closed descriptor must fail, and not land in a file
 * that took its number. */
static void open_standard(void)
{
	int fd;

	for (fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 &&
		    open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY) != fd)
			_exit(OM_STORAGE);
}

static void set_today(struct run *run)
{
	struct tm tm = {0};

	localtime_r(&run->now, &tm);
	if (!om_date_make(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, &run->om.today))
		run->om.today = (om_date){0};
}

/* The one reading of the clock. */
static int read_clock(struct run *run)
{
	struct om *om = &run->om;
	const char *typed = getenv("OM_NOW"), *wrong;
	int64_t seconds;

	if (typed && *typed) {
		wrong = om_instant_parse(typed, &seconds);
		if (wrong)
			return om_fail(om, OM_USAGE, "OM_NOW: '%s' %s", typed, wrong);
	} else {
		struct timespec ts;

		clock_gettime(CLOCK_REALTIME, &ts);
		seconds = ts.tv_sec;
	}
	run->now = seconds;
	om_instant_format(seconds, om->now);
	set_today(run);
	return OM_OK;
}

static const char *user_name(struct om *om)
{
	struct passwd *pw = getpwuid(geteuid());

	if (pw && pw->pw_name && !om_text_check(pw->pw_name, OM_TEXT_NAME))
		return om_strdup(om->arena, pw->pw_name);
	return om_printf(om->arena, "uid %ld", (long)geteuid());
}

/* Operands that were "-" become what came in. */
static void put_refs(struct run *run)
{
	struct om_list all = {0}, *operands = &run->call.operands;
	size_t i, k, n = operands->n + run->n_refs;

	if (!run->has_dash)
		return;
	all.v = OM_NEW_ARRAY(run->om.arena, const char *, n + 1);
	all.room = n + 1;
	for (i = 0; i < operands->n; i++) {
		if (strcmp(operands->v[i], "-") != 0)
			all.v[all.n++] = operands->v[i];
		else
			for (k = 0; k < run->n_refs; k++)
				all.v[all.n++] = run->refs[k];
	}
	*operands = all;
	run->nothing = all.n == 0;
}

static int read_refs(struct run *run)
{
	struct om_list *operands = &run->call.operands;
	struct om_input in;
	size_t i, dashes = 0;
	int status;

	for (i = 0; i < operands->n; i++)
		dashes += strcmp(operands->v[i], "-") == 0;
	if (!dashes)
		return OM_OK;
	if (dashes > 1 || (run->call.from.from && strcmp(run->call.from.from, "-") == 0))
		return om_fail(&run->om, OM_USAGE, "'-': standard input can be read only once");
	status = om_input_open(&run->om, "-", &in);
	if (status)
		return status;
	status = om_input_refs(&run->om, &in, &run->refs, &run->n_refs, &run->refs_room);
	om_input_close(&in);
	run->has_dash = true;
	put_refs(run);
	return status;
}

/* All that is piped in is read before the database is opened, so that a writer
 * before us in the pipe has ended. */
static int read_input(struct run *run)
{
	struct om_call *call = &run->call;
	unsigned flags = call->verb->flags;
	const char *path = NULL;
	int status = flags & OM_VERB_REFS ? read_refs(run) : OM_OK;

	if (flags & OM_VERB_IMPORT)
		path = call->operands.n ? call->operands.v[0] : NULL;
	else if (flags & OM_VERB_FROM)
		path = call->from.from;
	if (status || !path)
		return status;
	status = om_input_open(&run->om, path, &run->input);
	if (!status)
		call->input = &run->input;
	return status;
}

static int parse_words(struct run *run)
{
	int status = om_choices_parse(&run->om, &run->words, &run->call, &run->choices);

	run->call.out = run->out;
	run->call.db_path = run->db_path;
	run->call.input = run->input.name ? &run->input : NULL;
	run->om.dry_run = run->call.write.dry_run;
	run->om.note = run->call.write.note;
	return status;
}

/* Today is a day of the company's time zone, known once its database is open. */
static int settle_today(struct run *run)
{
	struct om *om = &run->om;
	const char *zone, *old = getenv("TZ");
	om_date before = om->today;
	int status = om_setting_find(om, "timezone", &zone);

	if (status || !zone || !*zone || (old && strcmp(old, zone) == 0))
		return status;
	setenv("TZ", zone, 1);
	tzset();
	set_today(run);
	if (om->today.day == before.day)
		return OM_OK;
	status = parse_words(run);
	put_refs(run);
	return status;
}

static int run_verb(struct run *run)
{
	return run->nothing ? OM_OK : run->call.verb->run(&run->om, &run->call);
}

static int change_under_key(struct run *run)
{
	char digest[OM_HASH_SIZE];
	bool done = false;
	int status = om_request_digest(&run->om, &run->words, &run->call, &run->choices, digest);

	if (!status)
		status = om_request_repeat(&run->om, &run->call, digest, &done);
	if (status || done)
		return status;
	status = run_verb(run);
	return status ? status : om_request_keep(&run->om, &run->call, digest);
}

/* Inside the transaction. */
static int change(struct run *run)
{
	struct om *om = &run->om;
	unsigned flags = run->call.verb->flags;
	int status = OM_OK;

	if (flags & OM_VERB_CREATE)
		status = om_db_migrate(om, 0);
	else if (!(flags & OM_VERB_ANY_VERSION))
		status = settle_today(run);
	if (status)
		return status;
	return run->call.write.key ? change_under_key(run) : run_verb(run);
}

static int open_database(struct run *run)
{
	unsigned flags = run->call.verb->flags;
	enum om_db_mode mode = OM_DB_READ;

	if (flags & OM_VERB_ANY_VERSION)
		return om_db_open_any_version(&run->om, run->db_path);
	if (flags & OM_VERB_WRITE)
		mode = flags & OM_VERB_CREATE ? OM_DB_CREATE : OM_DB_WRITE;
	return om_db_open(&run->om, run->db_path, mode);
}

static int write_database(struct run *run)
{
	struct om *om = &run->om;
	int status;

	om->user = user_name(om);
	status = open_database(run);
	if (status)
		return status;
	status = om_db_begin(om);
	if (!status)
		status = change(run);
	if (!status && !om->dry_run)
		status = om_db_commit(om);
	else
		om_db_rollback(om);
	if (run->call.verb->flags & OM_VERB_CREATE && (status || om->dry_run))
		om_db_abandon(om);
	if (!status && om->dry_run)
		om_note(om, "dry run: nothing was written");
	return status;
}

static int read_database(struct run *run)
{
	struct om *om = &run->om;
	int status = open_database(run);

	if (!status)
		status = om_db_begin(om);
	if (!status)
		status = settle_today(run);
	if (!status)
		status = om_filter_resolve(om, &run->call.filter);
	if (!status)
		status = run_verb(run);
	if (om->db)
		om_db_rollback(om);
	return status;
}

static int print_refs(struct om *om)
{
	struct om_buf out = {0};
	size_t i;
	int status;

	for (i = 0; i < om->n_refs; i++) {
		om_buf_puts(&out, om->refs[i]);
		om_buf_putc(&out, '\n');
	}
	status = om_print_text(om, out.s, out.len, true);
	if (status && om->n_refs && !om->dry_run)
		status = om_fail(om, (enum om_status)status, "%s; it is done nevertheless: %s%s%s",
				 om->error, om->refs[0], om->n_refs > 1 ? " to " : "",
				 om->n_refs > 1 ? om->refs[om->n_refs - 1] : "");
	om_buf_free(&out);
	return status;
}

static int print_result(struct run *run)
{
	struct om_call *call = &run->call;
	unsigned flags = call->verb->flags;

	if (call->text.len)
		return om_print_text(&run->om, call->text.s, call->text.len,
				     call->out_choice.no_pager);
	if (flags & OM_VERB_WRITE && (run->om.n_refs || !(flags & OM_VERB_READ)))
		return print_refs(&run->om);
	if (flags & OM_VERB_READ && !call->quiet)
		return om_out_print(&run->om, run->out);
	return OM_OK;
}

/* Parsed, and no help asked for. */
static int run_parsed(struct run *run)
{
	struct om *om = &run->om;
	struct om_call *call = &run->call;
	unsigned flags = call->verb->flags;
	int status = OM_OK, printed;

	if (flags & OM_VERB_READ)
		status = om_out_new(om, &call->verb->shape, &call->out_choice, STDOUT_FILENO,
				    &run->out);
	call->out = run->out;
	if (!status)
		status = read_input(run);
	if (!status)
		status = om_database_find(om, flags, run->choices.global.db, &run->db_path);
	call->db_path = run->db_path;
	if (status)
		return status;
	if (flags & OM_VERB_WRITE)
		status = write_database(run);
	else if (flags & OM_VERB_READ)
		status = read_database(run);
	else
		status = run_verb(run);
	if (status && (status != OM_REFUSED || om->error[0]))
		return status;
	run->done = true;
	printed = print_result(run);
	if (printed)
		return printed;
	return status == OM_OK && om->data_errors ? OM_INPUT : status;
}

/* Where this fails there is no one left to tell. */
static void print_error(const struct om_buf *text)
{
	int wrong = om_write_all(STDERR_FILENO, text->s, text->len);

	(void)wrong;
}

static bool asks_for_help(const struct om_words *words)
{
	int i;

	for (i = 0; i < words->argc && strcmp(words->argv[i], "--") != 0; i++)
		if (strcmp(words->argv[i], "-h") == 0 || strcmp(words->argv[i], "--help") == 0)
			return true;
	return false;
}

static int print_help(struct run *run)
{
	struct om_buf out = {0};
	int status;

	if (run->words.verb)
		om_help_verb(&run->om, run->words.command, run->words.verb, &out);
	else
		om_help_command(&run->om, run->words.command, &out);
	status = om_print_text(&run->om, out.s, out.len, false);
	om_buf_free(&out);
	return status;
}

static int print_version(struct om *om)
{
	static const char text[] = "om " OM_VERSION "\n";

	return om_print_text(om, text, sizeof(text) - 1, true);
}

static int lack_verb(struct run *run)
{
	struct om_buf out = {0};

	om_help_command(&run->om, run->words.command, &out);
	print_error(&out);
	om_buf_free(&out);
	return OM_USAGE;
}

static int run_words(struct run *run, int argc, char **argv)
{
	struct om *om = &run->om;
	int status = om_words_find(om, argc, argv, &run->words);

	if (status)
		return status;
	if (run->words.global.help)
		return print_help(run);
	if (run->words.global.version)
		return print_version(om);
	if (!run->words.verb)
		return lack_verb(run);
	status = read_clock(run);
	if (!status)
		status = parse_words(run);
	if (run->choices.global.help || (status && asks_for_help(&run->words)))
		return print_help(run);
	if (status)
		return status;
	return run->choices.global.version ? print_version(om) : run_parsed(run);
}

static void add_line(struct om *om, struct om_buf *out, const char *name, const char *text)
{
	if (name)
		om_buf_printf(out, "%s: ", name);
	om_buf_puts(out, om_text_escape(om->arena, text));
	om_buf_putc(out, '\n');
}

/* Standard error in one piece: notes of what was done, then what is wrong. */
static void print_messages(struct run *run, int status)
{
	struct om *om = &run->om;
	const char *name = run->words.name ? run->words.name : "om";
	const struct om_message *m;
	struct om_buf out = {0};

	for (m = om->messages; m; m = m->next)
		if (m->kind == OM_NOTE && run->done)
			add_line(om, &out, name, m->text);
	for (m = om->messages; m; m = m->next)
		if (m->kind == OM_DATA_ERROR)
			add_line(om, &out, NULL, m->text);
	if (status && om->error[0])
		add_line(om, &out, name, om->error);
	print_error(&out);
	om_buf_free(&out);
}

int main(int argc, char **argv)
{
	struct run run = {.om = {.today = OM_NO_DATE}};
	struct om *om = &run.om;
	int status;

	open_standard();
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is a full disk */
	om->arena = om_arena_new();
	om->messages_end = &om->messages;
	status = run_words(&run, argc, argv);
	if (close(STDOUT_FILENO) && errno != EBADF && !status)
		status = om_fail(om, OM_STORAGE, "cannot write to standard output: %s",
				 strerror(errno));
	print_messages(&run, status);
	om_db_close(om);
	om_item_cache_free(om);
	om_out_free(run.out);
	if (run.input.name)
		om_input_close(&run.input);
	om_buf_free(&run.call.text);
	om_rewind(om);
	om_arena_free(om->arena);
	return status;
}
