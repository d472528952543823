def counter():
    count = 0
    def increment(by=1):
        nonlocal count
        count += by
        return count
    def get():
        return count
    return increment, get

increment, get = counter()
increment()
increment(5)
print(get())  # expect: 6

def late():
    return [lambda: i for i in range(3)], [lambda i=i: i for i in range(3)]

a, b = late()
print([f() for f in a], [f() for f in b])  # expect: [2, 2, 2] [0, 1, 2]

x = "global"
def outer():
    x = "outer"
    def middle():
        def inner():
            return x
        return inner()
    return middle()

print(outer(), x)  # expect: outer global

def sets_global():
    global x, made
    x = "changed"
    made = 1

sets_global()
print(x, made)  # expect: changed 1

def parameter_cell(value):
    def show():
        return value
    value += 1
    return show

print(parameter_cell(1)())  # expect: 2

def unbound():
    try:
        print(later)
    except UnboundLocalError as error:
        print(error)  # expect: cannot access local variable 'later' where it is not associated with a value
    later = 1

unbound()

def free_unbound():
    def inner():
        return name
    try:
        inner()
    except NameError as error:
        print(error)  # expect: cannot access free variable 'name' where it is not associated with a value in enclosing scope
    name = 1
    return inner()

print(free_unbound())  # expect: 1

def deep():
    a = 1
    def one():
        b = 2
        def two():
            nonlocal a
            a += b
            return a
        return two
    return one()() + a

print(deep())  # expect: 6

class InClass:
    x = "class"
    def method(self):
        return x
    values = [x for _ in range(1)]

print(InClass().method(), InClass.values)  # expect: changed ['changed']

def class_in_function():
    y = "enclosing"
    class C:
        z = y
        y = "own"
        def get(self):
            return y
    return C.z, C.y, C().get()

try:
    print(class_in_function())
except NameError as error:
    print("NameError")  # expect: NameError

def decorated(prefix):
    def decorator(function):
        def wrapper(*args, **kw):
            return prefix + function(*args, **kw)
        return wrapper
    return decorator

@decorated("a-")
@decorated("b-")
def name(x):
    return x

print(name("c"))  # expect: a-b-c
del x
try:
    x
except NameError as error:
    print(error)  # expect: name 'x' is not defined

def compose(*functions):
    def run(value):
        for function in functions:
            value = function(value)
        return value
    return run

print(compose(lambda v: v + 1, str, lambda s: s * 2)(4))  # expect: 55
def star_cell(*args, **kw):
    return lambda: (args, kw)
print(star_cell(1, a=2)())  # expect: ((1,), {'a': 2})
