from helpers.raises import counted
print(counted)  # expect error line 2: module 'helpers.raises' cannot be used (
