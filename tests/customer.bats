#!/usr/bin/env bats
# Customers: adding, editing, addresses, history, importing, removing.

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

@test "a customer is added with a code and a name" {
	new_shop
	printed ZEN om-customer add ZEN --name 'Zen Garden'
	printed 'code,name,group,contact,email,phone,terms,currency,tax_id,street,city,region,postcode,country,active,credit_limit,billing
ZEN,Zen Garden,,,,,,EUR,,,,,,,yes,,' eval "om-customer list | grep -e ^code -e ^ZEN"
	assert_equal "$(om log ZEN -o verb,document,detail --no-header)" "customer add,ZEN,"
}

@test "every field of a customer can be set, and show gives it back" {
	new_shop
	printed ZEN om-customer add ZEN --name 'Zen Garden' --group B2B --contact 'Ann Lee' \
		--email ann@zen.example --phone '+49 40 5550110' --terms 'net 14' --currency EUR \
		--tax-id DE123 --credit-limit 1000 --street 'Elbchaussee 1' --city Hamburg \
		--region Hamburg --postcode 22765 --country DE --billing ordered --active yes
	printed 'ZEN,Zen Garden,B2B,Ann Lee,ann@zen.example,+49 40 5550110,net 14,EUR,DE123,Elbchaussee 1,Hamburg,Hamburg,22765,DE,yes,1000.00,ordered' \
		eval "om-customer list --no-header | grep ZEN"
}

@test "an edit logs the old and the new" {
	new_shop
	printed ACME om-customer edit ACME --phone 123 --city Leeds --credit-limit 50.5
	run om log ACME -o verb,detail --no-header
	assert_line "customer edit,\"phone '+44 20 5550102' -> '123', credit limit none -> 50.50, city 'London' -> 'Leeds'\""
}

@test "an edit that changes nothing is not logged" {
	new_shop
	head=$(om log --head)
	printed ACME om-customer edit ACME --city London
	assert_equal "$(om log --head)" "$head"
}

@test "values that cannot be are refused with what was expected" {
	new_shop
	refused 2 "om-customer: country 'Germany' is not an ISO 3166 code; did you mean 'DE'?" om-customer edit ACME --country Germany
	refused 2 "om-customer: country 'uk' is not an ISO 3166 code; did you mean 'GB'?" om-customer edit ACME --country uk
	refused 2 "om-customer: country 'XX' is not an ISO 3166 code of two letters, such as DE" om-customer edit ACME --country XX
	refused 2 "om-customer: currency 'USD' is not supported yet: this company sells in EUR" om-customer edit ACME --currency USD
	refused 2 "om-customer: currency 'EURO' is not an ISO 4217 code; this company sells in EUR" om-customer edit ACME --currency EURO
	refused 2 "om-customer: email 'foo' is not an address: name@host is expected" om-customer edit ACME --email foo
	refused 2 "om-customer: terms 'soon' is not a term of payment: try 'net 30', '14 days', 'net 30 eom', 'eom' or 'on receipt'" om-customer edit ACME --terms soon
	refused 2 "om-customer: credit limit '1.005' has more than 2 decimals" om-customer edit ACME --credit-limit 1.005
	refused 2 "om-customer: code 'A,B' holds a comma" om-customer add A,B --name x
	refused 2 "om-customer: customer 'NEW' is new and needs a name" om-customer add NEW
	refused 2 "om-customer: nothing to change: give an option such as --phone" om-customer edit ACME
}

@test "what does not exist is refused with a near miss" {
	new_shop
	refused 1 "om-customer: no customer 'ACMEE'; did you mean 'ACME'?" om-customer edit ACMEE --phone 1
	refused 1 "om-customer: no customer 'KILN'" om-customer show KILN
	refused 1 "om-customer: customer 'ACME' is there already; 'om-customer edit' changes it" om-customer add ACME --name x
}

