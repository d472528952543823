async def f():
    await g()
print("defined")  # expect: defined
f()  # expect error line 1: async functions are not supported
