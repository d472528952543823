"""Includes go down the table of layers.txt, from the root, and no headers include each other in a circle."""

from tree import HERE, Rule, files


def table():
    rows = [line.split("#")[0] for line in (HERE / "layers.txt").read_text().splitlines()]
    return {name.strip(): set(below.split()) for name, _, below in (row.partition(":") for row in rows if row.strip())}


def check_directions(suite):
    below, rule = table(), Rule(suite, "include", "includes go down")
    for file in files(".c", ".h"):
        for include in file.includes:
            target = include.split("/")[-2] if "/" in include else ""
            if target != file.module and target not in below.get(file.module, ()):
                rule.breach(f"{file.path}", f"includes {include}")
    rule.end()


def check_table_is_acyclic(suite):
    below, order = table(), []
    while rest := [name for name in below if name not in order]:
        free = [name for name in rest if below[name] <= set(order)]
        if not free:
            break
        order += free
    suite.check("the table of layers has no circle", len(order) == len(below), f"left: {rest}")


def find_circle(graph, start):
    """The path from a header back to itself, or None."""
    stack, seen = [(start, [start])], set()
    while stack:
        at, path = stack.pop()
        for target in graph.get(at, ()):
            if target == start:
                return [*path, target]
            if target not in seen:
                seen.add(target)
                stack.append((target, [*path, target]))
    return None


def check_header_circles(suite):
    graph = {file.path: file.includes for file in files(".h")}
    rule = Rule(suite, "circle", "headers include each other in no circle")
    for header in graph:
        if circle := find_circle(graph, header):
            rule.breach(header, " -> ".join(circle))
    rule.end()


def check(suite):
    check_table_is_acyclic(suite)
    check_directions(suite)
    check_header_circles(suite)
