#!/usr/bin/env bats
# om-ship: goods on their way out, in as many parts as it takes.

load helper
load papers

# on_hand,cost,value of an item, summed over the locations
worth() {
	om-stock value --no-header --sku "$1" --columns location,on_hand,cost,value
}

# Making shipments

@test "a shipment has all that is reserved and not yet on one" {
	new_shop
	confirmed -c ACME TEA:20 POT:8 DELIVERY:1
	prints SH-00001 om-ship new 1
	prints 'number,date,order,customer,state,carrier,tracking,location
SH-00001,2026-11-23,SO-00001,ACME,ready,,,MAIN' om-ship list
	prints 'number,line,sku,name,qty,unit
SH-00001,1,TEA,Green tea 100 g,20,bag
SH-00001,2,POT,Teapot 1 l,5,pcs' om-ship show SH-1
	assert_equal "$(on_shelf TEA)" "100,20,80"
	refused 1 "om-ship: SO-00001: nothing is reserved that is not on a shipment already" om-ship new 1
}

@test "an order ships in several parts until all has left" {
	new_shop
	confirmed -c ACME TEA:20 MUG:3
	prints SH-00001 om-ship new 1 --line TEA:12
	prints SH-00002 om-ship new 1 --line TEA:5 --line MUG:1
	prints SH-00003 om-ship new 1
	prints 'SH-00001,TEA,12
SH-00002,TEA,5
SH-00002,MUG,1
SH-00003,TEA,3
SH-00003,MUG,2' om-ship lines --no-header --columns number,sku,qty
	om-ship dispatch 1
	assert_equal "$(progress 1)" $'TEA,20,8,12,0,0\nMUG,3,3,0,0,0'
	assert_equal "$(standing SO-00001)" confirmed,part,none
	om-ship dispatch 3 2
	assert_equal "$(progress 1)" $'TEA,20,0,20,0,0\nMUG,3,0,3,0,0'
	assert_equal "$(standing SO-00001)" confirmed,all,none
	assert_equal "$(on_shelf TEA)" "80,0,80"
}

@test "more than is reserved cannot be put on a shipment" {
	new_shop
	confirmed -c ACME TEA:20 POT:8
	refused 1 "om-ship: TEA: 1 more asked than is reserved for these orders" om-ship new 1 --line TEA:21
	refused 1 "om-ship: POT: 3 more asked than is reserved for these orders" om-ship new 1 --line POT:8
	om-ship new 1 --line TEA:15
	refused 1 "om-ship: TEA: 1 more asked than is reserved for these orders" om-ship new 1 --line TEA:6
	refused 1 "om-ship: MUG: 1 more asked than is reserved for these orders" om-ship new 1 --line MUG:1
	prints SH-00002 om-ship new 1 --line TEA:5
	prints SH-00001 om-ship list -q --limit 1
}

@test "an order named twice is put on a shipment once" {
	new_shop
	confirmed -c ACME TEA:10
	notes SH-00001 "om-ship: SO-00001: nothing is reserved that is not on a shipment already" \
		om-ship new 1 1
	prints SH-00001,10 om-ship lines --no-header --columns number,qty
}

@test "a line named twice does not take the same goods twice" {
	new_shop
	confirmed -c ACME TEA:10
	refused 1 "om-ship: TEA: 6 more asked than is reserved for these orders" \
		om-ship new 1 --line TEA:8 --line TEA:8
	prints SH-00001 om-ship new 1 --line TEA:4 --line TEA:6
	prints 10 sh -c 'om-ship lines --no-header --columns qty | paste -sd+ | bc'
}