@test "a further delivery address is kept under its label" {
	new_shop
	printed ACME om-customer address ACME add dock --street 'Pier 1' --city London --postcode 'E1 7AA' --country GB --contact 'Bob'
	printed ACME om-customer address ACME add shop --name 'Acme Shop' --street 'High St 2' --city Leeds --country GB
	printed 'label,name,contact,street,city,region,postcode,country
dock,Acme Tea Rooms,Bob,Pier 1,London,,E1 7AA,GB
shop,Acme Shop,,High St 2,Leeds,,,GB' om-customer address ACME list
	assert_equal "$(om log ACME -o verb,detail --no-header | tail -n 2)" \
		'customer address,"dock: Acme Tea Rooms, Pier 1, London, GB"
customer address,"shop: Acme Shop, High St 2, Leeds, GB"'
}

@test "the same address again changes nothing, another one takes its place" {
	new_shop
	om-customer address ACME add dock --street 'Pier 1' --city London --country GB
	head=$(om log --head)
	printed ACME om-customer address ACME add dock --street 'Pier 1' --city London --country GB
	assert_equal "$(om log --head)" "$head"
	om-customer address ACME add dock --street 'Pier 2' --city London --country GB
	printed 'dock,Pier 2' om-customer address ACME list -o label,street --no-header
}

@test "a delivery address that is not whole is refused" {
	new_shop
	refused 1 "om-customer: address 'dock' of ACME is incomplete: street, country missing" \
		om-customer address ACME add dock --city London
	refused 1 "om-customer: address 'dock' of ACME: country 'England' is not an ISO 3166 code; did you mean 'GB'?" \
		om-customer address ACME add dock --street x --city London --country England
	refused 2 "om-customer: 'foo' is neither 'CODE add LABEL' nor 'CODE list'" om-customer address ACME foo
	refused 1 "om-customer: no customer 'ACMEE'; did you mean 'ACME'?" om-customer address ACMEE list
}

@test "show names the further addresses" {
	new_shop
	om-customer address NORD add dock --street 'Kai 7' --city Kiel --country DE
	om-customer address NORD add shop --street 'Markt 1' --city Kiel --country DE
	printed '[
{"code":"NORD","name":"Nordwind Versand","group":"B2B","contact":null,"email":"orders@nordwind.example","phone":null,"terms":null,"currency":"EUR","tax_id":null,"street":"Hafenweg 3","city":"Kiel","region":null,"postcode":"24103","country":"DE","active":true,"credit_limit":null,"billing":null,"addresses":"dock shop"}
]' om-customer show NORD --format json
}

@test "a list is narrowed by group and by active" {
	new_shop
	om-customer edit NORD --active no
	printed $'ACME\nNORD' om-customer list --group B2B -q
	printed ACME om-customer list --group B2B --active yes -q
	printed NORD om-customer list --active no -q
}

@test "a second import of the same file changes nothing" {
	new_shop
	head=$(om log --head)
	printed "" om-customer import "$DATA/shop/customers.csv"
	assert_equal "$(om log --head)" "$head"
	om-customer list >all.csv
	printed "" om-customer import all.csv
	assert_equal "$(om log --head)" "$head"
}

@test "an import changes only the columns of the file" {
	new_shop
	printf 'code,phone,terms\nACME,555,\nLOTUS,+49 30 5550101,net 14\n' >c.csv
	run --separate-stderr om-customer import c.csv
	assert_success
	assert_equal "$stderr" "om-customer: c.csv: 0 added, 1 changed"
	assert_equal "$(om-customer show ACME --format json | grep -o '"name":"Acme[^}]*"currency"' )" \
		'"name":"Acme Tea Rooms","group":"B2B","contact":"Joan Hill","email":"joan@acme.example","phone":"555","terms":null,"currency"'
}

