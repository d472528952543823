def g():
    try:
        yield 1
        compile("1", "f", "exec")  # expect error line 4: 'compile' is outside the supported Python subset
    except BaseException:
        yield 2
for x in g():
    print(x)  # expect: 1
