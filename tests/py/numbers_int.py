# int and bool: arithmetic beyond 64 bits, bases, conversions, errors.
def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


numbers = [0, 1, -1, 2, 7, -7, 10, 255, -256, 2**31, -(2**31), 2**53 + 1, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 2**64, 10**25, -(10**25)]
for a in numbers:
    print(a, -a, +a, ~a, abs(a), bool(a), hex(a), oct(a), bin(a), a.bit_length(), hash(a) if abs(a) < 2**60 else "", float(a), str(a), repr(a))
    for b in numbers:
        print(a + b, a - b, a * b, a & b, a | b, a ^ b, a < b, a <= b, a == b, a != b, a > b, a >= b, end=" ")
        if b:
            print(a // b, a % b, divmod(a, b), a / b, end=" ")
        if 0 <= b <= 70:
            print(a << b, a >> b, end=" ")
        if 0 <= b <= 10:
            print(a**b)
print()
print(2**0.5, 2**-1, (-2) ** 3, (-2) ** -2, 0**0, pow(3, 5, 7), pow(3, 0, 1), pow(-3, 5, 7), pow(3, 5, -7), pow(2, 10), pow(2, 100, 10**9 + 7))
print(int("42"), int(" -42 "), int("+7"), int("1_000"), int("ff", 16), int("0xff", 16), int("0xff", 0), int("0b101", 0), int("0o17", 0),
      int("101", 2), int("zz", 36), int("٣٤"), int("00", 0), int(3.99), int(-3.99), int(True), int(), int(b"12"), int("123456789012345678901234567890"))
print(int(1e20), int(-1e20), int(2.0**70), int("0" * 50 + "1"), int("-0x1F", 16), int("7" * 40), hash(2**61 - 1), hash(2**61), hash(-1), hash(-2))
print(True + True, True & False, True | 2, True ^ True, ~True, -True, True * 3, True == 1, False < True, str(True), repr(False), bool("a"), bool([]),
      bool(0.0), bool(None), isinstance(True, int), True and 5, 0 or "x")
print((255).to_bytes(2, "big"), (255).to_bytes(2, "little"), (-2).to_bytes(2, "big", signed=True), int.from_bytes(b"\x01\x00", "big"),
      int.from_bytes(b"\x01\x00", "little"), int.from_bytes(b"\xff\xfe", "big", signed=True), (10**20).to_bytes(10, "big"), int.from_bytes(b"", "big"))
print((5).real, (5).imag, (5).numerator, (5).denominator, (5).conjugate(), (6).as_integer_ratio(), (255).bit_count(), (0).bit_length())
print(round(5), round(15, -1), round(25, -1), round(-15, -1), round(1234567, -3), round(2**70, -5), round(5, 2), divmod(-7, 3), divmod(7, -3))
print(1_000_000, 0xFF, 0o17, 0b11, 0XAB, 1 if 1 == 1.0 else 2, 10**18 * 10, sum(range(100)), 7 // 2, -7 // 2, 7 % -3, -7 % 3)
print(1 << 100, (1 << 100) >> 98, -1 >> 100, -5 >> 1, (-(2**70)) >> 3, -(2**70) & (2**71 - 1), (2**70 | 1) ^ -1, ~(2**70), -(2**65) | 5)
print(10**40 // 10**20, 10**40 % (10**20 + 1), -(10**40) // 7, -(10**40) % 7, 10**40 / 10**20, 10**400 // 10**398, 3**200 % 1000)
print(2**1000 / 2**999, 1 / 3, 10 / 5, 2**53 / 3, (2**64 + 1) / (2**64), -1 / 2**70, 123456789012345678901234567890 / 987654321)
print(1 == 1.0, 2**53 == 2.0**53, 2**53 + 1 == 2.0**53, 2**53 + 1 > 2.0**53, 10**30 > 1e30, 10**30 == 1e30, 1 < 1.5, 2**100 < float("inf"), hash(1.0) == hash(1))
show("zero", lambda: 1 // 0)
show("zero", lambda: 1 % 0)
show("zero", lambda: 1 / 0)
show("zero", lambda: 10**30 // 0)
show("zero", lambda: divmod(1, 0))
show("zero", lambda: 0**-1)
show("shift", lambda: 1 << -1)
show("shift", lambda: 1 >> -1)
show("int", lambda: int("abc"))
show("int", lambda: int(""))
show("int", lambda: int("1.5"))
show("int", lambda: int("12", 2))
show("int", lambda: int("1__0"))
show("int", lambda: int("_1"))
show("int", lambda: int("1_"))
show("int", lambda: int("010", 0))
show("int", lambda: int("5", 1))
show("int", lambda: int("5", 37))
show("int", lambda: int(5, 10))
show("int", lambda: int(None))
show("int", lambda: int([1]))
show("int", lambda: int(float("nan")))
show("int", lambda: int(float("inf")))
show("int", lambda: int(b"xy"))
show("add", lambda: 1 + "a")
show("add", lambda: 1 + None)
show("sub", lambda: 1 - [])
show("bytes", lambda: (256).to_bytes(1, "big"))
show("bytes", lambda: (-1).to_bytes(1, "big"))
show("bytes", lambda: (1).to_bytes(1, "middle"))
show("less", lambda: 1 < "a")
show("less", lambda: None < 1)
show("pow", lambda: pow(2, 3, 0))
show("pow", lambda: pow(2.0, 3, 5))
show("float", lambda: float(10**400))
show("float", lambda: 10**400 / 3)
show("chr", lambda: chr(-1))
show("chr", lambda: chr(1114112))
show("ord", lambda: ord("ab"))
show("ord", lambda: ord(5))
show("hex", lambda: hex(1.5))
show("index", lambda: [1, 2][1.0])
show("call", lambda: 5())
show("attr", lambda: (5).nothing)
show("unary", lambda: -"a")
show("unary", lambda: ~1.5)
show("abs", lambda: abs("a"))
show("round", lambda: round("a"))
print(chr(65), chr(233), chr(128512), ord("a"), ord("é"), ord("😀"), ord(b"a"), [chr(c) for c in range(97, 100)])


class Index:
    def __index__(self):
        return 3

    def __int__(self):
        return 4

    def __float__(self):
        return 2.5


print(hex(Index()), int(Index()), [1, 2, 3, 4][Index()], "abcd"[: Index()], float(Index()), range(Index()), "a" * Index(), chr(Index()) == "\x03")
