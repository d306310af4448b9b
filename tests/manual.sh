#!/bin/bash
# manual.sh PAGE: run the examples of a man page in this directory, as one
# session, and compare what they print with what the page says.
set -u

# Literal blocks of EXAMPLES (of om(7): of the whole page), as they are read.
examples() {
	awk -v all="$(case $1 in *.7) echo 1 ;; *) echo 0 ;; esac)" '
	/^\.Sh / { wanted = all || $2 == "EXAMPLES" }
	/^\.Bd -literal/ { inside = wanted; next }
	/^\.Ed/ { inside = 0 }
	inside {
		sub(/^\\&/, "")
		gsub(/\\&/, "")
		gsub(/\\-/, "-")
		gsub(/\\\(aq/, "\047")
		gsub(/\\\(dq/, "\"")
		gsub(/\\\(ha/, "^")
		gsub(/\\\(ti/, "~")
		gsub(/\\e/, "\\")
		print
	}' "$1"
}

run_command() {
	[ -z "$command" ] || eval "$command" </dev/null 2>&1
	command=
}

text=$(examples "$1")
case $'\n'$text in
*$'\n$ '*) ;;
*)
	echo "$1 has no examples" >&2
	exit 1
	;;
esac

said=$(mktemp) printed=$(mktemp)
trap 'rm -f "$said" "$printed"' EXIT
printf '%s\n' "$text" >"$said"
command=
exec 3<"$said" >"$printed"
while IFS= read -r line <&3; do
	case $line in
	'$ '*)
		run_command
		printf '%s\n' "$line"
		command=${line#'$ '}
		;;
	'> '*)
		if [ -n "$command" ]; then
			printf '%s\n' "$line"
			command+=$'\n'${line#'> '}
		fi
		;;
	esac
done
run_command
diff -uB --label "$1 says" --label "om prints" "$said" "$printed" >&2
