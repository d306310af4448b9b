/* Bytes in: files, pipes and standard input, readable again from the start. */
#ifndef OM_IO_INPUT_H
#define OM_IO_INPUT_H

#include "om.h"

/*
 * A file of input. What cannot be read twice (a pipe, a terminal, "-") is
 * copied to an unlinked temporary file first, before the database is opened,
 * so that a writer upstream in the same pipe has ended.
 */
struct om_input {
	const char *name; /* for messages: the path, or "-" */
	int fd;
	int64_t size; /* bytes */
};

/* OM_INPUT with "cannot read 'x.csv': No such file or directory" and the like. */
int om_input_open(struct om *om, const char *path, struct om_input *in) OM_MUST_USE;
void om_input_close(struct om_input *in);

/* The whole content, NUL-terminated, in the arena; for small files: OM_INPUT
 * past `max` bytes. *len may be NULL. */
int om_input_text(struct om *om, struct om_input *in, size_t max, char **text,
		  size_t *len) OM_MUST_USE;

/* A temporary file without a name, mode 0600, in $TMPDIR or /tmp; -1 and errno. */
int om_temporary_make(void);
/* The same with a sentence: OM_STORAGE. */
int om_temporary_open(struct om *om, int *fd) OM_MUST_USE;

/*
 * References from a stream: the first CSV field of each line; blank lines are
 * skipped, and so is a first line whose first field is number, sku or code; what
 * repeats on consecutive lines counts once, as a document does in a list of its lines.
 * Appended to *refs (arena). Errors carry "-:line:column:".
 */
int om_input_refs(struct om *om, struct om_input *in, char ***refs, size_t *n,
		  size_t *room) OM_MUST_USE;

/* True for number, sku and code, in any case: what a first line may be called,
 * so that nothing else may be called so. */
bool om_input_is_heading(const char *s);

#endif
