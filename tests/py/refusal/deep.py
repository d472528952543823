def f(n):
    return f(n + 1)  # expect error line 2: more than 900 calls inside each other
try:
    f(0)
except RecursionError:
    print("never")
