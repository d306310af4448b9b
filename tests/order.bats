#!/usr/bin/env bats
# om-order: orders, what they reserve, and how they end.

load helper
load papers

# Making and confirming

@test "a draft order reserves nothing, a confirmed one what is free" {
	new_shop
	prints SO-00001 om-order new -c ACME TEA:20@4-5% POT:8 DELIVERY:1 \
		--required 2026-12-01 --ref PO-77 --channel web --terms 'net 14'
	assert_equal "$(on_shelf TEA)" "100,0,100"
	notes SO-00001 "om-order: SO-00001 line 2: POT: 5 of 8 reserved, 3 backordered" om-order confirm 1
	# 76.00 + 192.00 + 6.00; 76.00 at 7 % 5.32, 198.00 at 19 % 37.62
	prints 'number,date,required,customer,ref,channel,state,shipped,invoiced,currency,net,tax,total,held
SO-00001,2026-11-23,2026-12-01,ACME,PO-77,web,confirmed,none,none,EUR,274.00,42.94,316.94,no' om-order list
	prints 'number,line,sku,name,qty,unit,price,discount_percent,net,reserved,shipped,invoiced,backordered
SO-00001,1,TEA,Green tea 100 g,20,bag,4.00,5,76.00,20,0,0,0
SO-00001,2,POT,Teapot 1 l,8,pcs,24.00,0,192.00,5,0,0,3
SO-00001,3,DELIVERY,Delivery,1,job,6.00,0,6.00,0,0,0,0' om-order show 1
	assert_equal "$(on_shelf TEA)" "100,20,80"
	assert_equal "$(on_shelf POT)" "5,5,0"
}

@test "an order without a required date has none" {
	new_shop
	om-order new -c ACME TEA:1
	om-quote new -c ACME TEA:1 | om-quote accept -
	om-invoice sell -c ACME TEA:1
	prints 'SO-00001,
SO-00002,
SO-00003,' om-order list --no-header --columns number,required
	run om sql "SELECT count(*) FROM document WHERE required = '1970-01-01' OR valid_until = '1970-01-01'"
	assert_line 0
}

@test "two orders never get the same goods" {
	new_shop
	confirmed -c ACME POT:4
	notes SO-00002 "om-order: SO-00002 line 1: POT: 1 of 3 reserved, 2 backordered" \
		sh -c 'om-order new -c NORD POT:3 | om-order confirm -'
	assert_equal "$(on_shelf POT)" "5,5,0"
}

@test "all or nothing refuses an order that is short, and reserves nothing of it" {
	new_shop
	om-order new -c ACME TEA:1 POT:8
	leaves_all om-order confirm 1 --all-or-nothing
	assert_failure 1
	assert_equal "$stderr" "om-order: SO-00001 line 2: POT: 8 asked, 5 available"
	assert_equal "$output" ""
	assert_equal "$(on_shelf TEA)" "100,0,100"
	om-order edit 1 POT:5
	prints SO-00001 om-order confirm 1 --all-or-nothing
}

@test "goods go only to a complete address, services to any" {
	new_shop
	om-customer add BARE --name Bare
	om-order new -c BARE TEA:1
	refused 1 "om-order: SO-00001: the delivery address is incomplete: street, city, country missing" \
		om-order confirm 1
	om-order edit 1 --ship-name Bo --ship-street 'Way 1' --ship-city Ulm --ship-country DE
	prints SO-00001 om-order confirm 1
	om-order new -c BARE DELIVERY:1
	prints SO-00002 om-order confirm 2
}

@test "the address on an order is the one it was made with" {
	new_shop
	om-order new -c ACME TEA:1
	om-customer edit ACME --street 'Moved Road 9'
	assert_equal "$(head_of SO-1 bill_to)" '"Acme Tea Rooms, Joan Hill, 5 Mill Lane, London, E1 6AN, GB"'
	om-order new -c ACME TEA:1
	assert_regex "$(head_of SO-2 bill_to)" "Moved Road 9"
}

@test "an order's price is that of the day it was made" {
	new_shop
	om-order new -c ACME TEA:1
	om-item edit TEA --price 99
	om-order edit 1 TEA:2
	prints 4.50,9.00 om-order show 1 --no-header --columns price,net
}

@test "goods are reserved where they lie, the default location first" {
	new_shop
	om-stock locations add SHOP
	om-stock receive TEA:30 --location SHOP
	prints SO-00001 sh -c 'om-order new -c ACME TEA:110 | om-order confirm -'
	assert_equal "$(on_shelf TEA)" "100,100,0"
	assert_equal "$(on_shelf TEA SHOP)" "30,10,20"
}

