/* Any words at all: parsed or refused with a sentence, never more. */
#include "base/date.h"
#include "base/text.h"
#include "io/option.h"
#include "io/out.h"

#include <assert.h>

enum { WORDS_MAX = 64 };

struct words {
	bool all;
	const char *customer;
	struct om_list skus;
	om_date date;
	struct om_period period;
};

static const struct om_option options[] = {
	OM_FLAG(struct words, all, "all", 'a', "all of them"),
	OM_TEXT(struct words, customer, "customer", 'c', "CODE", "who buys"),
	OM_LIST(struct words, skus, "sku", 's', "SKU", "only these"),
	OM_DATE(struct words, date, "date", 'd', "the date"),
	OM_PERIOD(struct words, period, "period", 0, "a year, quarter or month"),
	OM_OPTIONS_END,
};

static const struct om_column columns[] = {
	{"number", OM_TYPE_TEXT, 0, NULL},
	{"qty", OM_TYPE_QTY, 1, NULL},
	{NULL, OM_TYPE_NULL, 0, NULL},
};

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct om om = {.arena = om_arena_new()};
	struct words words = {0};
	struct om_out_choice choice = OM_OUT_CHOICE;
	const struct om_option_set sets[] = {{options, &words}, {om_out_options, &choice}};
	const struct om_shape shape = {.rows = columns};
	struct om_list operands = {0};
	struct om_out *out = NULL;
	char *argv[WORDS_MAX];
	char *rest = om_strndup(om.arena, (const char *)bytes, size);
	int argc = 0, status;

	om.today.day = 20000;
	while (rest && argc < WORDS_MAX)
		argv[argc++] = strsep(&rest, "\n");
	status = om_options_parse(&om, sets, 2, argc, argv, &operands);
	assert(status == OM_OK || status == OM_USAGE);
	if (status == OM_OK) {
		status = om_out_new(&om, &shape, &choice, -1, &out);
		assert(status == OM_OK || status == OM_USAGE);
	}
	assert(status == OM_OK || om.error[0]);
	assert(operands.n <= (size_t)argc);
	om_out_free(out);
	om_arena_free(om.arena);
	return 0;
}
