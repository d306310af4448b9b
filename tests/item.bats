#!/usr/bin/env bats
# Items: adding, editing, showing, listing, importing, removing.

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

value() { # sku, column
	om-item list --sku "$1" -o "$2" --no-header
}

@test "an item is added with what was said and defaults for the rest" {
	new_shop
	printed CUP om-item add CUP --name 'Tea cup' --price 3.5
	printed 'sku,name,type,category,unit,pack,price,cost,tax,barcode,supplier,lead_days,reorder_point,reorder_qty,active,variant_of,weight
CUP,Tea cup,stock,,pcs,,3.50,,0,,,,,,yes,,' om-item list --sku CUP
	assert_equal "$(om log CUP -o verb,document,detail --no-header)" "item add,CUP,"
}

@test "a new item takes the company's tax rate" {
	new_shop
	om config set tax 19
	om-item add CUP --name 'Tea cup' --price 3.5
	assert_equal "$(value CUP tax)" 19
}

@test "every field of an item can be set, and show gives it back" {
	new_shop
	om-item add CUP --name 'Cups' --price 1
	printed CUP-L om-item add CUP-L --name 'Large cup' --type stock --category Tableware \
		--unit pcs --pack 'box of 12' --price 3.50 --cost 1.25 --tax 19 \
		--barcode 96385074 --barcode cup-l --supplier KILN --lead-days 21 \
		--reorder-point 12 --reorder-qty 48 --variant-of CUP --weight 0.35 \
		--attr size=L --attr color=white --active no
	printed 'sku: CUP-L
name: Large cup
type: stock
category: Tableware
unit: pcs
pack: box of 12
price: 3.50
cost: 1.25
tax: 19
barcode: 96385074 cup-l
supplier: KILN
lead_days: 21
reorder_point: 12
reorder_qty: 48
active: no
variant_of: CUP
weight: 0.35
attr: "color=white;size=L"' eval "om-item show CUP-L --format yaml | sed 's/^barcode: \"\(.*\)\"/barcode: \1/'"
}

@test "a barcode stands for the item" {
	new_shop
	printed TEA om-item show 4006381333931 -q
	printed TEA om-item list --sku 4006381333931 -q
}

@test "an edit changes what is said and logs the old and the new" {
	new_shop
	printed TEA om-item edit TEA --price 5 --pack 'tin' --cost ''
	assert_equal "$(value TEA name,price,pack,cost)" 'Green tea 100 g,5.00,tin,'
	run om log TEA -o verb,detail --no-header
	assert_line "item edit,\"pack none -> 'tin', price 4.50 -> 5.00, cost 2.10 -> none\""
}

@test "an edit that changes nothing is not logged" {
	new_shop
	head=$(om log --head)
	printed TEA om-item edit TEA --price 4.5 --barcode 4006381333931
	assert_equal "$(om log --head)" "$head"
}

@test "several items are edited from a pipe" {
	new_shop
	printed $'MUG\nPOT' eval 'om-item list --supplier KILN | om-item edit - --active no'
	printed $'sku\nMUG\nPOT' om-item list --active no -o sku
	printed $'sku\nDELIVERY\nTEA' om-item list --active yes -o sku
}

@test "a dry run changes nothing" {
	new_shop
	run --separate-stderr om-item edit TEA --price 9 -n
	assert_success
	assert_equal "$output" TEA
	assert_equal "$stderr" "om-item: dry run: nothing was written"
	assert_equal "$(value TEA price)" 4.50
}

@test "the same key adds an item once" {
	new_shop
	printed CUP om-item add CUP --name Cup --key k1
	run --separate-stderr om-item add CUP --name Cup --key k1
	assert_success
	assert_equal "$output" CUP
	assert_equal "$stderr" ""
	assert_equal "$(om log CUP -o verb --no-header)" "item add"
}

