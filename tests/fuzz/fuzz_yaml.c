/* Hostile YAML: a tree within its limits, or a sentence with a position. */
#include "base/mem.h"
#include "base/text.h"
#include "io/yaml.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static size_t check_node(const struct om_yaml *node, const struct om_yaml *parent, int depth)
{
	bool in_mapping = parent && parent->kind == OM_YAML_MAPPING;
	const struct om_yaml *child;
	size_t n = 1;

	assert(depth <= 33 && node->line > 0 && node->column > 0);
	assert(in_mapping == (node->key != NULL));
	if (node->key) {
		assert(*node->key);
		assert(om_utf8_valid(node->key, strlen(node->key)) == strlen(node->key));
		assert(node->key_line > 0 && node->key_column > 0);
		assert(om_yaml_get(parent, node->key) == node);
	}
	if (node->text)
		assert(node->kind == OM_YAML_SCALAR && *node->text &&
		       om_utf8_valid(node->text, strlen(node->text)) == strlen(node->text));
	assert(node->kind != OM_YAML_SCALAR || !node->first);
	for (child = node->first; child; child = child->next)
		n += check_node(child, node, depth + 1);
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct om om = {.arena = om_arena_new()};
	struct om_yaml *root;
	int status = om_yaml_parse(&om, "fuzz.yaml", (const char *)bytes, size, &root);

	if (status == OM_OK) {
		assert(root && !root->next);
		assert(check_node(root, NULL, 1) <= 100000);
	} else {
		assert(status == OM_INPUT && strncmp(om.error, "fuzz.yaml:", 10) == 0);
		assert(om_utf8_valid(om.error, strlen(om.error)) == strlen(om.error));
	}
	om_rewind(&om);
	om_arena_free(om.arena);
	return 0;
}
