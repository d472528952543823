"""How a test program counts and speaks: failures with what was got and wanted, and as its last line
`N passed, N failed, N skipped`, which run.py adds up.
"""

import difflib
import sys


class Suite:
    def __init__(self, show=12, verbose=False):
        self.passed = self.failed = self.skipped = 0
        self.show, self.verbose = show, verbose

    def check(self, name, is_right, detail=""):
        if is_right:
            self.passed += 1
            if self.verbose:
                print(f"ok   {name}", flush=True)
            return True
        self.failed += 1
        if self.failed <= self.show:
            print(f"FAIL {name}", *("     " + line for line in str(detail).splitlines()), sep="\n", flush=True)
        elif self.failed == self.show + 1:
            print("     (further failures are only counted; -v shows all)")
        return False

    def equal(self, name, got, wanted):
        return self.check(name, got == wanted, "" if got == wanted else difference(got, wanted))

    def skip(self, name, why, count=1):
        self.skipped += count
        print(f"skip {name}: {why}", flush=True)

    def end(self):
        print(f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped")
        sys.exit(1 if self.failed or not self.passed + self.skipped else 0)


def difference(got, wanted, limit=24):
    if not isinstance(got, str) or not isinstance(wanted, str):
        return f"got    {got!r}\nwanted {wanted!r}"
    lines = list(difflib.unified_diff(wanted.splitlines(), got.splitlines(), "wanted", "got", "", n=2))[:limit]
    return "\n".join(line.rstrip("\n") for line in lines) or f"got    {got[-200:]!r}\nwanted {wanted[-200:]!r}"
