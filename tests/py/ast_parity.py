#!/usr/bin/env python3
"""Compares our syntax trees with those of the Python that runs this, file by file.

    ast_parity.py PY_DUMP [--fields | --header] [FILE...]

Without files: the standard library of this Python (400 files), tests/py and tests/systems, and the corpus
if it is in the cache.  Under Python 3.11 all places but those inside f-strings are compared; 3.12 knows
the latter too, which --fields compares (and those alone).  --header compares what the header scan says
with what the tree has at its top level.
"""
import ast
import glob
import os
import subprocess
import sys
import warnings

FIELDS_ONLY = False
HEADER_ONLY = False
NAMES = ["revision", "down_revision", "branch_labels", "depends_on"]


def text(value):
    if value is None:
        return "None"
    raw = value if isinstance(value, bytes) else value.encode("utf-8", "surrogatepass")
    return '"%s"' % "".join(
        chr(c) if 32 <= c < 127 and c not in b'"\\' else "\\x%02x" % c for c in raw)


class Dump:
    def __init__(self):
        self.out, self.strings, self.values = [], 0, 0

    def add(self, *parts):
        self.out.extend(parts)

    def place(self, node):
        shown = self.values > 0 if FIELDS_ONLY else self.strings == 0
        if not shown:
            return ""
        return "@%d:%d-%d:%d" % (node.lineno, node.col_offset + 1, node.end_lineno, node.end_col_offset + 1)

    def expr(self, node):
        if node is None:
            self.add("None")
            return
        self.add(type(node).__name__, self.place(node), "(")
        getattr(self, "x_" + type(node).__name__)(node)
        self.add(")")

    def exprs(self, nodes):
        self.add("[")
        for i, node in enumerate(nodes):
            self.add(", " if i else "")
            self.expr(node)
        self.add("]")

    def many(self, *parts):
        for part in parts:
            if isinstance(part, str):
                self.add(part)
            elif isinstance(part, list):
                self.exprs(part)
            else:
                self.expr(part)

    def ctx(self, node):
        self.add(", ctx=", type(node.ctx).__name__)

    def constant(self, v):
        if v is None or v is True or v is False or v is ...:
            self.add(repr(v))
        elif isinstance(v, int):
            self.add(str(v) if v < 2**63 else "big")
        elif isinstance(v, float):
            self.add("float %.17g" % v)
        elif isinstance(v, complex):
            self.add("complex %.17g" % v.imag)
        elif isinstance(v, str):
            self.add(text(v))
        else:
            self.add("b", text(v))

    def x_BoolOp(self, n): self.many(type(n.op).__name__ + ", ", n.values)
    def x_Set(self, n): self.many(n.elts)
    def x_List(self, n): self.many(n.elts); self.ctx(n)
    x_Tuple = x_List

    def x_JoinedStr(self, n):
        values, self.values = self.values, 0
        self.strings += 1
        self.exprs(n.values)
        self.strings -= 1
        self.values = values

    def x_FormattedValue(self, n):
        self.values += 1
        self.expr(n.value)
        self.values -= 1
        self.many(", %d, " % n.conversion, n.format_spec)

    def x_NamedExpr(self, n): self.many(n.target, ", ", n.value)
    def x_BinOp(self, n): self.many(n.left, ", %s, " % type(n.op).__name__, n.right)
    def x_UnaryOp(self, n): self.many(type(n.op).__name__ + ", ", n.operand)
    def x_Lambda(self, n): self.arguments(n.args); self.many(", ", n.body)
    def x_IfExp(self, n): self.many(n.test, ", ", n.body, ", ", n.orelse)
    def x_Dict(self, n): self.many(n.keys, ", ", n.values)
    def x_ListComp(self, n): self.comprehension(n.elt, None, n.generators)
    x_SetComp = x_GeneratorExp = x_ListComp
    def x_DictComp(self, n): self.comprehension(n.key, n.value, n.generators)
    def x_Await(self, n): self.expr(n.value)
    x_Yield = x_YieldFrom = x_Await
    def x_Starred(self, n): self.expr(n.value); self.ctx(n)

    def x_Compare(self, n):
        self.expr(n.left)
        for op, operand in zip(n.ops, n.comparators):
            self.many(", %s " % type(op).__name__, operand)

    def x_Call(self, n): self.many(n.func, ", ", n.args); self.keywords(n.keywords)
    def x_Constant(self, n): self.constant(n.value)
    def x_Attribute(self, n): self.many(n.value, ", ", text(n.attr)); self.ctx(n)
    def x_Subscript(self, n): self.many(n.value, ", ", n.slice); self.ctx(n)
    def x_Name(self, n): self.add(text(n.id)); self.ctx(n)
    def x_Slice(self, n): self.many(n.lower, ", ", n.upper, ", ", n.step)

    def comprehension(self, element, value, generators):
        self.many(element, ", ", value)
        for g in generators:
            self.many(", async for " if g.is_async else ", for ", g.target, " in ", g.iter, " if ", g.ifs)

    def keywords(self, keywords):
        self.add(", keywords=[")
        for i, k in enumerate(keywords):
            self.many(", " if i else "", text(k.arg), "=", k.value)
        self.add("]")

    def arg(self, arg, default=None):
        if arg is None:
            self.add("None")
            return
        self.many("arg(", text(arg.arg), ", ", arg.annotation, ", ", default, ")")

    def arguments(self, a):
        positional = a.posonlyargs + a.args
        defaults = [None] * (len(positional) - len(a.defaults)) + a.defaults
        self.add("arguments(")
        for i, (arg, default) in enumerate(zip(positional, defaults)):
            self.add("/, " if i and i == len(a.posonlyargs) else "")
            self.arg(arg, default)
            self.add(", ")
        self.add("/, " if positional and len(a.posonlyargs) == len(positional) else "", "*")
        self.arg(a.vararg)
        for arg, default in zip(a.kwonlyargs, a.kw_defaults):
            self.add(", ")
            self.arg(arg, default)
        self.add(", **")
        self.arg(a.kwarg)
        self.add(")")

    def pattern(self, node):
        if node is None:
            self.add("None")
            return
        self.add(type(node).__name__, self.place(node), "(")
        getattr(self, "p_" + type(node).__name__)(node)
        self.add(")")

    def patterns(self, nodes):
        self.add("[")
        for i, node in enumerate(nodes):
            self.add(", " if i else "")
            self.pattern(node)
        self.add("]")

    def p_MatchValue(self, n): self.expr(n.value)
    def p_MatchSingleton(self, n): self.constant(n.value)
    def p_MatchSequence(self, n): self.patterns(n.patterns)
    p_MatchOr = p_MatchSequence
    def p_MatchStar(self, n): self.add(text(n.name))
    def p_MatchAs(self, n): self.pattern(n.pattern); self.add(", ", text(n.name))

    def p_MatchMapping(self, n):
        self.many(n.keys, ", ")
        self.patterns(n.patterns)
        self.add(", ", text(n.rest))

    def p_MatchClass(self, n):
        self.many(n.cls, ", ")
        self.patterns(n.patterns)
        for name in n.kwd_attrs:
            self.add(", ", text(name))
        self.add(", ")
        self.patterns(n.kwd_patterns)

    def body(self, statements):
        self.add(" {")
        for i, s in enumerate(statements):
            self.add("; " if i else "", type(s).__name__, self.place(s), "(")
            getattr(self, "s_" + type(s).__name__)(s)
            self.add(")")
        self.add("}")

    def s_FunctionDef(self, n):
        self.many(n.decorator_list, ", ", text(n.name))
        self.arguments(n.args)
        self.many(" -> ", n.returns)
        self.body(n.body)
    s_AsyncFunctionDef = s_FunctionDef

    def s_ClassDef(self, n):
        self.many(n.decorator_list, ", ", text(n.name), ", ", n.bases)
        self.keywords(n.keywords)
        self.body(n.body)

    def s_Return(self, n): self.expr(n.value)
    s_Expr = s_Return
    def s_Delete(self, n): self.many(n.targets)
    def s_Assign(self, n): self.many(n.targets, " = ", n.value)
    def s_AugAssign(self, n): self.many(n.target, ", %s, " % type(n.op).__name__, n.value)

    def s_AnnAssign(self, n):
        self.many(n.target, ": ", n.annotation, " = ", n.value, ", %d" % n.simple)

    def s_TypeAlias(self, n): self.many(n.name, " = ", n.value)

    def s_For(self, n):
        self.many(n.target, " in ", n.iter)
        self.body(n.body)
        self.body(n.orelse)
    s_AsyncFor = s_For

    def s_While(self, n):
        self.expr(n.test)
        self.body(n.body)
        self.body(n.orelse)
    s_If = s_While

    def s_With(self, n):
        for item in n.items:
            self.many(item.context_expr, " as ", item.optional_vars, ", ")
        self.body(n.body)
    s_AsyncWith = s_With

    def s_Match(self, n):
        self.expr(n.subject)
        for case in n.cases:
            self.add(", case ")
            self.pattern(case.pattern)
            self.many(" if ", case.guard)
            self.body(case.body)

    def s_Raise(self, n): self.many(n.exc, " from ", n.cause)

    def s_Try(self, n):
        self.body(n.body)
        for h in n.handlers:
            self.many(", except ", h.type, " as ", text(h.name))
            self.body(h.body)
        self.body(n.orelse)
        self.body(n.finalbody)
    s_TryStar = s_Try

    def s_Assert(self, n): self.many(n.test, ", ", n.msg)

    def s_Import(self, n):
        for a in n.names:
            self.add(", ", text(a.name), " as ", text(a.asname))

    def s_ImportFrom(self, n):
        self.add(text(n.module), ", %d" % n.level)
        self.s_Import(n)

    def s_Global(self, n): self.add(", ".join(text(name) for name in n.names))
    s_Nonlocal = s_Global
    def s_Pass(self, n): pass
    s_Break = s_Continue = s_Pass


