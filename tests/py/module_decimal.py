# decimal: reading, arithmetic, rounding, comparison, formats, contexts.
import decimal
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Context, Decimal, DivisionByZero, InvalidOperation, getcontext, localcontext

D = Decimal


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


for text in ["0", "-0", "1", "1.0", "1.50", "-1.5", ".5", "5.", "1e3", "1E+3", "1e-10", "0.0000001", "0.000001", "123456789012345678901234567890.123", "  1.2  ", "1_000.5", "Infinity", "-inf", "NaN", "nan123", "sNaN", "-nan", "0e5", "0E-9", "00012", "-00.00", "1e1000", "12E-20", "٣.٥",
             "", "abc", "1.2.3", "--1", "1e", "e5", ".", "1 2", "infin", "0x10", "nanx"]:
    show(text, lambda: D(text))
for value in [5, -7, 10**30, True, 0.1, 1.5, -0.25, 1e300, 1e-5, 0.0, -0.0, float("inf"), float("nan"), D("1.10"), (0, (1, 2, 3), -2), (1, (), 0), [0, [5], 3], (0, (0,), "F")]:
    show(repr(value)[:30], lambda: D(value))
for bad in [None, [], (1, 2), {}, b"1", object]:
    show("bad", lambda: type(D(bad)))
