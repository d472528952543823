try:
    from mod_a import absent
except ImportError:
    absent = "guarded inside"
from mod_a import missing_too
plain = 1
