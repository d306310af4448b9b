#!/usr/bin/env bats
# What goes wrong outside om: full disks, kills, crowds, hostile text and words.

load helper

setup_file() {
	BATS_TEST_TMPDIR=$BATS_FILE_TMPDIR setup
	{
		om init --name Northwind --currency USD --country US
		for what in supplier item customer; do
			"om-$what" import "$DATA/northwind/${what}s.csv"
		done
		om-stock receive --from "$DATA/northwind/stock.csv"
		mv om.db goods.db
		cp goods.db om.db
		om-order import "$DATA/northwind/orders.csv" --confirm
		om-ship import "$DATA/northwind/shipments.csv"
		mv om.db traded.db
	} >out 2>err
}

traded() { cp "$BATS_FILE_TMPDIR/traded.db" om.db; }
goods() { cp "$BATS_FILE_TMPDIR/goods.db" om.db; }

# Without the right of root to write what is read-only.
humble() {
	if [ "$(id -u)" -ne 0 ]; then
		"$@"
	else
		setpriv --bounding-set=-dac_override,-dac_read_search "$@"
	fi
}

can_be_humble() {
	[ "$(id -u)" -ne 0 ] || setpriv --bounding-set=-dac_override,-dac_read_search true ||
		skip "root, and setpriv does not take rights away"
}

# status, standard error, words...: and nothing on standard output
refused() {
	local wanted=$1 sentence=$2

	shift 2
	run --separate-stderr "$@"
	assert_equal "$stderr" "$sentence"
	assert_equal "$output" ""
	assert_equal "$status" "$wanted"
}

orders() { om-order list -q | wc -l; }

# Standard output

@test "a reader whose output is lost says so, whatever the format" {
	new_shop
	om-order new -c LOTUS TEA:1
	for format in table csv json yaml; do
		run -4 bash -c "om-item list --format $format >/dev/full"
		assert_output "om-item: cannot write to standard output: No space left on device"
		run -4 bash -c "om-order show 1 --format $format >/dev/full"
		assert_output "om-order: cannot write to standard output: No space left on device"
	done
	run -4 bash -c 'om-order list -q >/dev/full'
	assert_output "om-order: cannot write to standard output: No space left on device"
}

@test "help, version, log and check --rules that are lost say so" {
	new_shop
	for words in '--help' '--version' 'log' 'log --head' 'check --rules' 'sql "SELECT 1 AS one"'; do
		run -4 bash -c "om $words >/dev/full"
		assert_output "om: cannot write to standard output: No space left on device"
	done
}

@test "a result larger than memory that is lost says so" {
	new_shop
	run -4 bash -c 'om sql "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
		WHERE i < 300000) SELECT i, i + 1000000000000 AS more, i * i AS most FROM n" >/dev/full'
	assert_output "om: cannot write to standard output: No space left on device"
}

@test "a writer whose output is lost has done its work, and says what it made" {
	new_shop
	run -4 bash -c 'om-order new -c LOTUS TEA:1 >/dev/full'
	assert_line --partial "cannot write to standard output: No space left on device"
	assert_equal "$(om-order list -q)" "SO-00001"
	assert_output --partial "SO-00001"
}

@test "a writer with a key can ask again for what was lost" {
	new_shop
	run -4 bash -c 'om-order new -c LOTUS TEA:1 --key k1 >/dev/full'
	run --separate-stderr om-order new -c LOTUS TEA:1 --key k1
	assert_success
	assert_equal "$output" "SO-00001"
	assert_equal "$(orders)" 1
}

@test "a pipe that is not read to its end gives no noise" {
	traded
	run --separate-stderr bash -c 'om-order list | head -1; exit "${PIPESTATUS[0]}"'
	assert_equal "$output" "$(om-order list | sed -n 1p)"
	assert_equal "$stderr" ""
	[ "$status" -eq 0 ] || [ "$status" -eq 141 ]
	run --separate-stderr bash -c 'om log | head -1 >/dev/null'
	assert_equal "$stderr" ""
}

