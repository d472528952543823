def f():
    return eval("1")  # expect error line 2: 'eval' is outside the supported Python subset
print("before")  # expect: before
try:
    f()
except Exception:
    print("never")
finally:
    print("never")
