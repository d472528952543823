# math: floats, whole numbers, errors.
import math


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


for name in "sqrt fabs exp exp2 expm1 cbrt sin cos tan asin acos atan sinh cosh tanh asinh acosh log log2 log10 log1p floor ceil trunc isnan isinf isfinite modf frexp degrees radians erf erfc".split():
    for value in (0, 1, -1, 0.5, 2, 10, -2.5, 1e10, 720, float("inf"), float("-inf"), float("nan"), True):
        show(f"{name} {value}", lambda: getattr(math, name)(value) if name not in ("modf",) else [str(v) for v in math.modf(value)])
for name in "atan2 copysign remainder fmod pow".split():
    for pair in ((3, 2), (-3, 2.5), (0, -1), (2, 0), (1e300, 2), (-8, 1 / 3), (float("inf"), 2), (float("nan"), 1)):
        show(f"{name} {pair}", lambda: getattr(math, name)(*pair))
show("sqrt", lambda: math.sqrt("4"))
show("floor", lambda: math.floor("4"))
print(math.log(8, 2), math.log(100, 10), math.log2(2**100), round(math.log10(10**400)), math.log(10**20), math.ldexp(0.5, 4), math.hypot(3, 4), math.hypot(), math.hypot(1, 2, 2))
show("log", lambda: math.log(5, 1))
print(math.floor(1e20), math.ceil(-0.5), math.floor(-0.5), math.trunc(-1.9), math.ceil(2.0000001), math.floor(10**30))
print(math.gcd(), math.gcd(12, 18), math.gcd(-4, 6, 10), math.gcd(0, 5), math.gcd(10**30, 2**70), math.lcm(), math.lcm(4, 6), math.lcm(0, 3), math.lcm(-2, 3, 7))
print(math.factorial(0), math.factorial(5), math.factorial(30), math.isqrt(0), math.isqrt(15), math.isqrt(16), math.isqrt(10**41), math.comb(5, 2), math.comb(52, 5), math.comb(3, 5), math.comb(100, 98), math.perm(5, 2), math.perm(4), math.perm(2, 3), math.prod([2, 3, 4]), math.prod([]), math.prod([1.5, 2], start=2))
show("factorial", lambda: math.factorial(-1))
show("isqrt", lambda: math.isqrt(-1))
show("comb", lambda: math.comb(-1, 1))
show("gcd", lambda: math.gcd(1.5))
print(math.fsum([0.1] * 10), sum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.fsum([]), math.fsum([1e-16, 1, 1e16]))
print(math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-12), math.isclose(0, 1e-12, abs_tol=1e-9), math.isclose(math.inf, math.inf))
print(math.pi, math.e, math.tau, math.inf, math.nan, -math.inf)
from decimal import Decimal
print(math.floor(Decimal("1.9")), math.ceil(Decimal("1.1")), math.trunc(Decimal("-1.9")), math.sqrt(Decimal(16)))
