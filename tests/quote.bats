#!/usr/bin/env bats
# om-quote: estimates, from draft to the order that they become.

load helper
load papers

# Making one

@test "a quote keeps prices, discounts, validity and reference" {
	new_shop
	prints Q-00001 om-quote new -c ACME TEA:10 MUG:3@9.50-10% DELIVERY:1 \
		--valid-until +14d --ref E-7
	# 10 x 4.50; 3 x 9.50 less 10 % is 25.65; tax: 45.00 at 7 % is 3.15,
	# 25.65 + 6.00 at 19 % is 6.0135: 6.01.
	prints 'number,line,sku,name,qty,unit,price,discount_percent,net
Q-00001,1,TEA,Green tea 100 g,10,bag,4.50,0,45.00
Q-00001,2,MUG,Stoneware mug,3,pcs,9.50,10,25.65
Q-00001,3,DELIVERY,Delivery,1,job,6.00,0,6.00' om-quote show Q-1
	prints 'number,date,valid_until,customer,ref,state,currency,net,tax,total
Q-00001,2026-11-23,2026-12-07,ACME,E-7,draft,EUR,76.65,9.16,85.81' om-quote list
}

@test "quotes touch no stock" {
	new_shop
	om-quote new -c ACME TEA:10
	om-quote send 1
	assert_equal "$(on_shelf TEA)" "100,0,100"
	om-quote accept 1
	assert_equal "$(on_shelf TEA)" "100,0,100"
}

@test "a document's discount is for lines that have none of their own" {
	new_shop
	om-quote new -c ACME TEA:1.5@0.333333 4006381333931:2 MUG:1-0% --discount 12.5
	# 1.5 x 0.333333 x 0.875 = 0.43749...; 2 x 4.50 x 0.875 = 7.875
	prints '1,TEA,1.5,0.333333,12.5,0.44
2,TEA,2,4.50,12.5,7.88
3,MUG,1,9.90,0,9.90' om-quote show 1 --no-header --columns line,sku,qty,price,discount_percent,net
}

@test "the date, the terms and the note are those given" {
	new_shop
	om-quote new -c ACME TEA:1 --date 2026-11-01 --terms 'net 7' --note 'by phone'
	run om-quote show 1 --format yaml
	assert_line "date: 2026-11-01"
	assert_line "terms: net 7"
	assert_line "note: by phone"
	run om log Q-1 --no-header --columns verb,detail
	assert_output "quote new,by phone"
}

@test "terms come from the customer, else from the company" {
	new_shop
	om-quote new -c LOTUS TEA:1
	om-quote new -c NORD TEA:1
	assert_equal "$(head_of Q-1 terms)" "net 14"
	assert_equal "$(head_of Q-2 terms)" "net 30"
}

@test "a quote without a customer or without lines is wrong usage" {
	new_shop
	refused 2 "om-quote: no customer is named; give one with -c" om-quote new TEA:1
	refused 2 "om-quote: no lines are given; name goods as SKU:QTY" om-quote new -c ACME
}

@test "a customer, an item or a place that is not there is refused with a suggestion" {
	new_shop
	refused 1 "om-quote: no customer 'ACM'; did you mean 'ACME'?" om-quote new -c ACM TEA:1
	refused 1 "om-quote: no customer 'ZZZZZZ'" om-quote new -c ZZZZZZ TEA:1
	refused 1 "om-quote: no item 'TAE'; did you mean 'TEA'?" om-quote new -c ACME TAE:1
	refused 1 "om-quote: no location 'MIAN'; did you mean 'MAIN'?" \
		om-quote new -c ACME TEA:1 --location MIAN
	refused 1 "om-quote: ACME has no delivery address 'DOCK'; see om-customer address ACME list" \
		om-quote new -c ACME TEA:1 --ship-to DOCK
	assert_equal "$(om-quote list -q)" ""
}

@test "what is not a line is wrong usage" {
	new_shop
	local word
	for word in TEA TEA: :5 ''; do
		refused 2 "om-quote: '$word' is not a line; expected SKU:QTY[@PRICE][-DISCOUNT%], such as P01:10@17.50-5%" \
			om-quote new -c ACME "$word"
	done
}

