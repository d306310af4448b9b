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
}