@test "a writer into a pipe that nobody reads has done its work" {
	new_shop
	run bash -c 'om-order new -c LOTUS TEA:1 | true; exit "${PIPESTATUS[0]}"'
	assert_output ""
	[ "$status" -eq 0 ] || [ "$status" -eq 141 ]
	assert_equal "$(orders)" 1
}

@test "each of the standard descriptors may be closed" {
	new_shop
	run --separate-stderr bash -c 'om-order new -c LOTUS TEA:1 <&-'
	assert_success
	assert_equal "$output" "SO-00001"
	run -4 bash -c 'om-order new -c LOTUS TEA:1 >&-'
	run --separate-stderr bash -c 'om-order new -c LOTUS TEA:1 2>&-'
	assert_success
	assert_equal "$output" "SO-00003"
	run --separate-stderr bash -c 'om-order new -c LOTUS NOPE:1 2>&-'
	assert_failure 1
	assert_equal "$output" ""
	run bash -c 'om-order list <&- >&- 2>&-'
	assert_failure 4
	run bash -c 'om-order new -c LOTUS TEA:1 <&- >&- 2>&-'
	assert_failure 4
	assert_equal "$(orders)" 4
}

@test "standard input that is closed or a folder is no list of references" {
	new_shop
	refused 3 "om-order: cannot read standard input: Bad file descriptor" \
		bash -c 'om-order confirm - <&-'
	refused 3 "om-order: cannot read standard input: Is a directory" bash -c 'om-order confirm - </'
}

# Disks

@test "a full disk changes nothing, and work goes on when there is room" {
	mkdir disk
	mount -t tmpfs -o size=1m none disk 2>/dev/null || skip "no small disk can be made"
	new_shop
	export OM_DB=$PWD/disk/om.db
	cp om.db disk/om.db
	head -c 2m /dev/zero >disk/filler 2>/dev/null || true
	run --separate-stderr om-order import --confirm - < <(echo ref,customer,sku,qty; seq 300 | sed 's/$/,LOTUS,TEA,0.1/')
	first=$status,$output,$stderr
	run om-order list --no-header
	second=$status,$output
	rm disk/filler
	run om check
	third=$status,$output
	run om-order new -c LOTUS TEA:1
	umount disk
	assert_equal "$first" "4,,om-order: '$OM_DB': the disk is full: nothing was changed; free some space and try again"
	assert_equal "$second" "0,"
	assert_equal "$third" "0,"
	assert_output "SO-00001"
	rm om.db
}

@test "a file that may not grow is a full disk, and no death" {
	new_shop
	run --separate-stderr bash -c "ulimit -f 200; om-order import - < <(echo ref,customer,sku,qty
		seq 500 | sed 's/$/,LOTUS,TEA,0.1/')"
	assert_equal "$status" 4
	assert_equal "$output" ""
	[ -n "$stderr" ]
	assert_equal "$(orders)" 0
}

@test "a folder that may not be written is named" {
	can_be_humble
	mkdir shut
	new_shop
	mv om.db shut/om.db
	export OM_DB=$PWD/shut/om.db
	chmod 500 shut
	run --separate-stderr humble om-order list -q
	assert_success
	run --separate-stderr humble om-order new -c LOTUS TEA:1
	chmod 700 shut
	assert_equal "$status" 4
	assert_equal "$output" ""
	[[ $stderr == "om-order: "*"shut"* ]] || fail "$stderr"
	om check
}

@test "a database that may not be written can be read" {
	can_be_humble
	new_shop
	chmod 400 om.db
	run --separate-stderr humble om-item list -q
	assert_success
	assert_line TEA
	run --separate-stderr humble om-order new -c LOTUS TEA:1
	chmod 600 om.db
	assert_equal "$status" 4
	assert_equal "$output" ""
	[[ $stderr == "om-order: "*"om.db"* ]] || fail "$stderr"
}

@test "a database that may not be read is named" {
	can_be_humble
	new_shop
	chmod 000 om.db
	run --separate-stderr humble om-item list
	chmod 600 om.db
	assert_equal "$status" 4
	assert_equal "$output" ""
	[[ $stderr == "om-item: "*"om.db"*"ermission denied"* ]] || fail "$stderr"
}

