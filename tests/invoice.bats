#!/usr/bin/env bats
# om-invoice: what may be billed, when it is due, and what is paid of it.

load helper
load papers

# number,net,tax,total of all invoices
amounts() {
	om-invoice list --no-header --columns number,net,tax,total
}

# What may be billed

@test "an order's goods are billed once they have left, its services with the first of them" {
	new_shop
	confirmed -c ACME TEA:10 DELIVERY:1
	refused 1 "om-invoice: SO-00001: nothing is left to bill" om-invoice new SO-1
	om-ship new 1 --line TEA:4
	refused 1 "om-invoice: SO-00001: nothing is left to bill" om-invoice new SO-1
	om-ship dispatch 1
	prints INV-00001 om-invoice new SO-1 --post
	prints 'number,line,sku,name,qty,unit,price,discount_percent,net,tax_percent
INV-00001,1,TEA,Green tea 100 g,4,bag,4.50,0,18.00,7
INV-00001,2,DELIVERY,Delivery,1,job,6.00,0,6.00,19' om-invoice show 1
	assert_equal "$(progress 1)" $'TEA,10,6,4,4,0\nDELIVERY,1,0,0,1,0'
	assert_equal "$(standing SO-00001)" confirmed,part,part
	om-ship new 1 | om-ship dispatch -
	prints INV-00002 om-invoice new SO-1 --post
	prints TEA,6,27.00 om-invoice show 2 --no-header --columns sku,qty,net
	assert_equal "$(standing SO-00001)" closed,all,all
	refused 1 "om-invoice: SO-00001: nothing is left to bill" om-invoice new SO-1
	# 18.00 at 7 %: 1.26, 6.00 at 19 %: 1.14; 27.00 at 7 %: 1.89
	prints 'number,date,due,customer,order,state,currency,net,tax,total,open
INV-00001,2026-11-23,2026-12-23,ACME,SO-00001,posted,EUR,24.00,2.40,26.40,26.40
INV-00002,2026-11-23,2026-12-23,ACME,SO-00001,posted,EUR,27.00,1.89,28.89,28.89' om-invoice list
}

@test "services alone are billed once the order is confirmed" {
	new_shop
	confirmed -c ACME DELIVERY:2
	prints INV-00001 om-invoice new SO-1 --post
	assert_equal "$(standing SO-00001)" closed,all,all
	# 12.00 at 19 %
	assert_equal "$(amounts)" INV-00001,12.00,2.28,14.28
}

@test "a shipment bills its own lines" {
	new_shop
	confirmed -c ACME TEA:10 DELIVERY:1
	om-ship new 1 --line TEA:4 | om-ship dispatch -
	om-ship new 1 --line TEA:6 | om-ship dispatch -
	prints DRAFT-00001 om-invoice new SH-2
	prints 'TEA,6
DELIVERY,1' om-invoice show DRAFT-1 --no-header --columns sku,qty
	refused 1 "om-invoice: SH-00002: nothing is left to bill" om-invoice new SH-2
	prints DRAFT-00002 om-invoice new SO-1
	prints TEA,4 om-invoice show DRAFT-2 --no-header --columns sku,qty
}

@test "several shipments of an order stand on one invoice" {
	new_shop
	confirmed -c ACME TEA:10
	om-ship new 1 --line TEA:4 | om-ship dispatch -
	om-ship new 1 --line TEA:6 | om-ship dispatch - | om-ship deliver -
	prints DRAFT-00001 om-invoice new SH-1 SH-2
	prints $'4\n6' om-invoice show DRAFT-1 --no-header --columns qty
}

@test "the same thing named twice is billed once" {
	new_shop
	confirmed -c ACME TEA:10 DELIVERY:1
	om-ship new 1 --line TEA:4 | om-ship dispatch -
	om-ship new 1 --line TEA:6 | om-ship dispatch -
	run --separate-stderr om-invoice new SO-1 SH-1 SO-1 SH-2 SH-1
	assert_success
	assert_equal "$output" DRAFT-00001
	prints $'TEA,4\nTEA,6\nDELIVERY,1' om-invoice show DRAFT-1 --no-header --columns sku,qty
}

