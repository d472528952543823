import subprocess
try:
    import asyncio
except ImportError:
    print("never: CPython has it")
hasattr(subprocess, "x")  # expect error line 6: module 'subprocess' is not supported