print(D(), D.from_float(0.5), str(D("1E+3")), repr(D("-0.00")), bool(D("0.00")), bool(D("0.1")), +D("-0"), -D("0"), -D("1.50"), abs(D("-2.50")), +D("NaN"))
numbers = [D(t) for t in ["0", "-0.00", "1", "-1", "2.50", "1E+3", "0.001", "-7.25", "123456789.123456789", "1E-30", "9999999999999999999999999999", "3", "7", "1.0000000000000000000000000001", "Infinity", "-Infinity", "NaN", "0E+5", "33333.3333", "5E+27"]]
for a in numbers:
    for b in numbers:
        row = []
        for op in (lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / b, lambda: a // b, lambda: a % b, lambda: a == b, lambda: a < b, lambda: a >= b, lambda: a.compare(b), lambda: a.max(b), lambda: a.min(b)):
            try:
                row.append(str(op()))
            except Exception as error:
                row.append(type(error).__name__ + str(error))
        print(a, b, *row)
seed = 12345


def next_number():
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    digits = seed >> 20
    seed = (seed * 6364136223846793005 + 1442695040888963407) % 2**64
    return D((seed >> 40) & 1 and -digits or digits).scaleb(-int((seed >> 45) % 25))


for _ in range(120):
    a, b = next_number(), next_number() or D(1)
    print(a + b, a - b, a * b, a / b, (a * 10).__format__(".3f"), a.quantize(D("0.01")) if abs(a) < 10**20 else "", abs(a).sqrt(), a.normalize(), round(a), hash(a) == hash(D(str(a))), a // b if a.adjusted() - b.adjusted() < 25 else "", a % b if a.adjusted() - b.adjusted() < 25 else "")
print(D(1) + 2, 2 + D("1.5"), 10 - D("0.5"), 3 * D("0.1"), 1 / D(3), 7 // D(2), 7 % D(4), 2 ** D(3), D(2) ** 10, D("1.1") ** 2, D(10) ** -2, D(2) ** -3, D(7) ** 0, D("-2") ** 3, D(3) ** 50, D("1.23456789") ** 7, D(0) ** 2)
show("zero", lambda: D(1) / 0)
show("zero", lambda: D(0) / 0)
show("zero", lambda: D(1) % 0)
show("zero", lambda: D(1) // 0)
show("zero", lambda: D(0) ** 0)
show("big", lambda: D(10**28) // 1)
show("inf", lambda: D("inf") - D("inf"))
show("root", lambda: D(-1).sqrt())
show("snan", lambda: D("sNaN") + 1)
show("over", lambda: D("1e999999") * 10)
for error in (InvalidOperation, DivisionByZero):
    print(issubclass(error, ArithmeticError), issubclass(DivisionByZero, ZeroDivisionError), error.__name__)
for mode in ["ROUND_UP", "ROUND_DOWN", "ROUND_CEILING", "ROUND_FLOOR", "ROUND_HALF_UP", "ROUND_HALF_DOWN", "ROUND_HALF_EVEN", "ROUND_05UP"]:
    print(mode, *[D(t).quantize(D("0.1"), rounding=mode) for t in ["1.25", "1.35", "-1.25", "1.21", "-1.29", "0.05", "0.04", "9.95", "1.50", "-0.001", "7", "0"]], D("2.5").to_integral_value(mode), D("-3.5").to_integral_value(rounding=mode))
print(D("2.675").quantize(D("1.00"), ROUND_HALF_UP), D("123").quantize(D("1E+1")), D("0").quantize(D("0.000")), D("1.5").quantize(1), D("1E+5").quantize(D("0.1")), D("inf").quantize(D("inf")))
show("quantize", lambda: D("1e27").quantize(D("0.01")))
show("quantize", lambda: D("inf").quantize(D(1)))
show("quantize", lambda: D("1").quantize(D(1), "up"))
print(D("120.00").normalize(), D("0.00").normalize(), D("100").normalize(), D("1E+5").to_integral_value(), D("1.9").to_integral(), D("12.30").as_tuple(), D("-inf").as_tuple(), D("nan").as_tuple().exponent, D("1.25").as_integer_ratio(), D("-300").as_integer_ratio(), D("0.1").as_tuple().digits)
print(int(D("1.9")), int(D("-1.9")), int(D("1E+20")), float(D("1.1")), float(D("1e400")), float(D("nan")), round(D("2.5")), round(D("3.5")), round(D("2.675"), 2), round(D("-1234.5"), -2), round(D("1"), 3), complex if False else "")
show("int", lambda: int(D("nan")))
show("int", lambda: int(D("inf")))
print(D("1.10") == D("1.1"), D("1.1") == 1.1, D("0.5") == 0.5, D(1) == 1, 1 == D(1), D(1) == True, D("1") != 2, D(1) < 2, 2 > D(1), D("0.1") < 0.1, 0.1 > D("0.1"), D("nan") == D("nan"), D("nan") != 1, D(1) == "1", D(0) == D("-0"), D("inf") > 10**400)
show("order", lambda: D("nan") < 1)
print(hash(D(1)) == hash(1), hash(D("1.5")) == hash(1.5), hash(D("-0.25")) == hash(-0.25), hash(D("1E+20")) == hash(10**20), {D("1.0"): "a"}[1], {1.5: "b"}[D("1.50")], len({D(1), D("1.0"), 1, 1.0}), hash(D("-1")), hash(D("0.1")), hash(D("inf")), hash(D("-1.7")), hash(D("123456789.123456789E-50")))
for spec in ["", "f", ".2f", ".0f", "10.1f", "<10", "^12.3f", "+", " .1f", ",", ",.2f", "015,.2f", "e", ".3e", "E", "g", ".3g", "G", "%", ".1%", "08.2f", "*>12", "#.0f", "010", "n", "-<9.1f", "=+9.1f"]:
    for t in ["1234567.891", "-0.005", "0", "1E+10", "1.5E-9", "2.5", "99.995", "NaN", "-Infinity", "0E+3", "-0.0"]:
        show(repr(spec), lambda: format(D(t), spec))
show("spec", lambda: format(D(1), "d"))
show("spec", lambda: format(D(1), "_"))
print(f"{D('3.14159'):.2f} {D('1.5')!r} {D('1.5'):>6}", "%s %d %.3f %r" % (D("1.50"), D("7.9"), D("2.5"), D("1")), "{:.1f}".format(D("0.25")))
print(getcontext().prec, getcontext().rounding, decimal.ROUND_HALF_EVEN)
with localcontext() as ctx:
    ctx.prec = 5
    ctx.rounding = ROUND_DOWN
    print(D(1) / 3, D(2) / 3, +D("1.234567"), ctx.prec, D("123456") + 1, D(2).sqrt(), D("9.9999") + D("0.00009"))
with localcontext(prec=3, rounding=ROUND_UP) as ctx:
    print(D(1) / 3, D("-1.0001") + 0)
with localcontext(Context(prec=2)):
    print(D(1) / 3, getcontext().prec)
print(D(1) / 3, getcontext().prec, Context(prec=4, rounding=ROUND_CEILING).create_decimal("1.23456"))
getcontext().prec = 50
print(D(2).sqrt(), D(1) / 7, D(22) / D(7))
getcontext().prec = 28
show("prec", lambda: setattr(getcontext(), "prec", 0))
print(sum([D("0.1")] * 10), sum([D("1.5"), 2]), max(D("1.5"), D("2.25")), sorted([D(3), D("1.5"), 2]), min([D("0.1"), 0.05]), D("1.5").is_finite(), D("-0").is_signed(), D("0").is_zero(), D("inf").is_infinite(), D("nan").is_nan(), D("1.5").adjusted(), D("0.00123").adjusted(), D("1.5").copy_sign(D(-1)), D("-1").copy_abs(), D("1").copy_negate(), D("1.2").same_quantum(D("3.4")))


class Money(Decimal):
    def __repr__(self):
        return f"Money({self})"


m = Money("3.50")
print(m, repr(m), m + 1, type(m + 1).__name__, isinstance(m, Decimal), m == D("3.5"), D(m), type(D("1.5")), D.__name__, D.__module__)
print(D("100") * D("0.0725"), (D("19.99") * 3).quantize(D(".01")), D("1e-7") * 1, D("1234.5678").__round__(2), D(5).real, D(5).conjugate())