@test "an order for one location takes nothing from another" {
	new_shop
	om-stock locations add SHOP
	om-stock receive TEA:30 --location SHOP
	notes SO-00001 "om-order: SO-00001 line 1: TEA: 30 of 40 reserved, 10 backordered" \
		sh -c 'om-order new -c ACME TEA:40 --location SHOP | om-order confirm -'
	assert_equal "$(on_shelf TEA)" "100,0,100"
	assert_equal "$(on_shelf TEA SHOP)" "30,30,0"
}

@test "an order cannot be made of what is not there" {
	new_shop
	refused 2 "om-order: no customer is named; give one with -c" om-order new TEA:1
	refused 2 "om-order: no lines are given; name goods as SKU:QTY" om-order new -c ACME
	refused 1 "om-order: no customer 'LOTSU'; did you mean 'LOTUS'?" om-order new -c LOTSU TEA:1
	refused 1 "om-order: no item 'MGU'; did you mean 'MUG'?" om-order new -c ACME MGU:1
	refused 1 "om-order: there is no 'SO-00009'" om-order confirm 9
	refused 1 "om-order: 'x' is not a reference; expected an order such as SO-00001" om-order confirm x
}

# Backorders

@test "allocate fills the order required first, then the older one" {
	new_shop
	om-stock adjust POT:-5 --reason broken
	confirmed -c ACME POT:2
	confirmed -c NORD POT:2 --required 2026-12-24
	confirmed -c LOTUS POT:2 --required 2026-12-01
	om-stock receive POT:3
	prints $'SO-00003\nSO-00002' om-order allocate
	prints 'SO-00001,0,2
SO-00002,1,1
SO-00003,2,0' om-order lines --no-header --columns number,reserved,backordered
	prints "" om-order allocate
	om-stock receive POT:9
	prints $'SO-00002\nSO-00001' om-order allocate
	run om log SO-1 --no-header --columns verb,detail
	assert_line "order allocate,POT 2"
}

@test "allocate of one order passes over the others" {
	new_shop
	om-stock adjust POT:-5 --reason broken
	confirmed -c ACME POT:2 --required 2026-12-01
	confirmed -c NORD POT:2
	om-stock receive POT:2
	prints SO-00002 om-order allocate 2
	prints "" om-order allocate 1
	assert_equal "$(progress 1)" "POT,2,0,0,0,2"
}

@test "a held order waits in the queue no more, unless it is named" {
	new_shop
	om-stock adjust POT:-5 --reason broken
	confirmed -c ACME POT:2 --required 2026-12-01 | om-order hold -
	confirmed -c NORD POT:2
	om-stock receive POT:3
	prints SO-00002 om-order allocate
	prints SO-00001 om-order allocate 1
	assert_equal "$(progress 1)" "POT,2,1,0,0,1"
}

@test "short orders, and what is owed, are listed" {
	new_shop
	confirmed -c ACME POT:8 TEA:1 --required 2026-12-01
	confirmed -c NORD MUG:1 --required 2026-11-22 --channel web
	om-order new -c LOTUS POT:1
	prints SO-00001 om-order list -q --short
	prints $'SO-00001\nSO-00002' om-order list -q --unshipped
	prints 'number,line,sku,name,qty,unit,price,discount_percent,net,reserved,shipped,invoiced,backordered
SO-00002,1,MUG,Stoneware mug,1,pcs,9.90,0,9.90,1,0,0,0
SO-00001,1,POT,Teapot 1 l,8,pcs,24.00,0,192.00,5,0,0,3
SO-00001,2,TEA,Green tea 100 g,1,bag,4.50,0,4.50,1,0,0,0' om-order open
	prints SO-00002 om-order open --late -q
	prints SO-00002 om-order open -q --channel web
	prints SO-00001 om-order open -q --sku TEA
	prints SO-00002 om-order open -q --customer NORD
}

# Holding

@test "a held order does not ship, and says how it would" {
	new_shop
	confirmed -c ACME TEA:10
	prints SO-00001 om-order hold 1 --note 'unpaid bills'
	refused 1 "om-order: SO-00001 is held already" om-order hold 1
	refused 1 "om-ship: SO-00001 is held; 'om-order release SO-00001' lets it ship" om-ship new 1
	prints yes om-order list --no-header --columns held
	prints SO-00001 om-order release 1
	refused 1 "om-order: SO-00001 is not held" om-order release 1
	prints SH-00001 om-ship new 1
	om-order hold 1
	refused 1 "om-ship: SH-00001: SO-00001 is held; 'om-order release SO-00001' lets it ship" \
		om-ship dispatch 1
	assert_equal "$(on_shelf TEA)" "100,10,90"
	run om log SO-1 --no-header --columns verb,detail
	assert_line "order hold,unpaid bills"
}

