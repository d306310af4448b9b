/* The company: its settings, what each may be, and when it may change. */
#include "trade/company.h"

#include "base/code.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/log.h"
#include "store/setting.h"
#include "store/stock.h"
#include "trade/terms.h"

#include <fcntl.h>
#include <unistd.h>

#define ZONES "/usr/share/zoneinfo/"

/* Each gives NULL, or a phrase for behind the quoted value. */
typedef const char *value_check(struct om *om, const char *value);
/* Whether the setting may become `value` now. */
typedef int value_rule(struct om *om, const char *value);

static value_check check_name, check_currency, check_country, check_line, check_lines, check_email,
	check_terms, check_billing, check_rounding, check_timezone, check_code, check_tax;
static value_rule allow_currency, allow_rounding, allow_location;

static const struct setting {
	const char *key, *initial, *help;
	value_check *check;
	value_rule *allow; /* NULL: at any time */
} settings[] = {
	{"name", "My company", "the company's name, as papers show it", check_name, NULL},
	{"currency", "EUR", "ISO 4217 code; fixed once goods or documents are there",
	 check_currency, allow_currency},
	{"country", "", "ISO 3166 code of two letters", check_country, NULL},
	{"tax_id", "", "the company's own tax number", check_line, NULL},
	{"street", "", "street and number", check_lines, NULL},
	{"city", "", "city", check_line, NULL},
	{"region", "", "state, province or county", check_line, NULL},
	{"postcode", "", "postcode", check_line, NULL},
	{"email", "", "address for electronic mail", check_email, NULL},
	{"phone", "", "telephone number", check_line, NULL},
	{"terms", "net 30", "payment terms of customers who have none of their own", check_terms,
	 NULL},
	{"billing", "shipped", "bill what has shipped, or what is ordered: shipped, ordered",
	 check_billing, NULL},
	{"tax_rounding", "document",
	 "round tax once a rate or on each line: document, line; fixed once documents are there",
	 check_rounding, allow_rounding},
	{"timezone", "", "time zone in which a day begins: Europe/Berlin; empty: the system's",
	 check_timezone, NULL},
	{"location", "MAIN", "location that is meant when none is named", check_code,
	 allow_location},
	{"tax", "0", "tax rate in percent that a new item takes", check_tax, NULL},
};

#define N_SETTINGS (sizeof(settings) / sizeof(settings[0]))

static const char *check_name(struct om *om, const char *value)
{
	return *value ? check_line(om, value) : "is empty: a company has a name";
}

static const char *check_line(struct om *om, const char *value)
{
	(void)om;
	return om_text_check(value, OM_TEXT_NAME);
}

static const char *check_lines(struct om *om, const char *value)
{
	(void)om;
	return om_text_check(value, OM_TEXT_NOTE);
}

static const char *check_code(struct om *om, const char *value)
{
	(void)om;
	return om_text_check(value, OM_TEXT_CODE);
}

static const char *check_currency(struct om *om, const char *value)
{
	char upper[4] = "";
	size_t i;

	if (om_currency_exponent(value) >= 0)
		return NULL;
	for (i = 0; i < 3 && value[i]; i++)
		upper[i] = (char)(value[i] >= 'a' && value[i] <= 'z' ? value[i] - 32 : value[i]);
	if (i == 3 && !value[3] && om_currency_exponent(upper) >= 0)
		return om_printf(om->arena, "is not a currency; did you mean '%s'?", upper);
	return "is not a currency: an ISO 4217 code such as EUR, GBP or USD is asked";
}

static const char *check_country(struct om *om, const char *value)
{
	const char *code;

	if (!*value || om_country_is_valid(value))
		return NULL;
	code = om_country_find(value);
	if (code)
		return om_printf(om->arena, "is not a country; did you mean '%s'?", code);
	return "is not a country: an ISO 3166 code such as DE, GB or US is asked";
}

static const char *check_email(struct om *om, const char *value)
{
	const char *at = strchr(value, '@');

	if (!*value)
		return NULL;
	if (!at || at == value || !at[1] || strchr(at + 1, '@') || strpbrk(value, " \t\n"))
		return "is not an address for electronic mail";
	return check_line(om, value);
}

static const char *check_terms(struct om *om, const char *value)
{
	om_date due;

	(void)om;
	return om_terms_due(value, OM_NO_DATE, &due);
}

static const char *check_billing(struct om *om, const char *value)
{
	(void)om;
	if (strcmp(value, "shipped") == 0 || strcmp(value, "ordered") == 0)
		return NULL;
	return "is neither 'shipped' nor 'ordered'";
}

static const char *check_rounding(struct om *om, const char *value)
{
	(void)om;
	if (strcmp(value, "document") == 0 || strcmp(value, "line") == 0)
		return NULL;
	return "is neither 'document' nor 'line'";
}

/* A compiled zone begins with these four bytes (RFC 8536). */
static bool is_zone_file(const char *path)
{
	char magic[4];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	bool is_zone;

	if (fd < 0)
		return false;
	is_zone = read(fd, magic, sizeof(magic)) == (ssize_t)sizeof(magic) &&
		  memcmp(magic, "TZif", sizeof(magic)) == 0;
	close(fd);
	return is_zone;
}