@test "values that cannot be are refused with what was expected" {
	new_shop
	refused 2 "om-item: price 'abc' is not a number" om-item edit TEA --price abc
	refused 2 "om-item: price '1,50' is not a number: the decimal point is '.', and digits are not grouped" om-item edit TEA --price 1,50
	refused 2 "om-item: price '-1' is negative" om-item edit TEA --price=-1
	refused 2 "om-item: cost '0.1234567' has more than 6 decimals" om-item edit TEA --cost 0.1234567
	refused 2 "om-item: price '99999999999999999999' is out of range" om-item edit TEA --price 99999999999999999999
	refused 2 "om-item: tax '101' is more than 100 percent" om-item edit TEA --tax 101
	refused 2 "om-item: lead days '1.5' is not a whole number" om-item edit TEA --lead-days 1.5
	refused 2 "om-item: reorder point '-1' is negative" om-item edit TEA --reorder-point=-1
	refused 2 "om-item: attribute 'size' is not NAME=VALUE: size=L" om-item edit TEA --attr size
	refused 2 "om-item: SKU 'A,B' holds a comma" om-item add A,B --name x
	refused 2 "om-item: item 'NEW' is new and needs a name" om-item add NEW --price 1
	refused 2 "om-item: nothing to change: give an option such as --price" om-item edit TEA
	refused 2 "om-item: '--type': 'servce' is not one of stock, service; did you mean 'service'?" om-item edit TEA --type servce
}

@test "what does not exist is refused with a near miss" {
	new_shop
	refused 1 "om-item: no item 'TEE'; did you mean 'TEA'?" om-item edit TEE --price 1
	refused 1 "om-item: no item 'tea'; did you mean 'TEA'?" om-item show tea
	refused 1 "om-item: no supplier 'KLIN'; did you mean 'KILN'?" om-item edit TEA --supplier KLIN
	refused 1 "om-item: no supplier 'KLIN'; did you mean 'KILN'?" om-item list --supplier KLIN
	refused 1 "om-item: no item 'NIL'" om-item edit TEA --variant-of NIL
}

@test "an SKU is added once" {
	new_shop
	refused 1 "om-item: item 'TEA' is there already; 'om-item edit' changes it" om-item add TEA --name Tea
}

@test "a wrong check digit is refused, and the right one told" {
	new_shop
	refused 2 "om-item: barcode '4006381333932' has a wrong check digit: the last digit should be 1" \
		om-item edit MUG --barcode 4006381333932
	refused 2 "om-item: barcode '96385075' has a wrong check digit: the last digit should be 4" \
		om-item edit MUG --barcode 96385075
	printed MUG om-item edit MUG --barcode 96385074
	printed MUG om-item edit MUG --barcode 036000291452 --barcode 12345
	assert_equal "$(value MUG barcode)" "036000291452 12345"
}

@test "a barcode belongs to one item" {
	new_shop
	refused 1 "om-item: barcode '4006381333931' belongs to TEA" om-item edit MUG --barcode 4006381333931
	om-item edit TEA --barcode ''
	printed MUG om-item edit MUG --barcode 4006381333931
}

@test "a barcode that is the SKU of another item is refused: it would bring the wrong goods" {
	new_shop
	om-item add 12 --name 'Twelve'
	refused 1 "om-item: barcode '12' is the SKU of another item" om-item edit TEA --barcode 12
	refused 1 "om-item: barcode 'TEA' is the SKU of another item" om-item edit 12 --barcode TEA
	refused 1 "om-item: barcode 'MUG' is the SKU of another item" om-item add CUP --name Cup --barcode MUG
	assert_equal "$(value TEA barcode)" 4006381333931
	cat >items.csv <<-'END'
		sku,name,barcode
		TEA,Green tea,12
		CUP,Cup,x POT
		TIN,Tin,JAR
		JAR,Jar,
		BOX,Box,TIN
	END
	refused 3 "items.csv:2:15: barcode '12' is the SKU of another item
items.csv:3:9: barcode 'POT' is the SKU of another item
items.csv:5:1: SKU 'JAR' is a barcode of TIN
items.csv:6:9: barcode 'TIN' is the SKU of another item
om-item: nothing was imported: 4 bad rows in items.csv" om-item import items.csv
}

