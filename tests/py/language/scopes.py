value = "module"
class Holder:
    value = "class"
    def get(self):
        return value
    def inner(self):
        def f():
            return value
        return f()
print(Holder().get(), Holder().inner(), Holder.value)  # expect: module module class
def shadow():
    value = "local"
    class L:
        seen = value
    return L.seen
print(shadow())  # expect: local
def conditional(flag):
    if flag:
        result = 1
    try:
        return result
    except UnboundLocalError as error:
        return str(error)
print(conditional(True), conditional(False))  # expect: 1 cannot access local variable 'result' where it is not associated with a value
def loop_variable():
    for i in range(3):
        pass
    return i
print(loop_variable())  # expect: 2
len_ = len
def override_builtin(len):
    return len([1])
print(override_builtin(lambda v: "mine"), len_([1]))  # expect: mine 1
def uses_locals():
    a, b = 1, 2
    return sorted(locals())
print(uses_locals(), "value" in globals(), sorted(k for k in vars(Holder) if not k.startswith("__")))  # expect: ['a', 'b'] True ['get', 'inner', 'value']
print(__name__, __debug__)  # expect: __main__ True
def recursion_in_closure():
    def fact(n):
        return 1 if n == 0 else n * fact(n - 1)
    return fact(5)
print(recursion_in_closure())  # expect: 120
def nonlocal_chain():
    x = 0
    def a():
        def b():
            nonlocal x
            x += 1
            return x
        b()
        return b()
    return a(), x
print(nonlocal_chain())  # expect: (2, 2)
def defaults_in_scope():
    base = 10
    def f(x=base):
        return x
    base = 20
    return f()
print(defaults_in_scope())  # expect: 10
def comprehension_scope():
    items = [1, 2]
    factor = 3
    return [[item * factor for item in items] for _ in range(2)], "item" in locals()
print(comprehension_scope())  # expect: ([[3, 6], [3, 6]], False)
class Body:
    x = 1
    y = x + 1
    if y > 1:
        z = "conditional"
    for i in range(2):
        pass
    del x
print(Body.y, Body.z, Body.i, hasattr(Body, "x"))  # expect: 2 conditional 1 False
def global_in_nested():
    def set_it():
        global made_here
        made_here = "yes"
    set_it()
global_in_nested()
print(made_here)  # expect: yes
T: int = 5


print(T)  # expect: 5
def annotated(a: "Missing", b: "Also" = 1) -> "Missing":
    c: Missing = 2
    return a + b + c
print(annotated(1))  # expect: 4
class Typed:
    a: int = 1
    b: list[str] | None = None
print(Typed.a, Typed.b)  # expect: 1 None
