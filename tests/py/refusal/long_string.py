x = "a" * 1000000
y = x * 1000  # expect error line 2: limit
