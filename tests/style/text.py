"""What the text of a C file must not hold, and what it opens with."""

import re
import shutil
import subprocess

from tree import ROOT, Rule, files

# Unsafe or process-wide calls, and what to use instead.
BANNED = {
    "strcpy": "struct str", "strcat": "struct strbuf", "sprintf": "str_printf", "vsprintf": "str_printf",
    "strncpy": "struct str", "strncat": "struct strbuf", "strtok": "str_next_part", "gets": "fs",
    "atoi": "str_to_int", "atol": "str_to_int", "atof": "str_to_double", "gmtime": "gmtime_r",
    "localtime": "localtime_r", "asctime": "strftime", "ctime": "strftime", "system": "nothing: no process",
    "popen": "nothing: no process", "alloca": "an arena", "setjmp": "a returned error",
    "longjmp": "a returned error", "tmpnam": "nothing: no write", "strerror": "%m", "rand": "a seed in the state",
}
MEMORY = ("malloc", "calloc", "realloc", "free", "strdup", "strndup", "asprintf")
PRINTING = ("printf", "fprintf", "puts", "fputs", "putchar", "perror", "fwrite", "fputc")


def calls(file, names):
    for match in re.finditer(r"(?<![\w.>])(" + "|".join(names) + r")\s*\(", file.code):
        yield match[1], file.code.count("\n", 0, match.start()) + 1


def check_calls(suite):
    banned = Rule(suite, "banned", "no banned call")
    memory = Rule(suite, "memory", "memory is taken and freed in base alone")
    printing = Rule(suite, "print", "only cmd prints")
    for file in files(".c", ".h"):
        for name, line in calls(file, BANNED):
            banned.breach(f"{file.path}:{name}", f"line {line}; use {BANNED[name]}")
        if file.module != "base":
            for name, line in calls(file, MEMORY):
                memory.breach(f"{file.path}:{name}", f"line {line}")
        if file.module != "cmd":
            for name, line in calls(file, PRINTING):
                printing.breach(f"{file.path}:{name}", f"line {line}")
    for rule in (banned, memory, printing):
        rule.end()


def check_own_header_first(suite):
    rule = Rule(suite, "header-first", "a file includes its own header first")
    paths = {file.path for file in files(".h")}
    for file in files(".c"):
        own = file.path[:-1] + "h"
        first = re.search(r"^#include [<\"]([^>\"]+)", file.text, re.M)
        if own in paths and first and first[1] != own:
            rule.breach(file.path, f"{first[1]} comes first")
    rule.end()


def check_notes(suite):
    rule = Rule(suite, "note", "no note to do without its reason, no commented-out code")
    for file in files(".c", ".h", ".def"):
        for number, line in enumerate(file.text.splitlines(), 1):
            if re.search(r"\b(TODO|FIXME|XXX|HACK)\b(?!\([^)]{8,}\)|: .{15,})", line):
                rule.breach(f"{file.path}:{number}", line.strip())
            if re.match(r"\s*//.*;\s*$", line):
                rule.breach(f"{file.path}:{number}", line.strip())
    rule.end()


def check_opening(suite):
    rule = Rule(suite, "opening", "a header opens with what it is for")
    for file in files(".h"):
        if not re.match(r"/\*", file.text):
            rule.breach(file.path, "no comment at the top")
    rule.end()


def report_layout(suite):
    """Layout is clang-format's; reported, as releases of it differ in the small."""
    program = shutil.which("clang-format")
    if not program:
        suite.skip("layout", "clang-format is not installed")
        return
    paths = [file.path for file in files(".c", ".h")]
    run = subprocess.run([program, "--dry-run", *paths], cwd=ROOT, capture_output=True, text=True)
    other = {line.split(":")[0] for line in run.stderr.splitlines() if "warning:" in line}
    print(f"layout: {len(other)} of {len(paths)} files differ from clang-format's")


def check(suite):
    check_calls(suite)
    check_own_header_first(suite)
    check_notes(suite)
    check_opening(suite)
    report_layout(suite)
