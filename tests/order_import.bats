#!/usr/bin/env bats
# om-order import: orders from a channel's file.

load helper
load papers

web() {
	cat >web.csv <<-'CSV'
		ref,customer,date,required,sku,qty,price,discount_percent,ship_name,ship_street,ship_city,ship_region,ship_postcode,ship_country,channel,note
		W1,ACME,2026-11-20,2026-12-01,TEA,10,4.20,5,,,,,,,web,
		W2,NORD,2026-11-21,,POT,8,,,Ann Other,Way 1,Ulm,BW,89073,DE,web,ring twice
		W1,,,,MUG,2,,,,,,,,,web,
		W3,LOTUS,,,4006381333931,1,,,,,,,,,,
	CSV
}

@test "rows of one reference are one order, wherever they stand" {
	new_shop
	web
	prints $'SO-00001\nSO-00002\nSO-00003' om-order import web.csv --channel shop
	# 10 x 4.20 x 0.95 = 39.90; 2 x 9.90: 7 % 2.793, 19 % 3.762
	prints 'SO-00001,2026-11-20,2026-12-01,ACME,W1,web,draft,none,none,EUR,59.70,6.55,66.25,no
SO-00002,2026-11-21,,NORD,W2,web,draft,none,none,EUR,192.00,36.48,228.48,no
SO-00003,2026-11-23,,LOTUS,W3,shop,draft,none,none,EUR,4.50,0.32,4.82,no' om-order list --no-header
	prints 'TEA,10,4.20,5,39.90
MUG,2,9.90,0,19.80' om-order show 1 --no-header --columns sku,qty,price,discount_percent,net
	run om-order show 2 --format yaml
	assert_line "ship_name: Ann Other"
	assert_line "ship_region: BW"
	assert_line 'ship_postcode: "89073"'
	assert_line "note: ring twice"
	assert_line "terms: net 30"
	run om log SO-1 --no-header --columns verb
	assert_output "order import"
}

@test "with --confirm the orders are confirmed, and how many are short is said" {
	new_shop
	web
	run --separate-stderr om-order import web.csv --confirm
	assert_success
	assert_equal "$output" $'SO-00001\nSO-00002\nSO-00003'
	assert_regex "$stderr" "^om-order: 1 order is short; 'om-order list --short' shows it\$"
	prints SO-00002 om-order list -q --short
	prints $'SO-00001\nSO-00002\nSO-00003' om-order list -q --state confirmed
	assert_equal "$(on_shelf TEA)" "100,11,89"
}

@test "the same file a second time changes nothing" {
	new_shop
	web
	om-order import web.csv --confirm --channel shop 2>/dev/null
	leaves_all om-order import web.csv --confirm --channel shop
	assert_success
	assert_equal "$output" ""
	assert_equal "$stderr" ""
	prints $'SO-00001\nSO-00002\nSO-00003' om-order list -q
}

@test "a file that grew brings the new orders only" {
	new_shop
	web
	om-order import web.csv --channel shop
	echo 'W4,ACME,,,TEA,1,,,,,,,,,web,' >>web.csv
	prints SO-00004 om-order import web.csv --channel shop
}

@test "at a terminal it is said how many orders were here already" {
	new_shop
	printf 'ref,customer,sku,qty\nA,ACME,TEA,1\n' >one.csv
	om-order import one.csv
	run script -qec "om-order import one.csv" /dev/null </dev/null
	assert_output --partial "om-order: 1 order was here already"
	web
	om-order import web.csv >/dev/null
	run script -qec "om-order import web.csv" /dev/null </dev/null
	assert_output --partial "om-order: 3 orders were here already"
}

@test "a reference is known by its channel" {
	new_shop
	printf 'ref,customer,sku,qty\nA,ACME,TEA,1\n' >one.csv
	om-order import one.csv
	prints SO-00002 om-order import one.csv --channel web
	printf 'ref,customer,sku,qty,channel\nA,ACME,TEA,1,shop\nA,NORD,MUG,1,fair\n' >two.csv
	prints $'SO-00003\nSO-00004' om-order import two.csv
	prints $'import\nweb\nshop\nfair' om-order list --no-header --columns channel
}

