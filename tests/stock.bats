#!/usr/bin/env bats
# om-stock: receipts, corrections, what lies where and what it is worth.

load helper

refused() { # status, sentence, words...
	local status_asked=$1 sentence=$2

	shift 2
	run --separate-stderr "$@"
	assert_equal "$status" "$status_asked"
	assert_equal "$output" ""
	assert_equal "$stderr" "$sentence"
}

prints() { # output, words...: and nothing on standard error
	local wanted=$1

	shift
	run --separate-stderr "$@"
	assert_success
	assert_equal "$output" "$wanted"
	assert_equal "$stderr" ""
}

# The one row of an item at a location: on_hand,reserved,available
on_shelf() {
	om-stock list --no-header --sku "$1" --location "${2:-MAIN}" --zero \
		--columns on_hand,reserved,available
}

# on_hand,cost,value
worth() {
	om-stock value --no-header --sku "$1" --columns on_hand,cost,value
}

# A confirmed order: customer, goods, required date or nothing
confirmed() {
	om-order new -c "$1" "$2" ${3:+--required "$3"} | om-order confirm - 2>/dev/null
}

# Receiving

@test "received goods are on the shelf, and their SKU is printed" {
	new_shop
	prints $'TEA\nMUG' om-stock receive TEA:20@2.40 MUG:6
	assert_equal "$(on_shelf TEA)" "120,0,120"
	assert_equal "$(on_shelf MUG)" "30,0,30"
}

@test "a barcode stands for its SKU" {
	new_shop
	prints TEA om-stock receive 4006381333931:5
	assert_equal "$(on_shelf TEA)" "105,0,105"
}

@test "without a cost the item's cost is taken" {
	new_shop
	om-stock receive TEA:100@3.10
	assert_equal "$(worth TEA)" "200,2.60,520.00"
	om-stock receive TEA:100
	assert_equal "$(om-stock value --total --sku TEA)" "730.00"
}

@test "goods whose cost nobody knows are refused" {
	new_shop
	om-item add CUP --name Cup
	refused 1 "om-stock: CUP: give what one cost: CUP:10@2.10" om-stock receive CUP:10
	om-stock receive CUP:10@0
	assert_equal "$(worth CUP)" "10,0.00,0.00"
}

@test "a service is not kept in stock" {
	new_shop
	refused 1 "om-stock: DELIVERY is a service; only goods lie on a shelf" om-stock receive DELIVERY:1
	refused 1 "om-stock: DELIVERY is a service; only goods lie on a shelf" \
		om-stock adjust DELIVERY:+1 --reason x
}

@test "an item or a location that is not there is refused with a suggestion" {
	new_shop
	refused 1 "om-stock: no item 'TAE'; did you mean 'TEA'?" om-stock receive TAE:1
	refused 1 "om-stock: no location 'MIAN'; did you mean 'MAIN'?" om-stock receive TEA:1 --location MIAN
	refused 1 "om-stock: no item 'TAE'; did you mean 'TEA'?" om-stock list --sku TAE
	refused 1 "om-stock: no location 'MIAN'; did you mean 'MAIN'?" om-stock list --location MIAN
	refused 1 "om-stock: no supplier 'KLIN'; did you mean 'KILN'?" om-stock low --supplier KLIN
}

@test "a line that cannot be read is wrong usage" {
	new_shop
	refused 2 "om-stock: 'TEA' is not a line; expected SKU:QTY[@COST], such as P01:10@2.50" \
		om-stock receive TEA
	refused 2 "om-stock: 'TEA:5@' is not a line; expected SKU:QTY[@COST], such as P01:10@2.50" \
		om-stock receive TEA:5@
	refused 2 "om-stock: ':5' is not a line; expected SKU:QTY[@COST], such as P01:10@2.50" \
		om-stock receive :5
	refused 2 "om-stock: TEA: qty 'x' is not a number" om-stock receive TEA:x
	refused 2 "om-stock: TEA: qty '0' is not above zero" om-stock receive TEA:0
	refused 2 "om-stock: TEA: qty '-1' is not above zero" om-stock receive TEA:-1
	refused 2 "om-stock: TEA: cost '-1' is below zero" om-stock receive TEA:1@-1
	refused 2 "om-stock: TEA: cost 'x' is not a number" om-stock receive TEA:1@x
	assert_equal "$(on_shelf TEA)" "100,0,100"
}

