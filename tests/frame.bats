# What every command has in common: its words, its life, its exit status.
load helper

@test "om --version prints one line, without a database" {
	run -0 om --version
	assert_output --regexp '^om [0-9]+\.[0-9]+\.[0-9]+$'
	run -0 om-order --version
	assert_output --regexp '^om '
	run -0 om-order list --version
	assert_output --regexp '^om '
}

@test "-h works for every command and verb, without a database and before a mistake" {
	each_option | cut -f 1,2 | sort -u | while IFS=$'\t' read -r command verb; do
		# shellcheck disable=SC2086
		run -0 --separate-stderr "$command" $verb --help
		assert_line --index 0 --partial "usage: $command $verb"
		assert_equal "$stderr" ""
		# shellcheck disable=SC2086
		run -0 --separate-stderr "$command" $verb --nonsense -h
		assert_line --index 0 --partial "usage: $command $verb"
	done
	run -0 om-order -h
	assert_line --index 0 "usage: om-order VERB [OPTION...] [OPERAND...]"
}

@test "om help lists the commands and opens nothing" {
	OM_DB=/nonexistent/om.db run -0 --separate-stderr om help
	assert_line --partial "  order "
	assert_equal "$stderr" ""
	run -0 om help order
	assert_line --index 0 "usage: om-order VERB [OPTION...] [OPERAND...]"
	run -2 om help ordr
	assert_output "om: no command 'ordr'; did you mean 'order'?"
}

@test "a document that a list names on several lines is taken once" {
	new_shop
	om-order new -c LOTUS TEA:1 MUG:1 POT:1
	om-order new -c ACME TEA:1 MUG:1
	om-order confirm 1 2
	om-order hold 1 2
	run -0 --separate-stderr bash -c 'om-order open | om-order release -'
	assert_output $'SO-00001\nSO-00002'
	assert_equal "$stderr" ""
	# Named twice by hand it is two operands, as before.
	om-order hold 1
	run -1 om-order release SO-1 SO-1
}

@test "a command without a verb shows its help as an error" {
	run -2 --separate-stderr om-order
	assert_output ""
	assert_regex "$stderr" "^usage: om-order VERB"
	run -2 --separate-stderr om
	assert_output ""
	assert_regex "$stderr" "^usage: om VERB"
}

@test "a wrong word gets a suggestion" {
	run -2 om ordr list
	assert_output "om: unknown command 'ordr'; did you mean 'order'?"
	run -2 om-order confrim SO-1
	assert_output "om-order: unknown verb 'confrim'; did you mean 'confirm'?"
	run -2 om order lsit
	assert_output "om-order: unknown verb 'lsit'; did you mean 'list'?"
	run -2 om-order list --custmer X
	assert_output "om-order: unknown option '--custmer'; did you mean '--customer'?"
	run -2 om xyzzy
	assert_output "om: unknown command 'xyzzy'; 'om help' lists them"
	run -2 om-order xyzzy
	assert_output "om-order: unknown verb 'xyzzy'; 'om-order -h' lists them"
}

@test "a long option is never abbreviated" {
	run -2 om-order list --cust X
	assert_output "om-order: unknown option '--cust'; did you mean '--customer'?"
}

@test "an operand missing or too many is wrong usage" {
	run -2 om-order confirm
	assert_output "om-order: confirm: an operand is missing: om-order confirm ORDER..."
	run -2 om help order invoice
	assert_output "om: help: one operand too many: 'invoice'; usage: om help [COMMAND]"
}

@test "an unknown command runs a program of the exec path" {
	mkdir bin
	printf '#!/bin/sh\necho "hello $* from ${OM_DB##*/}"\n' >bin/om-hello
	chmod +x bin/om-hello
	OM_EXEC_PATH=$PWD/bin run -0 om hello a --db b
	assert_output "hello a --db b from om.db"
	OM_EXEC_PATH=/nonexistent:$PWD/bin run -0 om --db x.db hello
	assert_output "hello  from x.db"
}

@test "a program is never run from a relative folder or from PATH" {
	printf '#!/bin/sh\necho run\n' >om-hello
	chmod +x om-hello
	local path
	for path in . "" : ./ "$(basename "$PWD")"; do
		OM_EXEC_PATH=$path PATH=$PWD:$PATH run -2 om hello
		assert_output "om: unknown command 'hello'; 'om help' lists them"
	done
	OM_EXEC_PATH=$PWD/a run -2 om ../om-hello
	refute_output run
}

@test "the database is --db, else OM_DB, else the nearest om.db" {
	om --db one.db init --name One
	om --db "$PWD/om.db" init --name Here
	mkdir -p a/b
	unset OM_DB
	cd a/b
	run -0 om config get name
	assert_output Here
	OM_DB=../../one.db run -0 om config get name
	assert_output One
	OM_DB=/nonexistent run -0 om config get name --db ../../one.db
	assert_output One
	run -0 om --db=../../one.db config get name
	assert_output One
	cd ../..
}

@test "without a database the way out is named" {
	unset OM_DB
	run -4 om-order list
	assert_output "om-order: no database: there is no om.db here or above; 'om init' makes one, --db or OM_DB names one"
}

@test "a password in the name of the database is refused and not repeated" {
	local url
	for url in postgres://joe:secret@host/db postgresql://host/db?password=secret; do
		run -2 om-order list --db "$url"
		assert_output "om-order: the name of the database holds a password; none is taken here"
		OM_DB=$url run -2 om-order list
		refute_output --partial secret
	done
}

