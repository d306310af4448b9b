#!/bin/sh
# make bench: om against a raw C and SQLite program that writes the same rows.
# Each figure is the median of interleaved runs (om, limit, om, limit ...), each
# on a fresh copy of a prepared database where it takes long. SHORT=1: a tenth
# of the size. STRICT=1: an aim that is not met is a failure. KEEP=1: the
# folder of the databases stays.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
build=${OM_BUILD:-$(cd "$here/../.." && pwd)/build}
tools=$build/bench
unset OM_DB OM_NOW || :
export LC_ALL=C TZ=UTC PATH="$build:$PATH"

if [ "${SHORT:-}" ]; then
	skus=10000 orders=1000 many=10000 rows=100000 runs=5 quick=60
else
	skus=100000 orders=10000 many=100000 rows=1000000 runs=5 quick=200
fi
few=1000

dir=$(mktemp -d "${TMPDIR:-/tmp}/om-bench.XXXXXX")
trap '[ "${KEEP:-}" ] || rm -rf "$dir"' EXIT
trap 'exit 130' INT TERM
cd "$dir"
missed=0

fail() {
	echo "bench: $*" >&2
	exit 1
}

note() {
	echo "bench: $*" >&2
}

build_tools() {
	mkdir -p "$tools"
	flags="-std=c17 -D_GNU_SOURCE -O2 -Wall -Wextra -Werror"
	# shellcheck disable=SC2086
	${CC:-gcc} $flags -o "$tools/limit" "$here/limit.c" "$here/limit_order.c" -lsqlite3
	# shellcheck disable=SC2086
	${CC:-gcc} $flags -o "$tools/measure" "$here/measure.c"
}

# make_csv WHAT ROWS [-v NAME=VALUE...]
make_csv() {
	what=$1 n=$2
	shift 2
	awk -v what="$what" -v n="$n" "$@" -f "$here/data.awk"
}

# quietly COMMAND...: preparation, not measured
quietly() {
	"$@" >/dev/null 2>notes || fail "'$*' failed: $(cat notes)"
}

# What a database holds: the rows of each table, and some sums.
holdings() {
	sqlite3 -readonly "$1" "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name" |
		while read -r table; do
			echo "SELECT '$table rows ' || COUNT(*) FROM $table;"
		done >holdings.sql
	cat >>holdings.sql <<-'END'
		SELECT 'price and cost ' || SUM(price) || ' ' || SUM(cost) FROM item;
		SELECT 'total and tax ' || SUM(total) || ' ' || SUM(tax) FROM document;
		SELECT 'confirmed ' || COUNT(*) FROM document WHERE state = 'confirmed';
		SELECT 'qty and net ' || SUM(qty) || ' ' || SUM(net) FROM line;
		SELECT 'reserved ' || SUM(reserved) FROM stock;
		SELECT 'promised ' || SUM(qty) FROM reservation;
		SELECT 'log text ' || SUM(length(verb || object || content || hash)) FROM log;
	END
	sqlite3 -readonly "$1" <holdings.sql
}

# The limit is one only while it writes what om writes.
same_rows() {
	holdings om.db >om.rows
	holdings limit.db >limit.rows
	cmp -s om.rows limit.rows && return
	diff om.rows limit.rows >&2 || :
	fail "$1: om (<) and the limit program (>) did not write the same rows"
}

# ms MICROSECONDS
ms() {
	awk -v t="$1" 'BEGIN { printf t < 100000 ? "%.2f ms" : "%.0f ms", t / 1000 }'
}

line() {
	printf '%-42s %11s %11s %7s %7s %7s  %s\n' "$@"
}

# judge NAME AIM: measure's figures come on standard input, om's first.
judge() {
	read -r wall cpu _ limit limit_cpu _ || fail "$1: nothing was measured"
	ratio=$(awk -v a="$wall" -v b="$limit" 'BEGIN { printf "%.2f", a / b }')
	cpu_ratio=$(awk -v a="$cpu" -v b="$limit_cpu" 'BEGIN { printf "%.2f", a / b }')
	met=$(awk -v a="$wall" -v b="$limit" -v aim="$2" 'BEGIN { print a <= aim * b ? "met" : "NOT" }')
	[ "$met" = met ] || missed=$((missed + 1))
	line "$1" "$(ms "$wall")" "$(ms "$limit")" "$ratio" "$2" "$cpu_ratio" "$met"
}