@test "of several lines all are received or none" {
	new_shop
	refused 1 "om-stock: no item 'NONE'" om-stock receive TEA:1 NONE:1
	assert_equal "$(on_shelf TEA)" "100,0,100"
}

@test "quantities and values past the range are refused" {
	new_shop
	refused 1 "om-stock: TEA: too much: the quantity or the value at MAIN would leave the range that om can hold" \
		om-stock receive TEA:999999999@0
	refused 1 "om-stock: TEA: too much: the quantity or the value at MAIN would leave the range that om can hold" \
		om-stock receive TEA:900000000@900000000
	refused 2 "om-stock: TEA: qty '99999999999999999999' is out of range" \
		om-stock receive TEA:99999999999999999999
	refused 1 "om-stock: TEA: too much: the quantity or the value at MAIN would leave the range that om can hold" \
		om-stock adjust TEA:+999999999.5 --reason x
	assert_equal "$(worth TEA)" "100,2.10,210.00"
}

@test "a dry run receives nothing, a key receives once" {
	new_shop
	run --separate-stderr om-stock receive TEA:5 --dry-run
	assert_success
	assert_equal "$output" TEA
	assert_equal "$stderr" "om-stock: dry run: nothing was written"
	om-stock receive TEA:5 --key van-7
	run --separate-stderr om-stock receive TEA:5 --key van-7
	assert_success
	assert_equal "$output" TEA
	assert_equal "$stderr" ""
	assert_equal "$(on_shelf TEA)" "105,0,105"
}

@test "a receipt tells of the orders that wait for it" {
	new_shop
	confirmed ACME POT:8
	run --separate-stderr om-stock receive POT:1 MUG:1
	assert_success
	assert_equal "$output" $'POT\nMUG'
	assert_equal "$stderr" "om-stock: 1 order waits for POT; om-order allocate fills it"
	confirmed NORD POT:2
	run --separate-stderr om-stock receive POT:1 POT:1
	assert_equal "$stderr" "om-stock: 2 orders wait for POT; om-order allocate fills them"
	assert_equal "$(on_shelf POT)" "8,6,2"
}

@test "the log of om has each movement, with what it was" {
	new_shop
	om-stock receive TEA:10@2.4 --note 'by van'
	om-stock adjust TEA:-2.5 --reason damp
	run om log TEA --no-header --columns verb,detail --limit 4
	assert_output 'item add,
stock receive,"100 bag at MAIN, EUR 2.10 each"
stock receive,"10 bag at MAIN, EUR 2.40 each; by van"
stock adjust,"-2.5 bag at MAIN, EUR -5.32: damp"'
	run om sql "SELECT count(*) FROM log WHERE verb LIKE 'stock %' AND length(content) = 64"
	assert_line 5
}

# Files

@test "a file is received with costs and locations of its own" {
	new_shop
	om-stock locations add SHOP
	printf 'location,cost,qty,sku\n,2.30,10,TEA\nSHOP,,2,MUG\n' >in.csv
	prints $'TEA\nMUG' om-stock receive --from in.csv
	assert_equal "$(on_shelf TEA)" "110,0,110"
	assert_equal "$(worth TEA)" "110,2.118182,233.00"
	assert_equal "$(on_shelf MUG SHOP)" "2,0,2"
}

@test "rows without a location take the one of --location" {
	new_shop
	om-stock locations add SHOP
	printf 'sku,qty,location\nTEA,1,\nTEA,2,MAIN\n' | om-stock receive --from - --location SHOP
	assert_equal "$(on_shelf TEA SHOP)" "1,0,1"
	assert_equal "$(on_shelf TEA)" "102,0,102"
}