@test "the order of columns does not make the content another" {
	new_shop
	printf 'ref,customer,sku,qty\nA,ACME,TEA,1\n' >one.csv
	printf 'sku,qty,note,customer,ref\nTEA,1,,ACME,A\n' >two.csv
	om-order import one.csv
	prints "" om-order import two.csv
}

@test "a reference with other content is refused" {
	new_shop
	web
	om-order import web.csv --channel shop
	sed 's/TEA,10/TEA,11/' web.csv >other.csv
	leaves_all om-order import other.csv --channel shop
	assert_failure 3
	assert_equal "$output" ""
	assert_equal "$stderr" "other.csv:2:1: order 'W1' of channel 'web' is SO-00001 already, with other content
om-order: nothing was imported: 1 bad order in other.csv"
}

@test "all mistakes of a file are reported with their place, and nothing lands" {
	new_shop
	cat >bad.csv <<-'CSV'
		ref,customer,date,sku,qty,price,discount_percent,ship_country,note
		B1,ACME,2026-11-20,TAE,10,,,,
		B1,NORD,2026-11-20,TEA,1,,,,
		B2,ACME,2026-02-30,TEA,1,,,,
		B3,ACME,,TEA,"1,5",,,,
		B4,ACME,,TEA,1,-4,,,
		B5,ACME,,TEA,1,,,DE,
		,ACME,,TEA,1,,,,
		B6,ACME,,TEA,1,,,,fine
		B7,ACME,,TEA,1
		B8,ACME,,TEA,-2,,,,
		B9,ACNE,,TEA,1,,,,
		B10,ACME,,TEA,1,,101,,
		B11,ACME,,TEA,1,x,,,
		B12,,,TEA,1,,,,
	CSV
	leaves_all om-order import bad.csv
	assert_failure 3
	assert_equal "$output" ""
	assert_equal "$stderr" "bad.csv:2:20: no item 'TAE'; did you mean 'TEA'?
bad.csv:3:4: customer 'NORD' differs from line 2, where order 'B1' begins
bad.csv:4:9: date '2026-02-30' is not a day of the calendar
bad.csv:5:14: qty '1,5' is not a number: the decimal point is '.', and digits are not grouped
bad.csv:6:16: price '-4' is below zero
bad.csv:7:18: the delivery address is incomplete: name, street, city missing
bad.csv:8:1: ref is missing; it names the order
bad.csv:10:1: 5 fields found, the header has 9
bad.csv:11:14: qty '-2' is not above zero
bad.csv:12:4: no customer 'ACNE'; did you mean 'ACME'?
bad.csv:13:18: discount_percent '101' is not between 0 and 100
bad.csv:14:17: price 'x' is not a number
bad.csv:15:5: the customer is missing
om-order: nothing was imported: 12 bad orders in bad.csv"
}

@test "with --keep-going the good orders land and the bad ones are set aside" {
	new_shop
	cat >mixed.csv <<-'CSV'
		ref,customer,sku,qty
		A,ACME,TEA,1
		B,ACME,TAE,1
		C,NORD,TEA,1
		B,ACME,MUG,1
	CSV
	run --separate-stderr om-order import mixed.csv --keep-going --rejects bad.csv
	assert_failure 3
	assert_equal "$output" $'SO-00001\nSO-00002'
	assert_equal "$stderr" "mixed.csv:3:8: no item 'TAE'; did you mean 'TEA'?"
	run cat bad.csv
	assert_output "ref,customer,sku,qty,error
B,ACME,TAE,1,mixed.csv:3:8: no item 'TAE'; did you mean 'TEA'?
B,ACME,MUG,1,another row of this order is bad"
	sed -i 's/TAE/TEA/' bad.csv
	prints SO-00003 om-order import bad.csv
	prints $'TEA\nMUG' om-order show 3 --no-header --columns sku
	sed -i 's/TAE/TEA/' mixed.csv
	prints "" om-order import mixed.csv
}

