/* om: the company, the log, and the database as a whole. */
#include "cmd.h"

#include "base/mem.h"
#include "db/db.h"
#include "io/yaml.h"
#include "store/log.h"
#include "trade/audit.h"
#include "trade/company.h"
#include "trade/document.h"

#include <unistd.h>

#define YAML_MAX 65536 /* bytes of a file of settings */

struct init_options {
	const char *name, *currency, *country, *tax_id, *from;
};

static const struct om_option init_options[] = {
	OM_TEXT(struct init_options, name, "name", 0, "NAME", "the company's name"),
	OM_TEXT(struct init_options, currency, "currency", 0, "CODE",
		"the company's currency, ISO 4217 (default EUR)"),
	OM_TEXT(struct init_options, country, "country", 0, "CODE",
		"the company's country, ISO 3166"),
	OM_TEXT(struct init_options, tax_id, "tax-id", 0, "ID", "the company's own tax number"),
	OM_TEXT(struct init_options, from, "from", 'f', "FILE",
		"settings from a YAML file, key: value", OM_VALUES("file")),
	OM_OPTIONS_END,
};

static const struct om_column config_columns[] = {
	{"key", OM_TYPE_TEXT, 0, "the setting"},
	{"value", OM_TYPE_TEXT, 0, "what it is set to"},
	{"help", OM_TYPE_TEXT, 1, "what it is for"},
	{.name = NULL},
};

struct check_options {
	bool rules;
};

static const struct om_option check_options[] = {
	OM_FLAG(struct check_options, rules, "rules", 0, "list the rules in place of checking"),
	OM_OPTIONS_END,
};

static const struct om_column check_columns[] = {
	{"rule", OM_TYPE_TEXT, 0, "the rule that is broken"},
	{"object", OM_TYPE_TEXT, 0, "where: a document, an item, a row"},
	{"expected", OM_TYPE_TEXT, 0, "what the rule asks"},
	{"found", OM_TYPE_TEXT, 0, "what is stored"},
	{.name = NULL},
};

struct log_options {
	bool head;
	const char *verify;
};

static const struct om_option log_options[] = {
	OM_FLAG(struct log_options, head, "head", 0, "print the newest hash, to be kept elsewhere"),
	OM_TEXT(struct log_options, verify, "verify", 0, "HASH",
		"check that the log grew from this hash, and its chain"),
	OM_OPTIONS_END,
};

static const struct om_column log_columns[] = {
	{"at", OM_TYPE_TEXT, 0, "instant, UTC"},
	{"who", OM_TYPE_TEXT, 0, "user"},
	{"verb", OM_TYPE_TEXT, 0, "what was done"},
	{"document", OM_TYPE_REF, 0, "number, SKU, code or setting"},
	{"detail", OM_TYPE_TEXT, 1, "what changed, and the note"},
	{.name = NULL},
};

/* Stands for the columns that the statement names. */
static const struct om_column sql_columns[] = {
	{"column", OM_TYPE_TEXT, 0, "one a column of the statement, under its own name"},
	{.name = NULL},
};

static int take_node(struct om *om, const struct om_yaml *node, struct om_company_value *value)
{
	int status;

	if (node->kind != OM_YAML_SCALAR)
		return om_yaml_expect(om, node, OM_YAML_SCALAR, "a value");
	*value = (struct om_company_value){node->key, node->text ? node->text : ""};
	status = om_company_check(om, value->key, value->value);
	if (status == OM_REFUSED)
		return om_yaml_fail_key(om, node, "%s", om_strdup(om->arena, om->error));
	if (status == OM_USAGE)
		return om_yaml_fail(om, node, "%s", om_strdup(om->arena, om->error));
	return status;
}

static int take_file(struct om *om, const char *path, struct om_company_value **values, size_t *n,
		     size_t *room)
{
	struct om_yaml *root;
	struct om_input in;
	const struct om_yaml *node;
	char *text;
	size_t length;
	int status = om_input_open(om, path, &in);

	if (status)
		return status;
	status = om_input_text(om, &in, YAML_MAX, &text, &length);
	om_input_close(&in);
	if (!status)
		status = om_yaml_parse(om, path, text, length, &root);
	if (!status)
		status = om_yaml_expect(om, root, OM_YAML_MAPPING, "settings, key: value");
	for (node = status ? NULL : root->first; node && !status; node = node->next) {
		*values = om_arena_grow(om->arena, *values, *n, room, sizeof(**values));
		status = take_node(om, node, &(*values)[*n]);
		(*n)++;
	}
	return status;
}

static int run_init(struct om *om, struct om_call *call)
{
	const struct init_options *o = call->options;
	const struct om_company_value words[] = {{"name", o->name},
						 {"currency", o->currency},
						 {"country", o->country},
						 {"tax_id", o->tax_id}};
	struct om_company_value *values = NULL;
	size_t n = 0, room = 0, i;
	int status = OM_OK;

	if (o->from)
		status = take_file(om, o->from, &values, &n, &room);
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!words[i].value)
			continue;
		values = om_arena_grow(om->arena, values, n, &room, sizeof(*values));
		values[n++] = words[i];
	}
	if (!status)
		status = om_company_init(om, values, n);
	if (!status)
		om_note(om, "made %s", call->db_path);
	return status;
}

