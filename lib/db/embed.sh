#!/bin/sh
# Print a C file that holds the bytes of a text: embed.sh NAME FILE
set -eu
printf '/* Made from %s. */\nextern const char %s[];\nconst char %s[] = {\n' "${2##*/}" "$1" "$1"
LC_ALL=C od -An -v -t d1 "$2" | sed 's/  *\(-*[0-9][0-9]*\)/\1,/g'
printf '0};\n'