@test "goods asked of several orders are taken in the order named" {
	new_shop
	confirmed -c ACME TEA:4
	confirmed -c NORD TEA:4 MUG:1
	prints $'SH-00001\nSH-00002' om-ship new 2 1 --line TEA:6
	prints 'SH-00001,SO-00002
SH-00002,SO-00001' om-ship list --no-header --columns number,order
	prints 'SH-00001,4
SH-00002,2' om-ship lines --no-header --columns number,qty
	refused 1 "om-ship: TEA: 1 more asked than is reserved for these orders" om-ship new 2 1 --line TEA:3
}

@test "a line can be named by its number" {
	new_shop
	confirmed -c ACME TEA:10 TEA:5
	refused 1 "om-ship: line 9: 5 more asked than is reserved for these orders" om-ship new 1 --line '#9:5'
	prints SH-00001 om-ship new 1 --line '#2:5'
	om-ship dispatch 1
	assert_equal "$(progress 1)" $'TEA,10,10,0,0,0\nTEA,5,0,5,0,0'
	prints SH-00002 om-ship new 1 --line 4006381333931:1
}

@test "what is not goods and a quantity is wrong usage" {
	new_shop
	confirmed -c ACME TEA:10
	refused 2 "om-ship: '--line': 'TEA' is not SKU:QTY or #LINE:QTY" om-ship new 1 --line TEA
	refused 2 "om-ship: '--line': 'TEA:0' is not above zero" om-ship new 1 --line TEA:0
	refused 2 "om-ship: '--line': 'TEA:x' is not a number" om-ship new 1 --line TEA:x
	refused 1 "om-ship: no item 'TAE'; did you mean 'TEA'?" om-ship new 1 --line TAE:1
	refused 1 "om-ship: there is no 'SO-00009'" om-ship new 9
	refused 1 "om-ship: there is no 'SH-00009'" om-ship dispatch 9
	refused 1 "om-ship: SO-00001 is an order; a shipment was expected" om-ship dispatch SO-1
}

@test "goods at two locations leave on two shipments" {
	new_shop
	om-stock locations add SHOP
	om-stock receive TEA:30@3.00 --location SHOP
	confirmed -c ACME TEA:110
	refused 1 "om-ship: no location 'SHIP'; did you mean 'SHOP'?" om-ship new 1 --location SHIP
	prints SH-00001 om-ship new 1 --location SHOP
	refused 1 "om-ship: SO-00001: nothing is reserved there that is not on a shipment already" \
		om-ship new 1 --location SHOP
	prints SH-00002 om-ship new 1
	prints 'SH-00001,SHOP
SH-00002,MAIN' om-ship list --no-header --columns number,location
	om-ship dispatch 1 2
	assert_equal "$(worth TEA)" "SHOP,20,3.00,60.00"
	prints 'MAIN,-100,-210.00
SHOP,-10,-30.00' sh -c 'om-stock log --sku TEA --no-header --columns location,qty,value | grep ,- | sort'
	prints SH-00001 om-ship list -q --location SHOP
}

@test "several orders make a shipment each; those with nothing are passed over" {
	new_shop
	confirmed -c ACME MUG:2
	om-stock adjust POT:-5 --reason broken
	confirmed -c NORD POT:1
	confirmed -c ACME MUG:1
	notes $'SH-00001\nSH-00002' "om-ship: SO-00002: nothing is reserved that is not on a shipment already" \
		om-ship new 1 2 3
	refused 1 "om-ship: nothing can be shipped" om-ship new 1 2
}

@test "together puts orders of one customer to one address on one shipment" {
	new_shop
	om-customer address ACME add DOCK --name 'Acme Dock' --street 'Pier 1' --city London --country GB
	confirmed -c ACME MUG:2
	confirmed -c NORD MUG:1
	confirmed -c ACME MUG:1 TEA:1
	confirmed -c ACME TEA:3 --ship-to DOCK
	prints $'SH-00001\nSH-00002\nSH-00003' om-ship new 1 2 3 4 --together
	prints 'SH-00001,SO-00001 SO-00003,ACME
SH-00002,SO-00002,NORD
SH-00003,SO-00004,ACME' om-ship list --no-header --columns number,order,customer
	prints 'MUG,2
MUG,1
TEA,1' om-ship show 1 --no-header --columns sku,qty
	om-ship dispatch 1
	assert_equal "$(standing SO-00001)$(standing SO-00003)" confirmed,all,noneconfirmed,all,none
	prints $'DRAFT-00001\nDRAFT-00002' om-invoice new SH-1
}