@test "all errors of a file are reported, and nothing of it is received" {
	new_shop
	om-item add CUP --name Cup
	cat >in.csv <<-'CSV'
		sku,qty,cost,location
		TEA,1,2.10,
		TAE,1,,
		TEA,"1,5",,
		TEA,-4,,
		TEA,1,-2,
		TEA,1,,NOWHERE
		CUP,1,,
		DELIVERY,1,,
		,1,,
		TEA,,,
	CSV
	refused 3 "in.csv:3:1: no item 'TAE'; did you mean 'TEA'?
in.csv:4:5: TEA: qty '1,5' is not a number: the decimal point is '.', and digits are not grouped
in.csv:5:5: TEA: qty '-4' is not above zero
in.csv:6:7: TEA: cost '-2' is below zero
in.csv:7:8: TEA: no location 'NOWHERE'
in.csv:8:7: CUP: the cost is missing; the item has none either
in.csv:9:1: DELIVERY is a service; only goods lie on a shelf
in.csv:10:1: the SKU is missing
in.csv:11:5: TEA: the qty is missing
om-stock: nothing was imported: 9 bad rows in in.csv" om-stock receive --from in.csv
	assert_equal "$(on_shelf TEA)" "100,0,100"
}

@test "a file and operands exclude each other" {
	new_shop
	refused 2 "om-stock: '--from' and operands exclude each other" \
		om-stock receive --from "$DATA/shop/stock.csv" TEA:1
}

@test "a file of corrections has a reason a row, or one for all" {
	new_shop
	printf 'sku,qty,reason\nTEA,-5,moths\nMUG,2,\n' >fix.csv
	refused 3 "fix.csv:3:7: MUG: the reason is missing
om-stock: nothing was imported: 1 bad row in fix.csv" om-stock adjust --from fix.csv
	prints $'TEA\nMUG' om-stock adjust --from fix.csv --reason found
	run om-stock log --no-header --columns sku,qty,reason
	assert_output 'TEA,100,
MUG,24,
POT,5,
TEA,-5,moths
MUG,2,found'
}

# Moving average

@test "what goes out leaves at the average cost" {
	new_shop
	om-item add CUP --name Cup
	om-stock receive CUP:10@1.00 CUP:10@2.00
	assert_equal "$(worth CUP)" "20,1.50,$(bc <<<'scale=2; 10*1.00 + 10*2.00')"
	om-stock adjust CUP:-5 --reason gone
	assert_equal "$(worth CUP)" "15,1.50,$(bc <<<'scale=2; 30.00 - 30.00*5/20')"
	om-stock receive CUP:5@3.00
	assert_equal "$(worth CUP)" "20,1.875,$(bc <<<'scale=2; 22.50 + 5*3.00')"
}

@test "thirds of a cent are rounded, and the last unit takes what is left" {
	new_shop
	om-item add CUP --name Cup
	om-stock receive CUP:3@0.333333
	assert_equal "$(worth CUP)" "3,0.333333,1.00"
	for _ in 1 2 3; do
		om-stock adjust CUP:-1 --reason gone
	done
	run om-stock log --sku CUP --no-header --columns qty,on_hand,value
	assert_output '3,3,1.00
-1,2,-0.33
-1,1,-0.34
-1,0,-0.33'
	assert_equal "$(worth CUP)" ""
	assert_equal "$(om-stock value --total --sku CUP)" 0.00
}

@test "no value is left behind on an empty shelf" {
	new_shop
	om-item add CUP --name Cup
	om-stock receive CUP:7@0.01 CUP:0.3@0.05 CUP:11@1.999999
	om-stock adjust CUP:-0.000001 --reason crumbs
	om-stock adjust CUP:-18.299999 --reason gone
	run om sql "SELECT on_hand, value FROM stock JOIN item ON item.id = item WHERE sku = 'CUP'"
	assert_line 0,0
}

