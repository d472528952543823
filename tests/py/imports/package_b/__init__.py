from . import relative
from .inner import name
constant = name + "!"
