#!/bin/sh
# The house rules that no compiler checks: includes go down, SQL lives in the
# store, no floating point, short files and functions, plain names.
set -eu
cd "$(dirname "$0")/../.."
found=$(mktemp)
trap 'rm -f "$found"' EXIT

# say RULE: each line of standard input is a finding.
say() {
	sed "s|\$|   <- $1|" >>"$found"
}

sources() {
	find lib cmd -name '*.[ch]' | LC_ALL=C sort
}

# An #include points to the same floor's own header or downwards.
allowed() {
	case $1 in
	lib/base) echo 'om\.h|base/' ;;
	lib/io) echo 'om\.h|base/|io/' ;;
	lib/db) echo 'om\.h|base/|db/' ;;
	lib/store) echo 'om\.h|base/|db/|io/|store/' ;;
	lib/trade) echo 'om\.h|base/|db/|io/|store/|trade/' ;;
	cmd) echo 'om\.h|base/|db/|io/|store/|trade/|cmd\.h|paper\.h|frame\.h|gen\.h' ;;
	esac
}
for folder in lib/base lib/io lib/db lib/store lib/trade cmd; do
	grep -HnE '^#include "' "$folder"/*.[ch] |
		grep -vE "#include \"($(allowed "$folder"))" | say "includes go downwards"
done
grep -HnE '^#include "' lib/om.h | grep -v '"base/' | say "om.h stands on base"
grep -lE '"(frame|gen)\.h"' cmd/*.[ch] |
	grep -vE '^cmd/(main|words|choices|database|request|help|gen|gen_manual|gen_shell|frame|gen)\.[ch]$' |
	say "a command includes cmd.h, not the frame"

# One engine, one file.
for header in sqlite3.h libpq-fe.h; do
	n=$(sources | xargs grep -lF "#include <$header>" | grep -c '\.c$' || true)
	[ "$n" -le 1 ] || sources | xargs grep -nF "#include <$header>" | say "$header in one file"
done

# SQL is text of lib/store and lib/db.
grep -HnE '"[^"]*\b(SELECT .* FROM|INSERT INTO|UPDATE [a-z_]+ SET|DELETE FROM|CREATE TABLE)\b' \
	lib/base/*.[ch] lib/io/*.[ch] lib/trade/*.[ch] cmd/*.[ch] | say "SQL lives in lib/store"
grep -HnE '"[^"]*\b(INSERT OR|IFNULL|AUTOINCREMENT|rowid|CURRENT_DATE|CURRENT_TIMESTAMP|strftime)\b' \
	lib/store/*.[ch] | say "SQL that one engine alone knows"
sed -n 's/^OM_SQLSET(\([a-z_]*\),.*/\1/p' lib/store/*.c | while read -r set; do
	grep -q "&$set," lib/store/sqlset.c || echo "lib/store/sqlset.c: $set"
done | say "not in the list of statements"

# No floating point. Text and remarks are taken out first.
sources | while read -r f; do
	sed -e 's|"[^"]*"||g' -e 's|/\*.*\*/||' -e 's|^ \* .*||' -e 's|/\*.*||' "$f" |
		grep -nE '\b(float|double|strtod|strtof|strtold|ceil|floor|pow|lround)\b' | sed "s|^|$f:|"
done | grep -v '^lib/base/banned.h' | say "no floating point"

# Trade prints nothing and asks no clock.
grep -HnE '\b(printf|puts|fprintf|fputs|write|time|clock_gettime|getenv)\(' lib/trade/*.c lib/store/*.c |
	grep -vE '(snprintf|om_[a-z_]*printf)\(' | say "no printing and no clock below cmd"

# Size: a file of 500 lines, a function of 60, a line of 100 columns.
sources | while read -r f; do
	[ "$f" = lib/base/code_table.c ] || awk -v f="$f" 'END { if (NR > 500) print f ": " NR " lines" }' "$f"
	awk -v f="$f" '
	/^[a-z].*\)$|^[a-z\t ].*\)$/ { name = $0; start = NR }
	/^\{/ { body = NR; if (!start) start = NR }
	/^\}/ { if (body && NR - body > 61) print f ":" body ": " name ": " NR - body - 1 " lines"; body = 0; start = 0 }
	' "$f"
	expand "$f" | awk -v f="$f" 'length > 100 { print f ":" NR ": " length " columns" }'
done | say "too long"

# Names that say nothing, and typedefs of structs.
sources | xargs grep -nE '\b(struct|enum) (om_)?(data|info|util|utils|misc|manager|helper)\b|\*?(data|info|misc|util)(;| =|\[)|\b(do_|handle_)[a-z]+\(' |
	say "a name that says nothing"
sources | xargs grep -nE '^typedef struct [a-z_]+ ' | say "no typedef of a struct"

# A file begins with what it is for.
sources | while read -r f; do
	head -n 1 "$f" | grep -q '^/\*' || echo "$f"
done | say "a file begins with its purpose"

# Every column of the schema says what it holds.
awk '/^CREATE TABLE/ { t = 1 } /^\)/ { t = 0 }
	t && /^  [a-z_]+ +[A-Z{]/ && !/--/ { print FILENAME ":" FNR ": " $1 }' lib/db/schema.sql |
	say "a column without a remark"

if [ -s "$found" ]; then
	cat "$found"
	echo "floors: $(wc -l <"$found") findings"
	exit 1
fi
