class Manager:
    def __enter__(self): return self
    def __exit__(self, *args):
        print("never")
        return True
with Manager():
    exec("1")  # expect error line 7: 'exec' is outside the supported Python subset
