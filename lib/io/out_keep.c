/* Rows that wait for a table's widths, for sorting, or for the number of records. */
#include "io/out_private.h"

#include <assert.h>

enum { SCALE_MAX = 6 };

/* Bytes that v takes behind its tag of two. */
static size_t packed_size(const struct om_value *v)
{
	switch ((enum om_type)v->type) {
	case OM_TYPE_NULL:
		return 0;
	case OM_TYPE_TEXT:
		return strlen(v->text) + 1;
	case OM_TYPE_DATE:
		return sizeof(v->date);
	default:
		return sizeof(v->i);
	}
}

static unsigned char *pack_value(unsigned char *p, const struct om_value *v, size_t size)
{
	*p++ = v->type;
	*p++ = v->exponent;
	if (v->type == OM_TYPE_TEXT)
		memcpy(p, v->text, size);
	else if (v->type == OM_TYPE_DATE)
		memcpy(p, v->date, size);
	else if (size)
		memcpy(p, &v->i, size);
	return p + size;
}

static const unsigned char *unpack_value(const unsigned char *p, struct om_value *v)
{
	*v = (struct om_value){.type = *p++};
	v->exponent = *p++;
	if (v->type == OM_TYPE_TEXT)
		v->text = (const char *)p;
	else if (v->type == OM_TYPE_DATE)
		memcpy(v->date, p, sizeof(v->date));
	else if (v->type != OM_TYPE_NULL)
		memcpy(&v->i, p, sizeof(v->i));
	return p + packed_size(v);
}

static size_t count_keys(const struct om_out *out, const struct om_pick *pick)
{
	return pick == out->counted ? out->n_keys : 0;
}

/* Keys of text live behind the packed values. */
static struct om_kept *pack_values(struct om_out *out, const struct om_pick *pick,
				   const struct om_value *values)
{
	size_t n_keys = count_keys(out, pick), size = 0, i, len;
	struct om_kept *kept;
	unsigned char *p;

	for (i = 0; i < pick->n; i++)
		size += 2 + packed_size(&values[pick->at[i]]);
	for (i = 0; i < n_keys; i++)
		if (values[out->keys[i].column].type == OM_TYPE_TEXT)
			size += packed_size(&values[out->keys[i].column]);
	kept = om_alloc(out->arena, sizeof(*kept) + n_keys * sizeof(*kept->keys) + size);
	p = (unsigned char *)(kept->keys + n_keys);
	for (i = 0; i < pick->n; i++)
		p = pack_value(p, &values[pick->at[i]], packed_size(&values[pick->at[i]]));
	for (i = 0; i < n_keys; i++) {
		kept->keys[i] = values[out->keys[i].column];
		if (kept->keys[i].type != OM_TYPE_TEXT)
			continue;
		len = packed_size(&kept->keys[i]);
		kept->keys[i].text = memcpy(p, kept->keys[i].text, len);
		p += len;
	}
	return kept;
}

void om_out_keep(struct om_out *out, const struct om_pick *pick, const struct om_value *values)
{
	struct om_kept *kept = pack_values(out, pick, values);

	if (pick == &out->head) {
		kept->seq = out->n_heads;
		out->heads =
			om_grow(out->heads, out->n_heads, &out->heads_room, sizeof(*out->heads));
		out->heads[out->n_heads++] =
			(struct om_kept_head){.head = kept, .first = out->n_kept};
		return;
	}
	kept->seq = out->n_kept;
	out->kept = om_grow(out->kept, out->n_kept, &out->kept_room, sizeof(struct om_kept *));
	out->kept[out->n_kept++] = kept;
	if (out->n_heads)
		out->heads[out->n_heads - 1].n++;
}

void om_out_unpack(const struct om_out *out, const struct om_pick *pick, const struct om_kept *kept,
		   struct om_value *values)
{
	const unsigned char *p = (const unsigned char *)(kept->keys + count_keys(out, pick));
	size_t i;

	for (i = 0; i < pick->n; i++)
		p = unpack_value(p, &values[pick->at[i]]);
}

static int compare_numbers(__int128 a, __int128 b)
{
	return (a > b) - (a < b);
}

/* Amounts of two currencies are compared as numbers: 3 JPY before 3.50 EUR. */
static __int128 scale_money(const struct om_value *v)
{
	__int128 n = v->i;
	int i;

	assert(v->exponent <= SCALE_MAX);
	for (i = v->exponent; i < SCALE_MAX; i++)
		n *= 10;
	return n;
}