@test "a draft can be held and confirmed, and then still does not ship" {
	new_shop
	om-order new -c ACME TEA:10 | om-order hold - | om-order confirm -
	refused 1 "om-ship: SO-00001 is held; 'om-order release SO-00001' lets it ship" om-ship new 1
}

# Editing

@test "an edit of a confirmed order moves its reservations" {
	new_shop
	confirmed -c ACME TEA:20 POT:5
	prints SO-00001 om-order edit 1 TEA:15
	assert_equal "$(on_shelf TEA)" "100,15,85"
	prints SO-00001 om-order edit 1 TEA:40
	assert_equal "$(on_shelf TEA)" "100,40,60"
	notes SO-00001 "om-order: SO-00001 line 1: TEA: 50 backordered" om-order edit 1 TEA:150
	assert_equal "$(on_shelf TEA)" "100,100,0"
	prints SO-00001 om-order edit 1 TEA:90
	prints SO-00001 om-order edit 1 POT:0 MUG:2
	assert_equal "$(on_shelf POT)" "5,0,5"
	assert_equal "$(progress 1)" $'TEA,90,90,0,0,0\nMUG,2,2,0,0,0'
	# 90 x 4.50 at 7 %, 2 x 9.90 at 19 %: 405.00, 19.80; 28.35 + 3.762
	prints 424.80,32.11,456.91 om-order list --no-header --columns net,tax,total
}

@test "an edit cannot go below what is shipped or on a shipment" {
	new_shop
	confirmed -c ACME TEA:20 MUG:4
	om-ship new 1 --line TEA:8 | om-ship dispatch -
	om-ship new 1 --line TEA:2
	refused 1 "om-order: SO-00001 line 1: TEA: 9 asked, 10 shipped or on a shipment" om-order edit 1 TEA:9
	refused 1 "om-order: SO-00001 line 1: TEA: 0 asked, 10 shipped or on a shipment" om-order edit 1 TEA:0
	prints SO-00001 om-order edit 1 TEA:10 MUG:0
	assert_equal "$(progress 1)" "TEA,10,2,8,0,0"
	assert_equal "$(on_shelf TEA)" "92,2,90"
	om-ship dispatch 2
	assert_equal "$(standing SO-00001)" confirmed,all,none
}

@test "an edit cannot go below what is invoiced, nor change its price" {
	new_shop
	om-customer edit ACME --billing ordered
	confirmed -c ACME TEA:20
	om-invoice new SO-1
	refused 1 "om-order: SO-00001 line 1: TEA: 19 asked, 20 invoiced" om-order edit 1 TEA:19
	refused 1 "om-order: SO-00001 line 1: TEA is invoiced; its price stays" om-order edit 1 TEA:20@5
	refused 1 "om-order: SO-00001 line 1: TEA is invoiced; its price stays" om-order edit 1 TEA:20-5%
	prints SO-00001 om-order edit 1 TEA:21@4.50-0%
	assert_equal "$(standing SO-00001)" confirmed,none,part
}

@test "an edit changes the header of a confirmed order, but not its customer" {
	new_shop
	confirmed -c ACME TEA:1
	refused 1 "om-order: SO-00001 is confirmed; its customer stays" om-order edit 1 -c NORD
	prints SO-00001 om-order edit 1 --ref X --required 2026-12-05 --terms eom --channel web
	prints SO-00001,2026-12-05,X,web om-order list --no-header --columns number,required,ref,channel
	assert_equal "$(head_of SO-1 terms)" eom
}

@test "a discount for an edit is for lines that have none of their own" {
	new_shop
	om-order new -c ACME TEA:1 MUG:1-5%
	prints SO-00001 om-order edit 1 --discount 10
	prints 'TEA,10,4.05
MUG,5,9.41' om-order show 1 --no-header --columns sku,discount_percent,net
}

@test "an edit of nothing is wrong usage; an empty text clears" {
	new_shop
	om-order new -c ACME TEA:1 --ref A --note B
	refused 2 "om-order: nothing to change: give lines or an option" om-order edit 1
	prints SO-00001 om-order edit 1 --ref ''
	prints SO-00001, om-order list --no-header --columns number,ref
	prints SO-00001 om-order edit 1 --note C
	assert_equal "$(head_of SO-1 note)" C
}