@test "an SKU that is the barcode of another item is refused: it would bring the wrong goods" {
	new_shop
	om-item edit TEA --barcode 12 --barcode 15
	refused 1 "om-item: SKU '12' is a barcode of TEA" om-item add 12 --name x
	printf 'sku,name\n11,Eleven\n12,Twelve\n13,Thirteen\n' >items.csv
	refused 3 "items.csv:3:1: SKU '12' is a barcode of TEA
om-item: nothing was imported: 1 bad row in items.csv" om-item import items.csv
	run -3 om-item import items.csv --keep-going
	printed $'11\n13\nDELIVERY\nMUG\nPOT\nTEA' om-item list -q
	om-item edit TEA --barcode ''
	printed 12 om-item add 12 --name x
}

@test "a barcode may be the item's own SKU" {
	new_shop
	printed 96385074 om-item add 96385074 --name Cup --barcode 96385074
	printed TEA om-item edit TEA --barcode TEA --barcode 4006381333931
	printf 'sku,name,barcode\n12,Twelve,12\nTEA,Green tea,TEA\n96385074,Cup,96385074\n' >items.csv
	run --separate-stderr om-item import items.csv
	assert_success
	assert_equal "$stderr" "om-item: items.csv: 1 added, 1 changed"
	printed "" om-item import items.csv
	printed 12 om-item show 12 -q
	refused 1 "om-item: item '12' is there already; 'om-item edit' changes it" om-item add 12 --name x
	refused 1 "om-item: barcode '12' belongs to 12" om-item edit MUG --barcode 12
}

@test "a code that was an SKU or a barcode is free again once its item is gone" {
	new_shop
	om-item add 12 --name Twelve
	printf 'sku,name,barcode\nA,A,12\nB,B,zz\nzz,Z,\n0,Zero,\nC,C,0\n' >items.csv
	run -3 --separate-stderr om-item import --keep-going items.csv
	assert_equal "$stderr" "om-item: items.csv: 2 added, 0 changed
items.csv:2:5: barcode '12' is the SKU of another item
items.csv:4:1: SKU 'zz' is a barcode of B
items.csv:6:5: barcode '0' is the SKU of another item"
	om-item remove 12 B
	printed A om-item add A --name A --barcode 12
	printed zz om-item add zz --name Z
}

@test "a variant is of another item, and of none that is a variant itself" {
	new_shop
	om-item add MUG-L --name 'Large mug' --variant-of MUG
	refused 2 "om-item: variant of 'MUG' is the item itself" om-item edit MUG --variant-of MUG
	refused 1 "om-item: variant of 'MUG-L' is itself a variant of MUG" om-item edit POT --variant-of MUG-L
	refused 1 "om-item: MUG has variants of its own and cannot become one" om-item edit MUG --variant-of POT
}

@test "the type stays once the item is used" {
	new_shop
	refused 1 "om-item: the type of TEA stays 'stock': the item is used by documents or stock" \
		om-item edit TEA --type service
	printed DELIVERY om-item edit DELIVERY --type stock
}

@test "only an item that nothing uses is removed" {
	new_shop
	om-item add CUP --name Cup --barcode 96385074 --attr size=L
	printed CUP om-item remove CUP
	refused 1 "om-item: no item 'CUP'" om-item show CUP
	refused 1 "om-item: TEA is used by documents, stock or variants; make it inactive: om-item edit TEA --active no" \
		om-item remove TEA
	assert_equal "$(om log CUP -o verb --no-header)" $'item add\nitem remove'
}

@test "one item that cannot be removed keeps all of them" {
	new_shop
	run ! om-item remove DELIVERY TEA
	printed DELIVERY om-item show DELIVERY -q
}