@test "one with nothing to bill is passed over beside others, and refused alone" {
	new_shop
	confirmed -c ACME TEA:10
	shipped -c ACME TEA:1
	notes DRAFT-00001 "om-invoice: SO-00001: nothing is left to bill" om-invoice new SO-1 SO-2
	refused 1 "om-invoice: nothing is left to bill" om-invoice new SO-1 SO-2
}

@test "a customer who pays what is ordered is billed at once, and not again" {
	new_shop
	om-customer edit NORD --billing ordered
	confirmed -c NORD POT:8 DELIVERY:1
	prints INV-00001 om-invoice new SO-1 --post
	prints $'POT,8\nDELIVERY,1' om-invoice show 1 --no-header --columns sku,qty
	assert_equal "$(standing SO-00001)" confirmed,none,all
	om-ship new 1 | om-ship dispatch -
	refused 1 "om-invoice: SH-00001: nothing is left to bill" om-invoice new SH-1
	om-order edit 1 POT:9
	prints INV-00002 om-invoice new SO-1 --post
	prints POT,1 om-invoice show 2 --no-header --columns sku,qty
}

@test "the company's or the order's own billing decides where the customer has none" {
	new_shop
	printf 'customer: ACME\nbilling: ordered\nlines:\n- {sku: TEA, qty: 1}\n' | om-order new --from - |
		om-order confirm -
	prints DRAFT-00001 om-invoice new SO-1
	om config set billing ordered
	confirmed -c ACME MUG:1
	prints DRAFT-00002 om-invoice new SO-2
}

@test "--by customer makes one invoice a customer, of all that is named" {
	new_shop
	shipped -c ACME TEA:1
	shipped -c NORD MUG:1
	shipped -c ACME MUG:1
	shipped -c ACME POT:1 --terms cash
	prints $'INV-00001\nINV-00002\nINV-00003' om-invoice new SO-1 SH-2 SO-3 SO-4 --by customer --post
	prints 'INV-00001,ACME,SO-00001 SO-00003,14.40
INV-00002,NORD,SO-00002,9.90
INV-00003,ACME,SO-00004,24.00' om-invoice list --no-header --columns number,customer,order,net
	assert_equal "$(om-order list -q --state closed | wc -l)" 4
}

@test "--all takes every order with something to bill" {
	new_shop
	shipped -c ACME TEA:1
	confirmed -c ACME TEA:1
	shipped -c NORD MUG:1
	om-order new -c NORD MUG:1
	prints $'DRAFT-00001\nDRAFT-00002' om-invoice new --all
	prints $'SO-00001\nSO-00003' om-invoice list --no-header --columns order
	prints "" om-invoice new --all
	refused 2 "om-invoice: --all takes no operands" om-invoice new --all SO-1
	refused 2 "om-invoice: name orders or shipments, or say --all" om-invoice new
}

@test "--all bills no service of an order that was given up before anything left" {
	new_shop
	confirmed -c ACME TEA:3 DELIVERY:1 | om-order close -
	prints "" om-invoice new --all
}

@test "an invoice keeps its date, its note and the delivery address of its order" {
	new_shop
	shipped -c ACME TEA:1 --ship-name Joe --ship-street 'Way 2' --ship-city Rome --ship-country IT
	prints INV-00001 om-invoice new SO-1 --post --note thanks --date 2026-11-30
	run om-invoice show 1 --format yaml
	assert_line "date: 2026-11-30"
	assert_line "due: 2026-12-30"
	assert_line "note: thanks"
	assert_line "ship_city: Rome"
	assert_line "order: SO-00001"
	assert_line "terms: net 30"
}

@test "--on-shipment-date dates an invoice like the last shipment on it" {
	new_shop
	confirmed -c ACME TEA:10
	om-ship new 1 --line TEA:4 | om-ship dispatch - --date 2026-11-18
	om-ship new 1 --line TEA:5 | om-ship dispatch - --date 2026-11-16
	shipped -c NORD MUG:1
	prints $'INV-00001\nINV-00002' om-invoice new SO-2 SO-1 --on-shipment-date --post
	prints 'INV-00001,2026-11-18,2026-12-18,SO-00001
INV-00002,2026-11-23,2026-12-23,SO-00002' om-invoice list --no-header --columns number,date,due,order
}

