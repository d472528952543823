from helpers.broken import thing
from helpers import *
print("imported")  # expect: imported
str(thing)  # expect error line 4: module 'helpers.broken' cannot be used (
