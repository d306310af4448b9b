/* The fields of a customer or supplier: what each may be. Used by trade/party.c alone. */
#ifndef OM_TRADE_PARTY_FIELD_H
#define OM_TRADE_PARTY_FIELD_H

#include "trade/field.h"
#include "trade/party.h"

/* Of struct om_party, its role set. */
extern const struct om_field om_party_fields[OM_PARTY_FIELDS];

/* What is wrong with a country, for behind the quoted value; NULL: nothing. */
const char *om_country_wrong(struct om *om, const char *country);

#endif