@test "a new database and its backup are the owner's alone under umask 0 and 077" {
	for mask in 0 077; do
		(
			umask "$mask"
			om init --db "new$mask.db"
			om --db "new$mask.db" backup "copy$mask.db"
			om --db "restored$mask.db" restore "copy$mask.db"
		)
		run -0 stat -c %a "new$mask.db" "copy$mask.db" "restored$mask.db"
		assert_output $'600\n600\n600'
	done
	[ "$(find . -perm /077 -type f -name '*.db*')" = "" ]
}

# Kills

# Five copies of the orders, so that the import lasts.
many_orders() {
	awk -v n="${1:-3}" 'NR == 1 { print $0 ",channel" }
		NR > 1 { for (i = 1; i <= n; i++) print $0 ",c" i }' "$DATA/northwind/orders.csv"
}

# After a kill: all or nothing, and clean.
nothing_half() { # orders when done
	local is
	run -0 om check
	assert_output ""
	is=$(orders)
	[ "$is" -eq 0 ] || [ "$is" -eq "$1" ] || fail "$is of $1 orders are there"
	python3 "$TESTS/relog.py" om.db
}

@test "an import killed at any moment leaves nothing half there, and runs again" {
	goods
	many_orders 3 >orders.csv
	for after in 0.01 0.03 0.06 0.1 0.15 0.2; do
		goods
		run timeout -s KILL "$after" om-order import orders.csv --confirm
		nothing_half 2490
	done
	om-order import orders.csv --confirm >/dev/null
	assert_equal "$(orders)" 2490
	om-order import orders.csv --confirm >/dev/null
	assert_equal "$(orders)" 2490
}

@test "an import killed at each step to the disk leaves nothing half there" {
	command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip "no strace"
	goods
	many_orders 1 >orders.csv
	for step in fdatasync:when=1 fdatasync:when=2 fdatasync:when=3 fdatasync:when=4 \
		ftruncate:when=1 pwrite64:when=1 pwrite64:when=30 pwrite64:when=200; do
		goods
		run strace -f -o /dev/null -e trace=pwrite64,fdatasync,ftruncate -e "inject=${step%%:*}:signal=KILL:${step#*:}" \
			"$BUILD/om-order" import orders.csv --confirm
		assert_equal "$step $status" "$step 137"
		nothing_half 830
		om-order import orders.csv --confirm >/dev/null
		assert_equal "$(orders)" 830
	done
}

@test "a disk that fails at any write changes nothing" {
	command -v strace >/dev/null && strace -o /dev/null true 2>/dev/null || skip "no strace"
	new_shop
	for step in pwrite64:error=ENOSPC:when=1 pwrite64:error=ENOSPC:when=5 \
		pwrite64:error=ENOSPC:when=20+ fdatasync:error=EIO:when=1 fdatasync:error=EIO:when=2+; do
		run --separate-stderr strace -f -o /dev/null -e trace=pwrite64,fdatasync,ftruncate \
			-e "inject=${step%%:*}:${step#*:}" "$BUILD/om-order" new -c LOTUS TEA:1
		[ "$status" -eq 4 ] || [ "$status" -eq 5 ] || fail "$step: status $status"
		assert_equal "$output" ""
		[[ $stderr == om-order:* ]] || fail "$step: '$stderr'"
		run -0 om check
		assert_output ""
		[ "$status" -eq 5 ] || assert_equal "$(orders)" 0
	done
}

# Crowds

@test "eight at once make orders: all succeed, no number twice, none missing" {
	new_shop
	for who in 1 2 3 4 5 6 7 8; do
		for _ in 1 2 3 4 5; do om-order new -c LOTUS TEA:1 --note "$who"; done >"out$who" 2>&1 &
	done
	wait
	sort out? >numbers
	seq -f 'SO-%05.0f' 40 | diff - numbers
	assert_equal "$(orders)" 40
}

