/* Customers and suppliers as people enter them: checked, compared, kept, logged. */
#ifndef OM_TRADE_PARTY_H
#define OM_TRADE_PARTY_H

#include "base/map.h"
#include "om.h"
#include "store/party.h"

/* What can be set, in the order of the manual. */
enum om_party_field {
	OM_PARTY_CODE,
	OM_PARTY_NAME,
	OM_PARTY_GROUP,
	OM_PARTY_CONTACT,
	OM_PARTY_EMAIL,
	OM_PARTY_PHONE,
	OM_PARTY_TERMS,
	OM_PARTY_CURRENCY,
	OM_PARTY_TAX_ID,
	OM_PARTY_CREDIT_LIMIT,
	OM_PARTY_BILLING, /* customers only */
	OM_PARTY_STREET,
	OM_PARTY_CITY,
	OM_PARTY_REGION,
	OM_PARTY_POSTCODE,
	OM_PARTY_COUNTRY,
	OM_PARTY_ACTIVE,
	OM_PARTY_FIELDS
};

/* A party in words. NULL: not said, a party that is there keeps it. "": none;
 * name, currency and active are kept then as well. */
struct om_party_text {
	const char *field[OM_PARTY_FIELDS];
};

/* One run that enters parties. */
struct om_party_entry {
	enum om_role role;
	enum om_status bad; /* what a wrong value comes to: OM_USAGE or OM_INPUT */
	size_t failed;	    /* the om_party_field that the last refusal is about */
	int64_t added, changed;
	int64_t last;	    /* id of the one added last */
	struct om_set seen; /* what put has entered, by id */
};

int om_party_entry_begin(struct om *om, struct om_party_entry *entry, enum om_role role,
			 enum om_status bad) OM_MUST_USE;

/* add refuses a code that is there, edit one that is not; put does either.
 * Putting what is already there writes nothing, the log included; putting the
 * same one twice in a run is refused. end gives back what a run of put holds. */
int om_party_add(struct om *om, struct om_party_entry *entry,
		 const struct om_party_text *text) OM_MUST_USE;
int om_party_edit(struct om *om, struct om_party_entry *entry,
		  const struct om_party_text *text) OM_MUST_USE;
int om_party_put(struct om *om, struct om_party_entry *entry,
		 const struct om_party_text *text) OM_MUST_USE;
void om_party_entry_end(struct om_party_entry *entry);

/* Only a party that nothing names yet can be removed. */
int om_party_remove(struct om *om, enum om_role role, const char *code) OM_MUST_USE;

/* A further delivery address. What it lacks of a name is the party's; one that
 * has the label already is replaced. */
int om_party_address_add(struct om *om, enum om_role role, const char *code, const char *label,
			 struct om_address *address) OM_MUST_USE;

/*
 * Fit for goods to be sent there: OM_REFUSED unless it has a name, street, city
 * and valid country; the sentence names what is missing. `what` is its
 * subject: "SO-00012: the delivery address".
 */
int om_address_check(struct om *om, const struct om_address *address, const char *what) OM_MUST_USE;

#endif
