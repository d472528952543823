class A:
    def __getattr__(self, name):
        return __import__(name)
print(getattr(A(), "os", "default"))  # expect error line 3: '__import__' is outside the supported Python subset