@test "what is named must be an order or a shipment" {
	new_shop
	billed -c ACME TEA:1
	refused 1 "om-invoice: '1' is not a reference; expected an order or a shipment such as SO-00001" om-invoice new 1
	refused 1 "om-invoice: there is no 'SO-00009'" om-invoice new SO-9
	refused 1 "om-invoice: INV-00001 is an invoice; an order or a shipment was expected" om-invoice new INV-1
	refused 1 "om-invoice: SO-00001 is an order; an invoice was expected" om-invoice show SO-1
}

# Money

@test "tax is worked out once a rate on the sum of its lines" {
	new_shop
	om-item add A --name A --price 0.10 --tax 7 --type service
	om-item add B --name B --price 0.07 --tax 7 --type service
	om-item add C --name C --price 0.07 --tax 19 --type service
	om-item add Z --name Z --price 0.07 --tax 0 --type service
	om-invoice sell -c ACME A:1 B:1 A:1 C:1 Z:1
	# 7 %: 0.27 x 0.07 = 0.0189; 19 %: 0.07 x 0.19 = 0.0133
	assert_equal "$(amounts)" INV-00001,0.41,0.03,0.44
	run om sql "SELECT rate, base, tax FROM document_tax ORDER BY rate"
	assert_output $'rate,base,tax\n0,7,0\n7000000,27,2\n19000000,7,1'
}

@test "with tax_rounding line each line's tax is rounded by itself" {
	new_shop
	om config set tax_rounding line
	om-item add A --name A --price 0.10 --tax 7 --type service
	om-item add B --name B --price 0.07 --tax 7 --type service
	# 0.007 is 0.01, 0.0049 is 0.00, 0.007 is 0.01
	om-invoice sell -c ACME A:1 B:1 A:1
	assert_equal "$(amounts)" INV-00001,0.27,0.02,0.29
	# three of 0.007 are 0.03 by line, where their sum would give 0.02
	om-invoice sell -c ACME A:1 A:1 A:1
	assert_equal "$(amounts | tail -1)" INV-00002,0.30,0.03,0.33
	refused 1 "om: tax_rounding: there are documents already, rounded the other way" \
		om config set tax_rounding document
}

@test "a line is rounded half away from zero, after its discount" {
	new_shop
	om-item add A --name A --price 1.005 --tax 0 --type service
	# 1.005; 3 x 1.005 = 3.015; 1.005 x 0.99 = 0.99495; 2.5 x 1.002 = 2.505; 0.333333 x 3 = 0.999999
	om-invoice sell -c ACME A:1 A:3 A:1-1% A:2.5@1.002 A:3@0.333333 A:1-100%
	prints $'1.01\n3.02\n0.99\n2.51\n1.00\n0.00' om-invoice show 1 --no-header --columns net
	assert_equal "$(amounts)" INV-00001,8.53,0.00,8.53
}

@test "yen have no decimals" {
	om init --name Tokyo --currency JPY 2>/dev/null
	om-customer add C --name C --street s --city t --country JP
	om-item add A --name A --price 33.5 --tax 10 --type service
	om-item add B --name B --price 0.5 --tax 8 --type service
	om-invoice sell -c C A:3 B:3-10% A:1
	# 100.5, 1.35, 33.5: 101, 1, 34; 135 at 10 % 13.5, 1 at 8 % 0.08
	prints $'101\n1\n34' om-invoice show 1 --no-header --columns net
	assert_equal "$(amounts)" INV-00001,136,14,150
	refused 2 "om-invoice: amount '1.5' has decimals where none are allowed" om-invoice pay 1 1.5
	prints INV-00001 om-invoice pay 1 149
	prints 1 om-invoice due --no-header --columns open
}

@test "dinars of Kuwait have three" {
	om init --name Kuwait --currency KWD 2>/dev/null
	om-customer add C --name C --street s --city t --country KW
	om-item add A --name A --price 0.3335 --tax 5 --type service
	om-item add B --name B --price 1.2345 --tax 5 --type service
	om-invoice sell -c C A:3 B:3-12.5% --paid cash
	# 1.0005; 3.7035 x 0.875 = 3.2405625; 4.242 at 5 % is 0.2121
	prints $'1.001\n3.241' om-invoice show 1 --no-header --columns net
	assert_equal "$(amounts)" INV-00001,4.242,0.212,4.454
	prints 4.454,0.000 om-payment list --no-header --columns amount,open
}

