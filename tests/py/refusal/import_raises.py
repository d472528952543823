from helpers.raises import value, fine, unchanged, listed, counted
print(fine, unchanged)  # expect: 1 [1]
print("not used yet")  # expect: not used yet
for poison in (listed, counted):
    poison.attribute()
print(value)  # expect error line 6: module 'helpers.raises' cannot be used (
