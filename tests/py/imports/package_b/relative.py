from .inner import name
from . import inner as _i
def double(x):
    return x * 2, name, _i.name
