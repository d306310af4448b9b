/* om-customer and om-supplier: who buys, and who is bought from. */
#include "cmd.h"

#include "base/mem.h"
#include "store/item.h"
#include "store/setting.h"
#include "trade/party.h"

struct party_options {
	struct om_party_text text;
};

#define SET(field_, long_, arg_, help_) \
	OM_TEXT(struct party_options, text.field[field_], long_, 0, arg_, help_)
#define PARTY_OPTIONS                                                                          \
	SET(OM_PARTY_NAME, "name", "NAME", "name, as papers show it"),                         \
		SET(OM_PARTY_GROUP, "group", "NAME", "group: B2B, retail"),                    \
		SET(OM_PARTY_CONTACT, "contact", "NAME", "who to turn to"),                    \
		SET(OM_PARTY_EMAIL, "email", "ADDRESS", "address for electronic mail"),        \
		SET(OM_PARTY_PHONE, "phone", "NUMBER", "telephone number"),                    \
		SET(OM_PARTY_TERMS, "terms", "TERMS",                                          \
		    "payment terms: net 30, eom; default the company's"),                      \
		SET(OM_PARTY_CURRENCY, "currency", "CODE",                                     \
		    "ISO 4217; the company's, which is the default"),                          \
		SET(OM_PARTY_TAX_ID, "tax-id", "ID", "tax number"),                            \
		SET(OM_PARTY_CREDIT_LIMIT, "credit-limit", "AMOUNT", "most that may be owed"), \
		SET(OM_PARTY_STREET, "street", "TEXT", "street and number"),                   \
		SET(OM_PARTY_CITY, "city", "NAME", "city"),                                    \
		SET(OM_PARTY_REGION, "region", "NAME", "state, province or county"),           \
		SET(OM_PARTY_POSTCODE, "postcode", "CODE", "postcode"),                        \
		SET(OM_PARTY_COUNTRY, "country", "CODE", "ISO 3166 code of two letters"),      \
		OM_CHOICE(struct party_options, text.field[OM_PARTY_ACTIVE], "active", 0,      \
			  "yes|no", "no: kept for its papers, takes no new ones")

static const struct om_option supplier_options[] = {
	PARTY_OPTIONS,
	OM_OPTIONS_END,
};

static const struct om_option customer_options[] = {
	PARTY_OPTIONS,
	OM_CHOICE(struct party_options, text.field[OM_PARTY_BILLING], "billing", 0,
		  "shipped|ordered",
		  "bill what has shipped, or all at once; default the company's"),
	OM_OPTIONS_END,
};

struct address_options {
	struct om_address address;
};

#define PART(member_, long_, arg_, help_) \
	OM_TEXT(struct address_options, address.member_, long_, 0, arg_, help_)

static const struct om_option address_options[] = {
	PART(name, "name", "NAME", "who receives it; default the name it is kept under"),
	PART(contact, "contact", "NAME", "for the attention of"),
	PART(street, "street", "TEXT", "street and number"),
	PART(city, "city", "NAME", "city"),
	PART(region, "region", "NAME", "state, province or county"),
	PART(postcode, "postcode", "CODE", "postcode"),
	PART(country, "country", "CODE", "ISO 3166 code of two letters"),
	OM_OPTIONS_END,
};

struct list_options {
	const char *active, *group;
};

static const struct om_option list_options[] = {
	OM_CHOICE(struct list_options, active, "active", 0, "yes|no", "only those, or only others"),
	OM_TEXT(struct list_options, group, "group", 0, "NAME", "of this group"),
	OM_OPTIONS_END,
};

/* In the order of enum om_party_field. */
static const struct om_sheet_column party_sheet[] = {
	{"code", true, false, "the key"},
	{"name", false, false, "needed for a new one"},
	{"group", false, false, "B2B, retail"},
	{"contact", false, false, "who to turn to"},
	{"email", false, false, "address for electronic mail"},
	{"phone", false, false, "telephone number"},
	{"terms", false, false, "payment terms; empty: the company's"},
	{"currency", false, false, "ISO 4217; the company's"},
	{"tax_id", false, false, "tax number"},
	{"credit_limit", false, true, "most that may be owed"},
	{"billing", false, false, "customers: shipped or ordered; empty: the company's"},
	{"street", false, false, "street and number; may hold several lines"},
	{"city", false, false, "city"},
	{"region", false, false, "state, province or county"},
	{"postcode", false, false, "postcode"},
	{"country", false, false, "ISO 3166 code of two letters"},
	{"active", false, false, "yes (default) or no"},
	{.name = NULL},
};