@test "the value of stock is the sum of its movements" {
	new_shop
	om-stock receive TEA:33@1.99 TEA:7@0.13
	om-stock adjust TEA:-11.5 --reason damp
	om-stock adjust TEA:+0.25 --reason found
	sum=$(om-stock log --sku TEA --no-header --columns value | paste -sd+ | bc)
	assert_equal "$(om-stock value --total --sku TEA)" "$sum"
}

@test "found goods are worth the average, on an empty shelf the item's cost" {
	new_shop
	om-stock receive TEA:100@4.10
	om-stock adjust TEA:+10 --reason found
	assert_equal "$(worth TEA)" "210,3.10,651.00"
	om-stock adjust TEA:-210 --reason gone
	om-stock adjust TEA:+2 --reason found
	assert_equal "$(worth TEA)" "2,2.10,4.20"
}

@test "found goods without any cost are worth nothing, which is said" {
	new_shop
	om-item add CUP --name Cup
	run --separate-stderr om-stock adjust CUP:+2 --reason found
	assert_success
	assert_equal "$output" CUP
	assert_equal "$stderr" "om-stock: CUP: put in without a value: the shelf is empty and the item has no cost"
	assert_equal "$(worth CUP)" "2,0.00,0.00"
}

@test "a yen has no cents" {
	om init --currency JPY --name Tokyo 2>/dev/null
	om-item add CUP --name Cup
	om-stock receive CUP:3@33.5
	assert_equal "$(worth CUP)" "3,33.666667,101"
	assert_equal "$(om-stock value --total)" 101
}

# Corrections

@test "a correction needs a reason and a sign" {
	new_shop
	refused 2 "om-stock: adjust: '--reason' is missing; say why" om-stock adjust TEA:-1
	refused 2 "om-stock: adjust: '--reason' is missing; say why" om-stock adjust TEA:-1 --reason ''
	refused 2 "om-stock: TEA: qty '1' needs a sign: + puts in, - takes out" \
		om-stock adjust TEA:1 --reason x
	refused 2 "om-stock: TEA: qty '-0' changes nothing" om-stock adjust TEA:-0 --reason x
	refused 2 "om-stock: 'TEA' is not a line; expected SKU:+QTY or SKU:-QTY, such as P01:-2" \
		om-stock adjust TEA --reason x
	refused 2 "om-stock: TEA: qty '-1@2' is not a number" om-stock adjust TEA:-1@2 --reason x
	refused 2 "om-stock: TEA: reason 'a\\nb' holds a control character" \
		om-stock adjust TEA:-1 --reason $'a\nb'
}

@test "more than there is cannot be taken out" {
	new_shop
	refused 1 "om-stock: TEA: 101 to be taken out, 100 available at MAIN" \
		om-stock adjust TEA:-101 --reason x
	om-stock locations add SHOP
	refused 1 "om-stock: TEA: 1 to be taken out, 0 available at SHOP" \
		om-stock adjust TEA:-1 --reason x --location SHOP
}

@test "reserved goods cannot be taken out" {
	new_shop
	confirmed ACME TEA:20
	refused 1 "om-stock: TEA: 90 to be taken out, 80 available at MAIN (20 of 100 are reserved)" \
		om-stock adjust TEA:-90 --reason fire
	prints TEA om-stock adjust TEA:-80 --reason fire
	assert_equal "$(on_shelf TEA)" "20,20,0"
}

@test "with --unreserve the order required last gives back first" {
	new_shop
	confirmed ACME TEA:20 2026-12-01
	confirmed NORD TEA:20
	confirmed LOTUS TEA:20 2026-12-24
	run --separate-stderr om-stock adjust TEA:-75 --reason fire --unreserve
	assert_success
	assert_equal "$output" TEA
	assert_equal "$stderr" "om-stock: SO-00002 gave back 20 bag of TEA at MAIN and waits for it
om-stock: SO-00003 gave back 15 bag of TEA at MAIN and waits for it"
	assert_equal "$(on_shelf TEA)" "25,25,0"
	run om log SO-00003 --no-header --columns verb,detail
	assert_line "order unreserve,15 bag of TEA at MAIN"
	run om sql "SELECT number, r.qty FROM reservation r JOIN line l ON l.id = r.line
		JOIN document d ON d.id = l.document ORDER BY number"
	assert_output $'number,qty\nSO-00001,20000000\nSO-00003,5000000'
}