@test "two sell the last unit thirty times: one sells it, one is refused" {
	new_shop
	om-stock adjust POT:-5 -r emptied >/dev/null
	for round in {1..30}; do
		om-stock receive POT:1 >/dev/null
		om-invoice sell -c LOTUS POT:1 >a 2>a.err &
		first=$!
		b=0
		om-invoice sell -c ACME POT:1 >b 2>b.err || b=$?
		a=0
		wait "$first" || a=$?
		assert_equal "$round: $((a + b))" "$round: 1"
		assert_equal "$(cat a b | wc -l)" 1
		grep -q 'POT' a.err b.err
	done
	assert_equal "$(om-invoice list -q | wc -l)" 30
	assert_equal "$(om-stock list --sku POT --zero --no-header -o on_hand,reserved)" "0,0"
}

@test "two confirm orders for the last unit: one has it, one waits" {
	new_shop
	for round in {1..10}; do
		om-order new -c LOTUS MUG:24 >a
		om-order new -c ACME MUG:24 >b
		om-order confirm - <a >/dev/null 2>&1 &
		om-order confirm - <b >/dev/null 2>&1
		wait
		run -0 om-order lines --state confirmed --no-header -o reserved,backordered
		assert_equal "$(sort <<<"$output" | xargs)" "0,24 24,0"
		cat a b | om-order cancel - >/dev/null
	done
}

@test "the same key from eight at once makes one order, and all are told which" {
	new_shop
	for who in 1 2 3 4 5 6 7 8; do
		om-order new -c LOTUS TEA:1 --key web-17 >"out$who" 2>"err$who" &
	done
	wait
	assert_equal "$(cat out?)" "$(yes SO-00001 | head -8)"
	assert_equal "$(cat err?)" ""
	assert_equal "$(orders)" 1
}

@test "eight pipes at once from quote to invoice end with the books in order" {
	new_shop
	for who in 1 2 3 4 5 6 7 8; do
		om-quote new -c LOTUS TEA:2 MUG:1 | om-quote accept - | om-order confirm - |
			om-ship new - | om-ship dispatch - | om-invoice new --post - >"out$who" 2>&1 &
	done
	wait
	sort out? >numbers
	seq -f 'INV-%05.0f' 8 | diff - numbers
	assert_equal "$(om-stock list --no-header --sku TEA -o on_hand,reserved)" "84,0"
}

# Hold a lock for a while: seconds, and what takes it.
hold_lock() {
	python3 - "$OM_DB" "$1" "$2" <<-'EOF' &
		import sqlite3, sys, time
		db = sqlite3.connect(sys.argv[1], isolation_level=None)
		db.execute(sys.argv[3])
		db.execute("SELECT 1 FROM item").fetchall()
		open("held", "w").close()
		time.sleep(float(sys.argv[2]))
	EOF
	holder=$!
	for _ in {1..100}; do [ ! -e held ] || break; sleep 0.05; done
}

let_go() {
	kill "$holder" 2>/dev/null || true
	wait "$holder" 2>/dev/null || true
}

@test "a database that stays busy is status 5, and the same line works later" {
	new_shop
	hold_lock 20 "BEGIN IMMEDIATE"
	export OM_BUSY_SECONDS=1
	began=$SECONDS
	refused 5 "om-order: another om is writing to '$OM_DB': gave up after 1 second" \
		om-order new -c LOTUS TEA:1 --key k
	[ $((SECONDS - began)) -le 3 ]
	run --separate-stderr om-item list -q
	assert_success
	let_go
	run -0 om-order new -c LOTUS TEA:1 --key k
	assert_output "SO-00001"
}

@test "a writer waits for its turn" {
	new_shop
	hold_lock 0.7 "BEGIN IMMEDIATE"
	run -0 om-order new -c LOTUS TEA:1
	assert_output "SO-00001"
	let_go
}

@test "a reader waits no longer than it is told" {
	new_shop
	hold_lock 20 "BEGIN EXCLUSIVE"
	OM_BUSY_SECONDS=1 run --separate-stderr om-item list
	let_go
	assert_equal "$status" 5
	assert_equal "$output" ""
	[[ $stderr == "om-item: "* ]] || fail "$stderr"
}