@test "OM_NOW sets the clock, and nonsense in it is refused" {
	new_shop
	om-order new -c LOTUS TEA:1
	run -0 om-order list -o number,date --no-header
	assert_output "SO-00001,2026-11-23"
	OM_NOW=yesterday run -2 om-order list
	assert_output "om-order: OM_NOW: 'yesterday' is not an instant (YYYY-MM-DDTHH:MM:SSZ)"
}

@test "today is a day of the company's time zone" {
	new_shop
	om config set timezone Asia/Tokyo
	OM_NOW=2026-11-23T20:00:00Z om-order new -c LOTUS TEA:1 --required tomorrow
	run -0 om-order list -o date,required --no-header
	assert_output "2026-11-24,2026-11-25"
}

@test "a dry run prints what would be and changes nothing" {
	new_shop
	cp om.db before.db
	run -0 --separate-stderr om-order new -c LOTUS TEA:1 --dry-run
	assert_output SO-00001
	assert_equal "$stderr" "om-order: dry run: nothing was written"
	cmp om.db before.db
}

@test "a dry run of om init leaves no file" {
	run -0 om init --name X -n
	assert [ ! -e om.db ]
}

@test "the same key does it once and prints the same again" {
	new_shop
	run -0 --separate-stderr om-order new -c LOTUS TEA:1 -k monday
	assert_output SO-00001
	assert_equal "$stderr" ""
	run -0 --separate-stderr om-order new TEA:1 --customer=LOTUS --key=monday
	assert_output SO-00001
	assert_equal "$stderr" ""
	run -0 om-order list -q
	assert_output SO-00001
}

@test "a key is not taken for another content" {
	new_shop
	om-order new -c LOTUS TEA:1 -k monday
	run -1 --separate-stderr om-order new -c LOTUS TEA:2 -k monday
	assert_output ""
	assert_equal "$stderr" "om-order: key 'monday' was used for something else; take a new key"
	run -1 om-quote new -c LOTUS TEA:1 -k monday
}

@test "a key covers the references that are piped in" {
	new_shop
	om-order new -c LOTUS TEA:1
	om-order new -c LOTUS TEA:2
	run -0 om-order confirm - -k tuesday <<<SO-00001
	assert_line SO-00001
	run -0 om-order confirm - -k tuesday <<<SO-00001
	assert_line SO-00001
	run -1 om-order confirm - -k tuesday <<<SO-00002
}

@test "a key covers the bytes of the input file" {
	new_shop
	printf 'sku,qty,cost\nTEA,1,2\n' >in.csv
	om-stock receive --from in.csv -k r1
	om-stock receive --from in.csv -k r1
	printf 'sku,qty,cost\nTEA,2,2\n' >in.csv
	run -1 om-stock receive --from in.csv -k r1
	run -0 om-stock list --sku TEA -o on_hand --no-header
	assert_output 101
}

@test "a key under which a run failed is still free" {
	new_shop
	run -1 om-order new -c LOTUS NONE:1 -k k1
	run -0 om-order new -c LOTUS TEA:1 -k k1
	assert_output SO-00001
}

@test "no references piped in is nothing to do" {
	new_shop
	run -0 om-order confirm - </dev/null
	assert_output ""
	run -0 om-order allocate - <<<number
	assert_output ""
}

@test "standard input is read only once" {
	new_shop
	run -2 om-order confirm - - </dev/null
	assert_output "om-order: '-': standard input can be read only once"
}

@test "output that cannot be written is a failure of storage" {
	new_shop
	run -4 bash -c 'om-item list >/dev/full'
	assert_output "om-item: cannot write to standard output: No space left on device"
	run -4 bash -c 'om --version >/dev/full'
	assert_output "om: cannot write to standard output: No space left on device"
	run -4 bash -c 'om-order new -c LOTUS TEA:1 >/dev/full'
	assert_output "om-order: cannot write to standard output: No space left on device; it is done nevertheless: SO-00001"
}

@test "closed descriptors are no way into the database" {
	new_shop
	run -4 bash -c 'om-item list >&-'
	assert_output "om-item: cannot write to standard output: Bad file descriptor"
	run -2 bash -c 'om-item list --nonsense 2>&-'
	assert_output ""
	run -0 bash -c 'om-item list -q <&-'
	assert_line TEA
	run bash -c 'om-order confirm - <&-'
	[ "$status" -ge 2 ]
}

@test "a reader that goes away ends the command with SIGPIPE" {
	new_shop
	for i in {1..3000}; do echo "N$i,A name that is long enough to fill a pipe $i,1"; done |
		sed '1i sku,name,price' | om-item import - >/dev/null
	run -0 bash -c 'om-item list | head -n 1; echo "${PIPESTATUS[0]}"'
	assert_line --index 1 141
}

@test "-- ends the options" {
	new_shop
	run -1 om-order show -- -q
	refute_output --partial "unknown option"
}

@test "the statuses of the manual: 0, 1, 2, 3, 4" {
	new_shop
	run -0 om-item list -q
	run -1 om-item show NONE
	run -2 om-item list --format xml
	printf 'sku\n\xff\n' >bad.csv
	run -3 om-item import bad.csv
	run -4 om-item list --db /nonexistent/om.db
}

@test "control characters in an error are shown escaped" {
	run -2 om $'or\eder'
	refute_output --partial $'\e'
}
