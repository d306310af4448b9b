/* What the parts of the limit program share. */
#ifndef LIMIT_H
#define LIMIT_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOW "2026-11-23T09:00:00Z"
#define TODAY "2026-11-23"
#define WHO "root"
#define HASH "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define MICRO INT64_C(1000000)

enum { COLUMNS_MAX = 16 };

extern sqlite3 *db;

_Noreturn void die(const char *subject);
sqlite3_stmt *prepare(const char *sql);
void bind_text(sqlite3_stmt *st, int place, const char *s); /* NULL and "" are NULL */
void bind_int(sqlite3_stmt *st, int place, int64_t n);
void write_row(sqlite3_stmt *st);
void read_row(sqlite3_stmt *st); /* one that must be there; the caller resets */
const char *text_of(sqlite3_stmt *st, int column);
int64_t parse_micro(const char *s);		  /* "12.5" in millionths */
FILE *open_rows(const char *path);		  /* behind the header */
int split(char *row, char *columns[COLUMNS_MAX]); /* gives how many there are */
sqlite3_stmt *prepare_log(void);
void add_log(sqlite3_stmt *st, const char *verb, const char *object);

void write_orders(const char *path);
void write_one_order(const char *customer, char **words, int n);

#endif