@test "a reader with a full pipe does not delay a writer" {
	traded
	[ "$(om log | wc -c)" -gt 100000 ]
	mkfifo pipe
	bash -c 'exec sleep 20' <pipe &
	sleeper=$!
	om log >pipe 2>/dev/null &
	reader=$!
	sleep 0.3
	kill -0 "$reader"
	OM_BUSY_SECONDS=1 run --separate-stderr om-order new -c ALFKI P01:1
	kill "$sleeper"
	wait "$sleeper" "$reader" || true
	assert_success
	assert_equal "$stderr" ""
}

# Surroundings

@test "five locales and four time zones print the same bytes" {
	new_shop
	om-customer add ZÄH --name 'Zähler Ämter İstanbul' --street 'Straße 1' --city Köln --postcode 1 --country DE
	om-order new -c ZÄH TEA:2@1234.5 MUG:1 --required +30d
	om-order confirm 1
	for locale in C C.UTF-8 POSIX de_DE.UTF-8 tr_TR.UTF-8; do
		for zone in UTC Europe/Berlin America/Los_Angeles Asia/Tokyo; do
			(
				export LANG=$locale LC_NUMERIC=$locale TZ=$zone
				export LC_ALL=$locale 2>/dev/null
				om-customer list
				om-order list --format table
				om-order show 1 --format json
				om-order show 1 --format yaml
				om-stock value
				om log
				om-order new -n -c zäh TEA:1 2>&1 || true
				om-order new -n -c LOTUS TEA:1 --date today --required eom
				cp om.db same.db
				om-order new --db same.db -c LOTUS TEA:1.5 --required yesterday --note "İi"
				om-order show 2 --db same.db --format yaml
			) >bytes 2>&1
			sed -i '/setlocale: .*cannot change locale/d' bytes
			[ -e first ] || cp bytes first
			cmp bytes first || fail "$locale $zone differs: $(diff first bytes)"
		done
	done
	[ "$(wc -l <first)" -gt 60 ]
}

@test "near midnight the company's time zone decides, and not the clerk's" {
	new_shop
	om config set timezone Asia/Tokyo
	export OM_NOW=2026-11-23T20:00:00Z
	for zone in UTC America/Los_Angeles Asia/Tokyo Europe/Berlin; do
		TZ=$zone om-order new -c LOTUS TEA:1
	done
	run -0 om-order list --no-header -o date
	assert_output "$(yes 2026-11-24 | head -4)"
}

# Text

@test "hostile text through every option is refused with a sentence or kept byte for byte" {
	new_shop
	om-order new -c LOTUS TEA:50
	om-order confirm 1
	run -0 python3 "$TESTS/hostile.py" options
	assert_output ""
}

@test "hostile text through every column of every file is refused or kept byte for byte" {
	new_shop
	om-order new -c LOTUS TEA:50
	om-order confirm 1
	run -0 python3 "$TESTS/hostile.py" columns
	assert_output ""
}

@test "hostile names come out of csv, json and yaml as they are stored" {
	new_shop
	run -0 python3 "$TESTS/hostile.py" formats
	assert_output ""
}

@test "what show prints as yaml, new takes back" {
	new_shop
	om-order new -c LOTUS TEA:2@4.25-5% MUG:1 --ref 'no: "yes"' --channel '~' \
		--note $'a\n- b: c\n# d\t"e"\n' --required 2026-12-01 --ship-name 'null' \
		--ship-street $'x: 1\ny' --ship-city "'" --ship-postcode 010 --ship-country DE
	om-order show 1 --format yaml >one.yaml
	sed '/^channel: /d' one.yaml | om-order new --from -
	om-order show 2 --format yaml | diff <(sed '/^channel: /d; s/SO-00001/SO-00002/' one.yaml) -
}