@test "a quantity, price or discount that cannot be is wrong usage" {
	new_shop
	refused 2 "om-quote: qty 'x' is not a number" om-quote new -c ACME TEA:x
	refused 2 "om-quote: qty '0' is not above zero" om-quote new -c ACME TEA:0
	refused 2 "om-quote: qty '-1' is not above zero" om-quote new -c ACME TEA:-1
	refused 2 "om-quote: qty '1,000' is not a number: the decimal point is '.', and digits are not grouped" \
		om-quote new -c ACME TEA:1,000
	refused 2 "om-quote: qty '0.0000001' has more than 6 decimals" om-quote new -c ACME TEA:0.0000001
	refused 2 "om-quote: price 'x' is not a number" om-quote new -c ACME TEA:1@x
	refused 2 "om-quote: price '12345678901234567890' is out of range" \
		om-quote new -c ACME TEA:1@12345678901234567890
	refused 2 "om-quote: discount_percent '101%' is not between 0 and 100" om-quote new -c ACME TEA:1-101%
	refused 2 "om-quote: discount_percent 'x%' is not a number" om-quote new -c ACME TEA:1-x%
	refused 2 "om-quote: discount_percent '200' is not between 0 and 100" \
		om-quote new -c ACME TEA:1 --discount 200
	refused 2 "om-quote: '--valid-until': '2026-02-30' is not a day of the calendar" \
		om-quote new -c ACME TEA:1 --valid-until 2026-02-30
	refused 2 "om-quote: terms 'whenever' is not a term of payment: try 'net 30', '14 days', 'net 30 eom', 'eom' or 'on receipt'" \
		om-quote new -c ACME TEA:1 --terms whenever
}

@test "a price below zero, or one left out after its sign, is never read as something else" {
	new_shop
	local word
	for word in TEA:1@-1 TEA:1@ TEA:1- TEA:1@2-; do
		run --separate-stderr om-quote new -c ACME "$word"
		assert_failure
		assert_equal "$output" ""
		assert_regex "$stderr" "^om-quote: "
	done
	assert_equal "$(om-quote list -q)" ""
}

@test "amounts past the range are refused" {
	new_shop
	refused 1 "om-quote: this document: the amounts are too large" \
		om-quote new -c ACME TEA:999999999@999999999
}

@test "a delivery address is one of the customer's, or given in full" {
	new_shop
	om-customer address ACME add DOCK --name 'Acme Dock' --street 'Pier 1' --city London --country GB
	om-quote new -c ACME TEA:1 --ship-to DOCK
	assert_equal "$(head_of Q-1 ship_name)" "Acme Dock"
	om-quote new -c ACME TEA:1 --ship-name Joe --ship-street 'Way 2' --ship-city Rome --ship-region RM \
		--ship-postcode 00100 --ship-country IT
	run om-quote show 2 --format yaml
	assert_line "ship_name: Joe"
	assert_line "ship_region: RM"
	assert_line 'ship_postcode: "00100"'
	refused 1 "om-quote: the delivery address is incomplete: street, city, country missing" \
		om-quote new -c ACME TEA:1 --ship-name Joe
	refused 1 "om-quote: the delivery address: country 'Italy' is not an ISO 3166 code; did you mean 'IT'?" \
		om-quote new -c ACME TEA:1 --ship-name Joe --ship-street S --ship-city Rome --ship-country Italy
	refused 1 "om-quote: a delivery address is given by --ship-to or in full, not both" \
		om-quote new -c ACME TEA:1 --ship-to DOCK --ship-name Joe
}

@test "who or what is no longer active takes no new quote" {
	new_shop
	om-item edit MUG --active no
	refused 1 "om-quote: MUG is not active; 'om-item edit MUG --active yes' lets it be sold" \
		om-quote new -c ACME MUG:1
	om-customer edit ACME --active no
	refused 1 "om-quote: ACME is not active; it takes no new documents" om-quote new -c ACME TEA:1
}