static int show_setting(struct om *om, const char *key, const char *value, const char *help,
			void *ctx)
{
	return om_out_row(
		om, ctx,
		(const struct om_value[]){om_v_text(key), om_v_text(value), om_v_text(help)});
}

static int run_config(struct om *om, struct om_call *call)
{
	return om_company_each(om, show_setting, call->out);
}

static int run_config_get(struct om *om, struct om_call *call)
{
	const char *value;
	int status = om_company_get(om, call->operands.v[0], &value);

	if (!status)
		om_buf_printf(&call->text, "%s\n", value);
	return status;
}

static int run_config_set(struct om *om, struct om_call *call)
{
	const struct om_list *words = &call->operands;
	const char *first = words->v[0], *equals = strchr(first, '=');

	if (words->n == 2)
		return om_company_set(om, first, words->v[1]);
	if (!equals)
		return om_fail(om, OM_USAGE, "config set: '%s' needs a value", first);
	return om_company_set(om, om_strndup(om->arena, first, (size_t)(equals - first)),
			      equals + 1);
}

struct findings {
	struct om_out *out;
	size_t n;
};

static int show_finding(struct om *om, const char *rule, const char *object, const char *expected,
			const char *found, void *ctx)
{
	struct findings *findings = ctx;

	findings->n++;
	return om_out_row(om, findings->out,
			  (const struct om_value[]){om_v_text(rule), om_v_text(object),
						    om_v_text(expected), om_v_text(found)});
}

static int show_rule(struct om *om, const char *rule, const char *says, void *ctx)
{
	(void)om;
	om_buf_printf(ctx, "%s\t%s\n", rule, says);
	return OM_OK;
}

static int run_check(struct om *om, struct om_call *call)
{
	const struct check_options *o = call->options;
	struct findings findings = {.out = call->out};
	int status;

	if (o->rules)
		return om_audit_rules(om, show_rule, &call->text);
	status = om_db_integrity(om);
	if (!status)
		status = om_audit(om, show_finding, &findings);
	if (status)
		return status;
	call->quiet = findings.n == 0;
	return findings.n ? OM_REFUSED : OM_OK;
}

struct log_reading {
	struct om_out *out;
	char from[OM_DATE_SIZE], to[OM_DATE_SIZE]; /* or "" */
	size_t n;				   /* rows of the object, in the period or not */
};

static bool is_within(const struct log_reading *reading, const char *at)
{
	if (*reading->from && strncmp(at, reading->from, OM_DATE_SIZE - 1) < 0)
		return false;
	return !*reading->to || strncmp(at, reading->to, OM_DATE_SIZE - 1) <= 0;
}

static int show_log_row(struct om *om, const struct om_log_row *row, void *ctx)
{
	struct log_reading *reading = ctx;

	reading->n++;
	if (!is_within(reading, row->at))
		return OM_OK;
	if (om_out_is_full(reading->out))
		return OM_DONE;
	return om_out_row(om, reading->out,
			  (const struct om_value[]){om_v_text(row->at), om_v_text(row->who),
						    om_v_text(row->verb), om_v_text(row->object),
						    om_v_text(row->detail)});
}

static int show_log(struct om *om, struct om_call *call)
{
	const char *object = call->operands.n ? call->operands.v[0] : NULL;
	struct log_reading reading = {.out = call->out};
	const char *number;
	int status;

	om_date_format(call->filter.from, reading.from);
	om_date_format(call->filter.to, reading.to);
	status = om_log_each(om, object, show_log_row, &reading);
	if (!status && object && !reading.n) {
		number = om_reference_format(om->arena, object, NULL);
		if (number)
			status = om_log_each(om, number, show_log_row, &reading);
	}
	if (status && status != OM_DONE)
		return status;
	if (object && !reading.n)
		return om_fail(om, OM_REFUSED, "the log has nothing on '%s'", object);
	return OM_OK;
}

static int verify_log(struct om *om, const char *hash)
{
	int64_t broken = 0;
	bool found = false;
	int status = om_log_verify(om, &broken);

	if (!status && broken)
		return om_fail(om, OM_REFUSED,
			       "the log's chain is broken at row %lld: 'om check' says more",
			       (long long)broken);
	if (!status)
		status = om_log_has(om, hash, &found);
	if (!status && !found)
		return om_fail(om, OM_REFUSED, "the log did not grow from '%s'", hash);
	return status;
}

static int run_log(struct om *om, struct om_call *call)
{
	const struct log_options *o = call->options;
	char hash[OM_HASH_SIZE];
	int status;

	if ((o->head && o->verify) || ((o->head || o->verify) && call->operands.n))
		return om_fail(om, OM_USAGE,
			       "'--head', '--verify' and a document exclude each other");
	if (o->verify) {
		call->quiet = true;
		return verify_log(om, o->verify);
	}
	if (!o->head)
		return show_log(om, call);
	status = om_log_head(om, hash);
	if (!status)
		om_buf_printf(&call->text, "%s\n", hash);
	return status;
}

