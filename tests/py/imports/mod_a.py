value = 1
def function(x):
    return x * value
_private = 2