# judge_peak NAME MIB
judge_peak() {
	read -r wall _ peak || fail "$1: nothing was measured"
	met=$(awk -v a="$peak" -v aim="$2" 'BEGIN { print a < aim * 1024 ? "met" : "NOT" }')
	[ "$met" = met ] || missed=$((missed + 1))
	line "$1" "$((peak / 1024)) MiB" - - "<$2" - "$met ($(ms "$wall"))"
}

measure() {
	"$tools/measure" "$@" 2>notes || fail "$(cat notes)"
}

# Databases: empty.db; stocked.db with items, customers and stock.
prepare() {
	note "preparing $skus items, 1000 customers, $orders orders in $dir"
	make_csv items $skus >items.csv
	make_csv customers 1000 >customers.csv
	make_csv stock $skus >stock.csv
	make_csv orders $orders -v skus=$skus >orders.csv
	quietly om --db empty.db init --name Bench --currency EUR --country DE
	cp empty.db stocked.db
	quietly om-customer --db stocked.db import customers.csv
	quietly om-item --db stocked.db import items.csv
	quietly om-stock --db stocked.db receive --from stock.csv
	sync
}

bench_items() {
	measure $runs -c empty.db om.db om-item --db om.db import items.csv \
		::: -c empty.db limit.db "$tools/limit" limit.db items items.csv >figures
	same_rows "items"
	judge "import of $skus items" 1.5 <figures
}

bench_orders() {
	measure $runs -c stocked.db om.db \
		om-order --db om.db import --confirm --channel bench orders.csv \
		::: -c stocked.db limit.db "$tools/limit" limit.db orders orders.csv >figures
	same_rows "orders"
	judge "import and confirm $orders orders of 10 lines" 1.5 <figures
}

bench_order() {
	cp stocked.db om.db
	cp stocked.db limit.db
	sync
	measure $quick om-order --db om.db new -c C0500 P000100:2 P005000:1 P009000:3 \
		::: "$tools/limit" limit.db order C0500 P000100:2 P005000:1 P009000:3 >figures
	same_rows "one order"
	judge "one durable order, a whole process" 1.25 <figures
}

# Databases of $many and of $few orders, the first one by a file of $rows rows.
prepare_many() {
	note "preparing $many orders, and $few"
	make_csv orders $many -v skus=$skus >many.csv
	cp stocked.db many.db
	measure 1 om-order --db many.db import --confirm --channel bench many.csv >many.figures
	make_csv orders $few -v skus=$skus >few.csv
	cp stocked.db few.db
	quietly om-order --db few.db import --confirm --channel bench few.csv
	sync
}

bench_show() {
	middle=$(printf 'SO-%05d' $((many / 2)))
	middle_few=$(printf 'SO-%05d' $((few / 2)))
	select="SELECT d.number, d.date, d.state, l.pos, l.sku, l.name, l.qty, l.price, l.net
		FROM document d JOIN line l ON l.document = d.id
		WHERE d.number = '$middle' ORDER BY l.pos"
	measure $quick om-order --db many.db show "$middle" \
		::: sqlite3 -readonly many.db "$select" >figures
	judge "show one of $many orders; sqlite3" 1 <figures
	measure $quick om-order --db many.db show "$middle" \
		::: om-order --db few.db show "$middle_few" >figures
	judge "show one of $many orders; one of $few" 1.15 <figures
}

bench_export() {
	om-order --db many.db lines --format csv >om.csv || fail "export failed"
	"$tools/limit" many.db export >limit.csv || fail "export failed"
	[ "$(wc -l <om.csv)" -eq $((many * 10 + 1)) ] || fail "the export is not $many orders long"
	cmp om.csv limit.csv || fail "om and the limit program do not export the same"
	rm om.csv limit.csv
	measure $runs om-order --db many.db lines --format csv \
		::: "$tools/limit" many.db export >figures
	judge "CSV export of $((many * 10)) lines" 1.5 <figures
}

bench_memory() {
	judge_peak "memory: import of $rows rows of orders" 256 <many.figures
	make_csv items "$rows" >million.csv
	measure 1 -c empty.db om.db om-item --db om.db import million.csv >figures
	judge_peak "memory: import of $rows items" 256 <figures
}

build_tools
prepare
line "$(uname -m), $(nproc) processors" om limit ratio aim cpu ""
bench_order
bench_items
bench_orders
prepare_many
bench_show
bench_export
bench_memory
[ $missed -eq 0 ] || note "$missed of 8 aims not met"
[ -z "${STRICT:-}" ] || [ $missed -eq 0 ]
