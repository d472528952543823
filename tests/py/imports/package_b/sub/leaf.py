from ..inner import name
from .. import relative
path = "b.sub.leaf " + name
