/* Customers and suppliers as people enter them: adding, editing, removing. */
#include "trade/party.h"

#include "base/code.h"
#include "base/mem.h"
#include "base/text.h"
#include "io/input.h"
#include "store/item.h"
#include "store/log.h"
#include "store/setting.h"
#include "trade/party_field.h"

int om_party_entry_begin(struct om *om, struct om_party_entry *entry, enum om_role role,
			 enum om_status bad)
{
	*entry = (struct om_party_entry){.role = role, .bad = bad};
	return om_setting_load(om);
}

static const char *log_verb(enum om_role role, const char *customer, const char *supplier)
{
	return role == OM_CUSTOMER ? customer : supplier;
}

static int check_code(struct om *om, struct om_party_entry *entry, const char *code)
{
	const char *wrong;

	entry->failed = OM_PARTY_CODE;
	if (!code || !*code)
		return om_fail(om, entry->bad, "the code is missing");
	wrong = om_text_check(code, OM_TEXT_CODE);
	if (!wrong && om_input_is_heading(code))
		wrong = "is the name of a column";
	return wrong ? om_fail(om, entry->bad, "code '%s' %s", code, wrong) : OM_OK;
}

static int set_fields(struct om *om, struct om_party_entry *entry, const struct om_party_text *text,
		      struct om_party *party)
{
	struct om_field_run run = {om, entry->bad, party, NULL};

	return om_field_apply(&run, om_party_fields, OM_PARTY_FIELDS, text->field, &entry->failed);
}

static int add_party(struct om *om, struct om_party_entry *entry, const struct om_party_text *text)
{
	struct om_party party = {.role = entry->role,
				 .code = text->field[OM_PARTY_CODE],
				 .currency = om->company->currency,
				 .credit_limit = {OM_UNSET},
				 .active = true};
	char digest[OM_HASH_SIZE];
	int status = set_fields(om, entry, text, &party);

	if (status != OM_OK)
		return status;
	if (!party.name) {
		entry->failed = OM_PARTY_NAME;
		return om_fail(om, entry->bad, "%s '%s' is new and needs a name",
			       om_role_name(entry->role), party.code);
	}
	status = om_party_insert(om, &party);
	if (status != OM_OK)
		return status;
	entry->added++;
	entry->last = party.id;
	om_party_digest(&party, digest);
	return om_log_add(om, log_verb(entry->role, "customer add", "supplier add"), party.code,
			  digest, "");
}

static int edit_party(struct om *om, struct om_party_entry *entry, const struct om_party_text *text,
		      const struct om_party *was)
{
	struct om_party is = *was;
	char digest[OM_HASH_SIZE];
	const char *changes;
	int status = set_fields(om, entry, text, &is);

	if (status != OM_OK)
		return status;
	changes = om_field_changes(om, om_party_fields, OM_PARTY_FIELDS, text->field, was, &is);
	if (!changes)
		return OM_OK;
	status = om_party_update(om, &is);
	if (status != OM_OK)
		return status;
	entry->changed++;
	om_party_digest(&is, digest);
	return om_log_add(om, log_verb(entry->role, "customer edit", "supplier edit"), is.code,
			  digest, "%s", changes);
}

int om_party_add(struct om *om, struct om_party_entry *entry, const struct om_party_text *text)
{
	const char *code = text->field[OM_PARTY_CODE], *role = om_role_name(entry->role);
	struct om_party party;
	int status = check_code(om, entry, code);

	if (status != OM_OK)
		return status;
	status = om_party_find(om, entry->role, code, &party);
	if (status == OM_OK)
		return om_fail(om, OM_REFUSED, "%s '%s' is there already; 'om-%s edit' changes it",
			       role, code, role);
	return status == OM_DONE ? add_party(om, entry, text) : status;
}

int om_party_edit(struct om *om, struct om_party_entry *entry, const struct om_party_text *text)
{
	struct om_party party;
	int status = om_party_get(om, entry->role, text->field[OM_PARTY_CODE], &party);

	return status == OM_OK ? edit_party(om, entry, text, &party) : status;
}

static int put_new(struct om *om, struct om_party_entry *entry, const struct om_party_text *text)
{
	int status = add_party(om, entry, text);

	if (status == OM_OK)
		om_set_add(&entry->seen, (uint64_t)entry->last);
	return status;
}