static int compare_values(const struct om_value *a, const struct om_value *b)
{
	if (a->type != b->type)
		return a->type < b->type ? -1 : 1; /* nothing comes before something */
	switch ((enum om_type)a->type) {
	case OM_TYPE_NULL:
		return 0;
	case OM_TYPE_TEXT:
		return strcmp(a->text, b->text);
	case OM_TYPE_DATE:
		return strcmp(a->date, b->date);
	case OM_TYPE_MONEY:
		return compare_numbers(scale_money(a), scale_money(b));
	default:
		return compare_numbers(a->i, b->i);
	}
}

/* The number at *s without its leading zeros, with *s moved behind it. */
static size_t take_number(const char **s, const char **digits)
{
	size_t len;

	*s += strspn(*s, "0");
	*digits = *s;
	len = strspn(*s, "0123456789");
	*s += len;
	return len;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* SO-99999 before SO-100000: runs of digits as numbers, the rest bytewise. */
static int compare_refs(const char *a, const char *b)
{
	const char *x = a, *y = b, *m, *n;

	while (*x && *y) {
		size_t x_len, y_len;
		int order;

		if (!is_digit(*x) || !is_digit(*y)) {
			if (*x != *y)
				break;
			x++;
			y++;
			continue;
		}
		x_len = take_number(&x, &m);
		y_len = take_number(&y, &n);
		if (x_len != y_len)
			return x_len < y_len ? -1 : 1;
		order = memcmp(m, n, x_len);
		if (order)
			return order;
	}
	return *x == *y ? strcmp(a, b) : strcmp(x, y);
}

static int compare_keys(const struct om_column *column, const struct om_value *a,
			const struct om_value *b)
{
	if (column->type == OM_TYPE_REF && a->type == OM_TYPE_TEXT && b->type == OM_TYPE_TEXT)
		return compare_refs(a->text, b->text);
	return compare_values(a, b);
}

static int compare_kept(const struct om_kept *a, const struct om_kept *b, const struct om_out *out)
{
	size_t i;

	for (i = 0; i < out->n_keys; i++) {
		const struct om_column *column = &out->counted->columns[out->keys[i].column];
		int order = compare_keys(column, &a->keys[i], &b->keys[i]);

		if (order)
			return out->keys[i].descending ? -order : order;
	}
	return (a->seq > b->seq) - (a->seq < b->seq);
}

static int compare_rows(const void *a, const void *b, void *out)
{
	return compare_kept(*(struct om_kept *const *)a, *(struct om_kept *const *)b, out);
}

static int compare_heads(const void *a, const void *b, void *out)
{
	const struct om_kept_head *x = a, *y = b;

	return compare_kept(x->head, y->head, out);
}

/* A list as a whole; records as such where they have no rows; else the rows within each. */
static void sort_kept(struct om_out *out)
{
	size_t i;

	if (!out->n_keys)
		return;
	if (!out->head.columns && out->n_kept)
		qsort_r(out->kept, out->n_kept, sizeof(struct om_kept *), compare_rows, out);
	else if (out->counted == &out->head && out->n_heads)
		qsort_r(out->heads, out->n_heads, sizeof(*out->heads), compare_heads, out);
	for (i = 0; i < out->n_heads; i++)
		if (out->heads[i].n)
			qsort_r(out->kept + out->heads[i].first, out->heads[i].n,
				sizeof(struct om_kept *), compare_rows, out);
}

static void cut_to_limit(struct om_out *out)
{
	size_t left, i;

	if (out->choice.limit < 0)
		return;
	left = (size_t)out->choice.limit;
	if (!out->head.columns) {
		if (out->n_kept > left)
			out->n_kept = left;
		return;
	}
	for (i = 0; i < out->n_heads && left; i++) {
		size_t *n = &out->heads[i].n;

		if (!out->rows.columns)
			left--;
		else
			left -= *n = *n < left ? *n : left;
	}
	out->n_heads = i;
}

static void send_row(struct om_out *out, size_t i, struct om_value *values)
{
	om_out_unpack(out, &out->rows, out->kept[i], values);
	out->format->row(out, values);
}

void om_out_replay(struct om_out *out)
{
	size_t n = out->head.n_columns + out->rows.n_columns, i, k;
	struct om_value *values = om_xmalloc(n * sizeof(*values));

	memset(values, 0, n * sizeof(*values));
	sort_kept(out);
	cut_to_limit(out);
	out->format->begin(out);
	if (!out->head.columns)
		for (i = 0; i < out->n_kept; i++)
			send_row(out, i, values);
	for (i = 0; i < out->n_heads; i++) {
		om_out_unpack(out, &out->head, out->heads[i].head, values);
		out->format->head(out, values);
		for (k = 0; k < out->heads[i].n; k++)
			send_row(out, out->heads[i].first + k, values + out->head.n_columns);
	}
	free(values);
}
