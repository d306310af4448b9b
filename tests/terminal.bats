#!/usr/bin/env bats
# What people see: tables, colour, the pager and progress on a real terminal.

load helper

# columns, lines, words...
on_terminal() {
	TERM=${TERM_IS-xterm} python3 "$TESTS/pty.py" "$@"
}

wide_shop() {
	new_shop
	om-customer add UML --name 'Zähler & Söhne Größenmaß GmbH und Co. KG aus Überlingen' --city Berlin-1 --postcode 1 --country DE \
		--street 'Straße der Völkerfreundschaft 123456789, Hinterhaus, dritter Aufgang links'
	om-customer add KANJI --street 1 --name '漢字商店 東京都渋谷区 株式会社' --city Berlin-2 --postcode 1 --country DE
	om-customer add COMBI --name $'Cafe\u0301 Noe\u0308l' --city Berlin-3 --postcode 1 --country DE
	om-customer add PLAIN --name 'Plain name' --city Berlin-4 --postcode 1 --country DE
	om-order new -c UML TEA:1 --ref 'a reference of the customer that is rather long' --channel web
	om-order new -c KANJI TEA:10@123456.78 DELIVERY:1 --ref 漢字漢字漢字漢字漢字
	om-order confirm 1 2
	om-ship new SO-1 --carrier 'Überland Spedition' --tracking 123456789012345678901234567890
	om-invoice sell -c UML TEA:2
	om-quote new -c UML TEA:2 --ref 'what was asked for on the telephone in November'
	om-invoice pay INV-1 1 --method 'bank transfer' --ref 漢字漢字漢字漢字漢字漢字
	om-stock adjust POT:-3 --reason 'broken by the carrier, who knows about it and pays'
}

# A shop with more items than a small terminal has lines.
many_items() {
	new_shop
	seq -f %02.0f "${1:-30}" | sed 's/.*/N&,Number &/; 1i sku,name' | om-item import - 2>/dev/null
}

@test "tables are never wider than the terminal" {
	wide_shop
	cat >lists <<-'EOF'
		om-order list; om-order lines; om-order open; om-customer list; om-item list
		om-stock list; om-stock low; om-stock log; om-stock value; om-supplier list
		om-ship list; om-ship lines; om-invoice list; om-invoice lines; om-invoice due
		om-quote list; om-quote lines; om-payment list; om log; om config
	EOF
	tr ';' '\n' <lists | sed 's/^ *\(.*\)/echo "\1:"; \1 2>notes || echo FAILED/' >all.sh
	for columns in 80 60 40; do
		on_terminal "$columns" 1000 bash all.sh >seen
		run ! grep FAILED seen
		[ "$(wc -l <seen)" -gt 80 ]
		python3 "$TESTS/pty.py" --width "$columns" <seen >rows || sed "s/^/at $columns: /" rows >>wide
	done
	[ ! -e wide ] || fail "$(cat wide)"
}

@test "the first column is never cut, and what is left out is told" {
	wide_shop
	run on_terminal 40 100 bash -c 'om-order list 2>notes'
	assert_success
	assert_output --partial SO-00001
	assert_output --partial SO-00002
	run cat notes
	assert_output --regexp '^om-order: [0-9]+ columns? not shown: [a-z_, ]+; choose with --columns$'
	on_terminal 300 100 bash -c 'om-order list 2>notes' >seen
	assert_equal "$(cat notes)" ""
	grep -q 'a reference of the customer that is rather long' seen
}

@test "columns are not said to be missing where no row is shown" {
	new_shop
	run on_terminal 40 100 om-order list
	refute_output --partial 'not shown'
	run on_terminal 40 100 om-item list --category nosuch
	refute_output --partial 'not shown'
	run on_terminal 40 100 om-item list --limit 0
	refute_output --partial 'not shown'
}

@test "the note on columns left out fits a narrow terminal" {
	new_shop
	run on_terminal 40 100 om-item list
	assert_line --regexp '^om-item: [0-9]+ columns not shown$'
	run on_terminal 60 100 om-item list
	assert_line --regexp '^om-item: [0-9]+ columns not shown; choose with --columns$'
	for columns in 40 60 80 100; do
		on_terminal "$columns" 100 om-customer list >seen
		grep -q 'columns not shown' seen
		python3 "$TESTS/pty.py" --width "$columns" <seen
	done
}