#define PARTY_COLUMNS                                                              \
	{"code", OM_TYPE_TEXT, 0, "the key"},                                      \
		{"name", OM_TYPE_TEXT, 0, "name, as papers show it"},              \
		{"group", OM_TYPE_TEXT, 3, "group"},                               \
		{"contact", OM_TYPE_TEXT, 4, "who to turn to"},                    \
		{"email", OM_TYPE_TEXT, 5, "address for electronic mail"},         \
		{"phone", OM_TYPE_TEXT, 4, "telephone number"},                    \
		{"terms", OM_TYPE_TEXT, 5, "payment terms; empty: the company's"}, \
		{"currency", OM_TYPE_TEXT, 6, "ISO 4217"},                         \
		{"tax_id", OM_TYPE_TEXT, 7, "tax number"},                         \
		{"street", OM_TYPE_TEXT, 6, "street and number"},                  \
		{"city", OM_TYPE_TEXT, 1, "city"},                                 \
		{"region", OM_TYPE_TEXT, 7, "state, province or county"},          \
		{"postcode", OM_TYPE_TEXT, 6, "postcode"},                         \
		{"country", OM_TYPE_TEXT, 2, "ISO 3166"},                          \
		{"active", OM_TYPE_BOOL, 5, "no: takes no new papers"},            \
	{                                                                          \
		"credit_limit", OM_TYPE_MONEY, 8, "most that may be owed"          \
	}

static const struct om_column supplier_columns[] = {
	PARTY_COLUMNS,
	{.name = NULL},
};

#define BILLING                                                                        \
	{                                                                              \
		"billing", OM_TYPE_TEXT, 8, "shipped or ordered; empty: the company's" \
	}
#define LABELS                                                                                   \
	{                                                                                        \
		"addresses", OM_TYPE_TEXT, 9, "labels of further addresses, separated by blanks" \
	}

static const struct om_column customer_columns[] = {
	PARTY_COLUMNS,
	BILLING,
	{.name = NULL},
};

static const struct om_column supplier_head[] = {
	PARTY_COLUMNS,
	LABELS,
	{.name = NULL},
};

static const struct om_column customer_head[] = {
	PARTY_COLUMNS,
	BILLING,
	LABELS,
	{.name = NULL},
};

enum { PARTY_COLUMN_COUNT = sizeof(customer_columns) / sizeof(customer_columns[0]) - 1 };

static const struct om_column address_columns[] = {
	{"label", OM_TYPE_TEXT, 0, "what --ship-to takes"},
	{"name", OM_TYPE_TEXT, 0, "who receives it"},
	{"contact", OM_TYPE_TEXT, 2, "for the attention of"},
	{"street", OM_TYPE_TEXT, 0, "street and number"},
	{"city", OM_TYPE_TEXT, 0, "city"},
	{"region", OM_TYPE_TEXT, 2, "state, province or county"},
	{"postcode", OM_TYPE_TEXT, 1, "postcode"},
	{"country", OM_TYPE_TEXT, 0, "ISO 3166"},
	{.name = NULL},
};

static enum om_role role_of(const struct om_call *call)
{
	return call->command == &om_customer_command ? OM_CUSTOMER : OM_SUPPLIER;
}

static int run_add(struct om *om, struct om_call *call)
{
	const struct party_options *o = call->options;
	struct om_party_text text = o->text;
	struct om_party_entry entry;
	int status = om_party_entry_begin(om, &entry, role_of(call), OM_USAGE);

	text.field[OM_PARTY_CODE] = call->operands.v[0];
	if (status == OM_OK)
		status = om_party_add(om, &entry, &text);
	if (status == OM_OK)
		om_ref(om, text.field[OM_PARTY_CODE]);
	return status;
}

static bool says_nothing(const struct om_party_text *text)
{
	size_t i;

	for (i = 0; i < OM_PARTY_FIELDS; i++)
		if (text->field[i])
			return false;
	return true;
}

static int run_edit(struct om *om, struct om_call *call)
{
	const struct party_options *o = call->options;
	struct om_party_text text = o->text;
	struct om_party_entry entry;
	size_t i;
	int status;

	if (says_nothing(&text))
		return om_fail(om, OM_USAGE, "nothing to change: give an option such as --phone");
	status = om_party_entry_begin(om, &entry, role_of(call), OM_USAGE);
	for (i = 0; i < call->operands.n && status == OM_OK; i++) {
		text.field[OM_PARTY_CODE] = call->operands.v[i];
		status = om_party_edit(om, &entry, &text);
		if (status == OM_OK)
			om_ref(om, text.field[OM_PARTY_CODE]);
	}
	return status;
}

