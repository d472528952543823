from . import leaf
__all__ = ["starred"]
starred = "star"
other = 1
