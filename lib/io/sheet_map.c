/* The YAML file of --map: columns renamed or left out, and constants. */
#include "io/sheet.h"

#include "base/mem.h"
#include "base/text.h"
#include "io/yaml.h"

enum { MAP_MAX = 1 << 20 };

size_t om_sheet_column_find(const struct om_sheet_column *columns, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(columns[i].name, name) == 0)
			return i;
	return OM_SHEET_NONE;
}

static const char *column_hint(struct om *om, const struct om_sheet_column *columns, size_t n,
			       const char *name)
{
	struct om_nearest nearest;

	om_nearest_init(&nearest, name);
	for (size_t i = 0; i < n; i++)
		om_nearest_offer(&nearest, columns[i].name);
	return om_nearest_hint(om->arena, &nearest);
}

static int read_names(struct om *om, struct om_arena *arena, const struct om_yaml *node,
		      const struct om_sheet_column *columns, size_t n, struct om_sheet_map *map)
{
	const struct om_yaml *entry;
	size_t count = 0;

	for (entry = node->first; entry; entry = entry->next)
		count++;
	map->names = OM_NEW_ARRAY(arena, struct om_sheet_name, count);
	for (entry = node->first; entry; entry = entry->next) {
		struct om_sheet_name *name = &map->names[map->n_names++];
		int status = om_yaml_expect(om, entry, OM_YAML_SCALAR, "the name of a column");

		if (status != OM_OK)
			return status;
		name->theirs = om_strdup(arena, entry->key);
		name->ours = OM_SHEET_NONE;
		if (!entry->text)
			continue;
		name->ours = om_sheet_column_find(columns, n, entry->text);
		if (name->ours == OM_SHEET_NONE)
			return om_yaml_fail(om, entry, "unknown column '%s'%s",
					    om_text_escape(om->arena, entry->text),
					    column_hint(om, columns, n, entry->text));
	}
	return OM_OK;
}

static int read_constants(struct om *om, struct om_arena *arena, const struct om_yaml *node,
			  const struct om_sheet_column *columns, size_t n, struct om_sheet_map *map)
{
	for (const struct om_yaml *entry = node->first; entry; entry = entry->next) {
		size_t i = om_sheet_column_find(columns, n, entry->key);
		int status = om_yaml_expect(om, entry, OM_YAML_SCALAR, "a value");

		if (status != OM_OK)
			return status;
		if (i == OM_SHEET_NONE)
			return om_yaml_fail_key(om, entry, "unknown column '%s'%s",
						om_text_escape(om->arena, entry->key),
						column_hint(om, columns, n, entry->key));
		map->constants[i] = om_strdup(arena, entry->text ? entry->text : "");
		map->places[i] = om_printf(arena, "%s:%u:%u", entry->file, entry->key_line,
					   entry->key_column);
	}
	return OM_OK;
}

static int read_tree(struct om *om, struct om_arena *arena, const struct om_yaml *root,
		     const struct om_sheet_column *columns, size_t n, struct om_sheet_map *map)
{
	int status = om_yaml_expect(om, root, OM_YAML_MAPPING, "columns: and constants:");

	for (const struct om_yaml *part = root->first; part && status == OM_OK; part = part->next) {
		bool names = strcmp(part->key, "columns") == 0;
		struct om_nearest nearest;

		if (part->kind == OM_YAML_SCALAR && !part->text)
			continue;
		if (!names && strcmp(part->key, "constants") != 0) {
			om_nearest_init(&nearest, part->key);
			om_nearest_offer(&nearest, "columns");
			om_nearest_offer(&nearest, "constants");
			return om_yaml_fail_key(om, part, "unknown key '%s'%s",
						om_text_escape(om->arena, part->key),
						om_nearest_hint(om->arena, &nearest));
		}
		status = om_yaml_expect(om, part, OM_YAML_MAPPING,
					names ? "their column: our column" : "column: value");
		if (status == OM_OK && names)
			status = read_names(om, arena, part, columns, n, map);
		else if (status == OM_OK)
			status = read_constants(om, arena, part, columns, n, map);
	}
	return status;
}

int om_sheet_map_read(struct om *om, struct om_arena *arena, const char *path,
		      const struct om_sheet_column *columns, size_t n_columns,
		      struct om_sheet_map *map)
{
	struct om_input in;
	struct om_yaml *root;
	char *text;
	size_t len;
	int status;

	*map = (struct om_sheet_map){
		.constants = OM_NEW_ARRAY(arena, const char *, n_columns),
		.places = OM_NEW_ARRAY(arena, const char *, n_columns),
	};
	if (!path)
		return OM_OK;
	status = om_input_open(om, path, &in);
	if (status != OM_OK)
		return status;
	status = om_input_text(om, &in, MAP_MAX, &text, &len);
	if (status == OM_OK)
		status = om_yaml_parse(om, path, text, len, &root);
	if (status == OM_OK)
		status = read_tree(om, arena, root, columns, n_columns, map);
	om_input_close(&in);
	return status;
}
