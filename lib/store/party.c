/* Customers and suppliers. */
#include "store/party.h"

#include "base/mem.h"
#include "base/text.h"
#include "db/db.h"
#include "store/item.h"
#include "store/sqlset.h"

enum { FIND, FIND_ID, EACH, CODES, INSERT, UPDATE, REMOVE, REMOVE_LABELS, USED };

enum { HINTS_MAX = 20 }; /* bad rows after which a run no longer looks for near misses */

#define SELECT                                                                             \
	"SELECT party.id, party.role, party.code, party.name, party.grp, party.contact, "  \
	"party.email, party.phone, party.terms, party.currency, party.tax_id, "            \
	"party.credit_limit, party.billing, party.active, party.address, address.street, " \
	"address.city, address.region, address.postcode, address.country"                  \
	" FROM party JOIN address ON address.id = party.address"

static const char *const sql[] = {
	[FIND] = SELECT " WHERE party.role = $1 AND party.code = $2",
	[FIND_ID] = SELECT " WHERE party.id = $1",
	[EACH] = SELECT " WHERE party.role = $1 ORDER BY party.code",
	[CODES] = "SELECT code FROM party WHERE role = $1 ORDER BY code",
	[INSERT] = "INSERT INTO party (role, code, name, grp, contact, email, phone, terms, "
		   "currency, tax_id, credit_limit, billing, address, active) "
		   "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
	[UPDATE] = "UPDATE party SET name = $2, grp = $3, contact = $4, email = $5, phone = $6, "
		   "terms = $7, currency = $8, tax_id = $9, credit_limit = $10, billing = $11, "
		   "address = $12, active = $13 WHERE id = $1",
	[REMOVE] = "DELETE FROM party WHERE id = $1",
	[REMOVE_LABELS] = "DELETE FROM party_address WHERE party = $1",
	[USED] = "SELECT 1 WHERE EXISTS (SELECT 1 FROM document WHERE party = $1)"
		 " OR EXISTS (SELECT 1 FROM payment WHERE party = $1)"
		 " OR EXISTS (SELECT 1 FROM item WHERE supplier = $1)",
};

OM_SQLSET(om_party_sqlset, "party", sql);

const char *om_role_name(enum om_role role)
{
	return role == OM_CUSTOMER ? "customer" : "supplier";
}

static void read_party(struct om *om, struct om_stmt *st, struct om_party *party)
{
	struct om_arena *a = om->arena;

	*party = (struct om_party){
		.id = om_col_int(st, 0),
		.role = om_col_text(st, 1)[0] == 'c' ? OM_CUSTOMER : OM_SUPPLIER,
		.code = om_strdup(a, om_col_text(st, 2)),
		.name = om_strdup(a, om_col_text(st, 3)),
		.group = om_strdup(a, om_col_text(st, 4)),
		.contact = om_strdup(a, om_col_text(st, 5)),
		.email = om_strdup(a, om_col_text(st, 6)),
		.phone = om_strdup(a, om_col_text(st, 7)),
		.terms = om_strdup(a, om_col_text(st, 8)),
		.currency = om_strdup(a, om_col_text(st, 9)),
		.tax_id = om_strdup(a, om_col_text(st, 10)),
		.credit_limit = {om_col_is_null(st, 11) ? OM_UNSET : om_col_int(st, 11)},
		.billing = om_strdup(a, om_col_text(st, 12)),
		.active = om_col_bool(st, 13),
		.address =
			{
				.id = om_col_int(st, 14),
				.street = om_strdup(a, om_col_text(st, 15)),
				.city = om_strdup(a, om_col_text(st, 16)),
				.region = om_strdup(a, om_col_text(st, 17)),
				.postcode = om_strdup(a, om_col_text(st, 18)),
				.country = om_strdup(a, om_col_text(st, 19)),
			},
	};
	party->address.name = party->name;
	party->address.contact = party->contact;
	party->address.tax_id = party->tax_id;
}

static int get_party(struct om *om, const char *statement, struct om_args args,
		     struct om_party *party)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, statement, args);

	if (status != OM_OK)
		return status;
	read_party(om, st, party);
	om_db_reset(st);
	return OM_OK;
}

int om_party_find(struct om *om, enum om_role role, const char *code, struct om_party *party)
{
	return get_party(om, sql[FIND], OM_ARGS(om_v_text(om_role_name(role)), om_v_text(code)),
			 party);
}

int om_party_find_id(struct om *om, int64_t id, struct om_party *party)
{
	return get_party(om, sql[FIND_ID], OM_ARGS(om_v_int(id)), party);
}