@test "texts with control characters, or too long, are refused" {
	new_shop
	refused 2 "om-order: ref 'a\\nb' holds a control character" om-order new -c ACME TEA:1 --ref $'a\nb'
	refused 2 "om-order: '--note': 'a\\x1b[31m' holds a control character" \
		om-order new -c ACME TEA:1 --note $'a\033[31m'
	refused 1 "om-order: no item 'TEA\\x1b'; did you mean 'TEA'?" om-order new -c ACME $'TEA\033:1'
	local long
	long=$(printf '%0300d' 0)
	refused 2 "om-order: ref '$long' is longer than 255 bytes" om-order new -c ACME TEA:1 --ref "$long"
	refused 1 "om-order: no item 'T'EA'; did you mean 'TEA'?" om-order new -c ACME "T'EA:1"
}

@test "an order keeps at least one line" {
	new_shop
	confirmed -c ACME TEA:1
	leaves_all om-order edit 1 TEA:0
	assert_failure 1
	assert_equal "$stderr" "om-order: SO-00001 would have no lines; cancel it instead"
	assert_equal "$(progress 1)" "TEA,1,1,0,0,0"
	refused 1 "om-order: SO-00001 has no line of MUG" om-order edit 1 MUG:0
}

@test "an edit that fails in its second line changes nothing of the first" {
	new_shop
	confirmed -c ACME TEA:10
	leaves_all om-order edit 1 TEA:5 TAE:1
	assert_failure 1
	assert_equal "$(progress 1)" "TEA,10,10,0,0,0"
	assert_equal "$(on_shelf TEA)" "100,10,90"
}

@test "each verb of an order needs the state that it needs" {
	new_shop
	om-order new -c ACME TEA:1 | om-order cancel -
	confirmed -c ACME TEA:1 | om-order close -
	om-order new -c ACME TEA:1
	confirmed -c ACME TEA:1
	local n state verb
	for n in 1 2; do
		state=$([ "$n" = 1 ] && echo cancelled || echo closed)
		for verb in edit hold release cancel; do
			refused 1 "om-order: SO-0000$n is $state; '$verb' needs an order in state draft or confirmed" \
				om-order "$verb" "$n"
		done
		refused 1 "om-order: SO-0000$n is $state; 'confirm' needs an order in state draft" om-order confirm "$n"
		for verb in allocate close; do
			refused 1 "om-order: SO-0000$n is $state; '$verb' needs an order in state confirmed" \
				om-order "$verb" "$n"
		done
		refused 1 "om-ship: SO-0000$n is $state; 'ship' needs an order in state confirmed" om-ship new "$n"
	done
	refused 1 "om-invoice: SO-00001 is cancelled; 'bill' needs an order in state confirmed or closed" \
		om-invoice new SO-1
	refused 1 "om-order: SO-00003 is draft; 'allocate' needs an order in state confirmed" om-order allocate 3
	refused 1 "om-order: SO-00003 is draft; 'close' needs an order in state confirmed" om-order close 3
	refused 1 "om-ship: SO-00003 is draft; 'ship' needs an order in state confirmed" om-ship new 3
	refused 1 "om-invoice: SO-00003 is draft; 'bill' needs an order in state confirmed or closed" \
		om-invoice new SO-3
	refused 1 "om-order: SO-00004 is confirmed; 'confirm' needs an order in state draft" om-order confirm 4
	prints SO-00003 om-order edit 3 TEA:2
	prints SO-00003 om-order hold 3
	prints SO-00003 om-order release 3
	prints SO-00003 om-order confirm 3
	prints "" om-order allocate 3
	prints SO-00003 om-order cancel 3
	prints SO-00004 om-order close 4
}

# Cancelling and closing

@test "cancelling an order frees its stock" {
	new_shop
	confirmed -c ACME TEA:30
	prints SO-00001 om-order cancel 1
	assert_equal "$(on_shelf TEA)" "100,0,100"
	prints "" om-order open --no-header
}

@test "what has shipped, is ready to, or is invoiced cannot be cancelled" {
	new_shop
	confirmed -c ACME TEA:30
	om-ship new 1 --line TEA:10
	refused 1 "om-order: SO-00001: a shipment is ready; cancel that first" om-order cancel 1
	om-ship dispatch 1
	refused 1 "om-order: SO-00001 has shipped in part and cannot be cancelled; 'om-order close SO-00001' gives up the rest" \
		om-order cancel 1
	om-customer edit NORD --billing ordered
	confirmed -c NORD TEA:1 && om-invoice new SO-2
	refused 1 "om-order: SO-00002 is invoiced and cannot be cancelled" om-order cancel 2
	om-invoice cancel DRAFT-1
	prints SO-00002 om-order cancel 2
}