@test "a list is narrowed by category, supplier and SKU" {
	new_shop
	printed $'MUG\nPOT' om-item list --category Tableware -q
	printed TEA om-item list --supplier HARBOR -q
	printed TEA om-item list --sku TEA -q
	printed "" om-item list --category None -q
}

@test "an import adds and changes, and says how many" {
	new_shop
	printf 'sku,name,price\nTEA,Green tea,4.80\nCUP,Tea cup,3.50\nPOT,Teapot 1 l,24.00\n' >items.csv
	run --separate-stderr om-item import items.csv
	assert_success
	assert_equal "$output" ""
	assert_equal "$stderr" "om-item: items.csv: 1 added, 1 changed"
	assert_equal "$(value TEA name,price,category,tax)" "Green tea,4.80,Tea,7"
	run om log TEA -o verb,detail --no-header
	assert_line "item edit,\"name 'Green tea 100 g' -> 'Green tea', price 4.50 -> 4.80\""
}

@test "a second import of the same file changes nothing" {
	new_shop
	head=$(om log --head)
	printed "" om-item import "$DATA/shop/items.csv"
	assert_equal "$(om log --head)" "$head"
	printed "" om-item import "$DATA/shop/items.csv" --keep-going
	assert_equal "$(om log --head)" "$head"
}

@test "what was listed can be imported again and changes nothing" {
	new_shop
	om-item edit MUG --barcode 96385074 --barcode mug --weight 0.4 --attr color=blue
	head=$(om log --head)
	om-item list >all.csv
	printed "" om-item import all.csv
	assert_equal "$(om log --head)" "$head"
	assert_equal "$(om-item show MUG -o attr --no-header)" color=blue
}

@test "an empty cell clears what is optional and keeps the rest" {
	new_shop
	printf 'sku,name,price,unit,pack,cost,barcode\nTEA,,,,,,\n' >items.csv
	run om-item import items.csv
	assert_success
	assert_equal "$(value TEA name,price,unit,pack,cost,barcode)" 'Green tea 100 g,4.50,bag,,,'
}

@test "all errors of a file are reported at once, and nothing is imported" {
	new_shop
	head=$(om log --head)
	cat >bad.csv <<-'END'
		sku,name,price,barcode,supplier,type,attr,tax
		A1,Good,1.5,,,,,
		A2,,1,,,,,
		,x,1,,,,,
		A3,y,1e5,,,,,
		A4,y,1,4006381333932,,,,
		A5,y,1,96385074 4006381333931,,,,
		A6,y,1,,HARBOUR,,,
		A7,y,1,,,servce,,
		A8,y,1,,,,size,
		A9,y,1,,,,,101
		A10,y
		A11,y,-1,,,,,
		"A,12",y,1,,,,,
	END
	refused 3 "bad.csv:3:4: item 'A2' is new and needs a name
bad.csv:4:1: the SKU is missing
bad.csv:5:6: price '1e5' is not a number
bad.csv:6:8: barcode '4006381333932' has a wrong check digit: the last digit should be 1
bad.csv:7:8: barcode '4006381333931' belongs to TEA
bad.csv:8:9: no supplier 'HARBOUR'; did you mean 'HARBOR'?
bad.csv:9:10: type 'servce' is neither stock nor service; did you mean 'service'?
bad.csv:10:11: attribute 'size' is not NAME=VALUE: size=L
bad.csv:11:12: tax '101' is more than 100 percent
bad.csv:12:1: 2 fields found, the header has 8
bad.csv:13:7: price '-1' is negative
bad.csv:14:1: SKU 'A,12' holds a comma
om-item: nothing was imported: 12 bad rows in bad.csv" om-item import bad.csv
	assert_equal "$(om log --head)" "$head"
}