static int run_backup(struct om *om, struct om_call *call)
{
	int status;

	if (!call->db_path)
		return om_fail(om, OM_STORAGE,
			       "no database: there is no om.db here or above; --db or OM_DB "
			       "names one");
	status = om_db_open(om, call->db_path, OM_DB_READ);
	if (!status)
		status = om_db_begin(om);
	return status ? status : om_db_backup(om, call->operands.v[0]);
}

static int run_restore(struct om *om, struct om_call *call)
{
	return om_db_restore(om, call->operands.v[0], call->db_path);
}

static int run_upgrade(struct om *om, struct om_call *call)
{
	int latest = om_db_latest_version(), version, status = om_db_version(om, &version);

	if (status)
		return status;
	if (version == latest) {
		om_note(om, "%s: already version %d", call->db_path, version);
		return OM_OK;
	}
	if (version > latest)
		return om_fail(om, OM_STORAGE,
			       "'%s' was made by a newer om: its version is %d, this om knows %d",
			       call->db_path, version, latest);
	status = om_db_migrate(om, version);
	if (!status)
		status =
			om_log_add(om, "upgrade", "", "", "from version %d to %d", version, latest);
	if (!status)
		om_note(om, "%s: version %d, was %d", call->db_path, latest, version);
	return status;
}

static const struct om_verb verbs[] = {
	{.name = "init",
	 .summary = "make a new database",
	 .flags = OM_VERB_WRITE | OM_VERB_CREATE,
	 .options = init_options,
	 .options_size = sizeof(struct init_options),
	 .run = run_init},
	{.name = "config",
	 .summary = "list the company's settings",
	 .flags = OM_VERB_READ,
	 .shape = {.rows = config_columns},
	 .run = run_config},
	{.name = "config list",
	 .summary = "list the company's settings",
	 .flags = OM_VERB_READ,
	 .shape = {.rows = config_columns},
	 .run = run_config},
	{.name = "config get",
	 .operands = "KEY",
	 .summary = "print one setting",
	 .flags = OM_VERB_READ | OM_VERB_TEXT,
	 .min_operands = 1,
	 .max_operands = 1,
	 .shape = {.rows = config_columns},
	 .values = "setting",
	 .run = run_config_get},
	{.name = "config set",
	 .operands = "KEY VALUE",
	 .summary = "change one setting",
	 .flags = OM_VERB_WRITE,
	 .min_operands = 1,
	 .max_operands = 2,
	 .values = "setting",
	 .run = run_config_set},
	{.name = "help",
	 .operands = "[COMMAND]",
	 .summary = "show the commands, or one of them",
	 .flags = OM_VERB_BARE,
	 .max_operands = 1,
	 .values = "command",
	 .run = om_help_run},
	{.name = "check",
	 .summary = "audit the database; silent when all is well",
	 .flags = OM_VERB_READ | OM_VERB_TEXT,
	 .options = check_options,
	 .options_size = sizeof(struct check_options),
	 .shape = {.rows = check_columns},
	 .run = run_check},
	{.name = "log",
	 .operands = "[DOCUMENT]",
	 .summary = "show who did what",
	 .flags = OM_VERB_READ | OM_VERB_TEXT,
	 .max_operands = 1,
	 .options = log_options,
	 .options_size = sizeof(struct log_options),
	 .filters = OM_FILTER_DATES,
	 .shape = {.rows = log_columns},
	 .values = "document",
	 .run = run_log},
	{.name = "backup",
	 .operands = "FILE",
	 .summary = "copy the database while it is in use",
	 .flags = OM_VERB_BARE,
	 .min_operands = 1,
	 .max_operands = 1,
	 .values = "file",
	 .run = run_backup},
	{.name = "restore",
	 .operands = "FILE",
	 .summary = "make the database from a backup",
	 .flags = OM_VERB_BARE | OM_VERB_CREATE,
	 .min_operands = 1,
	 .max_operands = 1,
	 .values = "file",
	 .run = run_restore},
	{.name = "upgrade",
	 .summary = "bring the database to this version of om",
	 .flags = OM_VERB_WRITE | OM_VERB_ANY_VERSION,
	 .run = run_upgrade},
	{.name = "sql",
	 .operands = "STATEMENT",
	 .summary = "run one SELECT; nothing can be changed",
	 .flags = OM_VERB_READ,
	 .min_operands = 1,
	 .max_operands = 1,
	 .shape = {.rows = sql_columns},
	 .run = om_sql_run},
	{.name = "complete",
	 .operands = "KIND [PREFIX]",
	 .summary = "list what a word can be, for the shells",
	 .flags = OM_VERB_BARE | OM_VERB_HIDDEN,
	 .min_operands = 1,
	 .max_operands = 2,
	 .run = om_complete_run},
	{.name = NULL},
};

const struct om_command om_om_command = {
	.name = "om",
	.summary = "run a small wholesaler's sales, from quote to payment",
	.verbs = verbs,
};