def literal(value):
    """The header's form of a value, None if it is not a plain literal."""
    if isinstance(value, ast.Constant) and (value.value is None or isinstance(value.value, str)):
        return text(value.value)
    if isinstance(value, (ast.List, ast.Tuple)):
        items = [literal(item) for item in value.elts]
        return None if None in items or "None" in items else "[%s]" % ", ".join(items)
    return None


def header(tree):
    """Only for files whose names are bound by plain assignments or not at all."""
    fields = dict.fromkeys(NAMES, "absent")
    for s in tree.body:
        targets = s.targets if isinstance(s, ast.Assign) else [s.target] if isinstance(s, ast.AnnAssign) else []
        for target in targets:
            if isinstance(target, ast.Name) and target.id in fields and s.value:
                value = literal(s.value)
                fields[target.id] = "evaluate" if value is None else "@%d:%d %s" % (
                    target.lineno, target.col_offset + 1, value)
    return "doc=%s, %s" % (text(ast.get_docstring(tree, clean=False)), ", ".join(fields.values()))


def expected(path):
    with open(path, "rb") as f:
        source = f.read()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError) as e:
        return "error %s:%s: %s" % (getattr(e, "lineno", 0), getattr(e, "offset", 0), getattr(e, "msg", e))
    if HEADER_ONLY:
        return header(tree)
    dump = Dump()
    dump.body(tree.body)
    return "".join(dump.out)