static int show_address(struct om *om, const char *label, const struct om_address *a, void *ctx)
{
	const struct om_call *call = ctx;
	const struct om_value row[] = {
		om_v_text(label),	om_v_text(a->name),    om_v_text(a->contact),
		om_v_text(a->street),	om_v_text(a->city),    om_v_text(a->region),
		om_v_text(a->postcode), om_v_text(a->country),
	};

	return om_out_row(om, call->out, row);
}

static int add_address(struct om *om, struct om_call *call)
{
	struct address_options *o = call->options;
	const char *code = call->operands.v[0];
	int status =
		om_party_address_add(om, role_of(call), code, call->operands.v[2], &o->address);

	if (status == OM_OK)
		om_ref(om, code);
	return status;
}

static int run_address(struct om *om, struct om_call *call)
{
	const struct om_list *words = &call->operands;
	struct om_party party;
	int status;

	if (words->n == 3 && strcmp(words->v[1], "add") == 0)
		return add_address(om, call);
	if (words->n != 2 || strcmp(words->v[1], "list") != 0)
		return om_fail(om, OM_USAGE, "'%s' is neither 'CODE add LABEL' nor 'CODE list'",
			       words->v[1]);
	status = om_party_get(om, role_of(call), words->v[0], &party);
	if (status != OM_OK)
		return status;
	return om_party_address_each(om, party.id, show_address, call);
}

static void fill_row(struct om *om, const struct om_party *party, struct om_value *row)
{
	const struct om_value values[PARTY_COLUMN_COUNT] = {
		om_v_text(party->code),
		om_v_text(party->name),
		om_v_text(party->group),
		om_v_text(party->contact),
		om_v_text(party->email),
		om_v_text(party->phone),
		om_v_text(party->terms),
		om_v_text(party->currency),
		om_v_text(party->tax_id),
		om_v_text(party->address.street),
		om_v_text(party->address.city),
		om_v_text(party->address.region),
		om_v_text(party->address.postcode),
		om_v_text(party->address.country),
		om_v_bool(party->active),
		party->credit_limit.minor == OM_UNSET
			? om_v_null()
			: om_v_amount(party->credit_limit, om->company->exponent),
		om_v_text(party->billing),
	};

	memcpy(row, values, sizeof(values));
}

static int join_label(struct om *om, const char *label, const struct om_address *a, void *ctx)
{
	const char **labels = ctx;

	(void)a;
	*labels = *labels ? om_printf(om->arena, "%s %s", *labels, label) : label;
	return OM_OK;
}

static int show_party(struct om *om, struct om_call *call, const char *code)
{
	struct om_value row[PARTY_COLUMN_COUNT + 1];
	const char *labels = NULL;
	struct om_party party;
	int status = om_party_get(om, role_of(call), code, &party);

	if (status == OM_OK)
		status = om_party_address_each(om, party.id, join_label, &labels);
	if (status != OM_OK)
		return status;
	fill_row(om, &party, row);
	/* A supplier has no billing, the last of the columns. */
	row[PARTY_COLUMN_COUNT - (role_of(call) == OM_SUPPLIER)] = om_v_text(labels);
	return om_out_record(om, call->out, row);
}

static int run_show(struct om *om, struct om_call *call)
{
	size_t i;
	int status = om_setting_load(om);

	for (i = 0; i < call->operands.n && status == OM_OK; i++) {
		struct om_mark mark = om_arena_mark(om->arena);

		status = show_party(om, call, call->operands.v[i]);
		om_arena_release(om->arena, mark);
	}
	return status;
}

static int list_party(struct om *om, const struct om_party *party, void *ctx)
{
	const struct om_call *call = ctx;
	const struct list_options *o = call->options;
	struct om_value row[PARTY_COLUMN_COUNT];

	if (om_out_is_full(call->out))
		return OM_DONE;
	if (o->active && party->active != (strcmp(o->active, "yes") == 0))
		return OM_OK;
	if (o->group && strcmp(o->group, party->group ? party->group : "") != 0)
		return OM_OK;
	fill_row(om, party, row);
	return om_out_row(om, call->out, row);
}

static int run_list(struct om *om, struct om_call *call)
{
	int status = om_setting_load(om);

	if (status != OM_OK)
		return status;
	return om_party_each(om, role_of(call), list_party, call);
}

static int import_row(struct om *om, struct om_sheet *sheet, void *ctx)
{
	struct om_party_entry *entry = ctx;
	struct om_party_text text;
	size_t i;
	int status;

	for (i = 0; i < OM_PARTY_FIELDS; i++)
		text.field[i] = om_sheet_get(sheet, i);
	entry->failed = OM_PARTY_CODE;
	status = om_party_put(om, entry, &text);
	if (status == OM_INPUT || status == OM_REFUSED)
		om_prefix(om, status, "%s", om_sheet_at(sheet, entry->failed));
	return status;
}

