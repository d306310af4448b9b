#!/usr/bin/env bats
# om itself: the company, the log, and the database as a whole.
# shellcheck disable=SC2034,SC2154

load helper

zeros=0000000000000000000000000000000000000000000000000000000000000000

refused() { # status, sentence, words...
	local status_asked=$1 sentence=$2

	shift 2
	run --separate-stderr "$@"
	assert_equal "$status" "$status_asked"
	assert_equal "$output" ""
	assert_equal "$stderr" "$sentence"
}

silent() {
	run --separate-stderr "$@"
	assert_success
	assert_equal "$output$stderr" ""
}

@test "init makes a database and says where" {
	run --separate-stderr om init --name 'Corner Supplies' --currency EUR --country DE --tax-id DE123456789
	assert_success
	assert_equal "$output" ""
	assert_equal "$stderr" "om: made $OM_DB"
	assert_equal "$(om config get name)" "Corner Supplies"
	assert_equal "$(om config get tax_id)" "DE123456789"
}

@test "init asks for nothing" {
	om init
	run om config --format csv -o key,value
	assert_success
	assert_output - <<-'END'
		key,value
		name,My company
		currency,EUR
		country,
		tax_id,
		street,
		city,
		region,
		postcode,
		email,
		phone,
		terms,net 30
		billing,shipped
		tax_rounding,document
		timezone,
		location,MAIN
		tax,0
	END
}

@test "init makes the first location" {
	om init
	run om sql 'SELECT code, name, active FROM location'
	assert_output - <<-'END'
		code,name,active
		MAIN,Main warehouse,1
	END
}

@test "a second init is refused and changes nothing" {
	om init --name First
	cp om.db before.db
	refused 4 "om: '$OM_DB' exists already: it was left as it is" om init --name Second
	cmp om.db before.db
}

@test "init takes a file of any kind for what is there already" {
	audit=no
	echo notes >om.db
	refused 4 "om: '$OM_DB' exists already: it was left as it is" om init
	assert_equal "$(cat om.db)" notes
}

@test "without a database named, init makes om.db here" {
	unset OM_DB
	mkdir deep
	om init --name Above
	assert_equal "$(cd deep && om config get name)" Above
	assert_equal "$(cd deep && om init --name Here 2>&1)" "om: made om.db"
	assert_equal "$(cd deep && om config get name)" Here
	assert_equal "$(om config get name)" Above
}

@test "the database is private whatever the umask" {
	umask 000
	om init
	assert_equal "$(stat -c %a om.db)" 600
	om backup copy.db
	assert_equal "$(stat -c %a copy.db)" 600
	om --db again.db restore copy.db
	assert_equal "$(stat -c %a again.db)" 600
}

@test "an init that fails leaves no file behind" {
	refused 2 "om: currency: 'EURO' is not a currency: an ISO 4217 code such as EUR, GBP or USD is asked" \
		om init --currency EURO
	refused 2 "om: country: 'Germany' is not a country; did you mean 'DE'?" om init --country Germany
	refused 2 "om: name: '' is empty: a company has a name" om init --name ''
	run compgen -G 'om.db*'
	assert_output ""
}

@test "a dry init leaves no file behind" {
	run --separate-stderr om init -n
	assert_success
	run compgen -G 'om.db*'
	assert_output ""
}

@test "init where nothing may be written says so" {
	[ "$(id -u)" != 0 ] || skip "root may write anywhere"
	mkdir closed
	chmod 500 closed
	run --separate-stderr om --db closed/om.db init
	assert_failure 4
	assert_equal "$output" ""
}

@test "init in a folder that is not there leaves nothing" {
	run --separate-stderr om --db nowhere/om.db init
	assert_failure 4
	assert_equal "$output" ""
	[ ! -e nowhere ]
}

@test "init reads the settings from a file" {
	cat >company.yaml <<-'END'
		name: Corner Supplies
		currency: KWD
		country: KW
		street: |-
		  Block 4
		  Street 12
		terms: net 10 eom
		location: SHOP
		tax: 5
		phone:
	END
	om init --from company.yaml --name 'Corner & Sons'
	assert_equal "$(om config get name)" "Corner & Sons"
	assert_equal "$(om config get currency)" KWD
	assert_equal "$(om config get street)" $'Block 4\nStreet 12'
	assert_equal "$(om config get terms)" "net 10 eom"
	assert_equal "$(om config get location)" SHOP
	assert_equal "$(om config get phone)" ""
	assert_equal "$(om sql 'SELECT code FROM location' --no-header)" SHOP
}

@test "init reads the settings from standard input" {
	echo 'name: Piped' | om init --from -
	assert_equal "$(om config get name)" Piped
}