@test "a held order among several stops them all" {
	new_shop
	confirmed -c ACME TEA:1
	confirmed -c ACME TEA:1 | om-order hold -
	leaves_all om-ship new 1 2
	assert_failure 1
	assert_equal "$output" ""
	assert_equal "$stderr" "om-ship: SO-00002 is held; 'om-order release SO-00002' lets it ship"
}

# Picking

@test "the picking list has what is ready, or what is named" {
	new_shop
	confirmed -c ACME TEA:2 MUG:1
	confirmed -c NORD TEA:3
	om-ship new 1 2
	prints 'number,location,sku,name,qty,unit,customer
SH-00001,MAIN,TEA,Green tea 100 g,2,bag,ACME
SH-00001,MAIN,MUG,Stoneware mug,1,pcs,ACME
SH-00002,MAIN,TEA,Green tea 100 g,3,bag,NORD' om-ship pick
	prints SH-00002,TEA om-ship pick 2 --no-header --columns number,sku
	prints SH-00002,TEA om-ship pick --customer NORD --no-header --columns number,sku
	om-ship dispatch 1
	prints SH-00002 om-ship pick --no-header --columns number
}

# Leaving

@test "goods leave the shelf at dispatch, on that day, with carrier and number" {
	new_shop
	confirmed -c ACME TEA:20
	om-ship new 1 --carrier GLS --tracking 1 --note fragile
	assert_equal "$(on_shelf TEA)" "100,20,80"
	prints SH-00001 om-ship dispatch 1 --date 2026-11-20 --carrier DHL --tracking 'X 9'
	assert_equal "$(on_shelf TEA)" "80,0,80"
	prints 'SH-00001,2026-11-20,SO-00001,ACME,dispatched,DHL,X 9,MAIN' om-ship list --no-header
	prints 'TEA,2026-11-20,ship,-20,80,-42.00,SH-00001' sh -c \
		'om-stock log --sku TEA --no-header --columns sku,date,kind,qty,on_hand,value,document | tail -1'
	assert_equal "$(head_of SH-1 note)" fragile
}

@test "what dispatch does not say stays as the shipment had it" {
	new_shop
	confirmed -c ACME TEA:1
	om-ship new 1 --carrier GLS --tracking 1 | om-ship dispatch -
	prints GLS,1 om-ship list --no-header --columns carrier,tracking
}

@test "the cost of what leaves is the moving average at its location" {
	new_shop
	om-item add CUP --name Cup --price 5
	om-stock receive CUP:3@1.00 CUP:4@1.10
	# 7.40 for 7; 2 of them 2.1142..., then 1 of 5.29 for 5 is 1.058
	assert_equal "$(worth CUP)" "MAIN,7,1.057143,7.40"
	shipped -c ACME CUP:2
	assert_equal "$(worth CUP)" "MAIN,5,1.058,5.29"
	shipped -c ACME CUP:1
	assert_equal "$(worth CUP)" "MAIN,4,1.0575,4.23"
	om-stock receive CUP:4@2.00
	assert_equal "$(worth CUP)" "MAIN,8,1.52875,12.23"
	shipped -c ACME CUP:8
	assert_equal "$(worth CUP)" ""
	assert_equal "$(om-stock log --sku CUP --no-header --columns value | paste -sd+ | bc)" 0
}

