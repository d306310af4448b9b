/* Fields that people set on a record: kinds of members, applying, comparing. */
#include "trade/field.h"

#include "base/mem.h"
#include "base/number.h"
#include "base/text.h"
#include "store/item.h"

#define COUNT_MAX 100000

static void *member(const struct om_field_run *run, const struct om_field *f)
{
	return (char *)run->record + f->at;
}

static const void *const_member(const struct om_field *f, const void *record)
{
	return (const char *)record + f->at;
}

int om_field_refuse(const struct om_field_run *run, const struct om_field *f, const char *s,
		    const char *phrase)
{
	return om_fail(run->om, run->bad, "%s '%s' %s", f->label, s, phrase);
}

static int set_checked(const struct om_field_run *run, const struct om_field *f, const char *s,
		       enum om_text_kind kind)
{
	const char *wrong = om_text_check(s, kind);

	if (wrong)
		return om_field_refuse(run, f, s, wrong);
	*(const char **)member(run, f) = *s ? s : NULL;
	return OM_OK;
}

int om_field_set_text(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	return set_checked(run, f, s, OM_TEXT_NAME);
}

int om_field_set_lines(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	return set_checked(run, f, s, OM_TEXT_NOTE);
}

int om_field_set_flag(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	if (om_text_same(s, "yes") || om_text_same(s, "true") || strcmp(s, "1") == 0)
		*(bool *)member(run, f) = true;
	else if (om_text_same(s, "no") || om_text_same(s, "false") || strcmp(s, "0") == 0)
		*(bool *)member(run, f) = false;
	else
		return om_field_refuse(run, f, s, "is neither yes nor no");
	return OM_OK;
}

int om_field_set_count(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	int64_t v = OM_UNSET;
	const char *wrong = *s ? om_int_parse(s, 0, COUNT_MAX, &v) : NULL;

	if (wrong)
		return om_field_refuse(run, f, s, wrong);
	*(int64_t *)member(run, f) = v;
	return OM_OK;
}

int om_field_set_qty(const struct om_field_run *run, const struct om_field *f, const char *s)
{
	om_qty v = {OM_UNSET};
	const char *wrong = *s ? om_qty_parse(s, &v) : NULL;

	if (!wrong && *s && v.micro < 0)
		wrong = "is negative";
	if (wrong)
		return om_field_refuse(run, f, s, wrong);
	*(om_qty *)member(run, f) = v;
	return OM_OK;
}

const char *om_field_show_text(struct om *om, const struct om_field *f, const void *record)
{
	const char *s = *(const char *const *)const_member(f, record);

	(void)om;
	return s ? s : "";
}

const char *om_field_show_flag(struct om *om, const struct om_field *f, const void *record)
{
	(void)om;
	return *(const bool *)const_member(f, record) ? "yes" : "no";
}

const char *om_field_show_count(struct om *om, const struct om_field *f, const void *record)
{
	int64_t v = *(const int64_t *)const_member(f, record);

	return v == OM_UNSET ? "" : om_printf(om->arena, "%lld", (long long)v);
}

const char *om_field_show_qty(struct om *om, const struct om_field *f, const void *record)
{
	om_qty v = *(const om_qty *)const_member(f, record);
	char buf[OM_NUMBER_SIZE];

	return v.micro == OM_UNSET ? "" : om_strdup(om->arena, om_qty_format(v, buf));
}

int om_field_apply(const struct om_field_run *run, const struct om_field *fields, size_t n,
		   const char *const *text, size_t *failed)
{
	size_t i;
	int status;

	for (i = 0; i < n; i++) {
		if (!text[i] || (fields[i].keeps && !*text[i]))
			continue;
		status = fields[i].set(run, &fields[i], text[i]);
		if (status == OM_OK)
			continue;
		if (failed)
			*failed = i;
		return status;
	}
	return OM_OK;
}

static const char *quote(struct om *om, const struct om_field *f, const char *s)
{
	if (!*s)
		return "none";
	return f->quoted ? om_printf(om->arena, "'%s'", s) : s;
}

const char *om_field_changes(struct om *om, const struct om_field *fields, size_t n,
			     const char *const *text, const void *was, const void *is)
{
	const char *changes = NULL, *before, *after;
	size_t i;

	for (i = 0; i < n; i++) {
		if (!text[i])
			continue;
		before = fields[i].show(om, &fields[i], was);
		after = fields[i].show(om, &fields[i], is);
		if (strcmp(before, after) == 0)
			continue;
		changes = om_printf(om->arena, "%s%s%s %s -> %s", changes ? changes : "",
				    changes ? ", " : "", fields[i].label,
				    quote(om, &fields[i], before), quote(om, &fields[i], after));
	}
	return changes;
}
