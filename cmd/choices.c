/* The options that commands share, and what a verb takes of them. */
#include "frame.h"

#include "base/text.h"

const struct om_option om_global_options[] = {
	OM_TEXT(struct om_global_choice, db, "db", 0, "FILE", "the database", OM_VALUES("file")),
	OM_FLAG(struct om_global_choice, help, "help", 'h', "show this help"),
	OM_FLAG(struct om_global_choice, version, "version", 0, "show the version"),
	OM_OPTIONS_END,
};

const struct om_option om_write_options[] = {
	OM_FLAG(struct om_write_choice, dry_run, "dry-run", 'n',
		"do it, print what would be, and take it back"),
	OM_TEXT(struct om_write_choice, key, "key", 'k', "KEY",
		"may be run again with the same key: it is done once"),
	OM_DATE(struct om_write_choice, date, "date", 0, "the date it counts for; default today"),
	OM_TEXT(struct om_write_choice, note, "note", 0, "TEXT",
		"kept on the document and in the log"),
	OM_OPTIONS_END,
};

#define DIALECT                                                                             \
	OM_TEXT(struct om_from_choice, delimiter, "delimiter", 0, "CHAR",                   \
		"what separates the fields; 'tab' for a tab"),                              \
		OM_TEXT(struct om_from_choice, decimal, "decimal", 0, "CHAR",               \
			"the decimal point of the file: . or ,"),                           \
		OM_TEXT(struct om_from_choice, map, "map", 0, "FILE",                       \
			"YAML that renames columns and sets constants", OM_VALUES("file")), \
		OM_FLAG(struct om_from_choice, ignore_unknown, "ignore-unknown", 0,         \
			"pass over columns that are not known"),                            \
		OM_FLAG(struct om_from_choice, spreadsheet, "spreadsheet", 0,               \
			"the file was written with --spreadsheet: takes one ' before = + - @ off")

const struct om_option om_from_options[] = {
	OM_TEXT(struct om_from_choice, from, "from", 0, "FILE",
		"read it from a file, or - for standard input", OM_VALUES("file")),
	DIALECT,
	OM_OPTIONS_END,
};

const struct om_option om_import_options[] = {
	DIALECT,
	OM_FLAG(struct om_from_choice, keep_going, "keep-going", 0,
		"let the good rows land when others are bad"),
	OM_TEXT(struct om_from_choice, rejects, "rejects", 0, "FILE",
		"with --keep-going: write the bad rows there", OM_VALUES("file")),
	OM_OPTIONS_END,
};

const struct om_option om_filter_options[] = {
	OM_TEXT(struct om_filter_choice, filter.customer, "customer", 0, "CODE", "of this customer",
		OM_VALUES("customer")),
	OM_TEXT(struct om_filter_choice, filter.supplier, "supplier", 0, "CODE", "of this supplier",
		OM_VALUES("supplier")),
	OM_TEXT(struct om_filter_choice, filter.sku, "sku", 0, "SKU", "with this item",
		OM_VALUES("sku")),
	OM_TEXT(struct om_filter_choice, filter.category, "category", 0, "NAME",
		"of this category of items", OM_VALUES("category")),
	OM_TEXT(struct om_filter_choice, filter.location, "location", 0, "CODE", "at this location",
		OM_VALUES("location")),
	OM_TEXT(struct om_filter_choice, filter.channel, "channel", 0, "NAME",
		"that came in by this channel", OM_VALUES("channel")),
	OM_TEXT(struct om_filter_choice, filter.state, "state", 0, "STATE", "in this state",
		OM_VALUES("state")),
	OM_DATE(struct om_filter_choice, filter.from, "from", 0, "from this day on"),
	OM_DATE(struct om_filter_choice, filter.to, "to", 0, "up to this day, inclusive"),
	OM_PERIOD(struct om_filter_choice, period, "period", 0, "2026, 2026-Q4 or 2026-11"),
	OM_OPTIONS_END,
};

/* The bit of each entry of om_filter_options. */
static const unsigned char filter_bits[] = {
	OM_FILTER_CUSTOMER, OM_FILTER_SUPPLIER, OM_FILTER_SKU,	 OM_FILTER_CATEGORY,
	OM_FILTER_LOCATION, OM_FILTER_CHANNEL,	OM_FILTER_STATE, OM_FILTER_DATES,
	OM_FILTER_DATES,    OM_FILTER_DATES,
};

static const struct om_option *choose_filters(struct om *om, unsigned mask)
{
	const size_t n = sizeof(filter_bits);
	struct om_option *chosen = OM_NEW_ARRAY(om->arena, struct om_option, n + 1);
	size_t i, k = 0;

	for (i = 0; i < n; i++)
		if (mask & filter_bits[i])
			chosen[k++] = om_filter_options[i];
	return chosen;
}

void om_choices_of(struct om *om, struct om_call *call, struct om_choices *choices)
{
	const struct om_verb *verb = call->verb;
	struct om_option_set *set = choices->sets;

	if (verb->options)
		*set++ = (struct om_option_set){verb->options, call->options};
	if (verb->flags & OM_VERB_WRITE)
		*set++ = (struct om_option_set){om_write_options, &call->write};
	if (verb->flags & OM_VERB_IMPORT)
		*set++ = (struct om_option_set){om_import_options, &call->from};
	else if (verb->flags & OM_VERB_FROM)
		*set++ = (struct om_option_set){om_from_options, &call->from};
	if (verb->filters)
		*set++ =
			(struct om_option_set){choose_filters(om, verb->filters), &choices->filter};
	if (verb->flags & OM_VERB_READ)
		*set++ = (struct om_option_set){om_out_options, &call->out_choice};
	*set++ = (struct om_option_set){om_global_options, &choices->global};
	choices->n = (size_t)(set - choices->sets);
}

