class A:
    def __init__(self, **kw):
        self.__dict__.update(kw)
a = A(x=1, y=2)
print(a.x, a.y, a.__dict__, vars(a) == {"x": 1, "y": 2})  # expect: 1 2 {'x': 1, 'y': 2} True
a.__dict__["z"] = 3
print(a.z, a.__dict__.pop("x"), hasattr(a, "x"), sorted(a.__dict__))  # expect: 3 1 False ['y', 'z']
globals()["made"] = 5
print(made, "A" in globals(), globals()["a"] is a)  # expect: 5 True True
vars(a).setdefault("w", 9)
print(a.w, {k: v for k, v in vars(a).items()})  # expect: 9 {'y': 2, 'z': 3, 'w': 9}
a.__dict__.clear()
print(vars(a), isinstance(vars(a), dict))  # expect: {} True
def f():
    x = 1
    return locals()
print(f())  # expect: {'x': 1}
print([n for n in dir(a) if not n.startswith("_")], A.__dict__["__init__"] is A.__init__)  # expect: [] True
for name in ("one", "two"):
    setattr(A, name, lambda self, name=name: name)
print(a.one(), a.two(), type(vars(a)).__name__)  # expect: one two dict