@test "a wrong key in the file is named with its place" {
	printf 'name: Corner\ncurency: EUR\n' >company.yaml
	refused 3 "om: company.yaml:2:1: no setting 'curency'; did you mean 'currency'?" \
		om init --from company.yaml
	[ ! -e om.db ]
}

@test "a wrong value in the file is named with its place" {
	printf 'name: Corner\nterms: net soon\n' >company.yaml
	refused 3 "om: company.yaml:2:8: terms: 'net soon' is not a term of payment: try 'net 30', '14 days', 'net 30 eom', 'eom' or 'on receipt'" \
		om init --from company.yaml
	[ ! -e om.db ]
}

@test "a file of settings that is no mapping is refused" {
	printf -- '- name\n' >company.yaml
	refused 3 "om: company.yaml:1:1: expected settings, key: value, found a list" \
		om init --from company.yaml
	printf 'name: [a, b]\n' >company.yaml
	refused 3 "om: company.yaml:1:7: expected a value, found a list" om init --from company.yaml
	refused 3 "om: cannot read 'none.yaml': No such file or directory" om init --from none.yaml
	[ ! -e om.db ]
}

@test "config set changes a setting and config get prints the bare value" {
	om init
	silent om config set phone '+49 30 5550100'
	run --separate-stderr om config get phone
	assert_output "+49 30 5550100"
	silent om config set 'email=desk@corner.example'
	assert_equal "$(om config get email)" desk@corner.example
	silent om config set email ''
	assert_equal "$(om config get email)" ""
}

@test "config and config list are the same" {
	om init --name Corner
	assert_equal "$(om config)" "$(om config list)"
	run om config list --limit 1
	assert_output - <<-'END'
		key,value,help
		name,Corner,"the company's name, as papers show it"
	END
}

@test "every setting that config lists can be got and set to what it is" {
	om init
	head=$(om log --head)
	om config -q >keys
	while read -r key; do
		silent om config set "$key" "$(om config get "$key")"
	done <keys
	assert_equal "$(om log --head)" "$head"
}

@test "an unknown setting is refused with a suggestion" {
	om init
	refused 1 "om: no setting 'curency'; did you mean 'currency'?" om config get curency
	refused 1 "om: no setting 'zzz'" om config set zzz 1
}

@test "config set needs a value" {
	om init
	refused 2 "om: config set: 'phone' needs a value" om config set phone
}

@test "values that a setting cannot have are refused" {
	om init
	refused 2 "om: currency: 'eur' is not a currency; did you mean 'EUR'?" om config set currency eur
	refused 2 "om: country: 'XX' is not a country: an ISO 3166 code such as DE, GB or US is asked" \
		om config set country XX
	refused 2 "om: email: 'desk' is not an address for electronic mail" om config set email desk
	refused 2 "om: terms: 'net 1000' is more than 999 days" om config set terms 'net 1000'
	refused 2 "om: billing: 'later' is neither 'shipped' nor 'ordered'" om config set billing later
	refused 2 "om: tax_rounding: 'none' is neither 'document' nor 'line'" om config set tax_rounding none
	refused 2 "om: timezone: '../passwd' is not a time zone of this system: try Europe/Berlin or UTC" \
		om config set timezone ../passwd
	refused 2 "om: timezone: 'Europe' is not a time zone of this system: try Europe/Berlin or UTC" \
		om config set timezone Europe
	refused 2 "om: tax: '101' is not a rate from 0 to 100 percent" om config set tax 101
	run --separate-stderr om config set name $'Corner\033[2J'
	assert_failure 2
	refute [ "${stderr#*$'\033'}" != "$stderr" ]
	assert_equal "$(om log --no-header | wc -l)" 1
}

@test "the default location must be there and active" {
	audit=no
	om init
	refused 1 "om: location: no location 'MIAN'; did you mean 'MAIN'?" om config set location MIAN
	sqlite3 om.db "INSERT INTO location (code, name, active) VALUES ('OLD', 'Old', 0), ('SHOP', 'Shop', 1)"
	refused 1 "om: location: 'OLD' is not active" om config set location OLD
	silent om config set location SHOP
}

@test "the currency is fixed once there is stock" {
	om init
	silent om config set currency USD
	silent om config set currency EUR
	rm om.db
	new_shop
	refused 1 "om: currency: amounts are already kept in it; make a database of its own for another currency" \
		om config set currency USD
	silent om config set currency EUR
}

@test "tax rounding is fixed once there are documents" {
	new_shop
	silent om config set tax_rounding line
	silent om config set tax_rounding document
	om-quote new -c LOTUS TEA:1
	refused 1 "om: tax_rounding: there are documents already, rounded the other way" \
		om config set tax_rounding line
}