@test "an order that cannot be confirmed is a bad one" {
	new_shop
	om-customer add BARE --name Bare
	printf 'ref,customer,sku,qty\nA,ACME,TEA,1\nB,BARE,TEA,1\n' >in.csv
	refused 3 "in.csv:3:1: SO-00002: the delivery address is incomplete: street, city, country missing
om-order: nothing was imported: 1 bad order in in.csv" om-order import in.csv --confirm
	run --separate-stderr om-order import in.csv --confirm --keep-going
	assert_failure 3
	assert_equal "$output" SO-00001
	prints SO-00001,confirmed om-order list --no-header --columns number,state
	prints SO-00002 sh -c 'om-order new -c NORD MUG:1 | om-order confirm -'
}

@test "rejects need --keep-going, and a dry run writes none" {
	new_shop
	printf 'ref,customer,sku,qty\nA,ACME,TAE,1\nB,ACME,TEA,1\n' >in.csv
	refused 2 "om-order: '--rejects' needs '--keep-going'" om-order import in.csv --rejects bad.csv
	run --separate-stderr om-order import in.csv --keep-going --rejects bad.csv --dry-run
	assert_failure 3
	assert_equal "$output" SO-00001
	assert [ ! -e bad.csv ]
	prints "" om-order list -q
}

@test "an unknown column is refused, or passed over on request" {
	new_shop
	printf 'ref,customer,sku,qty,colour,curtomer\nX,ACME,TEA,1,red,x\n' >in.csv
	refused 3 "in.csv:1:22: unknown column 'colour'
om-order: in.csv:1:29: unknown column 'curtomer'; did you mean 'customer'?" om-order import in.csv
	prints SO-00001 om-order import in.csv --ignore-unknown
}

@test "a missing column, an empty file and a missing file are bad input" {
	new_shop
	printf 'ref,customer,qty\nX,ACME,1\n' >in.csv
	refused 3 "om-order: in.csv:1:1: column 'sku' is missing" om-order import in.csv
	: >in.csv
	refused 3 "om-order: in.csv:1:1: the file is empty; a header line was expected" om-order import in.csv
	refused 3 "om-order: cannot read 'none.csv': No such file or directory" om-order import none.csv
}

@test "dialects: separators, decimal commas, BOM, CRLF and quotes" {
	new_shop
	printf '\357\273\277ref;customer;sku;qty;price;note\r\nE1;ACME;TEA;1,5;4,25;"a;b\r\n""c"""\r\n' >in.csv
	prints SO-00001 om-order import in.csv --delimiter ';' --decimal ,
	# 1.5 x 4.25 = 6.375
	prints 1.5,4.25,6.38 om-order show 1 --no-header --columns qty,price,net
	run om-order show 1 --format json
	assert_output --partial '"note":"a;b'
}

@test "a map renames columns and sets constants" {
	new_shop
	printf 'Order,Item,N\nM1,TEA,2\n' >in.csv
	cat >map.yaml <<-'YAML'
		columns:
		  Order: ref
		  Item: sku
		  N: qty
		constants:
		  customer: ACME
		  channel: fair
	YAML
	run --separate-stderr om-order import in.csv --map map.yaml
	assert_equal "$stderr" ""
	assert_success
	prints SO-00001,ACME,M1,fair om-order list --no-header --columns number,customer,ref,channel
}

@test "standard input is a file too" {
	new_shop
	web
	prints $'SO-00001\nSO-00002\nSO-00003' sh -c 'om-order import - --channel shop <web.csv'
	refused 3 "-:2:1: order 'W1' of channel 'web' is SO-00001 already, with other content
om-order: nothing was imported: 1 bad order in -" sh -c "sed 's/4.20/4.30/' web.csv | om-order import - --channel shop"
}

@test "an item that is no longer sold can still come from a channel" {
	new_shop
	om-item edit MUG --active no
	printf 'ref,customer,sku,qty\nA,ACME,MUG,1\n' >in.csv
	prints SO-00001 om-order import in.csv
}

