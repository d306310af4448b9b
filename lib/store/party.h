/* Customers, suppliers and postal addresses. Rows to structs and back. */
#ifndef OM_STORE_PARTY_H
#define OM_STORE_PARTY_H

#include "base/hash.h"
#include "om.h"

enum om_role { OM_CUSTOMER, OM_SUPPLIER };

/* An address row is never changed: documents that show it keep showing it. */
struct om_address {
	int64_t id;
	const char *name; /* never NULL; the others may be */
	const char *contact, *street, *city, *region, *postcode, *country, *tax_id;
};

struct om_party {
	int64_t id; /* 0: not stored yet */
	enum om_role role;
	const char *code, *name;
	const char *group, *contact, *email, *phone, *terms, *tax_id; /* may be NULL */
	const char *currency;
	om_money credit_limit;	   /* .minor OM_UNSET: none */
	const char *billing;	   /* shipped, ordered, NULL: the company's */
	struct om_address address; /* name, contact and tax_id repeat the party's */
	bool active;
};

const char *om_role_name(enum om_role role); /* "customer", "supplier" */

/* By code, or by id; OM_DONE when there is none. Into the arena. */
int om_party_find(struct om *om, enum om_role role, const char *code,
		  struct om_party *party) OM_MUST_USE;
int om_party_find_id(struct om *om, int64_t id, struct om_party *party) OM_MUST_USE;
/* The same, but none is OM_REFUSED: no customer 'ALFK'; did you mean 'ALFKI'? */
int om_party_get(struct om *om, enum om_role role, const char *code,
		 struct om_party *party) OM_MUST_USE;
int om_party_insert(struct om *om, struct om_party *party) OM_MUST_USE; /* keeps the address */
int om_party_update(struct om *om, struct om_party *party) OM_MUST_USE;
int om_party_delete(struct om *om, int64_t id) OM_MUST_USE;
int om_party_is_used(struct om *om, int64_t id,
		     bool *used) OM_MUST_USE; /* by documents, payments, items */
/* By code. The party lasts for the call only, and so does what row() puts into the
 * arena; OM_DONE from row() stops without an error. */
int om_party_each(struct om *om, enum om_role role,
		  int (*row)(struct om *om, const struct om_party *party, void *ctx),
		  void *ctx) OM_MUST_USE;
void om_party_digest(const struct om_party *party, char digest[OM_HASH_SIZE]);

/* Sets the id of this very address, added when it is new; empty texts become NULL. */
int om_address_keep(struct om *om, struct om_address *address) OM_MUST_USE;
void om_address_digest(const struct om_address *address, char digest[OM_HASH_SIZE]);
/* Every address with the digest it was stored under. */
int om_address_each(struct om *om,
		    int (*row)(struct om *om, const char *digest, const struct om_address *address,
			       void *ctx),
		    void *ctx) OM_MUST_USE;
/* Into the arena; OM_STORAGE when there is none. */
int om_address_load(struct om *om, int64_t id, struct om_address *address) OM_MUST_USE;

/* Further delivery addresses, by label. find: OM_DONE when there is none. Texts are
 * in the arena, those of each as well. */
int om_party_address_find(struct om *om, int64_t party, const char *label,
			  struct om_address *address) OM_MUST_USE;
int om_party_address_put(struct om *om, int64_t party, const char *label,
			 int64_t address) OM_MUST_USE;
int om_party_address_each(struct om *om, int64_t party,
			  int (*row)(struct om *om, const char *label,
				     const struct om_address *address, void *ctx),
			  void *ctx) OM_MUST_USE;

#endif
