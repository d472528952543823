import mod_a
import mod_a as renamed
from mod_a import value, function as f
from package_b import inner, constant
import package_b.inner
import package_b.sub.leaf as leaf
from package_b.sub import *
print(mod_a.value, renamed is mod_a, value, f(2))  # expect: 1 True 1 2
print(inner.name, constant, package_b.inner is inner, leaf.path, starred, "_hidden" in globals())  # expect: inner inner! True b.sub.leaf inner star False
try:
    import surely_not_there
except ImportError as error:
    print(type(error).__name__, error)  # expect: ModuleNotFoundError No module named 'surely_not_there'
try:
    from mod_a import nothing
except ImportError as error:
    print("cannot import name 'nothing'" in str(error))  # expect: True
try:
    import mod_a.sub
except ModuleNotFoundError as error:
    print("No module named 'mod_a.sub'" in str(error))  # expect: True
def local_import():
    from package_b.inner import name as n
    import package_b.sub
    return n, package_b.sub.leaf.path
print(local_import())  # expect: ('inner', 'b.sub.leaf inner')
try:
    from nowhere.at_all import x
except (ImportError, AttributeError):
    x = "fallback"
print(x)  # expect: fallback
print(mod_a.__name__, package_b.__name__, leaf.__name__, leaf.__package__, package_b.__package__)  # expect: mod_a package_b package_b.sub.leaf package_b.sub package_b
mod_a.value = 9
import mod_a as again
print(again.value, hasattr(mod_a, "zzz"))  # expect: 9 False
print(package_b.relative.double(4))  # expect: (8, 'inner', 'inner')
import cycle_a
print(cycle_a.from_b())  # expect: a
try:
    import mod_guard
except ImportError as error:
    print("cannot import name 'missing_too'" in str(error))  # expect: True
