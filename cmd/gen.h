/* The generator of the manual's blocks and of the completions' tables. Not installed. */
#ifndef OM_GEN_H
#define OM_GEN_H

#include "frame.h"

/* What stands in a block of that name in that file. False: there is no such block. */
typedef bool om_gen_block(struct om *om, const char *name, const char *file, struct om_buf *out);

om_gen_block om_gen_manual; /* synopsis, options, output, files */
om_gen_block om_gen_shell;  /* tables (bash, zsh), fish */

/* All options of a verb, in the order of its tables; ends with a NULL name. */
const struct om_option *om_gen_options(struct om *om, const struct om_command *command,
				       const struct om_verb *verb);

/* The same option in two verbs. */
static inline bool om_gen_same(const struct om_option *a, const struct om_option *b)
{
	return strcmp(a->name, b->name) == 0 && a->letter == b->letter && a->type == b->type &&
	       strcmp(a->help, b->help) == 0;
}

#endif