# Naming one

@test "a quote is named by its number in any form" {
	new_shop
	om-quote new -c ACME TEA:1
	local ref
	for ref in Q-00001 q-1 Q-1 1 00001; do
		prints Q-00001 om-quote show "$ref" --no-header --columns number
	done
	refused 1 "om-quote: there is no 'Q-00009'" om-quote show 9
	refused 1 "om-quote: 'Q1' is not a reference; expected a quote such as Q-00001" om-quote show Q1
	om-quote accept 1
	refused 1 "om-quote: SO-00001 is an order; a quote was expected" om-quote show SO-1
}

# Editing

@test "an edit sets lines found by their goods, adds and takes off" {
	new_shop
	om-quote new -c ACME TEA:1 POT:1
	prints Q-00001 om-quote edit 1 TEA:3@1-50% MUG:1 POT:0 --ref B --valid-until 2026-12-24
	prints '1,TEA,3,1.00,50,1.50
3,MUG,1,9.90,0,9.90' om-quote show 1 --no-header --columns line,sku,qty,price,discount_percent,net
	prints 'Q-00001,2026-12-24,B,11.40' om-quote list --no-header --columns number,valid_until,ref,net
	run om log Q-1 --no-header --columns verb,detail
	assert_line "quote edit,TEA:1@4.50 POT:1@24.00 -> TEA:3@1.00-50% MUG:1@9.90"
}

@test "a change of a discount alone can be read in the log" {
	new_shop
	om-quote new -c ACME TEA:1
	om-quote edit 1 TEA:1-7%
	run om log Q-1 --no-header --columns verb,detail
	assert_line "quote edit,TEA:1@4.50 -> TEA:1@4.50-7%"
}

@test "a line's price and discount stay when an edit names its quantity alone" {
	new_shop
	om-quote new -c ACME TEA:1@4-5%
	om-quote edit 1 TEA:10
	prints '10,4.00,5,38.00' om-quote show 1 --no-header --columns qty,price,discount_percent,net
}

@test "a quote can go to another customer, with that one's address and terms" {
	new_shop
	om-quote new -c ACME TEA:1
	om-quote edit 1 -c LOTUS
	assert_equal "$(head_of Q-1 customer)" LOTUS
	assert_equal "$(head_of Q-1 terms)" "net 14"
	assert_regex "$(head_of Q-1 bill_to)" "Torstraße 12, Berlin"
}

@test "the last line of a quote stays" {
	new_shop
	om-quote new -c ACME TEA:1
	refused 1 "om-quote: Q-00001 would have no lines; decline it instead" om-quote edit 1 TEA:0
	refused 1 "om-quote: Q-00001 has no line of MUG" om-quote edit 1 MUG:0
}

# The states

# Each verb against a quote in each state: what is refused, and with what.
@test "each verb of a quote needs the state that it needs" {
	new_shop
	om-quote new -c ACME TEA:1 --valid-until 2026-11-22 --date 2026-11-01
	om-quote expire
	om-quote new -c ACME TEA:1 | om-quote decline -
	om-quote new -c ACME TEA:1 | om-quote accept -
	local verb n
	for verb in send accept decline 'edit'; do
		n=0
		for state in expired declined accepted; do
			n=$((n + 1))
			refused 1 "om-quote: Q-0000$n is $state; '$verb' needs a quote in state draft or sent" \
				om-quote "$verb" "$n"
		done
	done
	om-quote new -c ACME TEA:1 | om-quote send - | om-quote send -
	prints Q-00004 om-quote edit 4 TEA:2
	prints Q-00004 om-quote decline 4
	om-quote new -c ACME TEA:1 | om-quote send -
	prints SO-00002 om-quote accept 5
	assert_equal "$(om-quote list -q --state sent)" ""
	prints $'Q-00002\nQ-00004' om-quote list -q --state declined
}