static int fail_unknown(struct om *om, enum om_role role, const char *code)
{
	struct om_nearest nearest;
	struct om_stmt *st;
	int status;

	om_nearest_init(&nearest, code);
	if (om->data_errors < HINTS_MAX) {
		status = om_db_query(om, &st, sql[CODES], OM_ARGS(om_v_text(om_role_name(role))));
		if (status != OM_OK)
			return status;
		while ((status = om_db_next(om, st)) == OM_OK)
			om_nearest_offer(&nearest, om_col_text(st, 0));
		if (status != OM_DONE)
			return status;
	}
	return om_fail(om, OM_REFUSED, "no %s '%s'%s", om_role_name(role), code,
		       om_nearest_hint(om->arena, &nearest));
}

int om_party_get(struct om *om, enum om_role role, const char *code, struct om_party *party)
{
	int status = om_party_find(om, role, code, party);

	return status == OM_DONE ? fail_unknown(om, role, code) : status;
}

static int keep_own_address(struct om *om, struct om_party *party)
{
	party->address.name = party->name;
	party->address.contact = party->contact;
	party->address.tax_id = party->tax_id;
	return om_address_keep(om, &party->address);
}

static struct om_value limit_value(om_money limit)
{
	return limit.minor == OM_UNSET ? om_v_null() : om_v_int(limit.minor);
}

int om_party_insert(struct om *om, struct om_party *party)
{
	int status = keep_own_address(om, party);

	if (status != OM_OK)
		return status;
	return om_db_insert(om, sql[INSERT],
			    OM_ARGS(om_v_text(om_role_name(party->role)), om_v_text(party->code),
				    om_v_text(party->name), om_v_text(party->group),
				    om_v_text(party->contact), om_v_text(party->email),
				    om_v_text(party->phone), om_v_text(party->terms),
				    om_v_text(party->currency), om_v_text(party->tax_id),
				    limit_value(party->credit_limit), om_v_text(party->billing),
				    om_v_int(party->address.id), om_v_bool(party->active)),
			    &party->id);
}

int om_party_update(struct om *om, struct om_party *party)
{
	int status = keep_own_address(om, party);

	if (status != OM_OK)
		return status;
	return om_db_exec(om, sql[UPDATE],
			  OM_ARGS(om_v_int(party->id), om_v_text(party->name),
				  om_v_text(party->group), om_v_text(party->contact),
				  om_v_text(party->email), om_v_text(party->phone),
				  om_v_text(party->terms), om_v_text(party->currency),
				  om_v_text(party->tax_id), limit_value(party->credit_limit),
				  om_v_text(party->billing), om_v_int(party->address.id),
				  om_v_bool(party->active)),
			  NULL);
}

int om_party_delete(struct om *om, int64_t id)
{
	int status = om_db_exec(om, sql[REMOVE_LABELS], OM_ARGS(om_v_int(id)), NULL);

	if (status != OM_OK)
		return status;
	return om_db_exec(om, sql[REMOVE], OM_ARGS(om_v_int(id)), NULL);
}

int om_party_is_used(struct om *om, int64_t id, bool *used)
{
	struct om_stmt *st;
	int status = om_db_get(om, &st, sql[USED], OM_ARGS(om_v_int(id)));

	*used = status == OM_OK;
	if (status == OM_OK)
		om_db_reset(st);
	return status == OM_DONE ? OM_OK : status;
}

int om_party_each(struct om *om, enum om_role role,
		  int (*row)(struct om *om, const struct om_party *party, void *ctx), void *ctx)
{
	struct om_party party;
	struct om_stmt *st;
	int status = om_db_query(om, &st, sql[EACH], OM_ARGS(om_v_text(om_role_name(role))));

	if (status != OM_OK)
		return status;
	while ((status = om_db_next(om, st)) == OM_OK) {
		struct om_mark mark = om_arena_mark(om->arena);

		read_party(om, st, &party);
		status = row(om, &party, ctx);
		om_arena_release(om->arena, mark);
		if (status != OM_OK) {
			om_db_reset(st);
			break;
		}
	}
	return status == OM_DONE ? OM_OK : status;
}

void om_party_digest(const struct om_party *party, char digest[OM_HASH_SIZE])
{
	const struct om_address *a = &party->address;
	const char *const texts[] = {om_role_name(party->role),
				     party->code,
				     party->name,
				     party->group,
				     party->contact,
				     party->email,
				     party->phone,
				     party->terms,
				     party->currency,
				     party->tax_id,
				     party->billing,
				     a->street,
				     a->city,
				     a->region,
				     a->postcode,
				     a->country};
	struct om_hash h;
	size_t i;

	om_hash_init(&h);
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		om_hash_text(&h, texts[i]);
	om_hash_int(&h, party->credit_limit.minor);
	om_hash_int(&h, party->active);
	om_hash_end(&h, digest);
}