@test "each verb of a shipment needs the state that it needs" {
	new_shop
	local n state
	confirmed -c ACME TEA:10
	om-ship new 1 --line TEA:1
	om-ship new 1 --line TEA:2 | om-ship dispatch -
	om-ship new 1 --line TEA:3 | om-ship dispatch - | om-ship deliver -
	om-ship new 1 --line TEA:4 | om-ship cancel -
	refused 1 "om-ship: SH-00001 is ready; 'deliver' needs a shipment in state dispatched" om-ship deliver 1
	refused 1 "om-invoice: SH-00001 is ready; 'bill' needs a shipment in state dispatched or delivered" \
		om-invoice new SH-1
	n=1
	for state in dispatched delivered cancelled; do
		n=$((n + 1))
		refused 1 "om-ship: SH-0000$n is $state; 'dispatch' needs a shipment in state ready" om-ship dispatch "$n"
		refused 1 "om-ship: SH-0000$n is $state; 'cancel' needs a shipment in state ready" om-ship cancel "$n"
	done
	refused 1 "om-ship: SH-00003 is delivered; 'deliver' needs a shipment in state dispatched" om-ship deliver 3
	refused 1 "om-ship: SH-00004 is cancelled; 'deliver' needs a shipment in state dispatched" om-ship deliver 4
	refused 1 "om-invoice: SH-00004 is cancelled; 'bill' needs a shipment in state dispatched or delivered" \
		om-invoice new SH-4
	prints SH-00002 om-ship deliver 2
	prints SH-00001 om-ship cancel 1
	prints $'SH-00001\nSH-00004' om-ship list -q --state cancelled
	refused 2 "om-ship: '--state': 'sent' is not one of ready|dispatched|delivered|cancelled" \
		om-ship list --state sent
}

@test "goods of a cancelled shipment stay reserved for their order" {
	new_shop
	confirmed -c ACME TEA:10
	om-ship new 1 | om-ship cancel -
	assert_equal "$(on_shelf TEA)" "100,10,90"
	assert_equal "$(progress 1)" "TEA,10,10,0,0,0"
	prints SH-00002 om-ship new 1
}

@test "of several dispatches all happen or none" {
	new_shop
	confirmed -c ACME TEA:10
	om-ship new 1 --line TEA:4
	om-ship new 1 --line TEA:6 | om-ship dispatch -
	leaves_all om-ship dispatch 1 2
	assert_failure 1
	assert_equal "$output" ""
	assert_equal "$(on_shelf TEA)" "94,4,90"
}

@test "a list is narrowed by customer, goods, state and dates" {
	new_shop
	shipped -c ACME TEA:1
	shipped -c NORD MUG:1
	confirmed -c NORD TEA:1 | om-ship new - --date 2026-10-01
	prints $'SH-00002\nSH-00003' om-ship list -q --customer NORD
	prints $'SH-00001\nSH-00003' om-ship list -q --sku TEA
	prints SH-00003 om-ship list -q --state ready
	prints SH-00003 om-ship list -q --to 2026-10-31
	prints 'SH-00001,TEA
SH-00003,TEA' om-ship lines --no-header --columns number,sku --sku TEA
	refused 1 "om-ship: no customer 'NROD'; did you mean 'NORD'?" om-ship list --customer NROD
}

# A warehouse's confirmation