@test "closing an order frees what has not shipped, and what did may be billed" {
	new_shop
	confirmed -c ACME TEA:30 POT:8
	om-ship new 1 --line TEA:10
	refused 1 "om-order: SO-00001 line 1: TEA is on a shipment that is ready; dispatch or cancel that first" \
		om-order close 1
	om-ship dispatch 1
	prints SO-00001 om-order close 1
	assert_equal "$(on_shelf TEA)" "90,0,90"
	assert_equal "$(on_shelf POT)" "5,0,5"
	assert_equal "$(progress 1)" $'TEA,30,0,10,0,0\nPOT,8,0,0,0,0'
	assert_equal "$(standing SO-00001)" closed,all,none
	prints INV-00001 om-invoice new SO-1 --post
	prints TEA,10 om-invoice show INV-1 --no-header --columns sku,qty
	assert_equal "$(standing SO-00001)" closed,all,all
}

@test "one line can be closed; the order goes on" {
	new_shop
	confirmed -c ACME TEA:30 POT:8
	prints SO-00001 om-order close 1 --line POT
	assert_equal "$(on_shelf POT)" "5,0,5"
	assert_equal "$(progress 1)" $'TEA,30,30,0,0,0\nPOT,8,0,0,0,0'
	prints 'SO-00001,TEA' om-order open --no-header --columns number,sku
	refused 1 "om-order: SO-00001: nothing of 'POT' is left to close" om-order close 1 --line POT
	refused 1 "om-order: SO-00001 has no line of goods 'XXX'" om-order close 1 --line XXX
	refused 1 "om-order: SO-00001 has no line of goods '#3'" om-order close 1 --line '#3'
	om-stock receive POT:50
	prints "" om-order allocate
	om-ship new 1 | om-ship dispatch - | om-invoice new --post -
	assert_equal "$(standing SO-00001)" closed,all,all
}

@test "several lines can be closed at once, by SKU or by number" {
	new_shop
	confirmed -c ACME TEA:1 TEA:2 MUG:1 POT:1
	prints SO-00001 om-order close 1 --line '#2' --line MUG
	prints 'TEA,1
POT,1' om-order open --no-header --columns sku,qty
	prints SO-00001 om-order close 1 --line TEA --line POT
	assert_equal "$(standing SO-00001)" closed,none,none
	run om log SO-1 --no-header --columns verb,detail
	assert_line "order close,#2 MUG"
}

@test "raising the quantity of a closed line opens it again" {
	new_shop
	confirmed -c ACME TEA:1 MUG:4
	om-order close 1 --line MUG
	om-order edit 1 MUG:5
	assert_equal "$(progress 1)" $'TEA,1,1,0,0,0\nMUG,5,5,0,0,0'
}

@test "an order that is wholly shipped and billed is closed by itself" {
	new_shop
	shipped -c ACME TEA:2 DELIVERY:1
	assert_equal "$(standing SO-00001)" confirmed,all,none
	om-invoice new SO-1
	assert_equal "$(standing SO-00001)" confirmed,all,all
	om-invoice post DRAFT-1
	assert_equal "$(standing SO-00001)" closed,all,all
	run om log SO-1 --no-header --columns verb,detail
	assert_line "order close,all shipped and invoiced"
}

# Files

@test "what show prints as YAML makes the same order again" {
	new_shop
	om-customer address ACME add DOCK --name 'Acme Dock' --street 'Pier 1' --city London --country GB
	om-order new -c ACME TEA:2@4-5% TEA:1.5@0.333333 MUG:3 --ref 1e3 --channel web --required 2026-12-01 \
		--terms 'net 30 eom' --location MAIN --ship-to DOCK --note $'no\n\n  # \'quoted\': "yes"'
	om-order show 1 --format yaml >one
	prints SO-00002 om-order new --from one --ref 1e4
	om-order show 2 --format yaml | sed 's/SO-00002/SO-00001/; s/1e4/1e3/' >two
	run diff one two
	assert_output ""
	om-order confirm 1
	om-order show 1 --format yaml >one
	om-order edit 1 --from - <one
	om-order show 1 --format yaml >two
	run diff one two
	assert_output ""
}