@test "a file or a pipe gets the whole table, whatever the terminal" {
	wide_shop
	on_terminal 40 100 bash -c 'om-order list --format table >all'
	grep -q 'a reference of the customer that is rather long' all
	om-order list --format table | diff all -
	on_terminal 40 100 bash -c 'om-order list >all.csv'
	om-order list | diff all.csv -
	run ! grep -q $'\033' all all.csv
}

@test "names in UTF-8 are aligned" {
	wide_shop
	on_terminal 120 100 om-customer list -o code,name,city >seen
	run python3 "$TESTS/pty.py" --at Berlin-1 Berlin-2 Berlin-3 Berlin-4 <seen
	assert_equal "$(sort -u <<<"$output" | wc -l)" 1
	refute_output none
	on_terminal 40 100 om-customer list -o code,name,city >seen
	run python3 "$TESTS/pty.py" --at Berlin-1 Berlin-2 Berlin-3 Berlin-4 <seen
	assert_equal "$(sort -u <<<"$output" | wc -l)" 1
	refute_output none
	grep -q '…' seen
	iconv -f utf-8 -t utf-8 seen >/dev/null
}

@test "numbers are aligned to the right" {
	wide_shop
	on_terminal 120 100 om-order list -o number,total --no-header >seen
	# SO-00001, SO-00002, and the order behind the quick sale
	assert_equal "$(awk '{ print length($0) }' seen | sort -u | wc -l)" 1
}

@test "the head of a table is bold, unless NO_COLOR or a dumb terminal asks for less" {
	new_shop
	run on_terminal 80 100 om-item list -o sku,name
	assert_line --index 0 --partial $'\033[1msku\033[0m'
	NO_COLOR=1 run on_terminal 80 100 om-item list -o sku,name
	refute_output --partial $'\033'
	assert_line --index 0 "sku       name"
	NO_COLOR='' run on_terminal 80 100 om-item list -o sku,name
	assert_line --index 0 --partial $'\033[1m'
	TERM_IS=dumb run on_terminal 80 100 om-item list -o sku,name
	refute_output --partial $'\033'
	TERM_IS='' run on_terminal 80 100 om-item list -o sku,name
	refute_output --partial $'\033'
}

@test "nothing but the look depends on the terminal" {
	new_shop
	for format in csv json yaml; do
		on_terminal 40 100 om-item list --format "$format" >seen
		om-item list --format "$format" | diff seen -
	done
	on_terminal 40 100 om-item list -q >seen
	om-item list -q | diff seen -
	on_terminal 40 100 om-order new -c LOTUS TEA:1 >seen
	assert_equal "$(cat seen)" "SO-00001"
}

@test "a long result goes through the pager, a short one does not" {
	many_items 30
	export OM_PAGER="sed 's/^/P /'"
	run on_terminal 80 24 om-item list -o sku,name
	assert_line --regexp '^P N30 +Number 30$'
	assert_equal "$(grep -c '^P ' <<<"$output")" 35
	run on_terminal 80 24 om-item list -o sku,name --limit 10
	refute_line --regexp '^P '
	run on_terminal 80 24 om-item list -o sku,name --no-pager
	refute_line --regexp '^P '
	run on_terminal 80 100 om-item list -o sku,name
	refute_line --regexp '^P '
}

@test "a result that just fits is not paged" {
	many_items 20 # 24 items and the head: 25 lines
	export OM_PAGER="sed 's/^/P /'"
	run on_terminal 80 26 om-item list -o sku,name
	refute_line --regexp '^P '
	run on_terminal 80 24 om-item list -o sku,name
	assert_line --regexp '^P '
}

@test "OM_PAGER wins over PAGER, and empty or cat is none" {
	many_items 30
	PAGER="sed 's/^/Q /'" run on_terminal 80 10 om-item list -o sku,name
	assert_line --regexp '^Q N01 '
	PAGER="sed 's/^/Q /'" OM_PAGER="sed 's/^/P /'" run on_terminal 80 10 om-item list -o sku,name
	assert_line --regexp '^P N01 '
	PAGER="sed 's/^/Q /'" OM_PAGER='' run on_terminal 80 10 om-item list -o sku,name
	assert_line --regexp '^N01 '
	PAGER="cat" run on_terminal 80 10 om-item list -o sku,name
	assert_line --regexp '^N01 '
}

@test "output to a pipe or a file is never paged" {
	many_items 30
	export OM_PAGER="sed 's/^/P /'"
	run on_terminal 80 10 bash -c 'om-item list --format table | cat'
	refute_line --regexp '^P '
	on_terminal 80 10 bash -c 'om-item list --format table >file'
	run ! grep -q '^P ' file
}

