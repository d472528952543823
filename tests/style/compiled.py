"""What the compiler knows: each header stands alone; the libraries hold no global that can change."""

import concurrent.futures
import os
import re
import subprocess

from tree import ROOT, Rule, files

PACKAGES = ("libcrypto", "libpcre2-8", "libutf8proc", "libpq", "sqlite3", "jansson")


def compile_alone(path, flags):
    run = subprocess.run(["cc", "-fsyntax-only", "-std=gnu17", "-D_GNU_SOURCE", "-Wall", "-Wextra", "-Werror", "-I.",
                          *flags, "-x", "c", "-include", path, "/dev/null"], cwd=ROOT, capture_output=True, text=True)
    return path, run.stderr


def check_headers(suite):
    flags = subprocess.run(["pkg-config", "--cflags", *PACKAGES], capture_output=True, text=True).stdout.split()
    rule = Rule(suite, "alone", "each header compiles alone")
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for path, errors in pool.map(lambda file: compile_alone(file.path, flags), files(".h")):
            if errors:
                rule.breach(path, errors.splitlines()[0])
    rule.end()


def check_globals(suite):
    archives = sorted((ROOT / "build").glob("libretort_*.a"))
    if not archives:
        suite.skip("globals", "build/ holds no libraries")
        return
    rule = Rule(suite, "global", "no global can change")
    for archive in archives:
        table = subprocess.run(["nm", "-f", "sysv", "--defined-only", archive], capture_output=True, text=True).stdout
        for line in filter(lambda line: "|" in line, table.splitlines()):
            name, *_, section = [part.strip() for part in line.split("|")]
            if re.match(r"\.(t?bss|t?data)(\.(?!rel\.ro).*)?$", section):
                rule.breach(f"{archive.stem[10:]}:{re.sub(r'[.][0-9]+$', '', name)}", section)
    rule.end()


def check(suite):
    check_headers(suite)
    check_globals(suite)