@test "--unreserve leaves alone what need not be given back" {
	new_shop
	confirmed ACME TEA:20
	prints TEA om-stock adjust TEA:-80 --reason fire --unreserve
	assert_equal "$(on_shelf TEA)" "20,20,0"
}

@test "two lines of one order give back as one" {
	new_shop
	om-order new -c ACME TEA:10 TEA:20 | om-order confirm -
	run --separate-stderr om-stock adjust TEA:-95 --reason fire --unreserve
	assert_success
	assert_equal "$stderr" "om-stock: SO-00001 gave back 25 bag of TEA at MAIN and waits for it"
	assert_equal "$(on_shelf TEA)" "5,5,0"
}

@test "what is on a ready shipment is not given back" {
	new_shop
	confirmed ACME TEA:20
	om-ship new SO-1 --line TEA:15
	refused 1 "om-stock: TEA: 90 to be taken out, 85 available at MAIN (15 of 100 are on ready shipments)" \
		om-stock adjust TEA:-90 --reason fire --unreserve
	run --separate-stderr om-stock adjust TEA:-85 --reason fire --unreserve
	assert_success
	assert_equal "$stderr" "om-stock: SO-00001 gave back 5 bag of TEA at MAIN and waits for it"
	assert_equal "$(on_shelf TEA)" "15,15,0"
	om-ship dispatch SH-1
	assert_equal "$(on_shelf TEA)" "0,0,0"
	assert_equal "$(om-stock value --total --sku TEA)" 0.00
}

# Reading

@test "list shows what lies where, by SKU and location" {
	new_shop
	om-stock locations add SHOP
	om-stock receive TEA:5 --location SHOP
	confirmed ACME POT:2
	prints 'sku,location,on_hand,reserved,available,incoming,name,category,unit
MUG,MAIN,24,0,24,0,Stoneware mug,Tableware,pcs
POT,MAIN,5,2,3,0,Teapot 1 l,Tableware,pcs
TEA,MAIN,100,0,100,0,Green tea 100 g,Tea,bag
TEA,SHOP,5,0,5,0,Green tea 100 g,Tea,bag' om-stock list
	prints $'MUG\nPOT' om-stock list -q --category Tableware
	prints TEA om-stock list -q --supplier HARBOR
	prints TEA om-stock list -q --location SHOP
	prints TEA om-stock list -q --sku 4006381333931
}

@test "goods of which none are left show with --zero only" {
	new_shop
	om-stock adjust POT:-5 --reason sold
	prints $'MUG\nTEA' om-stock list -q
	prints $'MUG\nPOT\nTEA' om-stock list -q --zero
}

@test "low shows what orders lack and what has come to its reorder point" {
	new_shop
	prints "sku,name,available,incoming,reorder_point,short,supplier" om-stock low
	om-stock adjust MUG:-12 --reason sold
	om-item add CUP --name Cup
	om-stock receive CUP:1@1
	confirmed ACME TEA:130
	confirmed NORD CUP:4
	prints 'sku,name,available,incoming,reorder_point,short,supplier
CUP,Cup,0,0,,3,
MUG,Stoneware mug,12,0,12,0,KILN
TEA,Green tea 100 g,0,0,40,70,HARBOR' om-stock low
	prints MUG om-stock low -q --supplier KILN
	prints TEA om-stock low -q --category Tea
	prints MUG om-stock low -q --sku MUG
}

@test "an item that is no longer active is not bought again for its reorder point" {
	new_shop
	om-stock adjust MUG:-20 --reason sold
	om-item edit MUG --active no
	prints "sku,name,available,incoming,reorder_point,short,supplier" om-stock low
}