@test "a spreadsheet gets no formula, and numbers stay numbers" {
	new_shop
	for start in = + - @ $'\t='; do
		om-item add "X$((++n))" --name "${start}SUM(1)" --price -0 2>/dev/null ||
			om-item add "X$n" --name "${start}SUM(1)" --price 1 2>/dev/null || true
	done
	om-stock adjust TEA:-1 -r '=cmd' >/dev/null
	om-item list --spreadsheet >sheet.csv
	[ "$(head -c 3 sheet.csv | od -An -tx1 | tr -d ' ')" = efbbbf ]
	[ "$(grep -c $'\r$' sheet.csv)" -eq "$(wc -l <sheet.csv)" ]
	python3 - <<-'EOF'
		import csv
		rows = list(csv.reader(open("sheet.csv", encoding="utf-8-sig", newline="")))
		assert len(rows) > 7, rows
		for row in rows[1:]:
		    for cell in row:
		        assert cell[:1] not in "=+-@\t\r" or cell == "", cell
		names = [row[rows[0].index("name")] for row in rows]
		assert "'=SUM(1)" in names, names
	EOF
	run -0 om-stock log --spreadsheet --sku TEA --no-header
	assert_output --partial "'=cmd"
	assert_output --partial ",-1,"
	run -0 om-item list --no-header -o name
	assert_line "=SUM(1)"
}

# Numbers and dates

# words that end in a value: each of the values is refused, with 1, 2 or 3
refuses_each() { # "words with % in place of the value", values...
	local words=$1 value before
	shift
	before=$(sqlite3 om.db .dump | md5sum)
	for value; do
		run --separate-stderr bash -c "${words//%/\"\$1\"}" - "$value"
		[[ $status == [123] ]] || fail "$words: '$value': status $status"
		assert_equal "$output" ""
		[ "$(wc -l <<<"$stderr")" -eq 1 ] || fail "$words: '$value': $stderr"
		[[ $stderr == om-*": "* ]] || fail "$words: '$value': $stderr"
	done
	assert_equal "$(sqlite3 om.db .dump | md5sum)" "$before"
}

no_number=("1,234" 1e5 0x10 '1 000' 1.2.3 abc '' ' 1' '1 ' ١ １ + - . 1. .5 --1 inf NaN 1/2 '5%' 1_000
	99999999999999999999 9223372036854775807 9223372036854775808 0.0000001 1.0000000000000000001 '1;' 1k)

@test "a phone number +44 that went through a spreadsheet's csv comes back as it was" {
	new_shop
	om-customer add UK --name '=Formula & Co' --phone '+44 20 7946 0000' --city "'t Veld" \
		--contact '-dash' --street "'=seems guarded" --postcode 1 --country DE
	om-customer list --format yaml >before
	om-customer list --spreadsheet -o code,name,contact,phone,street,city >sheet.csv
	grep -q "'+44 20" sheet.csv
	head=$(om log --head)
	run -0 --separate-stderr om-customer import sheet.csv --spreadsheet
	assert_output ""
	assert_equal "$stderr" ""
	assert_equal "$(om log --head)" "$head"
	om-customer list --format yaml | diff before -
	# Without the option the apostrophe is part of what is read.
	run om-customer import sheet.csv
	assert_equal "$(om-customer list --columns code,phone | sed -n 's/^UK,//p')" "'+44 20 7946 0000"
}

@test "a file of lines from a spreadsheet is read with --from, too" {
	new_shop
	printf "sku,qty\n'=TEA,2\n" >lines.csv
	om-item add =TEA --name 'Odd name' --price 1
	run -0 om-order new -c LOTUS --from lines.csv --spreadsheet
	assert_output SO-00001
}

@test "a quantity that is none is refused" {
	new_shop
	for number in "${no_number[@]}" 0 -1 0.0; do
		case $number in .5 | 1. | '5%') continue ;; esac
		refuses_each 'om-order new -c LOTUS TEA:%' "$number"
		refuses_each 'om-stock receive TEA:%' "$number"
	done
	refuses_each 'om-stock adjust -r x TEA:%' '1,234' 1e5 abc 0 +0 -0 +-1 99999999999999999999
}