int om_party_put(struct om *om, struct om_party_entry *entry, const struct om_party_text *text)
{
	const char *code = text->field[OM_PARTY_CODE];
	struct om_party party;
	int status = check_code(om, entry, code);

	if (status != OM_OK)
		return status;
	status = om_party_find(om, entry->role, code, &party);
	if (status == OM_DONE)
		return put_new(om, entry, text);
	if (status == OM_OK && !om_set_add(&entry->seen, (uint64_t)party.id)) {
		entry->failed = OM_PARTY_CODE;
		return om_fail(om, entry->bad, "%s '%s' stands here twice",
			       om_role_name(entry->role), party.code);
	}
	return status == OM_OK ? edit_party(om, entry, text, &party) : status;
}

void om_party_entry_end(struct om_party_entry *entry)
{
	om_set_free(&entry->seen);
}

int om_party_remove(struct om *om, enum om_role role, const char *code)
{
	struct om_party party;
	bool used;
	int status = om_party_get(om, role, code, &party);

	if (status == OM_OK)
		status = om_party_is_used(om, party.id, &used);
	if (status != OM_OK)
		return status;
	if (used)
		return om_fail(om, OM_REFUSED,
			       "%s is used by %s; make it inactive: om-%s edit %s --active no",
			       code,
			       role == OM_CUSTOMER ? "documents or payments" : "items or documents",
			       om_role_name(role), code);
	status = om_party_delete(om, party.id);
	if (status != OM_OK)
		return status;
	return om_log_add(om, log_verb(role, "customer remove", "supplier remove"), code, "", "");
}

static bool is_same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool is_same_address(const struct om_address *a, const struct om_address *b)
{
	return is_same_text(a->name, b->name) && is_same_text(a->contact, b->contact) &&
	       is_same_text(a->street, b->street) && is_same_text(a->city, b->city) &&
	       is_same_text(a->region, b->region) && is_same_text(a->postcode, b->postcode) &&
	       is_same_text(a->country, b->country) && is_same_text(a->tax_id, b->tax_id);
}

static int check_address_texts(struct om *om, const struct om_address *a)
{
	const struct {
		const char *label, *s;
		enum om_text_kind kind;
	} texts[] = {{"name", a->name, OM_TEXT_NAME},	  {"contact", a->contact, OM_TEXT_NAME},
		     {"street", a->street, OM_TEXT_NOTE}, {"city", a->city, OM_TEXT_NAME},
		     {"region", a->region, OM_TEXT_NAME}, {"postcode", a->postcode, OM_TEXT_NAME}};
	const char *wrong;
	size_t i;

	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		wrong = texts[i].s ? om_text_check(texts[i].s, texts[i].kind) : NULL;
		if (wrong)
			return om_fail(om, OM_USAGE, "%s '%s' %s", texts[i].label, texts[i].s,
				       wrong);
	}
	return OM_OK;
}

int om_party_address_add(struct om *om, enum om_role role, const char *code, const char *label,
			 struct om_address *address)
{
	const char *wrong = om_text_check(label, OM_TEXT_CODE);
	struct om_address was;
	struct om_party party;
	int status;

	if (wrong)
		return om_fail(om, OM_USAGE, "label '%s' %s", label, wrong);
	status = om_party_get(om, role, code, &party);
	if (status != OM_OK)
		return status;
	if (!address->name || !*address->name)
		address->name = party.name;
	status = check_address_texts(om, address);
	if (status == OM_OK)
		status = om_address_check(om, address,
					  om_printf(om->arena, "address '%s' of %s", label, code));
	if (status != OM_OK)
		return status;
	status = om_party_address_find(om, party.id, label, &was);
	if (status == OM_OK && is_same_address(&was, address))
		return OM_OK;
	if (status == OM_OK || status == OM_DONE)
		status = om_address_keep(om, address);
	if (status == OM_OK)
		status = om_party_address_put(om, party.id, label, address->id);
	if (status != OM_OK)
		return status;
	return om_log_add(om, log_verb(role, "customer address", "supplier address"), code, "",
			  "%s: %s, %s, %s, %s", label, address->name, address->street,
			  address->city, address->country);
}

static bool is_blank(const char *s)
{
	return !s || !s[strspn(s, " \t\n")];
}

int om_address_check(struct om *om, const struct om_address *address, const char *what)
{
	const struct {
		const char *label, *s;
	} parts[] = {{"name", address->name},
		     {"street", address->street},
		     {"city", address->city},
		     {"country", address->country}};
	const char *missing = NULL;
	size_t i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (is_blank(parts[i].s))
			missing = missing ? om_printf(om->arena, "%s, %s", missing, parts[i].label)
					  : parts[i].label;
	if (missing)
		return om_fail(om, OM_REFUSED, "%s is incomplete: %s missing", what, missing);
	if (!om_country_is_valid(address->country))
		return om_fail(om, OM_REFUSED, "%s: country '%s' %s", what, address->country,
			       om_country_wrong(om, address->country));
	return OM_OK;
}
