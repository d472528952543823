# sys, time, string.
import string
import sys
import time


def show(label, function):
    try:
        print(label, repr(function()))
    except BaseException as error:
        print(label, type(error).__name__, error)


print(sys.version_info[:2], sys.version_info >= (3, 8), sys.version_info.major, sys.version_info < (3, 12), sys.version[:4], sys.platform, sys.maxsize, sys.byteorder, sys.maxunicode, type(sys.path).__name__, len(sys.argv), sys.hexversion >> 16, sys.version_info.releaselevel)
print("sys" in sys.modules, "nothing" in sys.modules, sys.modules["sys"] is sys, sys.modules.get("nope"), sys.modules.get("nope", 5), sys.modules["time"].__name__, "string" in list(sys.modules), isinstance(len(sys.modules), int))
show("key", lambda: sys.modules["nope"])
show("exit", lambda: sys.exit())
show("exit", lambda: sys.exit(3))
show("exit", lambda: sys.exit("bye"))
try:
    sys.exit(4)
except SystemExit as error:
    print(error.code)
print(sys.exc_info())
try:
    raise ValueError("v")
except ValueError:
    kind, value, trace = sys.exc_info()
    print(kind, value, sys.exception())
sys.stdout.write("out\n")
print(sys.stdout.write("abc\n"), sys.stdout.flush())
print("to stderr", file=sys.stderr)
print("to stdout", file=sys.stdout)
sys.stdout.writelines(["a", "b\n"])
show("write", lambda: sys.stdout.write(5))
sys.path.insert(0, "/x")
print(sys.path[0], sys.getdefaultencoding(), sys.intern("a"), sys.getrecursionlimit() > 100)

now = time.time()
print(isinstance(now, float), now > 1.7e9, isinstance(time.time_ns(), int), time.perf_counter() <= time.perf_counter(), time.monotonic() > 0, time.sleep(0))
show("sleep", lambda: time.sleep(-1))
t = time.gmtime(0)
print(t, t.tm_year, t[1], tuple(t), len(t), t.tm_wday, t.tm_yday)
print(tuple(time.gmtime(1700000000.9)), tuple(time.gmtime(-1.5)), tuple(time.gmtime(951782400)))
print(time.strftime("%Y-%m-%d %H:%M:%S %j %a %A %b %B %y %p %I", time.gmtime(1700000000)), time.strftime("%Y%m%d", (2024, 2, 29, 1, 2, 3, 3, 60, 0)), len(time.strftime("%Y-%m-%dT%H:%M:%S")))
print(time.asctime(time.gmtime(0)), tuple(time.strptime("2024-03-01 10:20", "%Y-%m-%d %H:%M")), tuple(time.strptime("30 Nov 00", "%d %b %y")))
show("strptime", lambda: time.strptime("x", "%Y"))
print(time.mktime(time.localtime(1700000000)))

print(string.ascii_letters, string.ascii_lowercase, string.ascii_uppercase, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), repr(string.printable))
print(string.capwords("hello  wORLD foo"), repr(string.capwords(" a b ")), string.capwords("a-b-c", "-"))
T = string.Template
print(T("$a ${b} $$ x$a_b").substitute(a=1, b="two", a_b=3), T("$a").substitute({"a": "m"}), T("$a $b").substitute({"a": 1, "b": 2}, b=3), T("$a $b ${c} $ $1 $$").safe_substitute(a=1), T("x $$y").substitute(), T("$A").template)
show("missing", lambda: T("$a").substitute())
show("missing", lambda: T("$a").substitute({"b": 1}))
show("invalid", lambda: T("ab\n c $ d").substitute())
show("invalid", lambda: T("${a").substitute(a=1))
print(repr(T("${a $b}").safe_substitute(a=1, b=2)), T("é$a").substitute(a="ü"))