# Posting

@test "a draft has no number of the series until it is posted" {
	new_shop
	shipped -c LOTUS TEA:1
	prints DRAFT-00001 om-invoice new SO-1
	prints DRAFT-00001,2026-11-23,,draft,4.82,0.00 om-invoice list --no-header --columns number,date,due,state,total,open
	prints "" om-invoice due --no-header
	prints INV-00001 om-invoice post DRAFT-1 --date 2026-11-30
	prints INV-00001,2026-11-30,2026-12-14,posted,4.82,4.82 om-invoice list --no-header --columns number,date,due,state,total,open
	prints INV-00001 om-invoice show DRAFT-1 --no-header --columns number
	assert_equal "$(head_of INV-1 draft)" DRAFT-00001
}

@test "posted numbers have no holes, whatever failed between them" {
	new_shop
	shipped -c ACME TEA:1
	shipped -c ACME TEA:2
	shipped -c ACME TEA:3
	om-invoice new SO-1 SO-2 SO-3
	run om-invoice post DRAFT-2 DRAFT-9
	assert_failure 1
	run om-invoice post DRAFT-2 --dry-run
	assert_success
	om-invoice cancel DRAFT-1
	run om-invoice post DRAFT-3 DRAFT-1
	assert_failure 1
	run om-invoice sell -c ACME POT:100
	assert_failure 1
	prints $'INV-00001\nINV-00002' om-invoice post DRAFT-3 DRAFT-2
	prints INV-00003 om-invoice new SO-1 --post
	prints 'INV-00001,SO-00003
INV-00002,SO-00002
INV-00003,SO-00001' sh -c 'om-invoice list --no-header --columns number,order --state posted | sort'
}

@test "what a cancelled draft billed may be billed again" {
	new_shop
	shipped -c ACME TEA:5 DELIVERY:1
	om-invoice new SO-1
	assert_equal "$(progress 1)" $'TEA,5,0,5,5,0\nDELIVERY,1,0,0,1,0'
	prints DRAFT-00001 om-invoice cancel DRAFT-1
	assert_equal "$(progress 1)" $'TEA,5,0,5,0,0\nDELIVERY,1,0,0,0,0'
	assert_equal "$(standing SO-00001)" confirmed,all,none
	prints INV-00001 om-invoice new SO-1 --post
	assert_equal "$(amounts | tail -1)" INV-00001,28.50,2.72,31.22
}

@test "each verb of an invoice needs the state that it needs" {
	new_shop
	billed -c ACME TEA:1
	shipped -c ACME TEA:1 | om-invoice new - | om-invoice cancel -
	shipped -c ACME TEA:1 | om-invoice new -
	refused 1 "om-invoice: INV-00001 is posted; 'post' needs an invoice in state draft" om-invoice post 1
	refused 1 "om-invoice: INV-00001 is posted; 'cancel' needs an invoice in state draft" om-invoice cancel 1
	refused 1 "om-invoice: DRAFT-00002 is cancelled; 'post' needs an invoice in state draft" om-invoice post DRAFT-2
	refused 1 "om-invoice: DRAFT-00002 is cancelled; 'cancel' needs an invoice in state draft" om-invoice cancel DRAFT-2
	refused 1 "om-invoice: DRAFT-00002 is cancelled; 'pay' needs an invoice in state posted" om-invoice pay DRAFT-2
	refused 1 "om-invoice: DRAFT-00003 is draft; 'pay' needs an invoice in state posted" om-invoice pay DRAFT-3 1
	refused 2 "om-invoice: '--state': 'open' is not one of draft|posted|settled|cancelled" om-invoice list --state open
	prints DRAFT-00003 om-invoice list -q --state draft
	prints DRAFT-00002 om-invoice list -q --state cancelled
	om-invoice pay 1
	prints INV-00001 om-invoice list -q --state settled
	prints "" om-invoice list -q --state posted
}

# Due

