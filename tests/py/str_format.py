# str.format, % and format(): results and the texts of errors.
def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __format__(self, spec):
        return "P<" + spec + ">"

    def __repr__(self):
        return f"Point({self.x}, {self.y})"


point = Point(3, [10, 20])
print("{} {}".format(1, "a"), "{1} {0}".format("a", "b"), "{a} {b}".format(a=1, b=2), "{{}} {}".format(1))
print("{0.x} {0.y[1]} {d[key]} {l[0]}".format(point, d={"key": "v"}, l=[7]))
print("{!r} {!s} {!a} {:>5}|{:<5}|{:^5}|{:*^7}|".format("é", "é", "é", "a", "b", "c", "d"))
print("{:{}}|{:{w}.{p}f}|{:{fill}{align}{width}}".format("a", 5, 3.14159, "x", w=8, p=2, fill="*", align="^", width=9))
print("{:spec here} {}".format(point, point), f"{point:abc}", f"{point!r:>20}|", format(point, ""))
print("{a[b]} {c.real} {c.imag}".format(a={"b": 1}, c=5), "{0[a]}".format({"a": "q"}), "{:d}".format(True))
print("{x}".format_map({"x": 1}), "{}".format(None), "{:>6}".format("é"), "{0:}".format(1))
for value in [0, 1, -1, 42, 1234567, -1234567, 10**20, True]:
    for spec in ["", "d", "5d", "<5d", "^7d", "+d", " d", "05d", ",", "_", "x", "#x", "X", "#X", "o", "#o", "b", "#b", "#010x", "_b", "_x",
                 "010,", "+,d", "e", ".2f", "g", "%", ".1%", "c" if value in (42,) else "d", "*>10", "=+8d", "n", "<08", "09,"]:
        show(f"{value}:{spec}", lambda: format(value, spec))
for value in [0.0, -0.0, 1.0, 3.14159265, -2.5, 1e10, 1e16, 1e100, 1.5e-7, 123456.789, 0.1, 1 / 3, 100.0, 12345678.9, float("inf"),
              float("-inf"), float("nan"), 2.675, 0.5, 1.5, 1e22, 5e-324, 1.7976931348623157e308]:
    print(repr(value), str(value))
    for spec in ["", "f", ".2f", ".0f", "10.3f", "<10.1f", "+.1f", "e", ".3e", "E", "g", ".3g", "G", "%", ".1%", ",.2f", "_.1f", "010.2f",
                 ".3", ".1", "10", "#.0f", "n", "z.1f", "#g", "15,.3f", "015,.3f", ".0", "F", ".17g", "^12.2f", "-f"]:
        show(f"{value}:{spec}", lambda: format(value, spec))
for value in ["", "abc", "日本"]:
    for spec in ["", "5", ">5", "^6", ".2", "10.1", "*<6", "s", "05", "d", "+", "=5", ",", "#", "5.1s", " ", ".", "z"]:
        show(f"{value}:{spec}", lambda: format(value, spec))
show("auto", lambda: "{} {0}".format(1))
show("manual", lambda: "{0} {}".format(1))
show("missing", lambda: "{} {}".format(1))
show("key", lambda: "{a}".format(b=1))
show("attr", lambda: "{0.zz}".format(1))
show("single", lambda: "}".format())
show("single", lambda: "{".format())
show("end", lambda: "{0".format(1))
show("conversion", lambda: "{!x}".format(1))
show("bracket", lambda: "{0[}".format([1]))
show("follow", lambda: "{0[0]x}".format([1]))
show("empty", lambda: "{0.}".format([1]))
show("index", lambda: "{0[5]}".format([1]))
show("none", lambda: "{:5}".format(None))
show("list", lambda: "{:5}".format([1]))
show("code", lambda: "{:q}".format(1))
show("code", lambda: "{:qq}".format(1))
show("deep", lambda: "{:{:{}}}".format(1, 2, 3))
# %
print("%s %s" % (1, "a"), "%d%%" % 50, "%r %a" % ("é", "é"), "%5s|%-5s|%05d|%+d|% d" % ("a", "b", 42, 5, 7), "%%" % ())
print("%x %X %#x %o %#o %e %E %f %.2f %g %G %c %c %i %u" % (255, 255, 255, 8, 8, 1.5, 1.5, 1.5, 1.005, 1e-10, 1e20, "z", 65, 3, 4))
print("%(a)s %(b)05.1f %(a)r" % {"a": "x", "b": 2.25}, "%*d|%-*d|%.*f" % (5, 42, 5, 42, 2, 3.14159), "%.3s|" % "abcdef")
print("%s" % [1, 2], "%s" % {"a": 1}, "%s" % None, "%s" % (1,), "%s" % ((1, 2),), "%d" % 3.99, "%d" % True, "%5.3d" % 7)
print("%x" % -255, "%#X" % 3735928559, "%08.3f" % -3.14159, "%+.2e" % 12345.678, "%s" % 10**25, "%d" % 10**25, "%ld" % 5)
print("%10.4s|%-10s|%010d|%-010d|%+05d" % ("abcdefgh", "x", -5, 5, 3), "%g %g %g" % (1e5, 1e6, 123456789.0), "%s%%" % 5)
print("100%%" % {}, "no args" % (), "%s" % b"x", "%s" % 1.0, "%.0f %.0f" % (0.5, 1.5), "%5c|" % "x")
show("few", lambda: "%s %s" % 1)
show("many", lambda: "%s" % (1, 2))
show("many", lambda: "abc" % 1)
show("type", lambda: "%d" % "a")
show("type", lambda: "%x" % 1.5)
show("type", lambda: "%f" % "a")
show("type", lambda: "%c" % "ab")
show("mapping", lambda: "%(a)s" % 1)
show("mapping", lambda: "%(a)s" % (1,))
show("key", lambda: "%(a)s" % {})
show("char", lambda: "%y" % 1)
show("end", lambda: "%" % 1)
show("end", lambda: "abc %5" % 1)
show("paren", lambda: "%(a" % {})
show("star", lambda: "%*d" % ("a", 1))
# f-strings
name, width, value = "retort", 10, 3.14159
print(f"{name!r:>{width}}|{value:.{2}f}|{value:{width}.{3}}|{name[0]}{name.upper()}{{}}{1 + 1}{'nested'}")
print(f"{value=} {name=!s} {1+1=} {name = }", f"{'a' if value else 'b'}", f"{[i for i in range(3)]}", f"{ {'a': 1}['a'] }")