@test "a channel's reference names one order" {
	new_shop
	om-order new -c ACME TEA:1 --ref A --channel web
	om-order new -c ACME TEA:1 --ref A --channel shop
	om-order new -c ACME TEA:1 --ref A
	om-order new -c ACME TEA:1 --ref A
	refused 1 "om-order: order 'A' of channel 'web' is SO-00001 already" \
		om-order new -c NORD TEA:1 --ref A --channel web
	refused 1 "om-order: order 'A' of channel 'web' is SO-00001 already" om-order edit 3 --channel web
}

@test "an edit with what show printed leaves a closed line closed" {
	new_shop
	confirmed -c ACME TEA:5 POT:8
	om-order close 1 --line POT
	om-order show 1 --format yaml >one
	prints SO-00001 om-order edit 1 --from one
	assert_equal "$(progress 1)" $'TEA,5,5,0,0,0\nPOT,8,0,0,0,0'
	assert_equal "$(on_shelf POT)" "5,0,5"
}

@test "an edit from a file takes off the lines that it does not name" {
	new_shop
	confirmed -c ACME TEA:5 MUG:2 POT:1
	om-ship new 1 --line MUG:1
	printf 'sku,qty\nTEA,7\n' >lines.csv
	refused 1 "om-order: SO-00001 line 2: MUG: 0 asked, 1 shipped or on a shipment" \
		om-order edit 1 --from lines.csv
	printf 'sku,qty\nTEA,7\nMUG,1\n' >lines.csv
	prints SO-00001 om-order edit 1 --from lines.csv
	assert_equal "$(progress 1)" $'TEA,7,7,0,0,0\nMUG,1,1,0,0,0'
	assert_equal "$(on_shelf POT)" "5,0,5"
}

@test "what the command line says is stronger than the file" {
	new_shop
	printf 'customer: ACME\nref: A\nterms: eom\nlines:\n- {sku: TEA, qty: 1}\n' >order.yaml
	om-order new -c NORD --ref B --from order.yaml POT:1
	prints SO-00001,NORD,B om-order list --no-header --columns number,customer,ref
	assert_equal "$(head_of SO-1 terms)" eom
	prints $'POT\nTEA' om-order show 1 --no-header --columns sku
}

@test "a mistake in a YAML order is bad input, with its place" {
	new_shop
	local place sentence text
	while IFS='|' read -r place sentence text; do
		# shellcheck disable=SC2059
		printf "$text" >o.yaml
		refused 3 "om-order: o.yaml:$place: $sentence" om-order new --from o.yaml
	done <<-'CASES'
		2:1|unknown key 'lins'; did you mean 'lines'?|customer: ACME\nlins:\n- {sku: TEA, qty: 1}\n
		3:14|unknown key 'qt'; did you mean 'qty'?|customer: ACME\nlines:\n- {sku: TEA, qt: 1}\n
		3:3|a line needs sku and qty|customer: ACME\nlines:\n- {sku: TEA}\n
		2:11|required '2026-02-30' is not a day of the calendar|customer: ACME\nrequired: 2026-02-30\nlines:\n- {sku: TEA, qty: 1}\n
		2:10|billing 'later' is neither shipped nor ordered|customer: ACME\nbilling: later\nlines:\n- {sku: TEA, qty: 1}\n
		3:10|'x' is not the number of a line|customer: ACME\nlines:\n- {line: x, sku: TEA, qty: 1}\n
	CASES
	assert_equal "$(om-order list -q)" ""
}

@test "all mistakes in the lines of an order's file are reported, and nothing is made" {
	new_shop
	printf 'sku,qty\nMUX,2\nTEA,x\nTEA,1\n' >lines.csv
	refused 3 "lines.csv:2:1: no item 'MUX'; did you mean 'MUG'?
lines.csv:3:5: qty 'x' is not a number
om-order: nothing was written: 2 bad lines" om-order new -c ACME --from lines.csv
	printf 'customer: ACME\nlines:\n- {sku: MUX, qty: 2}\n- {qty: x, sku: TEA}\n' >lines.yaml
	refused 3 "lines.yaml:3:9: no item 'MUX'; did you mean 'MUG'?
lines.yaml:4:9: qty 'x' is not a number
om-order: nothing was written: 2 bad lines" om-order new --from lines.yaml
	assert_equal "$(om-order list -q)" ""
}

# Lists and history