@test "a day begins in the company's time zone" {
	om init --from - <<<'timezone: Pacific/Auckland'
	OM_NOW=2026-11-23T18:00:00Z run om log --from today --no-header
	assert_output ""
}

@test "config set takes --dry-run, --note and --key" {
	om init
	run --separate-stderr om config set phone 1 --dry-run
	assert_equal "$stderr" "om: dry run: nothing was written"
	assert_equal "$(om config get phone)" ""
	om config set phone 1 --note 'new line' --key move-1
	om config set phone 2
	om config set phone 1 --note 'new line' --key move-1
	assert_equal "$(om config get phone)" 2
	run om log phone -o verb,document,detail
	assert_output - <<-'END'
		verb,document,detail
		config set,phone,"'1', was ''; new line"
		config set,phone,"'2', was '1'"
	END
}

@test "the log shows who did what, oldest first" {
	om init --name Corner
	OM_NOW=2026-11-24T10:00:00Z om config set city Kiel
	run om log
	assert_output - <<-END
		at,who,verb,document,detail
		2026-11-23T09:00:00Z,$(id -un),init,,"Corner, EUR"
		2026-11-24T10:00:00Z,$(id -un),config set,city,"'Kiel', was ''"
	END
}

@test "the log can be narrowed to days and to one thing" {
	om init
	OM_NOW=2026-11-24T10:00:00Z om config set city Kiel
	OM_NOW=2026-12-01T10:00:00Z om config set city Bonn
	assert_equal "$(om log --from 2026-11-24 --to 2026-11-30 --no-header -o detail)" "\"'Kiel', was ''\""
	assert_equal "$(om log --period 2026-12 --no-header -o detail)" "\"'Bonn', was 'Kiel'\""
	assert_equal "$(om log city --no-header | wc -l)" 2
	assert_equal "$(om log city --limit 1 --no-header -o detail)" "\"'Kiel', was ''\""
	refused 1 "om: the log has nothing on 'SO-00001'" om log SO-00001
}

@test "the log takes a document's number as people type it" {
	new_shop
	om-quote new -c LOTUS TEA:1
	assert_equal "$(om log q-1)" "$(om log Q-00001)"
	assert_equal "$(om log q-1 --no-header -o document)" "Q-00001"
}

@test "the log grows from every head it had" {
	om init
	head=$(om log --head)
	assert_equal "${#head}" 64
	om config set city Kiel
	refute [ "$(om log --head)" = "$head" ]
	silent om log --verify "$head"
	silent om log --verify "$(om log --head)"
	silent om log --verify $zeros
}

@test "a head that the log never had is refused" {
	om init
	refused 1 "om: the log did not grow from '${zeros%0}1'" om log --verify "${zeros%0}1"
	refused 1 "om: the log did not grow from 'x'" om log --verify x
}

@test "a log that was rewritten whole is found by a head kept elsewhere" {
	om init --name Corner
	head=$(om log --head)
	rm om.db
	om init --name Other
	refused 1 "om: the log did not grow from '$head'" om log --verify "$head"
}

@test "--head, --verify and a document exclude each other" {
	om init
	refused 2 "om: '--head', '--verify' and a document exclude each other" om log --head --verify x
	refused 2 "om: '--head', '--verify' and a document exclude each other" om log --head SO-1
}

@test "check is silent when all is well" {
	new_shop
	silent om check
	silent om check --format json
}

@test "a changed row of the log is found by check and by verify" {
	audit=no
	om init
	om config set city Kiel
	head=$(om log --head)
	sqlite3 om.db "UPDATE log SET who = 'nobody' WHERE id = 1"
	run --separate-stderr om check
	assert_failure 1
	assert_equal "${lines[0]}" "rule,object,expected,found"
	assert_equal "${#lines[@]}" 2
	refused 1 "om: the log's chain is broken at row 1: 'om check' says more" om log --verify "$head"
}

@test "a row taken out of the log is found by check" {
	audit=no
	om init
	om config set city Kiel
	om config set city Bonn
	sqlite3 om.db "DELETE FROM log WHERE id = 2"
	run --separate-stderr om check
	assert_failure 1
	refused 1 "om: the log's chain is broken at row 3: 'om check' says more" om log --verify $zeros
}

@test "check --rules lists what is checked" {
	om init
	run --separate-stderr om check --rules
	assert_success
	assert [ "${#lines[@]}" -gt 5 ]
	for line in "${lines[@]}"; do
		[[ $line =~ ^[A-Z][0-9]+$'\t'[a-z] ]] || fail "not a rule: $line"
	done
}

