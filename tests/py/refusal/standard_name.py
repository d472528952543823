from functools import partial, singledispatch
from contextlib import redirect_stdout
print(partial(max, 1)(2))  # expect: 2
with redirect_stdout(None):  # expect error line 4: 'contextlib.redirect_stdout' is not supported
    pass
