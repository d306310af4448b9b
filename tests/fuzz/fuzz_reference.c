/* References and lines of goods as they are typed, and references as they come in a pipe. */
#include "base/mem.h"
#include "base/text.h"
#include "io/input.h"
#include "trade/document.h"
#include "trade/draft.h"

#include <assert.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/* A canonical reference is its own canonical form. */
static void try_reference(struct om *om, const char *text)
{
	const char *number = om_reference_format(om->arena, text, NULL), *again;

	if (!number)
		return;
	again = om_reference_format(om->arena, number, NULL);
	assert(again && strcmp(number, again) == 0);
	om_reference_format(om->arena, text, "SO");
}

static void try_operand(struct om *om, const char *text)
{
	struct om_draft draft;

	om_draft_init(&draft);
	if (om_draft_operand(om, &draft, text) != OM_OK)
		return;
	assert(draft.n_lines == 1 && *draft.lines[0].sku && *draft.lines[0].qty);
}

static void try_pipe(struct om *om, const uint8_t *bytes, size_t size)
{
	struct om_input in = {.name = "-", .fd = memfd_create("refs", MFD_CLOEXEC)};
	char **refs = NULL;
	size_t n = 0, room = 0;

	assert(in.fd >= 0);
	assert(write(in.fd, bytes, size) == (ssize_t)size);
	in.size = (int64_t)size;
	if (om_input_refs(om, &in, &refs, &n, &room) == OM_OK)
		for (size_t i = 0; i < n; i++)
			assert(*refs[i] &&
			       om_utf8_valid(refs[i], strlen(refs[i])) == strlen(refs[i]));
	close(in.fd);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct om om = {.arena = om_arena_new()};
	const char *text;

	om_rewind(&om);
	text = om_strndup(om.arena, (const char *)bytes, size);
	try_reference(&om, text);
	try_operand(&om, text);
	try_pipe(&om, bytes, size);
	om_rewind(&om);
	om_arena_free(om.arena);
	return 0;
}
