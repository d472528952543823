def inner(value):
    return 1 / value  # expect error line 2: ZeroDivisionError: division by zero
def outer():
    inner(0)
outer()