@test "invoices fall due by their terms, and are overdue the day after" {
	new_shop
	local terms
	for terms in 'net 10' eom 'net 10 eom' 'on receipt'; do
		om-invoice sell -c ACME TEA:1 --terms "$terms" --date 2026-11-05
	done
	prints 'INV-00001,2026-11-15,8
INV-00002,2026-11-30,-7
INV-00003,2026-12-10,-17
INV-00004,2026-11-05,18' sh -c 'om-invoice due --no-header --columns number,due,days | sort'
	prints $'INV-00004\nINV-00001' om-invoice due --overdue -q --sort due
	prints $'INV-00001\nINV-00004' om-invoice list --overdue -q --sort number
	OM_NOW=2026-11-15T23:59:59Z prints INV-00004 om-invoice due --overdue -q
	OM_NOW=2026-11-16T00:00:00Z prints $'INV-00001\nINV-00004' om-invoice due --overdue -q --sort number
	om-invoice pay 1
	prints INV-00004 om-invoice due --overdue -q
}

@test "what is open is the total less what was paid" {
	new_shop
	billed -c ACME TEA:10
	prints INV-00001 om-invoice pay 1 8.15 --method bank --ref 'stmt 4' --date 2026-11-24
	prints 48.15,40.00 om-invoice due --no-header --columns total,open
	refused 1 "om-invoice: INV-00001: EUR 40.01 offered, EUR 40.00 open; 'om-payment new' takes the whole amount" \
		om-invoice pay 1 40.01
	prints INV-00001 om-invoice pay 1
	refused 1 "om-invoice: INV-00001 is settled" om-invoice pay 1 1
	prints settled,0.00 om-invoice list --no-header --columns state,open
	prints 'number,date,customer,method,ref,currency,amount,allocated,open,note
PAY-00001,2026-11-24,ACME,bank,stmt 4,EUR,8.15,8.15,0.00,
PAY-00002,2026-11-23,ACME,,,EUR,40.00,40.00,0.00,' om-payment list
}

@test "an amount that cannot be is wrong usage" {
	new_shop
	billed -c ACME TEA:10
	refused 2 "om-invoice: amount '0' is not above zero" om-invoice pay 1 0
	refused 2 "om-invoice: amount '-1' is not above zero" om-invoice pay 1 -- -1
	refused 2 "om-invoice: amount 'x' is not a number" om-invoice pay 1 x
	refused 2 "om-invoice: amount '1.234' has more than 2 decimals" om-invoice pay 1 1.234
	refused 2 "om-invoice: amount '1,50' is not a number: the decimal point is '.', and digits are not grouped" \
		om-invoice pay 1 1,50
	prints 48.15 om-invoice due --no-header --columns open
}

@test "several invoices are paid in full at once, or none" {
	new_shop
	billed -c ACME TEA:1
	billed -c NORD TEA:2
	billed -c NORD TEA:3
	om-invoice pay 3
	leaves_all om-invoice pay INV-1 INV-3
	assert_failure 1
	assert_equal "$output" ""
	prints $'INV-00001\nINV-00002' om-invoice pay INV-1 INV-2 --method bank
	prints "" om-invoice due --no-header
}

# The quick sale

@test "a quick sale ships, bills and settles at once" {
	new_shop
	prints INV-00001 om-invoice sell -c LOTUS TEA:2 MUG:1 DELIVERY:1 --paid cash --channel shop --ref 'till 7'
	# 9.00 at 7 % 0.63; 15.90 at 19 % 3.021
	prints 'INV-00001,2026-11-23,2026-12-07,LOTUS,SO-00001,settled,EUR,24.90,3.65,28.55,0.00' om-invoice list --no-header
	prints 'SO-00001,2026-11-23,LOTUS,till 7,shop,closed,all,all' om-order list --no-header \
		--columns number,date,customer,ref,channel,state,shipped,invoiced
	prints SH-00001,SO-00001,delivered om-ship list --no-header --columns number,order,state
	prints LOTUS,cash,28.55,28.55,0.00 om-payment list --no-header --columns customer,method,amount,allocated,open
	assert_equal "$(on_shelf TEA)" "98,0,98"
	assert_equal "$(on_shelf MUG)" "23,0,23"
}

