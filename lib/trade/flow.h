/* What may happen to a document in which state: one table for every kind. */
#ifndef OM_TRADE_FLOW_H
#define OM_TRADE_FLOW_H

#include "om.h"
#include "store/document.h"

struct om_transition {
	enum om_kind kind;
	const char *verb;
	unsigned from;	  /* 1 << state, or'ed */
	enum om_state to; /* OM_STATES: the state stays */
};

/* All of them; the last has a NULL verb. */
extern const struct om_transition om_transitions[];

/* OM_REFUSED: SO-00001 is cancelled; 'confirm' needs an order in state draft. */
int om_flow_check(struct om *om, const struct om_document *doc, const char *verb) OM_MUST_USE;

/* Check, and move the document to the new state, in the struct and in the database. */
int om_flow_step(struct om *om, struct om_document *doc, const char *verb) OM_MUST_USE;

#endif