@test "a pager that is left early ends the command quietly" {
	many_items 100
	OM_PAGER="head -n 1 >/dev/null" run on_terminal 80 10 om-item list
	assert_success
	refute_line --partial pipe
	OM_PAGER=true run on_terminal 80 10 om-item list -o sku,name
	assert_success
	assert_output ""
}

@test "a writer never pages" {
	many_items 30
	OM_PAGER="sed 's/^/P /'" run on_terminal 80 5 bash -c 'om-item list -q | om-item edit - --category X'
	assert_success
	assert_line N30
	refute_line --regexp '^P '
}

@test "a report that is open in a pager does not delay a writer" {
	many_items 30
	OM_PAGER='touch open; until [ -e enough ]; do sleep 0.05; done' on_terminal 80 10 om-item list >seen &
	for _ in {1..50}; do [ ! -e open ] || break; sleep 0.05; done
	[ -e open ]
	OM_BUSY_SECONDS=1 run --separate-stderr om-order new -c LOTUS TEA:1
	assert_success
	assert_equal "$stderr" ""
	kill -0 %1
	touch enough
	wait
}

@test "control characters that got into the database are shown escaped" {
	audit=no
	new_shop
	sqlite3 om.db "UPDATE item SET name = 'a' || char(27) || '[31mb' || char(7) || char(10) || char(155) || 'c'
		WHERE sku = 'TEA'"
	NO_COLOR=1 run on_terminal 100 100 om-item list -o sku,name
	assert_line --regexp '^TEA +a\\x1b\[31mb\\x07\\n\\u009bc$'
	refute_output --partial $'\033'
	NO_COLOR=1 run on_terminal 100 100 om-item show TEA
	refute_output --partial $'\033'
	NO_COLOR=1 run on_terminal 18 100 om-item list -o sku,name
	run python3 "$TESTS/pty.py" --width 18 <<<"$output"
	assert_success
}

@test "control characters of the command line are shown escaped" {
	new_shop
	run on_terminal 80 24 om-item show $'\033[31mx\rUP'
	assert_failure 1
	refute_output --partial $'\033'
	refute_output --partial $'\r'
	assert_output --partial '\x1b[31mx\rUP'
}

# An import that lasts: copies of the orders under other channels.
long_import() {
	om init --currency USD 2>/dev/null
	for what in supplier item customer; do
		"om-$what" import "$DATA/northwind/${what}s.csv" 2>/dev/null
	done
	awk -v n="$1" 'NR == 1 { print $0 ",channel" }
		NR > 1 { for (i = 1; i <= n; i++) print $0 ",c" i }' "$DATA/northwind/orders.csv" >orders.csv
}

@test "a long import shows its progress on a terminal, and rubs it out" {
	long_import 60
	began=$EPOCHREALTIME
	on_terminal 80 24 bash -c 'om-order import orders.csv --dry-run >numbers' >seen
	lasted=$(((${EPOCHREALTIME/./} - ${began/./}) / 1000))
	[ "$lasted" -gt 1300 ] || skip "the import lasted $lasted ms only"
	grep -q $'\rorders.csv: [0-9]* %, [0-9,]* rows, [0-9,]*/s, [0-9,]* s left\033\\[K' seen || fail "$(cat -v seen)"
	# What stays on the screen is what is said without a terminal.
	om-order import orders.csv --dry-run 2>said >/dev/null
	sed 's/.*\r\x1b\[K//' seen | diff - said
}

@test "a short import shows no progress" {
	long_import 1
	on_terminal 80 24 bash -c 'om-order import orders.csv >numbers' >seen
	run ! grep -q ' rows, ' seen
	run ! grep -q $'\033' seen
}

@test "progress is not shown where standard error is no terminal" {
	long_import 60
	on_terminal 80 24 bash -c 'om-order import orders.csv --dry-run 2>said >numbers' >seen
	run ! grep -q ' rows, ' said
	assert_equal "$(cat seen)" ""
}

@test "progress fits a narrow terminal" {
	long_import 60
	on_terminal 30 24 bash -c 'om-order import orders.csv --dry-run >numbers 2>/dev/tty' >seen
	run python3 "$TESTS/pty.py" --width 30 < <(tr '\r' '\n' <seen | grep ' rows' | sed 's/\x1b\[K//' | grep -v imported)
	assert_output ""
}