@test "accepting makes a draft order with everything filled in" {
	new_shop
	om-quote new -c LOTUS TEA:10@4.20-5% DELIVERY:1 --ref E-7 --location MAIN --note 'ring twice' \
		--ship-name Joe --ship-street 'Way 2' --ship-city Rome --ship-country IT --date 2026-11-01
	prints SO-00001 om-quote accept 1
	om-quote show 1 --format yaml | grep -v '^number\|^date\|^state\|number:' >quote
	om-order show 1 --format yaml | grep -v '^number\|^date\|^state\|number:\|^shipped\|^invoiced' |
		grep -v '^  \(reserved\|shipped\|invoiced\|backordered\): ' >order
	run diff quote order
	assert_output ""
	prints 'SO-00001,2026-11-23,,LOTUS,E-7,draft,none,none,45.90' om-order list --no-header \
		--columns number,date,required,customer,ref,state,shipped,invoiced,net
	run om log Q-1 --no-header --columns verb,detail
	assert_line "quote accept,made SO-00001"
}

@test "a quote past its date cannot be accepted until it is extended" {
	new_shop
	om-quote new -c ACME TEA:1 --date 2026-11-01 --valid-until 2026-11-22
	refused 1 "om-quote: Q-00001 was valid until 2026-11-22; 'om-quote edit Q-00001 --valid-until DATE' extends it" \
		om-quote accept 1
	om-quote edit 1 --valid-until 2026-11-23
	prints SO-00001 om-quote accept 1
}

@test "expire takes every open quote past its date, and no other" {
	new_shop
	om-quote new -c ACME TEA:1 --valid-until 2026-11-22
	om-quote new -c ACME TEA:1 --valid-until 2026-11-23
	om-quote new -c ACME TEA:1
	om-quote new -c ACME TEA:1 --valid-until 2026-11-01 | om-quote send -
	om-quote new -c ACME TEA:1 --valid-until 2026-11-01 | om-quote decline -
	dry $'Q-00001\nQ-00004' om-quote expire
	prints "" om-quote expire
	prints $'Q-00002\nQ-00003' om-quote list -q --state draft
	OM_NOW=2026-11-24T00:00:01Z prints Q-00002 om-quote expire
}

@test "a copy is a new draft of today, for the same customer or another" {
	new_shop
	om-quote new -c ACME TEA:2@4-5% --ref E-7 --date 2026-11-01 --valid-until 2026-11-05
	om-quote decline 1
	prints Q-00002 om-quote copy 1
	prints Q-00003 om-quote copy 1 -c LOTUS
	prints 'Q-00002,2026-11-23,,ACME,draft,7.60
Q-00003,2026-11-23,,LOTUS,draft,7.60' om-quote list --no-header --state draft \
		--columns number,date,valid_until,customer,state,net
	assert_equal "$(head_of Q-3 terms)" "net 14"
	refused 1 "om-quote: no customer 'LOTSU'; did you mean 'LOTUS'?" om-quote copy 1 -c LOTSU
}

# Files

@test "what show prints as YAML makes the same quote again" {
	new_shop
	om-quote new -c ACME TEA:2@4-5% TEA:1 MUG:3 --ref 007 --valid-until 2026-12-01 \
		--note $'yes: #no\n- "x"' --ship-name 'null' --ship-street "it's: 5" --ship-city '~' --ship-country GB
	om-quote show 1 --format yaml >one
	prints Q-00002 om-quote new --from one
	om-quote show 2 --format yaml | sed 's/Q-00002/Q-00001/' >two
	run diff one two
	assert_output ""
	prints Q-00001 om-quote edit 1 --from one
	om-quote show 1 --format yaml >three
	run diff one three
	assert_output ""
}

@test "an edit from YAML finds lines by number and takes off those not named" {
	new_shop
	om-quote new -c ACME TEA:2 TEA:1 MUG:3
	cat >change.yaml <<-'YAML'
		lines:
		- {line: 2, sku: TEA, qty: 7}
		- {sku: POT, qty: 1}
	YAML
	prints Q-00001 om-quote edit 1 --from change.yaml
	prints '2,TEA,7
3,POT,1' om-quote show 1 --no-header --columns line,sku,qty
	printf 'lines:\n- {line: 3, sku: TEA, qty: 1}\n' >wrong.yaml
	refused 3 "wrong.yaml:2:18: Q-00001 line 3: POT is not TEA; take the line off and add another
om-quote: nothing was written: 1 bad line" \
		om-quote edit 1 --from wrong.yaml
}