@test "a quick sale without --paid is open until its terms" {
	new_shop
	prints INV-00001 om-invoice sell -c LOTUS TEA:2 --date 2026-11-20
	prints INV-00001,2026-11-20,2026-12-04,posted,9.63 om-invoice list --no-header --columns number,date,due,state,open
	prints 2026-11-20 om-ship list --no-header --columns date
	prints "" om-payment list --no-header
}

@test "a quick sale of what is not there leaves nothing" {
	new_shop
	leaves_all om-invoice sell -c LOTUS TEA:1 POT:6 --paid cash
	assert_failure 1
	assert_equal "$output" ""
	assert_equal "$stderr" "om-invoice: SO-00001 line 2: POT: 6 asked, 5 available"
	prints "" om-order list -q
	assert_equal "$(on_shelf TEA)" "100,0,100"
	refused 2 "om-invoice: no customer is named; give one with -c" om-invoice sell TEA:1
	refused 2 "om-invoice: no lines are given; name goods as SKU:QTY" om-invoice sell -c LOTUS
}

@test "a quick sale of something free needs no payment" {
	new_shop
	prints INV-00001 om-invoice sell -c LOTUS TEA:1@0 --paid cash
	prints settled,0.00,0.00 om-invoice list --no-header --columns state,total,open
	prints "" om-payment list --no-header
}

@test "a quick sale states terms, discount and address as an order does" {
	new_shop
	prints INV-00001 om-invoice sell -c ACME TEA:1 MUG:1-0% --discount 50 --terms eom --location MAIN \
		--note gift --ship-name Joe --ship-street 'Way 2' --ship-city Rome --ship-country IT
	prints 'TEA,50,2.25
MUG,0,9.90' om-invoice show 1 --no-header --columns sku,discount_percent,net
	run om-invoice show 1 --format yaml
	assert_line "due: 2026-11-30"
	assert_line "note: gift"
	assert_line "ship_name: Joe"
	assert_equal "$(head_of SH-1 ship_city)" Rome
}

@test "a quick sale takes its lines from a file too" {
	new_shop
	printf 'sku,qty,price\nTEA,2,4\n4006381333931,1,\n' >till.csv
	prints INV-00001 om-invoice sell -c LOTUS --from till.csv --paid card
	prints $'TEA,2,4.00\nTEA,1,4.50' om-invoice show 1 --no-header --columns sku,qty,price
}

@test "goods sold from two locations leave from both" {
	new_shop
	om-stock locations add SHOP
	om-stock receive TEA:30 --location SHOP
	prints INV-00001 om-invoice sell -c LOTUS TEA:110
	assert_equal "$(on_shelf TEA)$(on_shelf TEA SHOP)" "0,0,020,0,20"
	assert_equal "$(standing SO-00001)" closed,all,all
}

# Lists, dry runs, keys

@test "a list is narrowed by customer, goods, state and dates" {
	new_shop
	om-invoice sell -c ACME TEA:1 --date 2026-10-31
	om-invoice sell -c NORD MUG:1 --date 2026-11-01
	om-invoice sell -c ACME MUG:1 --date 2026-11-30
	prints $'INV-00001\nINV-00003' om-invoice list -q --customer ACME
	prints $'INV-00002\nINV-00003' om-invoice list -q --sku MUG
	prints $'INV-00002\nINV-00003' om-invoice list -q --period 2026-11
	prints INV-00001 om-invoice due -q --to 2026-11-30
	prints INV-00002 om-invoice due -q --customer NORD
	prints INV-00001,TEA om-invoice lines --no-header --columns number,sku --sku TEA
	refused 1 "om-invoice: no customer 'NROD'; did you mean 'NORD'?" om-invoice list --customer NROD
}

@test "each writing verb of an invoice has a dry run that leaves nothing" {
	new_shop
	shipped -c ACME TEA:10
	dry DRAFT-00001 om-invoice new SO-1
	dry DRAFT-00001 om-invoice cancel DRAFT-1
	dry DRAFT-00002 om-invoice new --all
	dry INV-00001 om-invoice post DRAFT-2
	dry INV-00001 om-invoice pay 1 5
	dry INV-00002 om-invoice sell -c LOTUS TEA:1 --paid cash
	assert_equal "$(om-invoice list -q | sort)" $'DRAFT-00001\nINV-00001\nINV-00002'
}

