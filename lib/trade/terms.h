/* Payment terms, as people write them. */
#ifndef OM_TRADE_TERMS_H
#define OM_TRADE_TERMS_H

#include "base/date.h"
#include "om.h"

/*
 * When something invoiced on `from` is to be paid. Upper or lower case:
 *
 *   net N, N days, net N days   N days later (0 to 999)
 *   net N eom                   N days after the end of the month
 *   eom                         at the end of the month
 *   on receipt, due on receipt, cash, prepaid   the same day
 *
 * NULL, or a phrase for behind the quoted value. `from` may be OM_NO_DATE, to
 * check terms alone; *due is then none as well.
 */
const char *om_terms_due(const char *terms, om_date from, om_date *due) OM_MUST_USE;

#endif