static int run_import(struct om *om, struct om_call *call)
{
	struct om_party_entry entry = {0};
	int status = om_party_entry_begin(om, &entry, role_of(call), OM_INPUT);

	if (status == OM_OK)
		status = om_import_rows(om, call, import_row, &entry);
	om_party_entry_end(&entry);
	if (status == OM_OK && (entry.added || entry.changed))
		om_note(om, "%s: %lld added, %lld changed", call->input->name,
			(long long)entry.added, (long long)entry.changed);
	return status;
}

static int run_remove(struct om *om, struct om_call *call)
{
	size_t i;
	int status = OM_OK;

	for (i = 0; i < call->operands.n && status == OM_OK; i++) {
		status = om_party_remove(om, role_of(call), call->operands.v[i]);
		if (status == OM_OK)
			om_ref(om, call->operands.v[i]);
	}
	return status;
}

/* What both have; `one` is customer or supplier. */
#define VERBS(one)                                                                            \
	{.name = "add",                                                                       \
	 .operands = "CODE",                                                                  \
	 .summary = "add a " #one,                                                            \
	 .flags = OM_VERB_WRITE,                                                              \
	 .min_operands = 1,                                                                   \
	 .max_operands = 1,                                                                   \
	 .options = one##_options,                                                            \
	 .options_size = sizeof(struct party_options),                                        \
	 .run = run_add},                                                                     \
		{.name = "edit",                                                              \
		 .operands = "CODE...",                                                       \
		 .summary = "change " #one "s",                                               \
		 .flags = OM_VERB_WRITE | OM_VERB_REFS,                                       \
		 .min_operands = 1,                                                           \
		 .max_operands = -1,                                                          \
		 .options = one##_options,                                                    \
		 .options_size = sizeof(struct party_options),                                \
		 .values = #one,                                                              \
		 .run = run_edit},                                                            \
		{.name = "address",                                                           \
		 .operands = "CODE add LABEL | CODE list",                                    \
		 .summary = "keep further delivery addresses",                                \
		 .flags = OM_VERB_WRITE | OM_VERB_READ,                                       \
		 .min_operands = 2,                                                           \
		 .max_operands = 3,                                                           \
		 .options = address_options,                                                  \
		 .options_size = sizeof(struct address_options),                              \
		 .shape = {.rows = address_columns},                                          \
		 .values = #one,                                                              \
		 .run = run_address},                                                         \
		{.name = "show",                                                              \
		 .operands = "CODE...",                                                       \
		 .summary = "show all there is about " #one "s",                              \
		 .flags = OM_VERB_READ | OM_VERB_REFS,                                        \
		 .min_operands = 1,                                                           \
		 .max_operands = -1,                                                          \
		 .shape = {.head = one##_head},                                               \
		 .values = #one,                                                              \
		 .run = run_show},                                                            \
		{.name = "list",                                                              \
		 .summary = "list " #one "s",                                                 \
		 .flags = OM_VERB_READ,                                                       \
		 .options = list_options,                                                     \
		 .options_size = sizeof(struct list_options),                                 \
		 .shape = {.rows = one##_columns},                                            \
		 .run = run_list},                                                            \
		{.name = "import",                                                            \
		 .operands = "FILE",                                                          \
		 .summary = "add and change " #one "s from CSV",                              \
		 .flags = OM_VERB_WRITE | OM_VERB_IMPORT,                                     \
		 .min_operands = 1,                                                           \
		 .max_operands = 1,                                                           \
		 .sheet = party_sheet,                                                        \
		 .values = "file",                                                            \
		 .run = run_import},                                                          \
	{                                                                                     \
		.name = "remove", .operands = "CODE...",                                      \
		.summary = "remove " #one "s that nothing uses",                              \
		.flags = OM_VERB_WRITE | OM_VERB_REFS, .min_operands = 1, .max_operands = -1, \
		.values = #one, .run = run_remove                                             \
	}

static const struct om_verb customer_verbs[] = {
	VERBS(customer),
	{.name = "history",
	 .operands = "CODE",
	 .summary = "all papers and payments of a customer, with the balance",
	 .flags = OM_VERB_READ,
	 .min_operands = 1,
	 .max_operands = 1,
	 .filters = OM_FILTER_DATES,
	 .shape = {.rows = om_history_columns},
	 .values = "customer",
	 .run = om_history_run},
	{.name = NULL},
};

static const struct om_verb supplier_verbs[] = {
	VERBS(supplier),
	{.name = NULL},
};

const struct om_command om_customer_command = {
	.name = "customer",
	.summary = "who buys",
	.verbs = customer_verbs,
};

const struct om_command om_supplier_command = {
	.name = "supplier",
	.summary = "who is bought from",
	.verbs = supplier_verbs,
};
