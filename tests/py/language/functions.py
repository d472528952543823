def plain(a, b):
    return a, b

print(plain(1, 2), plain(b=1, a=2), plain(1, b=3))  # expect: (1, 2) (2, 1) (1, 3)

def defaults(a, b=2, c=3):
    return [a, b, c]

print(defaults(1), defaults(1, c=5), defaults(*[1, 2, 3]), defaults(**{"a": 0, "c": 9}))  # expect: [1, 2, 3] [1, 2, 5] [1, 2, 3] [0, 2, 9]

def all_kinds(a, b, /, c, d=4, *rest, e, f=6, **more):
    return (a, b, c, d, rest, e, f, more)

print(all_kinds(1, 2, 3, e=5))  # expect: (1, 2, 3, 4, (), 5, 6, {})
print(all_kinds(1, 2, 3, 4, 5, 6, e=7, g=8, a=9))  # expect: (1, 2, 3, 4, (5, 6), 7, 6, {'g': 8, 'a': 9})
print(all_kinds(*range(5), **{"e": 1, "z": 2}))  # expect: (0, 1, 2, 3, (4,), 1, 6, {'z': 2})

def tries(function, *args, **kw):
    try:
        return function(*args, **kw)
    except TypeError as error:
        return str(error)

print(tries(plain))  # expect: plain() missing 2 required positional arguments: 'a' and 'b'
print(tries(plain, 1))  # expect: plain() missing 1 required positional argument: 'b'
print(tries(plain, 1, 2, 3))  # expect: plain() takes 2 positional arguments but 3 were given
print(tries(plain, 1, c=2))  # expect: plain() got an unexpected keyword argument 'c'
print(tries(plain, 1, a=2))  # expect: plain() got multiple values for argument 'a'
print(tries(defaults, 1, 2, 3, 4))  # expect: defaults() takes from 1 to 3 positional arguments but 4 were given
print(tries(defaults))  # expect: defaults() missing 1 required positional argument: 'a'
print(tries(all_kinds, 1, 2, 3))  # expect: all_kinds() missing 1 required keyword-only argument: 'e'
print(tries(all_kinds, a=1, b=2, c=3, e=4))  # expect: all_kinds() missing 2 required positional arguments: 'a' and 'b'
print(tries(lambda: 1, 2))  # expect: <lambda>() takes 0 positional arguments but 1 was given

def keyword_only(*, a, b, c=1):
    return a + b + c

print(tries(keyword_only))  # expect: keyword_only() missing 2 required keyword-only arguments: 'a' and 'b'
print(tries(keyword_only, 1, a=1, b=2))  # expect: keyword_only() takes 0 positional arguments but 1 positional argument (and 2 keyword-only arguments) were given
print(keyword_only(b=1, a=2))  # expect: 4

def accumulate(item, into=[]):
    into.append(item)
    return into

print(accumulate(1), accumulate(2), accumulate(3, []))  # expect: [1, 2] [1, 2] [3]
print((lambda x, *y, z=3: (x, y, z))(1, 2, z=4))  # expect: (1, (2,), 4)
print(plain.__name__, plain.__qualname__, plain.__doc__, plain.__module__)  # expect: plain plain None __main__

def documented():
    """Says something."""

print(documented.__doc__, documented())  # expect: Says something. None
documented.tag = 5
print(documented.tag, hasattr(documented, "other"))  # expect: 5 False

def recursive(n):
    return 1 if n < 2 else n * recursive(n - 1)

print(recursive(20), recursive(30))  # expect: 2432902008176640000 265252859812191058636308480000000
print(len(str(recursive(100))))  # expect: 158

class Callable:
    def __call__(self, *args, **kw):
        return args, kw

print(Callable()(1, a=2), callable(Callable()), callable(1), callable(len))  # expect: ((1,), {'a': 2}) True False True
print(defaults.__defaults__)  # expect: (2, 3)
print(max(*[3, 1, 2], key=lambda x: -x), dict(a=1, **{"b": 2}))  # expect: 1 {'a': 1, 'b': 2}

def f(x): return x
try:
    f(**{"x": 1}, **{"x": 2})
except TypeError as error:
    print("multiple values" in str(error))  # expect: True
print(type(f).__name__, type(len).__name__, type(Callable().__call__).__name__)  # expect: function builtin_function_or_method method