@test "a confirmation makes and dispatches what it says" {
	new_shop
	printf 'ref,customer,sku,qty\nW1,ACME,TEA,10\nW1,ACME,MUG,2\nW2,NORD,POT,8\nW3,NORD,TEA,1\n' |
		om-order import - --confirm 2>/dev/null
	cat >wh.csv <<-'CSV'
		tracking,order,ref,date,carrier,sku,qty
		T1,,W1,2026-11-20,DHL,TEA,4
		T1,,W1,2026-11-20,DHL,MUG,2
		T2,SO-1,,2026-11-21,DHL,TEA,6
		,,W2,,UPS,,
	CSV
	prints $'SH-00001\nSH-00002\nSH-00003' om-ship import wh.csv
	prints 'SH-00001,2026-11-20,SO-00001,ACME,dispatched,DHL,T1,MAIN
SH-00002,2026-11-21,SO-00001,ACME,dispatched,DHL,T2,MAIN
SH-00003,2026-11-23,SO-00002,NORD,dispatched,UPS,,MAIN' om-ship list --no-header
	assert_equal "$(progress 1)" $'TEA,10,0,10,0,0\nMUG,2,0,2,0,0'
	assert_equal "$(progress 2)" "POT,8,0,5,0,3"
	leaves_all om-ship import wh.csv
	assert_success
	assert_equal "$output" ""
	assert_equal "$stderr" "om-ship: wh.csv:5: SO-00002 was sent so already; is it another shipment, give it a date or a tracking number"
}

@test "rows of a confirmation without a date take --date" {
	new_shop
	confirmed -c ACME TEA:1
	printf 'order\nSO-1\n' | om-ship import - --date 2026-11-19
	prints 2026-11-19 om-ship list --no-header --columns date
	prints "" sh -c "printf 'order\nSO-1\n' | om-ship import - --date 2026-11-19"
}

@test "two parcels alike in all but one column are two shipments, once each" {
	new_shop
	confirmed -c ACME TEA:10
	cat >wh.csv <<-'CSV'
		order,date,carrier,tracking,sku,qty
		SO-1,2026-11-20,DHL,T1,TEA,1
		SO-1,2026-11-20,DHL,T2,TEA,1
		SO-1,2026-11-20,UPS,T2,TEA,1
		SO-1,2026-11-21,UPS,T2,TEA,1
		SO-1,2026-11-21,UPS,T2,TEA,2
	CSV
	prints $'SH-00001\nSH-00002\nSH-00003\nSH-00004' om-ship import wh.csv
	prints $'1\n1\n1\n1\n2' om-ship lines --no-header --columns qty
	prints "" om-ship import wh.csv
}

@test "a reference of several channels needs its channel" {
	new_shop
	printf 'ref,customer,sku,qty,channel\nA,ACME,TEA,1,web\nA,NORD,TEA,2,shop\n' | om-order import - --confirm
	printf 'ref\nA\n' >wh.csv
	refused 3 "wh.csv:2:1: several orders have ref 'A'; a channel column tells them apart
om-ship: nothing was imported: 1 bad shipment in wh.csv" om-ship import wh.csv
	printf 'ref,channel\nA,shop\n' >wh.csv
	prints SH-00001 om-ship import wh.csv
	prints SO-00002 om-ship list --no-header --columns order
}

bad_confirmation() {
	confirmed -c ACME TEA:10
	confirmed -c NORD POT:2
	confirmed -c NORD TEA:1 | om-order hold -
	cat >bad.csv <<-'CSV'
		order,ref,date,carrier,sku,qty
		,W9,,DHL,,
		SO-99,,,DHL,,
		,,,DHL,,
		SO-2,,2026-13-01,DHL,,
		SO-2,,,DHL,TAE,1
		SO-2,,,UPS,POT,0
		SO-2,,,GLS,POT,3
		SO-3,,,GLS,,
		SO-1,,,GLS,TEA,1
	CSV
}

@test "all mistakes of a confirmation are reported, and nothing leaves" {
	new_shop
	bad_confirmation
	leaves_all om-ship import bad.csv
	assert_failure 3
	assert_equal "$output" ""
	assert_equal "$stderr" "bad.csv:2:1: there is no order with ref 'W9'
bad.csv:3:1: there is no 'SO-00099'
bad.csv:4:1: neither order nor ref is given
bad.csv:5:7: date '2026-13-01' is not a day of the calendar
bad.csv:6:12: no item 'TAE'; did you mean 'TEA'?
bad.csv:7:16: qty '0' is not above zero
bad.csv:8:1: POT: 1 more asked than is reserved for these orders
bad.csv:9:1: SO-00003 is held; 'om-order release SO-00003' lets it ship
om-ship: nothing was imported: 8 bad shipments in bad.csv"
}

