/* The transition table: kind, verb, from, to. */
#include "trade/flow.h"

#include "base/mem.h"

#include <assert.h>

#define IN(state) (1u << OM_##state)

const struct om_transition om_transitions[] = {
	{OM_QUOTE, "edit", IN(DRAFT) | IN(SENT), OM_STATES},
	{OM_QUOTE, "send", IN(DRAFT) | IN(SENT), OM_SENT},
	{OM_QUOTE, "accept", IN(DRAFT) | IN(SENT), OM_ACCEPTED},
	{OM_QUOTE, "decline", IN(DRAFT) | IN(SENT), OM_DECLINED},
	{OM_QUOTE, "expire", IN(DRAFT) | IN(SENT), OM_EXPIRED},
	{OM_ORDER, "edit", IN(DRAFT) | IN(CONFIRMED), OM_STATES},
	{OM_ORDER, "confirm", IN(DRAFT), OM_CONFIRMED},
	{OM_ORDER, "allocate", IN(CONFIRMED), OM_STATES},
	{OM_ORDER, "hold", IN(DRAFT) | IN(CONFIRMED), OM_STATES},
	{OM_ORDER, "release", IN(DRAFT) | IN(CONFIRMED), OM_STATES},
	{OM_ORDER, "ship", IN(CONFIRMED), OM_STATES},
	{OM_ORDER, "bill", IN(CONFIRMED) | IN(CLOSED), OM_STATES},
	{OM_ORDER, "close", IN(CONFIRMED), OM_CLOSED},
	{OM_ORDER, "cancel", IN(DRAFT) | IN(CONFIRMED), OM_CANCELLED},
	{OM_SHIPMENT, "dispatch", IN(READY), OM_DISPATCHED},
	{OM_SHIPMENT, "deliver", IN(DISPATCHED), OM_DELIVERED},
	{OM_SHIPMENT, "cancel", IN(READY), OM_CANCELLED},
	{OM_SHIPMENT, "bill", IN(DISPATCHED) | IN(DELIVERED), OM_STATES},
	{OM_INVOICE, "post", IN(DRAFT), OM_POSTED},
	{OM_INVOICE, "cancel", IN(DRAFT), OM_CANCELLED},
	{OM_INVOICE, "pay", IN(POSTED), OM_STATES},
	{0, NULL, 0, OM_STATES},
};

static const struct om_transition *transition_of(enum om_kind kind, const char *verb)
{
	const struct om_transition *t = om_transitions;

	while (t->verb && (t->kind != kind || strcmp(t->verb, verb) != 0))
		t++;
	assert(t->verb);
	return t;
}

static const char *state_list(struct om *om, unsigned states)
{
	const char *list = NULL;

	for (enum om_state s = 0; s < OM_STATES; s++)
		if (states & (1u << s))
			list = list ? om_printf(om->arena, "%s or %s", list, om_state_name(s))
				    : om_state_name(s);
	return list;
}

int om_flow_check(struct om *om, const struct om_document *doc, const char *verb)
{
	const struct om_transition *t = transition_of(doc->kind, verb);

	if (t->from & (1u << doc->state))
		return OM_OK;
	return om_fail(om, OM_REFUSED, "%s is %s; '%s' needs %s %s in state %s", doc->number,
		       om_state_name(doc->state), verb,
		       doc->kind == OM_ORDER || doc->kind == OM_INVOICE ? "an" : "a",
		       om_kind_name(doc->kind), state_list(om, t->from));
}

int om_flow_step(struct om *om, struct om_document *doc, const char *verb)
{
	const struct om_transition *t = transition_of(doc->kind, verb);
	int status = om_flow_check(om, doc, verb);

	if (status != OM_OK || t->to == OM_STATES || t->to == doc->state)
		return status;
	doc->state = t->to;
	return om_document_set_state(om, doc->id, t->to);
}