@test "a price that is none is refused" {
	new_shop
	for number in "${no_number[@]}"; do
		case $number in .5 | 1. | '') continue ;; esac
		refuses_each 'om-item add X --name X --price=%' "$number"
	done
	refuses_each 'om-order new -c LOTUS TEA:1@%' 1,5 1e5 x 99999999999999999999 1-101% 1--5% 1-5 1-x%
}

@test "an amount of money that is none is refused" {
	new_shop
	om-invoice sell -c LOTUS TEA:10 >/dev/null
	refuses_each 'om-payment new -c LOTUS -- %' 1,5 1e5 x 0 -1 0.001 99999999999999999999 '' 1.2.3 ' 1'
	refuses_each 'om-invoice pay INV-1 -- %' 1,5 1e5 x 0 -1 0.001 99999999999999999999 ' 1'
	refuses_each 'om-customer edit LOTUS --credit-limit=%' 1,5 1e5 x 0.001 99999999999999999999
}

@test "a day that is none is refused" {
	new_shop
	no_day=(2026-02-30 2026-02-29 2026-13-01 2026-00-10 2026-1-1 26-01-01 2026/01/01 01.02.2026
		20260101 tomorow 2026-11-23T00:00:00Z 0000-00-00 10000-01-01 -1 +d +1 1d
		+99999999999d -99999999999d '' ' today' ２０２６-01-01 2026-11-31)
	refuses_each 'om-order new -c LOTUS TEA:1 --date=%' "${no_day[@]}"
	refuses_each 'om-order new -c LOTUS TEA:1 --required=%' "${no_day[@]}"
	refuses_each 'om-quote new -c LOTUS TEA:1 --valid-until=%' 2026-02-30
	refuses_each 'om-order list --from=%' 2026-02-30
	refuses_each 'om-order list --period=%' 2026-13 2026-Q5 2026-Q0 26 20266 2026-1 x
}

@test "amounts that are too large are refused and never wrap" {
	new_shop
	refuses_each 'om-order new -c LOTUS TEA:%' 9999999999 1000000001 9223372036854.775807
	refuses_each 'om-order new -c LOTUS TEA:1000000000@% TEA:1000000000@1000000000' 1000000000 1000000001
	refuses_each 'om-stock receive TEA:1000000000@%' 1000000000.5 9999999999
	om-stock receive TEA:999999900@0 >/dev/null
	refuses_each 'om-stock receive TEA:%@0' 1 1000000000
	run -0 om-stock list --no-header --sku TEA -o on_hand
	assert_output 1000000000
}

@test "numbers that are none in a file are told with line and column" {
	new_shop
	printf '%s\n' sku,qty,cost TEA,1,1 'TEA,"1,234",1' TEA,1e5,1 TEA,0,1 TEA,-1,1 \
		TEA,1,1e5 TEA,99999999999999999999,1 'TEA, 1,1' TEA,,1 >bad.csv
	run --separate-stderr om-stock receive --from bad.csv
	assert_equal "$status" 3
	assert_equal "$output" ""
	for line in 3 4 5 6 7 8 10; do
		grep -q "^bad.csv:$line:[0-9]*: " <<<"$stderr" || fail "line $line: $stderr"
	done
	run -0 om-stock list --no-header --sku TEA -o on_hand
	assert_output 100
	printf '%s\n' ref,customer,date,sku,qty R1,LOTUS,2026-02-30,TEA,1 R2,LOTUS,23.11.2026,TEA,1 >days.csv
	run --separate-stderr om-order import days.csv
	assert_equal "$status" 3
	[[ $stderr == "days.csv:2:10: "*"'2026-02-30'"*$'\n'"days.csv:3:10: "*"'23.11.2026'"* ]] || fail "$stderr"
	assert_equal "$(orders)" 0
}

# Words

@test "three hundred random command lines never crash and leave the books in order" {
	new_shop
	om-order new -c LOTUS TEA:5 MUG:2
	om-order confirm 1
	om-ship new SO-1
	om-quote new -c ACME POT:1
	om-invoice sell -c NORD TEA:1
	om-gen options >words
	run -0 python3 "$TESTS/fuzz_words.py" words 300 20261123
	assert_output ""
}