@test "a list is narrowed by customer, goods, channel, state and dates" {
	new_shop
	om-order new -c ACME TEA:1 --date 2026-10-31
	confirmed -c NORD MUG:1 --date 2026-11-01 --channel web
	om-order new -c ACME MUG:1 --date 2026-11-30 | om-order cancel -
	prints $'SO-00001\nSO-00003' om-order list -q --customer ACME
	prints $'SO-00002\nSO-00003' om-order list -q --sku MUG
	prints SO-00002 om-order list -q --channel web
	prints SO-00003 om-order list -q --state cancelled
	prints $'SO-00002\nSO-00003' om-order list -q --period 2026-11
	prints SO-00001 om-order list -q --to 2026-10-31
	prints SO-00002 om-order list -q --uninvoiced
	prints 'SO-00002,MUG
SO-00003,MUG' om-order lines --no-header --columns number,sku --sku MUG
	refused 2 "om-order: '--state': 'conf' is not one of draft|confirmed|closed|cancelled; did you mean 'confirmed'?" \
		om-order list --state conf
	refused 1 "om-order: no customer 'NROD'; did you mean 'NORD'?" om-order list --customer NROD
	refused 1 "om-order: no item 'MGU'; did you mean 'MUG'?" om-order list --sku MGU
}

@test "the history of an order tells of its shipments and invoices" {
	new_shop
	billed -c ACME TEA:2 --note 'by phone'
	prints 'number,at,who,verb,detail
SO-00001,2026-11-23T09:00:00Z,ME,order new,by phone
SO-00001,2026-11-23T09:00:00Z,ME,order confirm,
SO-00001,2026-11-23T09:00:00Z,ME,order close,all shipped and invoiced
SH-00001,2026-11-23T09:00:00Z,ME,ship new,
SH-00001,2026-11-23T09:00:00Z,ME,ship dispatch,
DRAFT-00001,2026-11-23T09:00:00Z,ME,invoice new,
INV-00001,2026-11-23T09:00:00Z,ME,invoice post,"DRAFT-00001, EUR 9.63"' \
		sh -c "om-order history 1 | sed 's/Z,$(id -un),/Z,ME,/'"
}

@test "the history of a customer has every paper and payment, and the balance" {
	new_shop
	om-quote new -c LOTUS TEA:2 --date 2026-11-01 | om-quote accept - --date 2026-11-02 |
		om-order confirm - | om-ship new - | om-ship dispatch - --date 2026-11-03 |
		om-invoice new - --post --date 2026-11-04
	om-invoice pay INV-1 5 --date 2026-11-05 --method bank --ref 'stmt 4'
	om-order new -c ACME TEA:1
	prints 'number,date,kind,state,ref,currency,total,open,balance
Q-00001,2026-11-01,quote,accepted,,EUR,9.63,,0.00
SO-00001,2026-11-02,order,closed,,EUR,9.63,,0.00
SH-00001,2026-11-03,shipment,dispatched,,EUR,9.63,,0.00
INV-00001,2026-11-04,invoice,posted,,EUR,9.63,4.63,9.63
PAY-00001,2026-11-05,payment,,stmt 4,EUR,5.00,0.00,4.63' om-customer history LOTUS
}

# Dry runs, keys, several at once

@test "each writing verb of an order has a dry run that leaves nothing" {
	new_shop
	dry SO-00001 om-order new -c ACME TEA:1 POT:8
	dry SO-00001 om-order confirm 1
	dry SO-00001 om-order edit 1 TEA:2
	dry SO-00001 om-order hold 1
	dry SO-00001 om-order release 1
	om-stock receive POT:1
	dry SO-00001 om-order allocate
	dry SO-00001 om-order close 1 --line POT
	dry SO-00001 om-order cancel 1
	confirmed -c ACME TEA:1
	dry SO-00002 om-order close 2
	assert_equal "$(on_shelf TEA)" "100,0,100"
}

@test "each writing verb of an order can be repeated under its key" {
	new_shop
	local verb
	om-order new -c ACME TEA:1 -k new
	prints SO-00001 om-order new -c ACME TEA:1 -k new
	refused 1 "om-order: key 'new' was used for something else; take a new key" \
		om-order new -c ACME TEA:1 MUG:1 -k new
	for verb in confirm hold release cancel; do
		prints SO-00001 om-order "$verb" 1 --key "$verb"
		prints SO-00001 om-order "$verb" 1 --key "$verb"
		refused 1 "om-order: key '$verb' was used for something else; take a new key" \
			om-order "$verb" 2 --key "$verb"
	done
	prints SO-00001 om-order list -q
}

