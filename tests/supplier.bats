#!/usr/bin/env bats
# Suppliers: what they have of their own; the rest is tested with customers.

load helper
bats_require_minimum_version 1.5.0

refused() { # status, sentence, words...
	local status_asked=$1 sentence=$2

	shift 2
	run --separate-stderr "$@"
	assert_equal "$status" "$status_asked"
	assert_equal "$output" ""
	assert_equal "$stderr" "$sentence"
}

printed() { # text, words...
	local text=$1

	shift
	run --separate-stderr "$@"
	assert_success
	assert_equal "$output" "$text"
	assert_equal "$stderr" ""
}

@test "a supplier is added, edited and listed" {
	new_shop
	printed CLAY om-supplier add CLAY --name 'Clay & Co' --country DE --terms eom
	printed CLAY om-supplier edit CLAY --city Dresden
	printed 'code,name,group,contact,email,phone,terms,currency,tax_id,street,city,region,postcode,country,active,credit_limit
CLAY,Clay & Co,,,,,eom,EUR,,,Dresden,,,DE,yes,
HARBOR,Harbor Imports,,Wim de Vries,,+31 10 5550103,,EUR,,Kade 40,Rotterdam,,3011,NL,yes,
KILN,Kiln & Clay,,,,+49 351 5550104,,EUR,,Ofenstraße 7,Dresden,,01067,DE,yes,' om-supplier list
	assert_equal "$(om log CLAY -o verb,detail --no-header)" $'supplier add,\nsupplier edit,city none -> \'Dresden\''
}

@test "a supplier and a customer may have the same code" {
	new_shop
	printed ACME om-supplier add ACME --name 'Acme Works'
	assert_equal "$(om-supplier list -o code,name --no-header | head -n 1)" "ACME,Acme Works"
	assert_equal "$(om-customer list -o code,name --no-header | head -n 1)" "ACME,Acme Tea Rooms"
}

@test "a supplier has no billing and no history" {
	new_shop
	run --separate-stderr om-supplier add CLAY --name Clay --billing ordered
	assert_equal "$status" 2
	assert_equal "$stderr" "om-supplier: unknown option '--billing'"
	run --separate-stderr om-supplier history KILN
	assert_equal "$status" 2
	printf 'code,name,billing\nCLAY,Clay,ordered\n' >s.csv
	refused 3 "s.csv:2:11: billing 'ordered' is for customers only
om-supplier: nothing was imported: 1 bad row in s.csv" om-supplier import s.csv
}

@test "a supplier of items stays and can be made inactive" {
	new_shop
	refused 1 "om-supplier: KILN is used by items or documents; make it inactive: om-supplier edit KILN --active no" \
		om-supplier remove KILN
	printed KILN om-supplier edit KILN --active no
	om-supplier add CLAY --name Clay
	printed CLAY om-supplier remove CLAY
	refused 1 "om-supplier: no supplier 'CLAY'" om-supplier show CLAY
}

@test "a second import of the same file changes nothing" {
	new_shop
	head=$(om log --head)
	printed "" om-supplier import "$DATA/shop/suppliers.csv"
	assert_equal "$(om log --head)" "$head"
}

@test "the suppliers of the sample are read, streets of several lines included" {
	om init --name x --currency USD 2>/dev/null
	run --separate-stderr om-supplier import "$DATA/northwind/suppliers.csv"
	assert_success
	assert_equal "$stderr" "om-supplier: $DATA/northwind/suppliers.csv: 29 added, 0 changed"
	assert_equal "$(om-supplier show S04 -o street --no-header)" $'"9-8 Sekimai\nMusashino-shi"'
}

@test "a supplier keeps further addresses" {
	new_shop
	printed KILN om-supplier address KILN add yard --street 'Hof 2' --city Dresden --country DE
	printed 'yard,Kiln & Clay,Hof 2' om-supplier address KILN list -o label,name,street --no-header
}