def default_files():
    here = os.path.dirname(os.path.abspath(__file__))
    library = os.path.dirname(os.__file__)
    files = sorted(glob.glob(library + "/*.py")) + sorted(glob.glob(library + "/test/test_*.py"))
    files = files[:400]
    for pattern in (here + "/*.py", here + "/../systems/**/*.py",
                    os.path.expanduser("~/.cache/retort/corpus/**/versions/**/*.py")):
        files += sorted(glob.glob(pattern, recursive=True))
    return files


def difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    start = max(0, at - 60)
    return "  ours:   ...%s\n  theirs: ...%s" % (ours[start:at + 80], theirs[start:at + 80])


def main():
    global FIELDS_ONLY, HEADER_ONLY
    tool, *files = sys.argv[1:]
    flags = [flag for flag in files if flag.startswith("--")]
    files = [path for path in files if not path.startswith("--")]
    FIELDS_ONLY, HEADER_ONLY = "--fields" in flags, "--header" in flags
    files = files or default_files()
    sys.setrecursionlimit(10000)
    equal, errors, named, different = 0, 0, 0, []
    for start in range(0, len(files), 100):
        part = files[start:start + 100]
        run = subprocess.run([tool, *flags, *part], stdout=subprocess.PIPE, check=True)
        lines = run.stdout.decode("ascii", "backslashreplace").split("\n")
        for path, ours in zip(part, lines):
            theirs = expected(path)
            if ours.startswith("error") and theirs.startswith("error"):
                errors += 1
            elif ours == theirs:
                equal += 1
            elif "character by its name" in ours:
                named += 1
            else:
                different.append(path)
                print("%s\n%s" % (path, difference(ours, theirs)))
    print("%d files: %d trees equal, %d refused by both, %d with \\N{...} that we refuse, %d different"
          % (len(files), equal, errors, named, len(different)))
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
