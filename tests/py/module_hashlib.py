# hashlib and hmac: all algorithms, sizes, errors.
import hashlib
import hmac


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


texts = [b"", b"abc", b"a" * 127, b"b" * 128, b"c" * 129, "é€".encode(), bytes(range(256)) * 5]
for name in ["md5", "sha1", "sha224", "sha256", "sha384", "sha512", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s"]:
    for text in texts:
        h = getattr(hashlib, name)(text)
        print(name, h.hexdigest(), h.digest() == bytes.fromhex(h.hexdigest()))
    print(h.digest_size, h.block_size, h.name, hashlib.new(name, b"x").hexdigest(), name[:4] == "sha3" or name[0] == "b" or hashlib.new(name.upper()).hexdigest())
h = hashlib.sha256()
h.update(b"a")
copy = h.copy()
h.update(b"bc")
print(h.hexdigest(), copy.hexdigest(), h.hexdigest() == hashlib.sha256(b"abc").hexdigest(), hashlib.md5(b"x", usedforsecurity=False).hexdigest(), hashlib.md5(string=b"x").hexdigest())
for size in (1, 5, 16, 20, 32, 63, 64):
    print(size, hashlib.blake2b(b"data", digest_size=size).hexdigest(), hashlib.blake2b(digest_size=size).digest_size)
print(hashlib.blake2b(b"data", key=b"key", salt=b"salt", person=b"person").hexdigest(), hashlib.blake2b(key=b"k" * 64).hexdigest(), hashlib.blake2b(b"x" * 128, key=b"k").hexdigest(), hashlib.blake2b(b"x" * 300, key=b"k", digest_size=8).hexdigest())
show("str", lambda: hashlib.md5("abc"))
show("int", lambda: hashlib.md5(5))
show("str", lambda: hashlib.sha256().update("a"))
show("new", lambda: hashlib.new("nope"))
show("size", lambda: hashlib.blake2b(digest_size=65))
show("size", lambda: hashlib.blake2b(digest_size=0))
show("key", lambda: hashlib.blake2b(key=b"k" * 65))
print({"md5", "sha1", "sha256", "sha512", "blake2b"} <= hashlib.algorithms_guaranteed, "md5" in hashlib.algorithms_available)
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex(), hashlib.pbkdf2_hmac("sha1", b"p", b"s", 2, 10).hex(), hashlib.pbkdf2_hmac("sha512", b"", b"", 1, dklen=70).hex())
show("pbkdf2", lambda: hashlib.pbkdf2_hmac("sha1", b"", b"", 0))
print(hmac.new(b"key", b"message", "sha256").hexdigest(), hmac.new(b"key", digestmod=hashlib.md5).hexdigest(), hmac.digest(b"k", b"m", "sha1").hex(), hmac.compare_digest("a", "a"), hmac.compare_digest(b"a", b"b"))
m = hmac.new(b"k" * 200, b"a", hashlib.sha512)
m.update(b"b")
print(m.hexdigest(), m.name, m.digest_size, m.block_size)
show("hmac", lambda: hmac.new(b"k", b"m"))
print(int(hashlib.md5(b"seed").hexdigest(), 16) % 1000, hashlib.sha1("naïve".encode("utf-8")).hexdigest()[:8])