static void unset_dates(const struct om_option_set *set)
{
	const struct om_option *o;

	for (o = set->options; o->name; o++) {
		void *at = (char *)set->into + o->at;

		if (o->type == OM_OPTION_DATE)
			*(om_date *)at = OM_NO_DATE;
		else if (o->type == OM_OPTION_PERIOD)
			*(struct om_period *)at = (struct om_period){OM_NO_DATE, OM_NO_DATE};
	}
}

static int take_filter(struct om *om, const struct om_filter_choice *choice,
		       struct om_filter *filter)
{
	*filter = choice->filter;
	if (om_date_is_set(choice->period.from)) {
		if (om_date_is_set(filter->from) || om_date_is_set(filter->to))
			return om_fail(om, OM_USAGE,
				       "'--period' cannot go with '--from' or '--to'");
		filter->from = choice->period.from;
		filter->to = choice->period.to;
	}
	if (om_date_is_set(filter->from) && om_date_is_set(filter->to) &&
	    filter->from.day > filter->to.day)
		return om_fail(om, OM_USAGE, "'--from' is after '--to'");
	return OM_OK;
}

static int take_dialect(struct om *om, struct om_call *call)
{
	const struct om_from_choice *from = &call->from;
	const char *delimiter = from->delimiter;

	if (delimiter && (strcmp(delimiter, "tab") == 0 || strcmp(delimiter, "\\t") == 0))
		delimiter = "\t";
	if (delimiter && (strlen(delimiter) != 1 || strchr("\"\r\n", *delimiter) ||
			  (unsigned char)*delimiter >= 0x80))
		return om_fail(om, OM_USAGE, "'--delimiter': '%s' is not one ASCII character",
			       delimiter);
	if (from->decimal && strcmp(from->decimal, ".") != 0 && strcmp(from->decimal, ",") != 0)
		return om_fail(om, OM_USAGE, "'--decimal': '%s' is neither '.' nor ','",
			       from->decimal);
	call->sheet_options =
		(struct om_sheet_options){.delimiter = delimiter ? *delimiter : '\0',
					  .decimal = from->decimal ? *from->decimal : '\0',
					  .ignore_unknown = from->ignore_unknown,
					  .spreadsheet = from->spreadsheet,
					  .map = from->map};
	if (from->rejects && !from->keep_going)
		return om_fail(om, OM_USAGE, "'--rejects' needs '--keep-going'");
	return OM_OK;
}

static int check_operands(struct om *om, const struct om_call *call)
{
	const struct om_verb *verb = call->verb;
	size_t n = call->operands.n;
	const char *usage = om_help_usage(om, call->command, verb);

	if (n < (size_t)verb->min_operands && !(call->from.from && n == 0))
		return om_fail(om, OM_USAGE, "%s: an operand is missing: %s", verb->name, usage);
	if (verb->max_operands >= 0 && n > (size_t)verb->max_operands)
		return om_fail(om, OM_USAGE, "%s: one operand too many: '%s'; usage: %s",
			       verb->name, call->operands.v[verb->max_operands], usage);
	return OM_OK;
}

static int check_key(struct om *om, const char *key)
{
	const char *wrong = key ? om_text_check(key, OM_TEXT_CODE) : NULL;

	return wrong ? om_fail(om, OM_USAGE, "'--key': '%s' %s", key, wrong) : OM_OK;
}

static int check_note(struct om *om, const char *note)
{
	const char *wrong = note ? om_text_check(note, OM_TEXT_NOTE) : NULL;

	return wrong ? om_fail(om, OM_USAGE, "'--note': '%s' %s", note, wrong) : OM_OK;
}

int om_choices_parse(struct om *om, const struct om_words *words, struct om_call *call,
		     struct om_choices *choices)
{
	const struct om_verb *verb = words->verb;
	size_t i;
	int status;

	*call = (struct om_call){.command = words->command, .verb = verb};
	*choices = (struct om_choices){.n = 0};
	call->options = om_alloc(om->arena, verb->options_size + 1);
	call->out_choice.limit = -1;
	om_choices_of(om, call, choices);
	for (i = 0; i < choices->n; i++)
		unset_dates(&choices->sets[i]);
	choices->filter.filter.from = choices->filter.filter.to = OM_NO_DATE;
	choices->filter.period = (struct om_period){OM_NO_DATE, OM_NO_DATE};
	call->write.date = OM_NO_DATE;
	choices->global = words->global;
	status = om_options_parse(om, choices->sets, choices->n, words->argc, words->argv,
				  &call->operands);
	if (status || choices->global.help || choices->global.version)
		return status;
	call->write.is_dated = om_date_is_set(call->write.date);
	if (!call->write.is_dated)
		call->write.date = om->today;
	status = take_filter(om, &choices->filter, &call->filter);
	if (!status)
		status = take_dialect(om, call);
	if (!status)
		status = check_key(om, call->write.key);
	if (!status)
		status = check_note(om, call->write.note);
	return status ? status : check_operands(om, call);
}
