# float: shortest repr, arithmetic, rounding, conversions, errors.
def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


values = [0.0, -0.0, 1.0, -1.5, 0.1, 1 / 3, 2.5, 3.5, -2.5, 1e15, 1e16, 123456789012345680.0, 1e17, 1e22, 1e23, 1.5e-5, 0.0001, 0.00001, 5e-324,
          2.2250738585072014e-308, 1.7976931348623157e308, 9007199254740993.0, 4.35, 0.1 + 0.2, 100.0, 1e100, 2.0**-1074, 1.1, 5e-5, 123456.789e3]
for a in values:
    print(a, repr(a), str(a), -a, abs(a), bool(a), a.is_integer(), a.hex(), a.as_integer_ratio(), hash(a) == hash(a), int(a))
    print(round(a), round(a, 1), round(a, 2), round(a, -1) if abs(a) < 1e300 else "", a * 2, a / 3, a + 1, a - 0.1, a // 0.7 if abs(a) < 1e15 else "",
          a % 0.7 if abs(a) < 1e15 else "")
for a in [5.5, -5.5, 7.0, -7.0, 0.0, 1e10]:
    for b in [2.0, -2.0, 0.3, -0.3, 3, -3]:
        print(a // b, a % b, divmod(a, b), a**2, 2.0**b, b**3, a < b, a == b, a >= b)
print(float("1.5"), float(" -2e3 "), float("1_000.5"), float("inf"), float("-Infinity"), float("nan"), float(".5"), float("5."), float("+1e-5"), float(),
      float(b"2.5"), float(3), float(True), float("1e400"), float("-1e-400"), float("٣.٤"))
print(round(2.675, 2), round(0.5), round(1.5), round(-0.5), round(-1.5), round(2.5), round(1e20), round(1234.5678, -2), round(5.015, 2), round(0.1, 20), round(1.0, None))
inf, nan = float("inf"), float("nan")
print(inf, -inf, nan, inf > 1e308, nan == nan, nan != nan, inf - inf, inf * 0, nan < 1, inf == inf, 1 / inf, max(1.0, inf), [nan] == [nan], nan in [nan])
print(1.5.real, 1.5.imag, 1.5.conjugate(), float.fromhex("0x1.8p+1"), float.fromhex("1.8"), float.fromhex("-0x.8p0"), 1e5.is_integer(), inf.is_integer())
print(1e308 * 10, 2.0**1023 * 2, 10.0**-5, 4**0.5, 8 ** (1 / 3), (-8.0) ** 3, 0.0**0, 1.0 == True, 0.1 + 0.2 == 0.3, 1e-320, 3.0 // 1, -3.5 // 1)
print(sum([0.1] * 10), min(1.5, 1), max([0.5, 2]), sorted([3.5, -1.0, 2]), sum([1, 2.5]), 3.7 // 1 * 2, 1.0 if 1.0 else 0, 1_0.5_0)
show("zero", lambda: 1.0 / 0)
show("zero", lambda: 1.0 // 0)
show("zero", lambda: 1.0 % 0)
show("zero", lambda: 0.0**-1)
show("over", lambda: 10.0**400)
show("float", lambda: float("abc"))
show("float", lambda: float(""))
show("float", lambda: float("1e"))
show("float", lambda: float("0x10"))
show("float", lambda: float("1__0"))
show("float", lambda: float(None))
show("float", lambda: float([]))
show("round", lambda: round(inf))
show("round", lambda: round(nan))
show("ratio", lambda: inf.as_integer_ratio())
show("ratio", lambda: nan.as_integer_ratio())
show("add", lambda: 1.5 + "a")
show("shift", lambda: 1.5 << 1)
show("and", lambda: 1.5 & 1)
show("less", lambda: 1.5 < "a")
show("index", lambda: "abc"[1.0])
show("range", lambda: range(1.5))