@test "with --keep-going the good shipments leave, and each bad row is set aside with its reason" {
	new_shop
	bad_confirmation
	run --separate-stderr om-ship import bad.csv --keep-going --rejects rejects.csv
	assert_failure 3
	assert_equal "$output" SH-00001
	assert_equal "${#stderr_lines[@]}" 8
	run cat rejects.csv
	assert_output "order,ref,date,carrier,sku,qty,error
,W9,,DHL,,,bad.csv:2:1: there is no order with ref 'W9'
SO-99,,,DHL,,,bad.csv:3:1: there is no 'SO-00099'
,,,DHL,,,bad.csv:4:1: neither order nor ref is given
SO-2,,2026-13-01,DHL,,,bad.csv:5:7: date '2026-13-01' is not a day of the calendar
SO-2,,,DHL,TAE,1,bad.csv:6:12: no item 'TAE'; did you mean 'TEA'?
SO-2,,,UPS,POT,0,bad.csv:7:16: qty '0' is not above zero
SO-2,,,GLS,POT,3,bad.csv:8:1: POT: 1 more asked than is reserved for these orders
SO-3,,,GLS,,,bad.csv:9:1: SO-00003 is held; 'om-order release SO-00003' lets it ship"
	om-order release 3
	sed -i -e '2,7d' -e 's/POT,3/POT,2/' rejects.csv
	prints $'SH-00002\nSH-00003' om-ship import rejects.csv
	prints 'SO-00001
SO-00002
SO-00003' om-ship list --no-header --columns order
}

# Dry runs and keys

@test "each writing verb of a shipment has a dry run that leaves nothing" {
	new_shop
	confirmed -c ACME TEA:10
	dry SH-00001 om-ship new 1 --line TEA:4
	dry SH-00001 om-ship dispatch 1
	dry SH-00001 om-ship deliver 1
	dry SH-00002 om-ship new 1 --line TEA:4
	dry SH-00002 om-ship cancel 2
	printf 'order\nSO-1\n' >wh.csv
	dry SH-00003 om-ship import wh.csv
	assert_equal "$(on_shelf TEA)" "90,0,90"
}

@test "each writing verb of a shipment can be repeated under its key" {
	new_shop
	confirmed -c ACME TEA:10
	om-ship new 1 --line TEA:4 -k n
	prints SH-00001 om-ship new 1 --line TEA:4 -k n
	refused 1 "om-ship: key 'n' was used for something else; take a new key" om-ship new 1 --line TEA:6 -k n
	om-ship dispatch 1 -k d
	prints SH-00001 om-ship dispatch 1 -k d
	refused 1 "om-ship: key 'd' was used for something else; take a new key" om-ship dispatch 1 -k d --carrier X
	assert_equal "$(on_shelf TEA)" "96,6,90"
}

@test "rows of one confirmation that stand apart are one shipment" {
	new_shop
	confirmed -c ACME TEA:10
	confirmed -c NORD MUG:1
	printf 'order,sku,qty,tracking\nSO-1,TEA,2,T\nSO-2,MUG,1,T\nSO-1,TEA,2,T\n' >wh.csv
	prints $'SH-00001\nSH-00002' om-ship import wh.csv
	assert_equal "$(progress 1)" "TEA,10,6,4,0,0"
}

@test "a refused confirmation takes nothing from those behind it" {
	new_shop
	confirmed -c ACME POT:5
	printf 'order,date,sku,qty,tracking\nSO-1,2026-11-20,POT,2,A\nSO-1,2026-11-20,POT,9,B\nSO-1,2026-11-20,POT,1,C\n' >wh.csv
	run -3 --separate-stderr om-ship import wh.csv
	assert_equal "${#stderr_lines[@]}" 2
}
