from helpers.raises import listed
print(listed)  # expect error line 2: module 'helpers.raises' cannot be used (