@test "a dry run and a key" {
	new_shop
	web
	dry $'SO-00001\nSO-00002\nSO-00003' om-order import web.csv --channel shop
	printf 'ref,customer,sku,qty\nA,ACME,TEA,1\n' >in.csv
	om-order import in.csv --key k
	prints SO-00004 om-order import in.csv --key k
	printf 'ref,customer,sku,qty\nA,ACME,TEA,2\n' >in.csv
	refused 1 "om-order: key 'k' was used for something else; take a new key" \
		om-order import in.csv --key k
}

@test "a thousand scattered orders come together" {
	new_shop
	{
		echo ref,customer,sku,qty
		seq -f 'R%.0f,ACME,TEA,1' 1000
		seq -f 'R%.0f,ACME,MUG,2' 1000 -1 1
		seq -f 'R%.0f,,POT,3' 1000
	} >in.csv
	run --separate-stderr om-order import in.csv
	assert_success
	assert_equal "${#lines[@]}" 1000
	run om sql "SELECT count(*) AS n, min(lines) AS low, max(lines) AS high FROM
		(SELECT count(*) AS lines FROM line GROUP BY document)"
	assert_line 1000,3,3
	# 4.50 + 2 x 9.90 + 3 x 24
	assert_equal "$(om-order list --no-header --columns net | sort -u)" 96.30
}

@test "a cancelled order is not brought back by its file" {
	new_shop
	printf 'ref,customer,sku,qty,channel\nA1,ACME,TEA,2,web\n' >o.csv
	om-order import o.csv --confirm
	om-order cancel SO-1
	run -0 --separate-stderr om-order import o.csv --confirm
	assert_output ""
	assert_equal "$stderr" ""
	printf 'ref,customer,sku,qty,channel\nA1,ACME,TEA,3,web\n' >o.csv
	run -0 --separate-stderr om-order import o.csv --confirm
	assert_output SO-00002
}

@test "a repeat is known by its values, however they are written" {
	new_shop
	printf 'ref,customer,date,sku,qty,price,channel\nA1,ACME,2026-11-02,TEA,2,4.5,web\n' >o.csv
	om-order import o.csv
	printf 'ref,customer,date,sku,qty,price,channel\nA1,ACME,2026-11-02,4006381333931,2.00,4.50,web\n' >again.csv
	run -0 --separate-stderr om-order import again.csv
	assert_output ""
	printf 'ref,customer,date,sku,qty,price,channel\nA1,ACME,2026-11-02,TEA,2,4.51,web\n' >other.csv
	run -3 --separate-stderr om-order import other.csv
	assert_equal "${stderr_lines[0]}" "other.csv:2:1: order 'A1' of channel 'web' is SO-00001 already, with other content"
}

@test "a file that was imported is taken again when its customer is not active any more" {
	new_shop
	printf 'ref,customer,sku,qty,channel\nA1,ACME,TEA,2,web\n' >o.csv
	om-order import o.csv
	om-customer edit ACME --active no
	run -0 --separate-stderr om-order import o.csv
	assert_output ""
}

@test "an order with a row that cannot be read does not land without it" {
	new_shop
	printf 'ref,customer,sku,qty\nA,ACME,TEA,1\nB,NORD,TEA,1\nB,NORD,MUG\nB,NORD,POT,1\nC,LOTUS,TEA,1\n' >in.csv
	run -3 --separate-stderr om-order import in.csv --keep-going --rejects bad.csv
	assert_output $'SO-00001\nSO-00002'
	assert_equal "$(om-order list --no-header -o ref | xargs)" "A C"
	sed -i '/MUG/s/.*/B,NORD,MUG,1,/' bad.csv
	prints SO-00003 om-order import bad.csv
	assert_equal "$(om-order lines --no-header -o sku | tail -3 | xargs)" "MUG TEA POT"
}

@test "another map under the same key is something else" {
	new_shop
	printf 'no,who,what,many\nA,ACME,TEA,1\n' >in.csv
	printf 'columns: {no: ref, who: customer, what: sku, many: qty}\n' >map.yaml
	prints SO-00001 om-order import in.csv --map map.yaml --key k
	printf 'columns: {no: ref, who: customer, what: sku, many: qty}\nconstants: {price: 1}\n' >map.yaml
	refused 1 "om-order: key 'k' was used for something else; take a new key" \
		om-order import in.csv --map map.yaml --key k
}
