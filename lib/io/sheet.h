/* What rejects.c needs to know of a sheet: where its bytes are in the file. */
#ifndef OM_IO_SHEET_H
#define OM_IO_SHEET_H

#include "io/csv.h"

struct om_sheet_bytes {
	int64_t begin, end; /* of the record with its line end */
	bool sound;	    /* as om_csv_is_sound */
};

struct om_input *om_sheet_input(const struct om_sheet *sheet);
char om_sheet_delimiter(const struct om_sheet *sheet);
struct om_sheet_bytes om_sheet_header(const struct om_sheet *sheet);
struct om_sheet_bytes om_sheet_row(const struct om_sheet *sheet);

/* --map: what the file's columns are called here, and what it lacks. */
struct om_sheet_name {
	const char *theirs;
	size_t ours; /* index of the column, or OM_SHEET_NONE: leave it out */
};
#define OM_SHEET_NONE SIZE_MAX

struct om_sheet_map {
	struct om_sheet_name *names;
	size_t n_names;
	const char **constants; /* by column; NULL: none */
	const char **places;	/* of the constants, "map.yaml:7:12" */
};

/* Everything in the map is made in `arena`. */
int om_sheet_map_read(struct om *om, struct om_arena *arena, const char *path,
		      const struct om_sheet_column *columns, size_t n_columns,
		      struct om_sheet_map *map) OM_MUST_USE;

/* The column of that name, or OM_SHEET_NONE. */
size_t om_sheet_column_find(const struct om_sheet_column *columns, size_t n, const char *name);

#endif
