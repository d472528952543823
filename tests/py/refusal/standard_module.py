import pickle
import subprocess as process
try:
    import threading
except ImportError:
    threading = None
print("imported")  # expect: imported
print(pickle.loads(b""))  # expect error line 8: module 'pickle' of Python's standard library is not supported
