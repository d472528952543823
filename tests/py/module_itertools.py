# itertools: every iterator of it.
import itertools
from itertools import (accumulate, chain, combinations, combinations_with_replacement, compress, count, cycle, dropwhile,
                       filterfalse, groupby, islice, pairwise, permutations, product, repeat, starmap, takewhile, tee, zip_longest)


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


print(list(chain([1], "ab", (), {2: 3})), list(chain()), list(chain.from_iterable([[1, 2], [3]])), list(chain.from_iterable("ab")))
show("chain", lambda: list(chain([1], 2)))
print(list(islice(count(), 3)), list(islice(count(5, -2), 3)), list(islice(count(0.5, 0.25), 3)), count(3), count(3, 2), next(count(10**20)))
print(list(islice(cycle("abc"), 7)), list(cycle([])), list(repeat("x", 3)), list(islice(repeat(1), 2)), list(repeat(1, -1)), list(map(pow, [1, 2, 3], repeat(2))))
for args in [(3,), (1, 4), (1, None, 2), (None,), (0, 6, 3), (2, 2), (10, 20), (0,)]:
    print(args, list(islice(range(7), *args)))
it = iter(range(10))
print(list(islice(it, 3)), next(it), list(islice(it, 1, 3)), list(it))
show("islice", lambda: islice([], -1))
show("islice", lambda: islice([], 0, 5, 0))
show("islice", lambda: islice([], "a"))
show("islice", lambda: islice([], 1, "a"))
print(list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x % 2, range(6))), list(filterfalse(None, [0, 1, "", "a"])), list(compress("abcdef", [1, 0, 1, 0, 1])))
print(list(starmap(pow, [(2, 3), (3, 2)])), list(starmap(lambda *a: a, [(), (1,), [1, 2], "ab"])), list(pairwise("abcd")), list(pairwise("a")), list(pairwise([])))
show("starmap", lambda: list(starmap(pow, [1])))
print(list(accumulate([1, 2, 3])), list(accumulate([1, 2, 3], lambda a, b: a * b)), list(accumulate([1, 2], initial=10)), list(accumulate([])), list(accumulate("abc")), list(accumulate([3, 1, 2], max)))
print(list(zip_longest("ab", [1, 2, 3])), list(zip_longest("a", "bc", "def", fillvalue="-")), list(zip_longest()), list(zip_longest([])))
print(list(product("ab", [1, 2])), list(product()), list(product([1, 2], repeat=2)), list(product("ab", "c", repeat=2)), list(product("ab", [])), list(product("ab", repeat=0)))
show("product", lambda: product([1], repeat=-1))
for r in (None, 0, 1, 2, 3, 4):
    print(r, list(permutations("abc", r)))
print(len(list(permutations(range(5)))), list(permutations([])), list(permutations(range(4), 2))[-3:])
for r in (0, 1, 2, 3, 4):
    print(r, list(combinations("abc", r)), list(combinations_with_replacement("ab", r)))
print(list(combinations([], 0)), list(combinations_with_replacement([], 0)), list(combinations_with_replacement([], 1)), list(combinations(range(4), 3)))
show("perm", lambda: permutations("a", -1))
print([(k, list(g)) for k, g in groupby("aaabbca")], [(k, list(g)) for k, g in groupby([1, 3, 2, 4, 5], key=lambda x: x % 2)], [k for k, _ in groupby([1, 1, 2, 2])], list(groupby([])))
rows = [{"t": "a", "v": 1}, {"t": "a", "v": 2}, {"t": "b", "v": 3}]
print({k: [r["v"] for r in g] for k, g in groupby(rows, lambda r: r["t"])})
groups = [g for _, g in groupby("aab")]
print([list(g) for g in groups])
a, b = tee([1, 2, 3])
print(next(a), list(b), list(a), tee([], 0), [list(t) for t in tee(iter("xy"), 3)])
show("tee", lambda: tee([1], -1))


def gen():
    yield 1
    raise KeyError("late")


for it in (chain(gen()), takewhile(bool, gen()), accumulate(gen()), starmap(print, gen()) and cycle(gen()), zip_longest(gen(), "a")):
    print(next(it))
    show("raised", lambda: next(it))
print(type(chain()).__name__, iter(c := count()) is c, itertools.chain is chain, sum(islice(count(1), 100)))
