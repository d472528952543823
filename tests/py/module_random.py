# random with a seed; secrets by their shape.
import random
import secrets


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


for seed in [0, 1, 42, -7, 2**40, 10**50, "text", "é", b"bytes", 1.5, -2.25, True, ""]:
    random.seed(seed)
    print(seed, random.random(), random.randint(1, 100), random.getrandbits(70), random.choice("abcdef"), random.uniform(-1, 5), random.randrange(0, 100, 7), random.randrange(10))
random.seed(7)
items = list(range(20))
random.shuffle(items)
print(items, random.sample(range(1000), 5), random.sample("abcdefgh", 3), random.sample(items, 20), random.sample(range(10**6), 40), random.sample([], 0))
print(random.choices([1, 2, 3], k=8), random.choices("ab", weights=[1, 9], k=10), random.choices("abc", cum_weights=[1, 3, 10], k=6), random.choices([5]))
print(random.gauss(0, 1), random.gauss(10, 2), random.gauss(), random.normalvariate(0, 1), random.normalvariate(5, 0.5), random.expovariate(2), random.triangular(), random.triangular(1, 5, 2), random.randbytes(7), random.getrandbits(0), random.getrandbits(32), random.getrandbits(33))
for n in range(700):
    random.random()
print(random.random(), random.randint(0, 2**60), random.randint(-5, 5), random.randrange(5, 0, -2))
r = random.Random(3)
s = random.Random(3)
print(r.random() == s.random(), r.randint(1, 6), r.choice([10, 20, 30]), [r.randint(0, 9) for _ in range(10)], random.Random("x").random())
random.seed(5)
a = [random.random() for _ in range(3)]
random.seed(5)
print(a == [random.random() for _ in range(3)])
show("choice", lambda: random.choice([]))
show("range", lambda: random.randint(5, 1))
show("range", lambda: random.randrange(0))
show("sample", lambda: random.sample([1], 2))
show("sample", lambda: random.sample({1, 2}, 1))
show("weights", lambda: random.choices([1, 2], weights=[1]))
show("weights", lambda: random.choices([1], weights=[0]))
show("seed", lambda: random.seed([1]))
print(len(secrets.token_hex(8)), len(secrets.token_hex()), len(secrets.token_urlsafe(16)), len(secrets.token_bytes(5)), secrets.choice([7]), 0 <= secrets.randbelow(10) < 10, secrets.compare_digest("a", "a"), secrets.token_hex(4) != secrets.token_hex(4), secrets.randbits(8) < 256, random.SystemRandom().random() < 1, len({random.Random().random() for _ in range(5)}))