@test "the log of movements runs by item and location" {
	new_shop
	om-stock locations add SHOP
	om-stock receive TEA:5 --location SHOP --date 2026-11-20
	om-stock adjust TEA:-1 --reason tasted
	confirmed ACME TEA:10 | om-ship new - | om-ship dispatch -
	prints 'sku,location,date,kind,qty,on_hand,value,document,reason,at
TEA,MAIN,2026-11-23,receive,100,100,210.00,,,2026-11-23T09:00:00Z
TEA,SHOP,2026-11-20,receive,5,5,10.50,,,2026-11-23T09:00:00Z
TEA,MAIN,2026-11-23,adjust,-1,99,-2.10,,tasted,2026-11-23T09:00:00Z
TEA,MAIN,2026-11-23,ship,-10,89,-21.00,SH-00001,,2026-11-23T09:00:00Z' om-stock log --sku TEA
	prints TEA om-stock log -q --to 2026-11-20
	prints TEA om-stock log -q --location SHOP
}

@test "value shows averages and, with --total, the sum alone" {
	new_shop
	prints 'sku,location,on_hand,cost,value
MUG,MAIN,24,4.00,96.00
POT,MAIN,5,11.00,55.00
TEA,MAIN,100,2.10,210.00' om-stock value
	prints 361.00 om-stock value --total
	prints 151.00 om-stock value --total --category Tableware
}

# Locations

@test "locations are listed, added and renamed" {
	new_shop
	prints SHOP om-stock locations add SHOP --name 'The shop'
	prints VAN om-stock locations add VAN
	prints VAN om-stock locations edit VAN --name 'Delivery van'
	prints 'code,name,active,default
MAIN,Main warehouse,yes,yes
SHOP,The shop,yes,no
VAN,Delivery van,yes,no' om-stock locations
	run om log VAN --no-header --columns verb,detail
	assert_output "location add,VAN
location edit,name 'VAN' -> 'Delivery van'"
}

@test "a location is added once" {
	new_shop
	refused 1 "om-stock: location 'MAIN' is there already; 'om-stock locations edit' changes it" \
		om-stock locations add MAIN
	refused 2 "om-stock: nothing to change: give --name or --active" om-stock locations edit MAIN
	refused 1 "om-stock: no location 'MIAN'; did you mean 'MAIN'?" \
		om-stock locations edit MIAN --name x
}

@test "editing a location into what it is already is not logged" {
	new_shop
	om-stock locations add SHOP
	prints SHOP om-stock locations edit SHOP --name SHOP --active yes
	run om log SHOP --no-header --columns verb
	assert_output "location add"
}

@test "the default location, and one where goods lie, cannot be closed" {
	new_shop
	om-stock locations add SHOP
	om-stock receive TEA:1 --location SHOP
	refused 1 "om-stock: MAIN is the default location; 'om config set location CODE' names another first" \
		om-stock locations edit MAIN --active no
	refused 1 "om-stock: SHOP cannot be closed: goods lie there; 'om-stock list --location SHOP' shows them" \
		om-stock locations edit SHOP --active no
}

@test "a closed location takes no goods until it is opened again" {
	new_shop
	om-stock locations add SHOP
	om-stock locations edit SHOP --active no
	refused 1 "om-stock: location 'SHOP' is not active" om-stock receive TEA:1 --location SHOP
	om-stock locations edit SHOP --active yes
	prints TEA om-stock receive TEA:1 --location SHOP
}

@test "the company's default location is the one that is meant" {
	new_shop
	om-stock locations add SHOP
	om config set location SHOP
	om-stock receive TEA:1
	assert_equal "$(on_shelf TEA SHOP)" "1,0,1"
}

@test "a hundred thousand rows are received in one go" {
	om init --name Big --currency EUR 2>/dev/null
	seq -f 'S%06.0f' 100000 >skus
	{ echo sku,name,cost; sed 's/.*/&,&,1.25/' skus; } >items.csv
	{ echo sku,qty; sed 's/$/,4/' skus; } >stock.csv
	om-item import items.csv 2>/dev/null
	run --separate-stderr timeout 60 om-stock receive --from stock.csv
	assert_success
	assert_equal "${#lines[@]}" 100000
	assert_equal "$(om-stock value --total)" 500000.00
}
