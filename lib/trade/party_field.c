/* The fields of a customer or supplier: what each may be, from text and back. */
#include "trade/party_field.h"

#include "base/code.h"
#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/item.h"
#include "store/setting.h"
#include "trade/terms.h"

static const char *upper_text(struct om *om, const char *s)
{
	char *upper = om_strdup(om->arena, s), *p;

	for (p = upper; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	return upper;
}

const char *om_country_wrong(struct om *om, const char *country)
{
	const char *code, *upper;

	if (om_country_is_valid(country))
		return NULL;
	upper = upper_text(om, country);
	code = om_country_is_valid(upper) ? upper : om_country_find(country);
	if (code)
		return om_printf(om->arena, "is not an ISO 3166 code; did you mean '%s'?", code);
	return "is not an ISO 3166 code of two letters, such as DE";
}

static int keep_code(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	(void)run, (void)f, (void)s;
	return OM_OK;
}

static int set_email(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	const char *at = strchr(s, '@');

	if (*s && (!at || at == s || !at[1] || strpbrk(s, " \t,")))
		return om_field_refuse(run, f, s, "is not an address: name@host is expected");
	return om_field_set_text(run, f, s);
}

static int set_terms(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	om_date due;
	const char *wrong = *s ? om_terms_due(s, OM_NO_DATE, &due) : NULL;

	return wrong ? om_field_refuse(run, f, s, wrong) : om_field_set_text(run, f, s);
}

static int set_currency(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om *om = run->om;
	struct om_party *party = run->record;
	const char *own = om->company->currency;

	if (strcmp(s, own) != 0 && om_currency_exponent(s) < 0)
		return om_field_refuse(run, f, s,
				       om_printf(om->arena,
						 "is not an ISO 4217 code; this company "
						 "sells in %s",
						 own));
	if (strcmp(s, own) != 0)
		return om_field_refuse(run, f, s,
				       om_printf(om->arena,
						 "is not supported yet: this company "
						 "sells in %s",
						 own));
	party->currency = own;
	return OM_OK;
}

static int set_limit(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_party *party = run->record;
	om_money v = {OM_UNSET};
	const char *wrong = *s ? om_money_parse(s, run->om->company->exponent, &v) : NULL;

	if (!wrong && *s && v.minor < 0)
		wrong = "is negative";
	if (wrong)
		return om_field_refuse(run, f, s, wrong);
	party->credit_limit = v;
	return OM_OK;
}

static const char *show_limit(struct om *om, const struct om_field *f, const void *record)
{
	const struct om_party *party = record;
	char buf[OM_NUMBER_SIZE];

	(void)f;
	if (party->credit_limit.minor == OM_UNSET)
		return "";
	return om_strdup(om->arena,
			 om_money_format(party->credit_limit, om->company->exponent, buf));
}

static int set_billing(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_party *party = run->record;

	if (*s && party->role != OM_CUSTOMER)
		return om_field_refuse(run, f, s, "is for customers only");
	if (*s && strcmp(s, "shipped") != 0 && strcmp(s, "ordered") != 0)
		return om_field_refuse(run, f, s, "is neither shipped nor ordered");
	party->billing = *s ? s : NULL;
	return OM_OK;
}

static int set_country(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	struct om_party *party = run->record;
	const char *wrong = *s ? om_country_wrong(run->om, s) : NULL;

	if (wrong)
		return om_field_refuse(run, f, s, wrong);
	party->address.country = *s ? s : NULL;
	return OM_OK;
}

#define AT(member) offsetof(struct om_party, member)
#define TEXT(name, label, member, keeps)                                                    \
	{                                                                                   \
		name, label, AT(member), keeps, true, om_field_set_text, om_field_show_text \
	}

const struct om_field om_party_fields[OM_PARTY_FIELDS] = {
	[OM_PARTY_CODE] = {"code", "code", AT(code), true, true, keep_code, om_field_show_text},
	[OM_PARTY_NAME] = TEXT("name", "name", name, true),
	[OM_PARTY_GROUP] = TEXT("group", "group", group, false),
	[OM_PARTY_CONTACT] = TEXT("contact", "contact", contact, false),
	[OM_PARTY_EMAIL] = {"email", "email", AT(email), false, true, set_email,
			    om_field_show_text},
	[OM_PARTY_PHONE] = TEXT("phone", "phone", phone, false),
	[OM_PARTY_TERMS] = {"terms", "terms", AT(terms), false, true, set_terms,
			    om_field_show_text},
	[OM_PARTY_CURRENCY] = {"currency", "currency", AT(currency), true, false, set_currency,
			       om_field_show_text},
	[OM_PARTY_TAX_ID] = TEXT("tax_id", "tax id", tax_id, false),
	[OM_PARTY_CREDIT_LIMIT] = {"credit_limit", "credit limit", AT(credit_limit), false, false,
				   set_limit, show_limit},
	[OM_PARTY_BILLING] = {"billing", "billing", AT(billing), false, false, set_billing,
			      om_field_show_text},
	[OM_PARTY_STREET] = {"street", "street", AT(address.street), false, true,
			     om_field_set_lines, om_field_show_text},
	[OM_PARTY_CITY] = TEXT("city", "city", address.city, false),
	[OM_PARTY_REGION] = TEXT("region", "region", address.region, false),
	[OM_PARTY_POSTCODE] = TEXT("postcode", "postcode", address.postcode, false),
	[OM_PARTY_COUNTRY] = {"country", "country", AT(address.country), false, false, set_country,
			      om_field_show_text},
	[OM_PARTY_ACTIVE] = {"active", "active", AT(active), true, false, om_field_set_flag,
			     om_field_show_flag},
};
