/* Between out*.c and format_*.c only: the sink, the rows kept, the face of a format. */
#ifndef OM_IO_OUT_PRIVATE_H
#define OM_IO_OUT_PRIVATE_H

#include "base/number.h"
#include "io/out.h"
#include "io/terminal.h"

/*
 * Bytes on their way out: in memory, past 8 MiB in an unlinked temporary
 * file, or straight to a descriptor. The first failure is kept in error
 * (an errno) and what comes after it is dropped.
 */
struct om_sink {
	char *s;
	size_t len, room;
	int file;	 /* -1: none yet */
	int64_t in_file; /* bytes there */
	int direct;	 /* -1, or where to write */
	int error;
};
void om_sink_begin(struct om_sink *sink);
void om_sink_release(struct om_sink *sink);
void om_sink_widen(struct om_sink *sink, size_t n);
/* Write what is still in memory straight out, and all that follows. */
void om_sink_open(struct om_sink *sink, int fd);
/* All of it to fd: 0 or an errno. */
int om_sink_copy(struct om_sink *sink, int fd);
/* True when what is held in memory and file has more lines than that. */
bool om_sink_is_longer(const struct om_sink *sink, unsigned lines);

/* Room for n bytes at the end; they count once om_sink_took says so. */
static inline char *om_sink_room(struct om_sink *sink, size_t n)
{
	if (__builtin_expect(sink->room - sink->len < n, 0))
		om_sink_widen(sink, n);
	return sink->s + sink->len;
}
static inline void om_sink_took(struct om_sink *sink, const char *end)
{
	sink->len = (size_t)(end - sink->s);
}
static inline void om_sink_add(struct om_sink *sink, const char *s, size_t n)
{
	memcpy(om_sink_room(sink, n), s, n);
	sink->len += n;
}
static inline void om_sink_puts(struct om_sink *sink, const char *s)
{
	om_sink_add(sink, s, strlen(s));
}
static inline void om_sink_putc(struct om_sink *sink, char c)
{
	*om_sink_room(sink, 1) = c;
	sink->len++;
}
void om_sink_pad(struct om_sink *sink, size_t n);

/* Columns, and which of them are shown in what order. */
struct om_pick {
	const struct om_column *columns; /* NULL: none at all */
	size_t n_columns;
	size_t *at;
	size_t n;
};

/* A head or a row that waits: what to sort by, then the picked values, packed. */
struct om_kept {
	size_t seq;
	struct om_value keys[];
};
struct om_kept_head {
	struct om_kept *head;
	size_t first, n; /* its rows */
};
struct om_sort_key {
	size_t column;
	bool descending;
};

/* How a format writes. All values come in; it takes those that are picked. */
struct om_format {
	const char *name;
	void (*begin)(struct om_out *out);
	void (*head)(struct om_out *out, const struct om_value *values);
	void (*row)(struct om_out *out, const struct om_value *values);
	void (*end)(struct om_out *out);
};
extern const struct om_format om_format_table, om_format_csv, om_format_json, om_format_yaml,
	om_format_refs;

struct om_layout; /* of a table: format_table.c */

struct om_out {
	struct om *om;
	struct om_shape shape;
	struct om_out_choice choice; /* its strings are not looked at after om_out_new */
	const struct om_format *format;
	int fd;
	struct om_pick head, rows;
	struct om_pick *counted; /* the one that --columns, --sort and --limit speak of */
	size_t n_counted;
	bool keep;	/* nothing is written before om_out_print */
	bool is_picked; /* --columns was given */
	struct om_sort_key *keys;
	size_t n_keys;
	struct om_arena *arena;
	struct om_kept **kept;
	size_t n_kept, kept_room;
	struct om_kept_head *heads;
	size_t n_heads, heads_room;
	struct om_sink sink;
	/* of the formats, while they write */
	size_t n_records, n_rows, n_members; /* records begun; rows and members of this one */
	const char **labels, **row_labels;   /* the names as the format writes them, as picked */
	struct om_buf last_ref;
	struct om_layout *layout;
};

/* Keep a head or a row for om_out_replay. */
void om_out_keep(struct om_out *out, const struct om_pick *pick, const struct om_value *values);
/* Sort, cut to the limit, and send everything kept through the format. */
void om_out_replay(struct om_out *out);
/* The picked values of one kept row; the others are null. */
void om_out_unpack(const struct om_out *out, const struct om_pick *pick, const struct om_kept *kept,
		   struct om_value *values);

/* One cell as CSV, without the comma. */
void om_csv_put(struct om_sink *sink, const struct om_value *v, bool spreadsheet);
/* s as a string for JSON and for YAML, quotes included; invalid bytes become U+FFFD. */
void om_json_put(struct om_sink *sink, const char *s);
/* labels of all that is picked, made by `put` into the arena. */
const char **om_out_labels(struct om_out *out, const struct om_pick *pick,
			   void (*put)(struct om_sink *, const char *name));

#endif