@test "goods that stand on several lines are not edited by their SKU" {
	new_shop
	om-quote new -c ACME TEA:1 TEA:2
	refused 1 "om-quote: Q-00001 has TEA on several lines; edit it with --from, where lines have numbers" \
		om-quote edit 1 TEA:5
}

@test "lines come from CSV too" {
	new_shop
	printf 'qty,sku,discount_percent,price\n2,TEA,5,4\n1,MUG,,\n' >lines.csv
	prints Q-00001 om-quote new -c ACME --from lines.csv POT:1
	prints 'POT,1,24.00,0
TEA,2,4.00,5
MUG,1,9.90,0' om-quote show 1 --no-header --columns sku,qty,price,discount_percent
}

# Lists

@test "a list is narrowed by customer, goods, state and dates" {
	new_shop
	om-quote new -c ACME TEA:1 --date 2026-10-31
	om-quote new -c NORD MUG:1 --date 2026-11-01
	om-quote new -c ACME MUG:1 TEA:1 --date 2026-11-30 | om-quote send -
	prints $'Q-00001\nQ-00003' om-quote list -q --customer ACME
	prints $'Q-00002\nQ-00003' om-quote list -q --sku MUG
	prints Q-00003 om-quote list -q --state sent
	prints $'Q-00002\nQ-00003' om-quote list -q --period 2026-11
	prints Q-00002 om-quote list -q --from 2026-11-01 --to 2026-11-29
	prints Q-00003 om-quote list -q --sort -number --limit 1
	prints 'Q-00001,TEA
Q-00003,TEA' om-quote lines --no-header --columns number,sku --sku TEA
	refused 2 "om-quote: '--state': 'dreft' is not one of draft|sent|accepted|declined|expired; did you mean 'draft'?" \
		om-quote list --state dreft
	refused 1 "om-quote: no customer 'ACM'; did you mean 'ACME'?" om-quote list --customer ACM
}

@test "a list as JSON has amounts as text" {
	new_shop
	om-quote new -c ACME TEA:1
	prints '[
{"number":"Q-00001","date":"2026-11-23","valid_until":null,"customer":"ACME","ref":null,"state":"draft","currency":"EUR","net":"4.50","tax":"0.32","total":"4.82"}
]' om-quote list --format json
}

# Dry runs and keys

@test "each writing verb of a quote has a dry run that leaves nothing" {
	new_shop
	dry Q-00001 om-quote new -c ACME TEA:1
	dry Q-00001 om-quote edit 1 TEA:2
	dry Q-00001 om-quote send 1
	dry Q-00002 om-quote copy 1
	dry SO-00001 om-quote accept 1
	dry Q-00002 om-quote decline 2
}

@test "each writing verb of a quote can be repeated under its key" {
	new_shop
	om-quote new -c ACME TEA:1 --key n
	prints Q-00001 om-quote new -c ACME TEA:1 --key n
	refused 1 "om-quote: key 'n' was used for something else; take a new key" \
		om-quote new -c ACME TEA:2 --key n
	om-quote copy 1 -k c
	prints Q-00002 om-quote copy 1 -k c
	om-quote accept 1 -k a
	prints SO-00001 om-quote accept 1 -k a
	refused 1 "om-quote: key 'a' was used for something else; take a new key" om-quote accept 2 -k a
	prints SO-00001 om-order list -q
	prints $'Q-00001\nQ-00002' om-quote list -q
}

@test "of several quotes all are moved or none" {
	new_shop
	om-quote new -c ACME TEA:1
	om-quote new -c ACME TEA:1 | om-quote decline -
	leaves_all om-quote accept 1 2
	assert_failure 1
	assert_equal "$output" ""
	prints Q-00001 om-quote list -q --state draft
}
