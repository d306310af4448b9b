/*
 * YAML in, as a tree with the line and column of every node. Only what data
 * needs: mappings, sequences and scalars. Anchors, aliases, tags, several
 * documents, duplicate or empty keys, more than 32 levels, more than 1,000,000 nodes and
 * keys that are not scalars are refused with file:line:column.
 */
#ifndef OM_IO_YAML_H
#define OM_IO_YAML_H

#include "om.h"

enum om_yaml_kind { OM_YAML_SCALAR, OM_YAML_SEQUENCE, OM_YAML_MAPPING };

struct om_yaml {
	enum om_yaml_kind kind;
	unsigned line, column; /* from 1 */
	const char *key;       /* in a mapping, else NULL */
	unsigned key_line, key_column;
	const char *text;	      /* of a scalar, valid UTF-8; NULL for an empty or null one */
	struct om_yaml *first, *next; /* children; siblings */
	const char *file;
};

/* Parse into the arena. OM_INPUT with a position. */
int om_yaml_parse(struct om *om, const char *file, const char *text, size_t len,
		  struct om_yaml **root) OM_MUST_USE;

/* The child under that key, or NULL. */
const struct om_yaml *om_yaml_get(const struct om_yaml *map, const char *key);

/* "file:line:column: " + the sentence -> OM_INPUT. */
int om_yaml_fail(struct om *om, const struct om_yaml *node, const char *fmt, ...) OM_PRINTF(3, 4);

/* The same at the node's key: for a key that is not known. */
int om_yaml_fail_key(struct om *om, const struct om_yaml *node, const char *fmt, ...)
	OM_PRINTF(3, 4);

/* Check that `node` is of that kind: "expected a list of lines, found text". */
int om_yaml_expect(struct om *om, const struct om_yaml *node, enum om_yaml_kind kind,
		   const char *what) OM_MUST_USE;

#endif
