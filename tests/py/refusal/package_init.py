from broken_package.enums import COLORS
from broken_package import enums
import broken_package
print(COLORS, enums.COLORS is COLORS, broken_package.enums is enums)  # expect: ['red', 'blue'] True True
from broken_package import prefix
print("the name alone is no use")  # expect: the name alone is no use
print("x" + prefix)  # expect error line 7: module 'broken_package' cannot be used (
