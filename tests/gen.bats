# What is made from the tables: the manual's blocks and the completions.
load helper

# The generator is run on copies of the files as they are.
check() {
	run "$BUILD/om-gen" check "$@"
	assert_success
	assert_output ""
}

@test "the generated blocks of the manual are up to date" {
	check "$ROOT"/man/om*.1
}

@test "the completions are up to date" {
	check "$ROOT"/completions/om.*
}

@test "a stale file is named" {
	sed 's/--dry-run/--wet-run/g' "$ROOT/completions/om.bash" >om.bash
	run "$BUILD/om-gen" check om.bash
	assert_failure 1
	assert_output "om.bash is stale: run 'make gen'"
}

@test "every option of every verb stands in its man page" {
	each_option | while IFS=$'\t' read -r command _ option; do
		grep -q -- "Fl -${option#--}\( \|\$\)" "$ROOT/man/$command.1" ||
			fail "$option is not in $command.1"
	done
}

@test "every option of every verb stands in each completion" {
	each_option | while IFS=$'\t' read -r command verb option; do
		local name=${command#om-}
		grep -q -- "'$name $verb').* $option " "$ROOT/completions/om.bash" ||
			fail "bash: $command $verb $option"
		grep -q -- "'$name $verb').* $option " "$ROOT/completions/om.zsh" ||
			fail "zsh: $command $verb $option"
		grep -qE -- "__om_in $name .*(\\b|\")$verb\\b.*' -l ${option#--} " \
			"$ROOT/completions/om.fish" || fail "fish: $command $verb $option"
	done
}

@test "every verb has a summary, and every option and column a word of help" {
	local command verb
	each_option | cut -f 1,2 | sort -u | while IFS=$'\t' read -r command verb; do
		# shellcheck disable=SC2086
		run -0 "$command" $verb -h
		refute_line --regexp '^ +-[^ ]*( [A-Z]+)?$'
		[ "${#lines[1]}" -gt 3 ] || fail "$command $verb has no summary"
		assert [ -z "$(awk 'length > 80' <<<"$output")" ]
	done
}

# complete_bash WORD... prints what bash would offer for the last word.
complete_bash() {
	bash --norc -c '
		set -u
		. "$1"
		shift
		COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
		_om 2>&1
		printf "%s\n" "${COMPREPLY[@]}"
	' bash "$ROOT/completions/om.bash" "$@"
}

@test "bash completes commands, verbs and options" {
	run -0 complete_bash om ord
	assert_output order
	run -0 complete_bash om order conf
	assert_output confirm
	run -0 complete_bash om-order conf
	assert_output confirm
	run -0 complete_bash om-order list --form
	assert_output -- --format
	run -0 complete_bash om-order list --format c
	assert_output csv
	run -0 complete_bash om-order list --format = j
	assert_output json
	run -0 complete_bash om-order list --from to
	assert_line today
	run -0 complete_bash om config ge
	assert_output get
}

@test "bash completes customers, items and open documents" {
	new_shop
	om-order new -c LOTUS TEA:1
	run -0 complete_bash om-order new -c LO
	assert_output LOTUS
	run -0 complete_bash om-order new --customer = LO
	assert_output LOTUS
	run -0 complete_bash om-order new -c LOTUS T
	assert_output TEA
	run -0 complete_bash om order confirm SO
	assert_output SO-00001
}

@test "bash takes values from the database that --db names" {
	new_shop
	mv om.db other.db
	run -0 complete_bash om --db other.db order new -c LO
	assert_output LOTUS
	mv other.db om.db
}

@test "bash offers no empty word where nothing was typed yet" {
	new_shop
	run -0 complete_bash om-quote accept ""
	assert_output ""
	om-quote new -c LOTUS TEA:1
	run -0 complete_bash om-quote accept ""
	assert_output Q-00001
	run -0 complete_bash om-order new -c ""
	assert_output $'ACME\nLOTUS\nNORD'
}

# offered KIND WORD...: what is offered for a kind of document, in any order.
offered() {
	local kind=$1
	shift
	run -0 om complete "$kind"
	assert_equal "$(sort <<<"$output" | xargs)" "$*"
}

@test "a verb is offered the documents that it takes, and no other" {
	new_shop
	om-quote new -c LOTUS TEA:1
	om-quote new -c LOTUS TEA:1
	om-quote accept 1
	om-order new -c LOTUS TEA:1
	om-order new -c LOTUS TEA:1
	om-order new -c LOTUS TEA:1
	om-order new -c LOTUS TEA:1
	om-order new -c LOTUS TEA:1
	om-order confirm 2 3 4 5
	om-order hold 3
	om-order cancel 6
	om-ship new 4 5
	om-ship dispatch 2
	offered quote:open Q-00002
	offered order:open SO-00001 SO-00002 SO-00003 SO-00004 SO-00005
	offered order:draft SO-00001
	offered order:confirmed SO-00002 SO-00003 SO-00004 SO-00005
	offered order:held SO-00003
	offered order:free SO-00001 SO-00002 SO-00004 SO-00005
	offered order:unshipped SO-00001 SO-00002 SO-00003
	offered order:shippable SO-00002
	offered shipment:ready SH-00001
	offered shipment:dispatched SH-00002
	offered billable SH-00002 SO-00005
	offered invoice:draft ""
	om-invoice new SO-5
	offered billable ""
	offered invoice:draft DRAFT-00001
	offered invoice:open ""
	om-invoice post DRAFT-1
	offered invoice:draft ""
	offered invoice:open INV-00001
	om-payment new -c LOTUS 100
	offered payment:open PAY-00001
}

@test "each kind of document that a completion asks for is known" {
	new_shop
	om-quote new -c LOTUS TEA:1
	om-order new -c LOTUS TEA:1
	grep -oE "(quote|order|shipment|invoice|payment):[a-z]+|billable" "$ROOT/completions/om.bash" |
		sort -u >asked
	[ "$(wc -l <asked)" -ge 14 ]
	while read -r kind; do
		grep -qF "\"$kind\"" "$ROOT/lib/store/complete.c" || fail "$kind"
	done <asked
}

@test "a reference is found in small letters" {
	new_shop
	om-order new -c LOTUS TEA:1
	run -0 complete_bash om-order confirm so-
	assert_output SO-00001
	run -0 om complete order:draft so-0
	assert_output SO-00001
}

@test "bash completes the states that --state takes" {
	new_shop
	local command
	for command in quote order ship invoice; do
		run -2 "om-$command" list --state x
		local states=${output#*is not one of }
		states=${states//|/ }
		run -0 complete_bash "om-$command" list --state ""
		assert_equal "$(paste -sd ' ' <<<"$output")" "$states"
		run -0 complete_bash om "$command" lines --state ""
		assert_equal "$(paste -sd ' ' <<<"$output")" "$states"
	done
}

@test "bash completes the columns of --columns and --sort, after a comma too" {
	run -0 complete_bash om-order list --columns cu
	assert_output $'customer\ncurrency'
	run -0 complete_bash om-order list -o number,cust
	assert_output number,customer
	run -0 complete_bash om order list --columns = number,date,dat
	assert_output ""
	run -0 complete_bash om-order list --sort -da
	assert_output -- -date
	run -0 complete_bash om-order list --sort customer,-tot
	assert_output customer,-total
	run -0 complete_bash om-order show -o l
	assert_output line
	run -0 complete_bash om config list -o k
	assert_output key
}

@test "every column of every list is one that it takes" {
	new_shop
	sed -n "/^_om_columns()/,/^}/s/^\t'\(.*\)') echo \(.*\) ;;$/\1\t\2/p" "$ROOT/completions/om.bash" >known
	[ "$(wc -l <known)" -gt 20 ]
	local verb columns checked=0
	while IFS=$'\t' read -r verb columns; do
		for operand in "" NOSUCH; do
			# shellcheck disable=SC2086
			run --separate-stderr om ${verb#om } $operand -o "${columns// /,}"
			refute_regex "$stderr" 'unknown column'
			# shellcheck disable=SC2086
			run --separate-stderr om ${verb#om } $operand -o "${columns// /,},nosuch"
			[[ $stderr != *"unknown column 'nosuch'"* ]] || checked=$((checked + 1))
		done
	done <known
	[ "$checked" -eq "$(wc -l <known)" ] || fail "$checked verbs looked at their columns"
}

@test "a value that looks like a command is not run by a completion" {
	new_shop
	om-item add '$(touch run)' --name 'A trap' --price 1
	# shellcheck disable=SC2016
	run -0 complete_bash om-item show '$'
	assert_output '\$\(touch\ run\)'
	assert [ ! -e run ]
}

@test "completions are silent without a database" {
	run -0 complete_bash om-order new -c LO
	assert_output ""
	run -0 om complete customer
	assert_output ""
}

@test "zsh and fish read their completions" {
	if command -v zsh >/dev/null; then zsh -n "$ROOT/completions/om.zsh"; fi
	if command -v fish >/dev/null; then fish --no-execute "$ROOT/completions/om.fish"; fi
}

@test "fish completes verbs, options and customers" {
	command -v fish >/dev/null || skip "fish is not installed"
	new_shop
	run -0 fish --no-config -c "source $ROOT/completions/om.fish; complete -C 'om order conf'"
	assert_line --partial confirm
	run -0 fish --no-config -c "source $ROOT/completions/om.fish; complete -C 'om-order new -c LO'"
	assert_line --partial LOTUS
	run -0 fish --no-config -c "source $ROOT/completions/om.fish; complete -C 'om-order list --form'"
	assert_line --partial -- --format
	local source="source $ROOT/completions/om.fish"
	run -0 fish --no-config -c "$source; complete -C 'om-order list -o number,cust'"
	assert_line --partial number,customer
	run -0 fish --no-config -c "$source; complete -C 'om-invoice lines --state se'"
	assert_line --partial settled
	om-order new -c LOTUS TEA:1
	run -0 fish --no-config -c "$source; complete -C 'om-order confirm so-'"
	assert_line --partial SO-00001
	run -0 fish --no-config -c "$source; complete -C 'om-order release SO-'"
	assert_output ""
}
