from nowhere import name
try:
    print(f"{name}")  # expect error line 3: module 'nowhere' is not supported
finally:
    print("never")