@test "with --keep-going the good rows land and the bad ones are set aside" {
	new_shop
	printf 'sku,name,price\nA1,One,1\nA2,Two,x\nA3,Three,3\n' >items.csv
	run --separate-stderr om-item import items.csv --keep-going --rejects bad.csv
	assert_equal "$status" 3
	assert_equal "$stderr" "om-item: items.csv: 2 added, 0 changed
items.csv:3:8: price 'x' is not a number"
	assert_equal "$(cat bad.csv)" "sku,name,price,error
A2,Two,x,items.csv:3:8: price 'x' is not a number"
	printed $'sku\nA1\nA3' eval "om-item list -o sku | grep -e sku -e ^A"
}

@test "hostile cells are refused or kept as they are" {
	new_shop
	printf 'sku,name\nA1,"=1+1; DROP TABLE item"\nA2,"two\nlines"\nA3,a\033[31mb\n-A4,x\n%s,x\nA6,%s\n' \
		"$(printf 'S%.0s' {1..65})" "$(printf 'n%.0s' {1..256})" >items.csv
	run --separate-stderr om-item import items.csv --keep-going
	assert_equal "$status" 3
	assert_equal "$stderr" "om-item: items.csv: 1 added, 0 changed
items.csv:3:4: name 'two\\nlines' holds a control character
items.csv:5:4: name 'a\\x1b[31mb' holds a control character
items.csv:6:1: SKU '-A4' begins with '-'
items.csv:7:1: SKU '$(printf 'S%.0s' {1..65})' is longer than 64 bytes
items.csv:8:4: name '$(printf 'n%.0s' {1..256})' is longer than 255 bytes"
	assert_equal "$(value A1 name)" "=1+1; DROP TABLE item"
	assert_equal "$(om-item list --sku A1 -o sku,name --spreadsheet --no-header | tr -d '\r\357\273\277')" \
		"A1,'=1+1; DROP TABLE item"
}

@test "a map renames columns and sets constants" {
	new_shop
	printf 'columns: {Artikel: sku, Bezeichnung: name, Preis: price}\nconstants: {tax: 7, category: Neu}\n' >map.yaml
	printf 'Artikel;Bezeichnung;Preis\nN1;Tasse;1,50\n' >items.csv
	run --separate-stderr om-item import items.csv --map map.yaml --delimiter ';' --decimal ,
	assert_success
	assert_equal "$stderr" "om-item: items.csv: 1 added, 0 changed"
	assert_equal "$(value N1 name,price,tax,category)" "Tasse,1.50,7,Neu"
}

@test "a column that is not known is refused, unless it is passed over" {
	new_shop
	printf 'sku,nmae,name\nN1,x,Tasse\n' >items.csv
	refused 3 "om-item: items.csv:1:5: unknown column 'nmae'; did you mean 'name'?" om-item import items.csv
	run --separate-stderr om-item import items.csv --ignore-unknown
	assert_success
	assert_equal "$(value N1 name)" Tasse
}

@test "items come in through a pipe" {
	new_shop
	run --separate-stderr om-item import - < <(printf '\357\273\277sku,name\r\nN1,Tasse\r\n')
	assert_success
	assert_equal "$stderr" "om-item: -: 1 added, 0 changed"
	assert_equal "$(value N1 name)" Tasse
}

@test "a variant comes after its family in the file" {
	new_shop
	printf 'sku,name,variant_of,attr\nF,Family,,\nF-S,Small,F,size=S;color=red\n' >items.csv
	run om-item import items.csv
	assert_success
	assert_equal "$(om-item show F-S -o variant_of,attr --no-header)" "F,color=red;size=S"
}

@test "nothing is called like the column that lists begin with" {
	new_shop
	refused 2 "om-item: SKU 'sku' is the name of a column" om-item add sku --name x
	refused 2 "om-customer: code 'Number' is the name of a column" om-customer add Number --name x
}

@test "an item that stands in a file twice is refused" {
	new_shop
	printf 'sku,name\nCUP,Cup\nTEA,Tea\nCUP,Mug\n' >two.csv
	run -3 --separate-stderr om-item import two.csv
	assert_output ""
	assert_equal "${stderr_lines[0]}" "two.csv:4:1: item 'CUP' stands here twice"
}