@test "all errors of a file are reported at once, and nothing is imported" {
	new_shop
	cat >bad.csv <<-'END'
		code,name,email,terms,currency,credit_limit,billing,country,active
		C1,One,,,,,,,
		C2,,,,,,,,
		,x,,,,,,,
		C3,x,nowhere,,,,,,
		C4,x,,someday,,,,,
		C5,x,,,USD,,,,
		C6,x,,,,1.234,,,
		C7,x,,,,,later,,
		C8,x,,,,,,Germany,
		C9,x,,,,,,,maybe
	END
	refused 3 "bad.csv:3:4: customer 'C2' is new and needs a name
bad.csv:4:1: the code is missing
bad.csv:5:6: email 'nowhere' is not an address: name@host is expected
bad.csv:6:7: terms 'someday' is not a term of payment: try 'net 30', '14 days', 'net 30 eom', 'eom' or 'on receipt'
bad.csv:7:8: currency 'USD' is not supported yet: this company sells in EUR
bad.csv:8:9: credit limit '1.234' has more than 2 decimals
bad.csv:9:10: billing 'later' is neither shipped nor ordered
bad.csv:10:11: country 'Germany' is not an ISO 3166 code; did you mean 'DE'?
bad.csv:11:12: active 'maybe' is neither yes nor no
om-customer: nothing was imported: 9 bad rows in bad.csv" om-customer import bad.csv
	refused 1 "om-customer: no customer 'C1'" om-customer show C1
}

@test "with --keep-going the good rows land and the bad ones are set aside" {
	new_shop
	printf 'code,name,country\nC1,One,DE\nC2,Two,Deutschland\n' >c.csv
	run --separate-stderr om-customer import c.csv --keep-going --rejects bad.csv
	assert_equal "$status" 3
	assert_equal "$(sed 's/,c.csv.*//' bad.csv)" $'code,name,country,error\nC2,Two,Deutschland'
	printed C1 eval 'om-customer list -q | grep ^C'
}

@test "a street of several lines is kept" {
	new_shop
	printf 'code,name,street\nC1,One,"House 9\nMill Lane"\n' >c.csv
	run om-customer import c.csv
	assert_success
	printed $'C1,"House 9\nMill Lane"' eval 'om-customer list -o code,street --no-header | grep -A1 ^C1'
}

@test "a customer that nothing uses is removed" {
	new_shop
	om-customer address ACME add dock --street 'Pier 1' --city London --country GB
	printed ACME om-customer remove ACME
	refused 1 "om-customer: no customer 'ACME'" om-customer show ACME
}

@test "a customer with papers stays and can be made inactive" {
	new_shop
	om-order new -c ACME TEA:1
	refused 1 "om-customer: ACME is used by documents or payments; make it inactive: om-customer edit ACME --active no" \
		om-customer remove ACME
	printed ACME om-customer edit ACME --active no
}

@test "the history shows papers and payments by date with the running balance" {
	new_shop
	order=$(om-order new -c ACME MUG:2 --date 2026-11-01 --ref PO-7)
	om-order confirm "$order" --date 2026-11-01
	shipment=$(om-ship new "$order" --date 2026-11-02)
	om-ship dispatch "$shipment" --date 2026-11-02
	invoice=$(om-invoice new --post "$order" --date 2026-11-03)
	om-invoice pay "$invoice" 10 --date 2026-11-05 --ref B-1
	om-payment new -c ACME 5 --date 2026-11-06
	run --separate-stderr om-customer history ACME -o date,kind,number,state,currency,total,open,balance
	assert_success
	assert_equal "$output" "date,kind,number,state,currency,total,open,balance
2026-11-01,order,SO-00001,closed,EUR,23.56,,0.00
2026-11-02,shipment,SH-00001,dispatched,EUR,23.56,,0.00
2026-11-03,invoice,INV-00001,posted,EUR,23.56,13.56,23.56
2026-11-05,payment,PAY-00001,,EUR,10.00,0.00,13.56
2026-11-06,payment,PAY-00002,,EUR,5.00,5.00,8.56"
	printed "2026-11-05,13.56" eval "om-customer history ACME --from 2026-11-04 --to 2026-11-05 -o date,balance --no-header"
}

@test "the history of a customer without papers is empty" {
	new_shop
	printed "number,date,kind,state,ref,currency,total,open,balance" om-customer history ACME
}

@test "the history with -q prints the numbers of papers and payments, not their dates" {
	new_shop
	om-quote new -c ACME TEA:1 --date 2026-11-01
	om-order new -c ACME MUG:2 --date 2026-11-02
	om-payment new -c ACME 5 --date 2026-11-03
	printed $'Q-00001\nSO-00001\nPAY-00001' om-customer history ACME -q
	printed "number,date,kind" eval "om-customer history ACME | head -n 1 | cut -d, -f1-3"
}
