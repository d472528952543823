# urllib.parse: cutting, joining, quoting, query strings.
import urllib.parse
from urllib.parse import parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, unquote_to_bytes, urldefrag, urlencode, urljoin, urlparse, urlsplit, urlunparse, urlunsplit


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


urls = ["", "http://example.com", "https://user:p%40ss@Example.COM:8080/a/b;p=1?q=1&r=2#frag", "postgresql+psycopg2://u:p@[::1]:5432/db?sslmode=require", "mailto:a@b.c", "//host/path", "/just/path?x#y", "path;params", "http://h/a;b/c;d?e;f", "sqlite:///file.db", "sqlite:////abs.db", "file:///etc/passwd", "http://@/", "http://:@h/", "http://u@h", "http://a:b:c@h:1", "  http://x/ ", "ht\ntp://x\t/y", "1http://x", "HTTP://X/Y", "a:b", "javascript:alert(1)", "http://h:/p", "tel:+1;ext=2", "http://x?", "http://x#", "http://é.com/ü", "s3://bucket/key?versionId=1", "http://[fe80::1%25eth0]/", "?q", "#f", "x:"]
for url in urls:
    s, p = urlsplit(url), urlparse(url)
    print(s, p.params, s.geturl(), p.geturl(), urlunsplit(s), urlunparse(p), urlsplit(url, "ftp").scheme, urlparse(url, allow_fragments=False).path)
    print(p.hostname, p.username, p.password, p[0], len(p), tuple(p) == p, urldefrag(url))
    show("port", lambda: p.port)
for bad in ["http://[::1", "http://x]", "http://h:abc/", "http://h:99999/", "http://h:-1/"]:
    show(bad, lambda: urlsplit(bad).port)
u = urlparse("http://a:b@h:1/p?q#f")
print(u._replace(netloc="new", scheme="https").geturl(), u._replace(path="/x").path, u.scheme, u.netloc, u.path, u.query, u.fragment, u._asdict(), isinstance(u, tuple), type(u).__name__)
bases = ["http://a/b/c/d;p?q", "http://a", "http://a/b/", "", "/x/y", "mailto:x", "file:///a/b", "http://a/b/../c/./d"]
for base in bases:
    print(base, [urljoin(base, ref) for ref in ["g", "./g", "g/", "/g", "//g", "?y", "g?y", "#s", "g#s", ";x", "g;x=1", "", ".", "./", "..", "../", "../g", "../..", "../../../g", "/./g", "/../g", "g.", "..g", "./../g", "g/./h", "g/../h", "http:g", "https://other/z", "a//b", "g?y/./x"]])
for text in ["", "abc", "a b+c", "ü/é", "a/b?c=d&e", "~_.-", "100%", "\x00\n", "日本", "a=b;c"]:
    print(quote(text), quote(text, safe=""), quote(text, "/:?=&"), quote_plus(text), quote_plus(text, "/"), unquote(quote(text)) == text, unquote_plus(quote_plus(text)) == text, quote(text.encode()), unquote_to_bytes(quote(text)) == text.encode())
for text in ["%41%42", "%", "%4", "%zz", "a%20b+c", "%C3%BC", "%c3", "%C3%28", "ü%C3%BC", "%E2%82", "%FF%FE", "%25%32%35"]:
    print(repr(unquote(text)), repr(unquote_plus(text)), unquote_to_bytes(text))
show("quote", lambda: quote(5))
print(urlencode({"a": 1, "b c": "d&e", "ü": None}), urlencode([("a", 1), ("a", "2 3")]), urlencode({"l": [1, 2], "s": "xy"}, doseq=True), urlencode({"l": [1, 2]}), urlencode({"a": "b c"}, quote_via=quote), urlencode({}), urlencode({"a": "/x"}, safe="/"), urlencode({b"k": b"\xff"}), urlencode((("t", (1, "a")),), True), urlencode({"e": []}, True), repr(urlencode({"a": ""})))
show("encode", lambda: urlencode("abc"))
show("encode", lambda: urlencode([1]))
for text in ["", "a=1&b=2", "a=1&a=2&b=", "a", "a&b=1", "a=b=c", "a+b=c%20d", "%C3%BC=%FF", "&&a=1&", "a=1;b=2", "=x"]:
    print(parse_qs(text), parse_qsl(text), parse_qs(text, keep_blank_values=True), parse_qsl(text, True), parse_qsl(text, separator=";"))
show("strict", lambda: parse_qsl("a&b=1", strict_parsing=True))
print(urllib.parse.quote("x y"))