@test "each writing verb of an invoice can be repeated under its key" {
	new_shop
	shipped -c ACME TEA:10
	om-invoice new SO-1 -k n
	prints DRAFT-00001 om-invoice new SO-1 -k n
	refused 1 "om-invoice: key 'n' was used for something else; take a new key" om-invoice new SO-1 --post -k n
	om-invoice post DRAFT-1 -k p
	prints INV-00001 om-invoice post DRAFT-1 -k p
	om-invoice pay 1 5 -k m
	prints INV-00001 om-invoice pay 1 5 -k m
	refused 1 "om-invoice: key 'm' was used for something else; take a new key" om-invoice pay 1 6 -k m
	prints 43.15 om-invoice due --no-header --columns open
	om-invoice sell -c LOTUS TEA:1 --paid cash -k s
	prints INV-00002 om-invoice sell -c LOTUS TEA:1 --paid cash -k s
	assert_equal "$(on_shelf TEA)" "89,0,89"
}

# An order line billed in parts adds up to what the order says

@test "an order line shipped one by one is billed to the cent of the order" {
	new_shop
	om-order new -c ACME TEA:3@4.50-5% | om-order confirm -
	for i in 1 2 3; do
		om-ship new 1 --line TEA:1 | om-ship dispatch - | om-invoice new --post -
	done
	# 3 x 4.50 x 0.95 = 12.825 -> 12.83; 1 x 4.275 -> 4.28, 4.28, and the rest 4.27
	assert_equal "$(om-order list --no-header -o net)" 12.83
	assert_equal "$(om-invoice list --no-header -o net | xargs)" "4.28 4.28 4.27"
}

@test "shipments of one line on one invoice add up to the order" {
	new_shop
	om-order new -c ACME TEA:3@4.50-5% | om-order confirm -
	for i in 1 2 3; do
		om-ship new 1 --line TEA:1 | om-ship dispatch -
	done
	om-invoice new --post SO-1
	assert_equal "$(om-invoice list --no-header -o net)" 12.83
}

@test "the rest goes to whoever bills last, drafts given up not counted" {
	new_shop
	om-order new -c ACME TEA:3@4.50-5% | om-order confirm -
	for i in 1 2 3; do
		om-ship new 1 --line TEA:1 | om-ship dispatch - | om-invoice new -
	done
	om-invoice cancel DRAFT-1
	om-invoice new SO-1
	assert_equal "$(om-invoice list --no-header -o number,net | xargs)" \
		"DRAFT-00001,4.28 DRAFT-00002,4.28 DRAFT-00003,4.27 DRAFT-00004,4.28"
}

@test "a posted invoice keeps the date of its draft" {
	new_shop
	om-order new -c ACME TEA:3 | om-order confirm - | om-ship new - |
		om-ship dispatch - --date 2026-10-31
	om-invoice new SO-1 --on-shipment-date
	om-invoice post DRAFT-1
	assert_equal "$(om-invoice list --no-header -o number,date,due)" INV-00001,2026-10-31,2026-11-30
	om-invoice sell -c ACME TEA:1
	om-order new -c ACME TEA:3 | om-order confirm - | om-ship new - | om-ship dispatch -
	om-invoice new SO-3 --date 2026-11-02
	om-invoice post DRAFT-3 --date 2026-11-05
	assert_equal "$(om-invoice list --no-header -o date | tail -1)" 2026-11-05
}

@test "pay takes several invoices by their full number only" {
	new_shop
	for i in 1 2 3; do om-invoice sell -c ACME TEA:1; done
	refused 2 "om-invoice: '1' is not the full number of an invoice; pay takes one invoice and an amount, or invoices such as INV-00001" \
		om-invoice pay 1 2 3
	prints $'INV-00001\nINV-00002' om-invoice pay INV-1 INV-2
	assert_equal "$(om-invoice list --no-header -o open | xargs)" "0.00 0.00 4.82"
}

@test "services of an order given up before anything left are not billed" {
	new_shop
	om-order new -c ACME DELIVERY:1 TEA:500 | om-order confirm - 2>/dev/null
	om-order close 1
	refused 1 "om-invoice: SO-00001: nothing is left to bill" om-invoice new SO-1
	prints "" om-invoice new --all
	prints "" om-order list --uninvoiced -q
}
