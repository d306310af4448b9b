# The session of README.md is run; what it prints must be what README.md says.
load helper

# The console blocks of a file, as the EXAMPLES of a page for manual.sh.
as_page() {
	echo '.Sh EXAMPLES'
	sed -n '/^```console$/,/^```$/ {
		s/^```console$/.Bd -literal/; t show
		s/^```$/.Ed/; t show
		s/\\/\\e/g
		s/^\./\\\&./
		:show
		p
	}' "$1"
}

@test "the session of README.md prints what it says" {
	ln -s "$TESTS" tests
	unset OM_DB OM_NOW
	as_page "$ROOT/README.md" >README.page
	run -0 grep -c '^\$ ' README.page
	[ "$output" -ge 10 ] || fail "only $output commands in README.md"
	"$TESTS/manual.sh" README.page
}

@test "README.md names every folder and every package" {
	local name
	for name in cmd lib/om.h lib/base lib/io lib/db lib/store lib/trade man completions tests .ci; do
		[ -e "$ROOT/$name" ] || fail "there is no $name"
		grep -q "^    $name/\{0,1\} " "$ROOT/README.md" || fail "$name is not in README.md"
	done
	sed -n 's/^	want \([a-z][^ ]*\) .*/\1/p' "$ROOT/.ci/deps" | grep -v libc6-dev >packages
	[ -s packages ] || fail "no package is asked for in .ci/deps"
	while read -r name; do
		grep -q "\`$name\`" "$ROOT/README.md" || fail "package $name is not in README.md"
	done <packages
}

@test "a session that prints something else fails" {
	printf '```console\n$ echo one\ntwo\n```\n' >wrong.md
	as_page wrong.md >wrong.page
	run -1 "$TESTS/manual.sh" wrong.page
	assert_line -- "-two"
	assert_line -- "+one"
}
