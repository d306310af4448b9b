/* Postal addresses: rows that never change, shared by all that show them. */
#include "base/mem.h"
#include "db/db.h"
#include "store/party.h"
#include "store/sqlset.h"

enum { FIND, INSERT, LOAD, EACH, LABEL_FIND, LABEL_PUT, LABEL_EACH };

#define COLUMNS                                                                            \
	"SELECT address.id, address.name, address.contact, address.street, address.city, " \
	"address.region, address.postcode, address.country, address.tax_id"

static const char *const sql[] = {
	[FIND] = "SELECT id FROM address WHERE digest = $1",
	[INSERT] = "INSERT INTO address (digest, name, contact, street, city, region, postcode, "
		   "country, tax_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
		   "ON CONFLICT (digest) DO NOTHING",
	[LOAD] = COLUMNS " FROM address WHERE id = $1",
	[EACH] = COLUMNS ", address.digest FROM address ORDER BY address.id",
	[LABEL_FIND] = COLUMNS " FROM party_address JOIN address"
			       " ON address.id = party_address.address"
			       " WHERE party_address.party = $1 AND party_address.label = $2",
	[LABEL_PUT] = "INSERT INTO party_address (party, label, address) VALUES ($1, $2, $3) "
		      "ON CONFLICT (party, label) DO UPDATE SET address = excluded.address",
	[LABEL_EACH] = COLUMNS ", party_address.label FROM party_address JOIN address"
			       " ON address.id = party_address.address"
			       " WHERE party_address.party = $1 ORDER BY party_address.label",
};

OM_SQLSET(om_address_sqlset, "address", sql);

static const char *none_if_empty(const char *s)
{
	return s && *s ? s : NULL;
}

static void tidy_address(struct om_address *a)
{
	a->contact = none_if_empty(a->contact);
	a->street = none_if_empty(a->street);
	a->city = none_if_empty(a->city);
	a->region = none_if_empty(a->region);
	a->postcode = none_if_empty(a->postcode);
	a->country = none_if_empty(a->country);
	a->tax_id = none_if_empty(a->tax_id);
}

void om_address_digest(const struct om_address *a, char digest[OM_HASH_SIZE])
{
	struct om_hash h;

	om_hash_init(&h);
	om_hash_text(&h, a->name);
	om_hash_text(&h, a->contact);
	om_hash_text(&h, a->street);
	om_hash_text(&h, a->city);
	om_hash_text(&h, a->region);
	om_hash_text(&h, a->postcode);
	om_hash_text(&h, a->country);
	om_hash_text(&h, a->tax_id);
	om_hash_end(&h, digest);
}

static int find_digest(struct om *om, const char *digest, int64_t *id)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[FIND], OM_ARGS(om_v_text(digest)));

	if (status != OM_OK)
		return status;
	*id = om_col_int(st, 0);
	om_db_reset(st);
	return OM_OK;
}

int om_address_keep(struct om *om, struct om_address *address)
{
	char digest[OM_HASH_SIZE];
	int status;

	tidy_address(address);
	om_address_digest(address, digest);
	status = find_digest(om, digest, &address->id);
	if (status != OM_DONE)
		return status;
	status = om_db_exec(om, sql[INSERT],
			    OM_ARGS(om_v_text(digest), om_v_text(address->name),
				    om_v_text(address->contact), om_v_text(address->street),
				    om_v_text(address->city), om_v_text(address->region),
				    om_v_text(address->postcode), om_v_text(address->country),
				    om_v_text(address->tax_id)),
			    NULL);
	return status == OM_OK ? find_digest(om, digest, &address->id) : status;
}

static void read_address(struct om *om, struct om_stmt *st, struct om_address *address)
{
	struct om_arena *a = om->arena;

	*address = (struct om_address){
		.id = om_col_int(st, 0),
		.name = om_strdup(a, om_col_text(st, 1)),
		.contact = om_strdup(a, om_col_text(st, 2)),
		.street = om_strdup(a, om_col_text(st, 3)),
		.city = om_strdup(a, om_col_text(st, 4)),
		.region = om_strdup(a, om_col_text(st, 5)),
		.postcode = om_strdup(a, om_col_text(st, 6)),
		.country = om_strdup(a, om_col_text(st, 7)),
		.tax_id = om_strdup(a, om_col_text(st, 8)),
	};
}

static int get_address(struct om *om, const char *statement, struct om_args args,
		       struct om_address *address)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, statement, args);

	if (status != OM_OK)
		return status;
	read_address(om, st, address);
	om_db_reset(st);
	return OM_OK;
}

int om_address_load(struct om *om, int64_t id, struct om_address *address)
{
	int status = get_address(om, sql[LOAD], OM_ARGS(om_v_int(id)), address);

	if (status == OM_DONE)
		return om_fail(om, OM_STORAGE, "the database is damaged: no address %lld",
			       (long long)id);
	return status;
}

int om_party_address_find(struct om *om, int64_t party, const char *label,
			  struct om_address *address)
{
	return get_address(om, sql[LABEL_FIND], OM_ARGS(om_v_int(party), om_v_text(label)),
			   address);
}

int om_party_address_put(struct om *om, int64_t party, const char *label, int64_t address)
{
	return om_db_exec(om, sql[LABEL_PUT],
			  OM_ARGS(om_v_int(party), om_v_text(label), om_v_int(address)), NULL);
}

/* Each row of a statement that ends in one more column, a text. */
static int each_address(struct om *om, const char *statement, struct om_args args,
			int (*row)(struct om *om, const char *text,
				   const struct om_address *address, void *ctx),
			void *ctx)
{
	struct om_address address;
	struct om_stmt *st;
	int status = om_db_query(om, &st, statement, args);

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		read_address(om, st, &address);
		status = row(om, om_strdup(om->arena, om_col_text(st, 9)), &address, ctx);
		if (status != OM_OK) {
			om_db_reset(st);
			break;
		}
	}
	return status == OM_DONE ? OM_OK : status;
}

int om_address_each(struct om *om,
		    int (*row)(struct om *om, const char *digest, const struct om_address *address,
			       void *ctx),
		    void *ctx)
{
	return each_address(om, sql[EACH], OM_NO_ARGS, row, ctx);
}

int om_party_address_each(struct om *om, int64_t party,
			  int (*row)(struct om *om, const char *label,
				     const struct om_address *address, void *ctx),
			  void *ctx)
{
	return each_address(om, sql[LABEL_EACH], OM_ARGS(om_v_int(party)), row, ctx);
}