static const char *check_timezone(struct om *om, const char *value)
{
	if (!*value)
		return NULL;
	if (*value == '/' || strstr(value, "..") || om_text_check(value, OM_TEXT_CODE) ||
	    !is_zone_file(om_printf(om->arena, ZONES "%s", value)))
		return "is not a time zone of this system: try Europe/Berlin or UTC";
	return NULL;
}

static const char *check_tax(struct om *om, const char *value)
{
	om_percent rate;
	const char *wrong = om_percent_parse(value, &rate);

	(void)om;
	if (wrong)
		return wrong;
	if (rate.micro < 0 || rate.micro > 100 * OM_PERCENT_ONE)
		return "is not a rate from 0 to 100 percent";
	return NULL;
}

static int allow_currency(struct om *om, const char *value)
{
	struct om_uses uses;
	int status = om_setting_uses(om, &uses);

	(void)value;
	if (status)
		return status;
	if (uses.documents || uses.payments || uses.movements || uses.parties)
		return om_fail(om, OM_REFUSED,
			       "currency: amounts are already kept in it; "
			       "make a database of its own for another currency");
	return OM_OK;
}

static int allow_rounding(struct om *om, const char *value)
{
	struct om_uses uses;
	int status = om_setting_uses(om, &uses);

	(void)value;
	if (status || !uses.documents)
		return status;
	return om_fail(om, OM_REFUSED,
		       "tax_rounding: there are documents already, rounded the other way");
}

static int allow_location(struct om *om, const char *value)
{
	struct om_location location = {0};
	int status = om_location_get(om, value, &location);

	if (status == OM_REFUSED)
		return om_prefix(om, status, "location");
	if (!status && !location.active)
		return om_fail(om, OM_REFUSED, "location: '%s' is not active", value);
	return status;
}

static const struct setting *find_setting(const char *key)
{
	size_t i;

	for (i = 0; i < N_SETTINGS; i++) {
		if (strcmp(settings[i].key, key) == 0)
			return &settings[i];
	}
	return NULL;
}

static int get_setting(struct om *om, const char *key, const struct setting **setting)
{
	struct om_nearest nearest;
	size_t i;

	*setting = find_setting(key);
	if (*setting)
		return OM_OK;
	om_nearest_init(&nearest, key);
	for (i = 0; i < N_SETTINGS; i++)
		om_nearest_offer(&nearest, settings[i].key);
	return om_fail(om, OM_REFUSED, "no setting '%s'%s", om_text_escape(om->arena, key),
		       om_nearest_hint(om->arena, &nearest));
}

static int check_value(struct om *om, const struct setting *setting, const char *value)
{
	const char *wrong = setting->check(om, value);

	if (!wrong)
		return OM_OK;
	return om_fail(om, OM_USAGE, "%s: '%s' %s", setting->key, om_text_escape(om->arena, value),
		       wrong);
}

int om_company_check(struct om *om, const char *key, const char *value)
{
	const struct setting *setting;
	int status = get_setting(om, key, &setting);

	return status ? status : check_value(om, setting, value);
}

static const char *given_value(const struct setting *setting, const struct om_company_value *given,
			       size_t n)
{
	while (n-- > 0) {
		if (strcmp(given[n].key, setting->key) == 0)
			return given[n].value;
	}
	return setting->initial;
}

static int put_all(struct om *om, const struct om_company_value *given, size_t n)
{
	size_t i;
	int status = OM_OK;

	for (i = 0; i < n && !status; i++)
		status = om_company_check(om, given[i].key, given[i].value);
	for (i = 0; i < N_SETTINGS && !status; i++)
		status = om_setting_put(om, settings[i].key, given_value(&settings[i], given, n));
	return status;
}

int om_company_init(struct om *om, const struct om_company_value *given, size_t n)
{
	struct om_location location = {.code = given_value(find_setting("location"), given, n),
				       .name = "Main warehouse",
				       .active = true};
	int status = put_all(om, given, n);

	if (!status)
		status = om_location_insert(om, &location);
	if (!status)
		status = om_log_add(om, "init", "", "", "%s, %s",
				    given_value(find_setting("name"), given, n),
				    given_value(find_setting("currency"), given, n));
	return status;
}

int om_company_set(struct om *om, const char *key, const char *value)
{
	const struct setting *setting;
	const char *old = NULL;
	int status = get_setting(om, key, &setting);

	if (!status)
		status = check_value(om, setting, value);
	if (!status)
		status = om_setting_find(om, key, &old);
	if (status || (old && strcmp(old, value) == 0))
		return status;
	if (setting->allow)
		status = setting->allow(om, value);
	if (!status)
		status = om_setting_put(om, key, value);
	if (!status)
		status = om_log_add(om, "config set", key, "", "'%s', was '%s'", value,
				    old ? old : "");
	return status;
}

int om_company_get(struct om *om, const char *key, const char **value)
{
	const struct setting *setting;
	int status = get_setting(om, key, &setting);

	if (!status)
		status = om_setting_find(om, key, value);
	if (!status && !*value)
		*value = setting->initial;
	return status;
}

int om_company_each(struct om *om,
		    int (*row)(struct om *om, const char *key, const char *value, const char *help,
			       void *ctx),
		    void *ctx)
{
	const char *value;
	size_t i;
	int status = OM_OK;

	for (i = 0; i < N_SETTINGS && !status; i++) {
		status = om_company_get(om, settings[i].key, &value);
		if (!status)
			status = row(om, settings[i].key, value, settings[i].help, ctx);
	}
	return status;
}