@test "of several orders all are moved or none, and nothing is printed" {
	new_shop
	om-order new -c ACME TEA:1
	om-order new -c ACME TEA:1 | om-order cancel -
	om-order new -c ACME TEA:1
	leaves_all om-order confirm 1 2 3
	assert_failure 1
	assert_equal "$output" ""
	assert_equal "$stderr" "om-order: SO-00002 is cancelled; 'confirm' needs an order in state draft"
	assert_equal "$(on_shelf TEA)" "100,0,100"
	prints $'SO-00003\nSO-00001' om-order confirm 3 1
}

# What reading the code found

@test "an edit of a confirmed order does not jump the queue" {
	new_shop
	om-item add W --name w --price 1
	om-order new -c ACME W:5 --required 2026-11-25 | om-order confirm - 2>/dev/null
	om-order new -c LOTUS W:5 --required 2026-12-30 | om-order confirm - 2>/dev/null
	om-stock receive W:5@1 2>/dev/null
	om-order edit 2 --ref x
	prints SO-00001 om-order allocate
	assert_equal "$(om-order lines --no-header -o number,reserved | xargs)" "SO-00001,5 SO-00002,0"
}

@test "a barcode in an edited file means its line, whose price stays" {
	new_shop
	om-order new -c ACME TEA:2@7.77
	om-order show 1 --format yaml | sed 's/sku: TEA/sku: "4006381333931"/' | om-order edit 1 --from -
	assert_equal "$(om-order lines --no-header -o line,sku,qty,price)" 1,TEA,2,7.77
}

@test "a line that was on a cancelled shipment cannot be taken off, and says why" {
	new_shop
	om-order new -c ACME TEA:1 MUG:1 | om-order confirm - | om-ship new -
	om-ship cancel 1
	refused 1 "om-order: SO-00001 line 1: TEA was on a shipment or an invoice and stays; 'om-order close SO-00001 --line #1' gives it up" \
		om-order edit 1 TEA:0
	prints SO-00001 om-order close 1 --line '#1'
}

@test "an accepted quote whose channel and ref are taken is refused" {
	new_shop
	om-order new -c ACME TEA:1 --channel web --ref A
	printf 'customer: ACME\nchannel: web\nref: A\nlines:\n- {sku: TEA, qty: 1}\n' | om-quote new --from -
	refused 1 "om-quote: order 'A' of channel 'web' is SO-00001 already" om-quote accept 1
}

@test "a customer who became inactive takes no order from a quote, and no copy" {
	new_shop
	om-quote new -c ACME TEA:1
	om-customer edit ACME --active no
	refused 1 "om-quote: ACME is not active; it takes no new documents" om-quote accept 1
	refused 1 "om-quote: ACME is not active; it takes no new documents" om-quote copy 1
}

@test "a confirmed order keeps a whole address and its location" {
	new_shop
	om-customer add BARE --name Bare
	om-stock locations add SHOP --name Shop
	om-order new -c BARE TEA:1 --ship-name B --ship-street 'Kai 1' --ship-city Kiel --ship-country DE |
		om-order confirm -
	refused 1 "om-order: SO-00001: the delivery address is incomplete: street, city, country missing" \
		om-order edit 1 --ship-to ''
	refused 1 "om-order: SO-00001 has goods reserved; its location stays" om-order edit 1 --location SHOP
}

@test "a file printed from one order does not become another's" {
	new_shop
	om-order new -c ACME TEA:1
	om-order new -c NORD MUG:1
	om-order show 1 --format yaml >one.yaml
	refused 3 "om-order: one.yaml: the file is 'SO-00001', not SO-00002" om-order edit 2 --from one.yaml
	assert_equal "$(om-order lines --no-header -o number,sku | xargs)" "SO-00001,TEA SO-00002,MUG"
}

@test "an edit that changes nothing is not logged" {
	new_shop
	om-order new -c ACME TEA:1
	om-order show 1 --format yaml >one.yaml
	prints SO-00001 om-order edit 1 --from one.yaml
	assert_equal "$(om log SO-1 --no-header -o verb)" "order new"
}

@test "an edit down to what is shipped and billed closes the order, and the log agrees" {
	new_shop
	om-order new -c ACME TEA:10 | om-order confirm -
	om-ship new 1 --line TEA:6 | om-ship dispatch - | om-invoice new --post -
	prints SO-00001 om-order edit 1 TEA:6
	assert_equal "$(standing SO-00001)" closed,all,all
	assert_equal "$(om log SO-1 --no-header -o verb | tail -2 | xargs)" "order edit order close"
	run om check
	assert_success
	assert_output ""
}
