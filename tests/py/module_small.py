# heapq, bisect, warnings, platform, gc, numbers, inspect, statistics.
import bisect
import gc
import heapq
import inspect
import numbers
import platform
import statistics
import warnings
from decimal import Decimal


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


heap = []
for n in [5, 3, 8, 1, 9, 2, 7]:
    heapq.heappush(heap, n)
print(heap, heapq.heappop(heap), heap, heapq.heapreplace(heap, 4), heap, heapq.heappushpop(heap, 0), heapq.heappushpop(heap, 6), heap)
h = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
heapq.heapify(h)
print(h, [heapq.heappop(h) for _ in range(4)], h, heapq.nlargest(3, [1, 5, 2, 8]), heapq.nsmallest(2, ["bb", "a", "ccc"], key=len), heapq.nlargest(0, [1]), heapq.nlargest(9, [2, 1]))
show("pop", lambda: heapq.heappop([]))
show("push", lambda: heapq.heappush((), 1))
q = []
heapq.heappush(q, (2, "b")), heapq.heappush(q, (1, "z")), heapq.heappush(q, (1, "a"))
print([heapq.heappop(q) for _ in range(3)])
a = [1, 3, 3, 5, 7]
print([bisect.bisect_left(a, x) for x in range(9)], [bisect.bisect_right(a, x) for x in range(9)], bisect.bisect(a, 3), bisect.bisect_left(a, 3, 2), bisect.bisect_left(a, 9, 0, 2), bisect.bisect_left(a, -3, key=lambda v: -v))
bisect.insort(a, 4)
bisect.insort_left(a, 3)
print(a)
warnings.warn("to the log")
warnings.warn("old", DeprecationWarning, stacklevel=2)
warnings.filterwarnings("ignore", category=DeprecationWarning)
warnings.simplefilter("ignore")
with warnings.catch_warnings():
    warnings.simplefilter("always")
show("category", lambda: warnings.warn("x", category=int) if False else 0)
print(platform.system(), platform.python_implementation(), platform.python_version()[:4], isinstance(gc.collect(), int), gc.disable(), gc.enable())
for value in [1, True, 1.5, Decimal(1), "x", None]:
    print([isinstance(value, t) for t in (numbers.Number, numbers.Complex, numbers.Real, numbers.Rational, numbers.Integral)])


def gen():
    yield


class C:
    def m(self): pass


for value in [C, C(), C.m, C().m, gen, gen(), len, inspect, 5, lambda: 1, [].append]:
    print([getattr(inspect, name)(value) for name in ("isclass", "isfunction", "ismethod", "ismodule", "isbuiltin", "isgenerator", "isroutine")])
print(statistics.mean([1, 2, 3]), statistics.mean([1, 2]), statistics.mean([0.1, 0.2, 0.3]), statistics.mean([Decimal("0.5"), Decimal("0.75")]), statistics.fmean([1, 2, 4]), statistics.median([3, 1, 2]), statistics.median([4, 1, 2, 3]), statistics.median_low([1, 2, 3, 4]), statistics.median_high([1, 2, 3, 4]), statistics.mode([1, 2, 2, 3]), statistics.mode("abca"))
show("mean", lambda: statistics.mean([]))
show("median", lambda: statistics.median([]))
