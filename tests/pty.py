#!/usr/bin/env python3
"""Run a command on a terminal: pty.py COLUMNS LINES COMMAND [WORD...].

Prints what the terminal received, its CRs before LF taken out, and ends with
the command's status. pty.py --screen COLUMNS LINES ... prints what would be
left to see. pty.py --width COLUMNS reads lines and says which are too wide.
"""
import fcntl
import os
import re
import struct
import subprocess
import sys
import termios
import unicodedata

STYLE = re.compile(r"\x1b\[[0-9;]*m")


def width(text):
    return sum(0 if unicodedata.category(c) in ("Mn", "Me", "Cf")
               else 2 if unicodedata.east_asian_width(c) in "WF" else 1
               for c in STYLE.sub("", text))


def run(columns, lines, words):
    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    child = subprocess.Popen(words, stdin=theirs, stdout=theirs, stderr=theirs,
                             start_new_session=True)
    os.close(theirs)
    got = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        got += piece
    status = child.wait()
    return status if status >= 0 else 128 - status, got.replace(b"\r\n", b"\n")


def main(words):
    if words[0] == "--width":
        wide = [row for row in sys.stdin.read().split("\n") if width(row) > int(words[1])]
        for row in wide:
            print(f"{width(row)} columns: {row!r}")
        return 1 if wide else 0
    if words[0] == "--at":
        text = sys.stdin.read().split("\n")
        for word in words[1:]:
            print(next((width(row.split(word)[0]) for row in text if word in row), "none"))
        return 0
    columns, lines, *command = words
    status, got = run(int(columns), int(lines), command)
    sys.stdout.buffer.write(got)
    sys.stdout.flush()
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
