class V:
    def __init__(self, x): self.x = x
    def __repr__(self): return f"V({self.x})"
    def __str__(self): return f"<{self.x}>"
    def __add__(self, o):
        if isinstance(o, V): return V(self.x + o.x)
        if isinstance(o, int): return V(self.x + o)
        return NotImplemented
    def __radd__(self, o): return V(o + self.x)
    def __iadd__(self, o):
        self.x += 100
        return self
    def __sub__(self, o): return V(self.x - o.x)
    def __mul__(self, o): return V(self.x * o)
    __rmul__ = __mul__
    def __neg__(self): return V(-self.x)
    def __pos__(self): return self
    def __invert__(self): return "inverted"
    def __eq__(self, o): return isinstance(o, V) and self.x == o.x
    def __lt__(self, o): return self.x < o.x
    def __hash__(self): return hash(self.x)
    def __bool__(self): return self.x != 0
    def __len__(self): return self.x
    def __getitem__(self, k): return (self.x, k)
    def __contains__(self, k): return k == self.x
    def __call__(self, *a): return a
    def __format__(self, spec): return f"[{spec}]"
    def __or__(self, o): return ("or", o)
    def __ror__(self, o): return ("ror", o)
    def __and__(self, o): return ("and", o)
    def __matmul__(self, o): return "matmul"
    def __floordiv__(self, o): return "floordiv"
    def __truediv__(self, o): return "truediv"
    def __mod__(self, o): return "mod"
    def __pow__(self, o): return "pow"
    def __lshift__(self, o): return "lshift"
    def __rshift__(self, o): return "rshift"
    def __xor__(self, o): return "xor"
    def __abs__(self): return "abs"
    def __int__(self): return self.x
    def __index__(self): return self.x
    def __float__(self): return self.x + 0.5
    def __round__(self, n=None): return "round"

a, b = V(1), V(2)
print(a + b, a + 3, 3 + a, a - b, a * 3, 3 * a, -a, +a, ~a)  # expect: <3> <4> <4> <-1> <3> <3> <-1> <1> inverted
print([a], str(a), f"{a}", f"{a:spec}", f"{a!r}", f"{a!s:>5}", "%s %r" % (a, a), "{}".format(a))  # expect: [V(1)] <1> [] [spec] V(1)   <1> <1> V(1) []
print(a == V(1), a != V(1), a == 1, a < b, a > b, sorted([b, a]), {a: 1}[V(1)], a in {V(1)})  # expect: True False False True False [V(1), V(2)] 1 True
print(bool(V(0)), bool(a), len(b), b["k"], b[1:2], 2 in b, b(1, 2))  # expect: False True 2 (2, 'k') (2, slice(1, 2, None)) True (1, 2)
print(a | 1, 1 | a, a & 1, a @ 1, a // 1, a / 1, a % 1, a ** 1, a << 1, a >> 1, a ^ 1)  # expect: ('or', 1) ('ror', 1) ('and', 1) matmul floordiv truediv mod pow lshift rshift xor
print(abs(a), int(b), float(b), round(a), hex(b), [10, 20, 30][b], range(V(3)))  # expect: abs 2 2.5 round 0x2 30 range(0, 3)
c = a
a += 1
print(a, c is a)  # expect: <101> True
def attempt(function):
    try:
        return function()
    except TypeError as error:
        return str(error)
class Empty: pass
e = Empty()
print(attempt(lambda: e + 1))  # expect: unsupported operand type(s) for +: 'Empty' and 'int'
print(attempt(lambda: 1 + e))  # expect: unsupported operand type(s) for +: 'int' and 'Empty'
print(attempt(lambda: a + "x"))  # expect: unsupported operand type(s) for +: 'V' and 'str'
print(attempt(lambda: e < e))  # expect: '<' not supported between instances of 'Empty' and 'Empty'
print(attempt(lambda: -e))  # expect: bad operand type for unary -: 'Empty'
print(attempt(lambda: e[0]))  # expect: 'Empty' object is not subscriptable
print(attempt(lambda: len(e)))  # expect: object of type 'Empty' has no len()
print(attempt(lambda: iter(e)))  # expect: 'Empty' object is not iterable
print(attempt(lambda: e()))  # expect: 'Empty' object is not callable
print(attempt(lambda: 1 in e))  # expect: argument of type 'Empty' is not iterable
print(attempt(lambda: {[]: 1}))  # expect: unhashable type: 'list'
class Unhashable:
    def __eq__(self, o): return True
print(attempt(lambda: hash(Unhashable())), Unhashable() == 5, Unhashable() != 5)  # expect: unhashable type: 'Unhashable' True False
class Sub(V):
    def __radd__(self, o): return "sub first"
print(V(1) + Sub(2))  # expect: sub first
class Container:
    def __init__(self): self.d = {}
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __getitem__(self, k): return self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
k = Container()
k["a"] = 1
k["b"] = 2
del k["a"]
k["b"] += 5
print(k.d, list(k), len(k), bool(Container()), "b" in k, "z" in k)  # expect: {'b': 7} ['b'] 1 False True False
class Old:
    def __getitem__(self, i):
        if i > 2: raise IndexError
        return i * i
print(list(Old()), 4 in Old(), [*Old()])  # expect: [0, 1, 4] True [0, 1, 4]
class Iter:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration
        return self.n
print(list(Iter()), sum(Iter()), max(Iter()), dict(enumerate(Iter())))  # expect: [1, 2, 3] 6 3 {0: 1, 1: 2, 2: 3}
it = Iter()
print(next(it), next(it), next(it), next(it, "end"))  # expect: 1 2 3 end
class BadBool:
    def __bool__(self): return 1
print(attempt(lambda: bool(BadBool())))  # expect: __bool__ should return bool, returned int
class BadRepr:
    def __repr__(self): return 5
print(attempt(lambda: repr(BadRepr())))  # expect: __repr__ returned non-string (type int)
class Total:
    def __init__(self, v): self.v = v
    def __le__(self, o): return self.v <= o.v
print(Total(1) <= Total(2), Total(1) >= Total(2))  # expect: True False
x = 5
x = x if x != 5 else None
print(x is None, 1 == 1.0, "a" != "b", [1, 2] < [1, 3], (1,) == (1,), {1: 2} == {1: 2}, True + True)  # expect: True True True True True True 2
print(str.upper("abc"), int.__add__(1, 2), [].__len__(), "x".__eq__("x"), object.__repr__(e)[:9])  # expect: ABC 3 0 True <__main__