@test "a file that is damaged is reported as such" {
	audit=no
	om init
	printf 'XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX' | dd of=om.db bs=1 seek=8192 conv=notrunc status=none
	run --separate-stderr om check
	assert_failure 4
	assert_equal "$output" ""
}

@test "a backup is the whole database" {
	new_shop
	silent om backup copy.db
	assert_equal "$(om --db copy.db log --head)" "$(om log --head)"
	assert_equal "$(om --db copy.db config)" "$(om config)"
	silent om --db copy.db check
}

@test "a backup does not overwrite" {
	om init
	om backup copy.db
	refused 4 "om: 'copy.db' exists already: it was left as it is" om backup copy.db
}

@test "a backup into a folder that is not there leaves nothing" {
	om init
	run --separate-stderr om backup nowhere/copy.db
	assert_failure 4
	[ ! -e nowhere ]
}

@test "restore brings a backup back" {
	new_shop
	head=$(om log --head)
	om backup copy.db
	om config set city Kiel
	rm om.db
	silent om restore copy.db
	assert_equal "$(om log --head)" "$head"
	assert_equal "$(om config get city)" ""
}

@test "restore refuses a database that is there" {
	om init
	om backup copy.db
	om config set city Kiel
	refused 4 "om: '$OM_DB' exists already: it was left as it is" om restore copy.db
	assert_equal "$(om config get city)" Kiel
}

@test "restore refuses what is no backup and leaves nothing" {
	echo hello >copy.db
	run --separate-stderr om restore copy.db
	assert_failure 4
	[ ! -e om.db ]
	run --separate-stderr om restore none.db
	assert_failure 4
	[ ! -e om.db ]
}

@test "upgrade of a database of this version says so and changes nothing" {
	om init
	head=$(om log --head)
	run --separate-stderr om upgrade
	assert_success
	assert_equal "$output" ""
	assert_equal "$stderr" "om: $OM_DB: already version 1"
	assert_equal "$(om log --head)" "$head"
}

@test "a database of a newer om is refused by every verb" {
	audit=no
	om init
	sqlite3 om.db 'PRAGMA user_version = 99'
	for verb in config check upgrade log; do
		run --separate-stderr om $verb
		assert_failure 4
		assert_equal "$output" ""
		assert [ "${stderr#*newer om}" != "$stderr" ]
	done
}

@test "a database of another program is refused" {
	audit=no
	sqlite3 om.db 'CREATE TABLE t (x)'
	refused 4 "om: '$OM_DB' is a database of another program, not of om" om config
}

@test "without a database a command says how to get one" {
	unset OM_DB
	refused 4 "om: no database: there is no om.db here or above; 'om init' makes one, --db or OM_DB names one" \
		om config
}

@test "sql shows what a SELECT finds" {
	om init
	run om sql "SELECT key AS setting, value, NULL AS none FROM setting WHERE key = 'terms'"
	assert_output - <<-'END'
		setting,value,none
		terms,net 30,
	END
	run om sql "SELECT 1 AS a, 'x' AS b" --format json
	assert_output - <<-'END'
		[
		{"a":"1","b":"x"}
		]
	END
	assert_equal "$(om sql 'SELECT key FROM setting ORDER BY key' -q --limit 2)" $'billing\ncity'
}

@test "sql that finds nothing shows the header" {
	om init
	run om sql 'SELECT number FROM document'
	assert_success
	assert_output number
}

@test "sql changes nothing" {
	om init
	for statement in 'DELETE FROM log' "UPDATE setting SET value = 'x'" 'DROP TABLE log' \
		"ATTACH 'x.db' AS x" 'PRAGMA user_version = 7' 'VACUUM' 'BEGIN' \
		"INSERT INTO setting VALUES ('a', 'b') RETURNING key"; do
		run --separate-stderr om sql "$statement"
		assert_failure 1
		assert_equal "$output" ""
	done
	[ ! -e x.db ]
	refused 1 "om: one statement at a time" om sql 'SELECT 1; SELECT 2'
}

@test "sql that is no SQL is wrong usage" {
	om init
	run --separate-stderr om sql 'SELEC 1'
	assert_failure 2
	assert_equal "$stderr" 'om: near "SELEC": syntax error'
}

@test "help lists the verbs and the commands without a database" {
	run --separate-stderr om help
	assert_success
	assert_line --partial "init "
	assert_line --partial "order "
	run --separate-stderr om help order
	assert_success
	assert_line --partial "confirm"
	refused 2 "om: no command 'ordr'; did you mean 'order'?" om help ordr
}

@test "the currency stays once customers have it" {
	om init
	om-customer add ACME --name A
	refused 1 "om: currency: amounts are already kept in it; make a database of its own for another currency" \
		om config set currency JPY
}
