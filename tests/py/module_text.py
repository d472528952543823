# html, unicodedata, traceback, importlib.
import html
import importlib
import traceback
import unicodedata
from importlib import import_module


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


print(html.escape("<a href='x'>\"&\"</a>"), html.escape("\"'", quote=False), html.unescape("&lt;a&gt; &amp;&#39;&#x41; &quot; a & b & c;"))
for text in ["é", "e\u0301", "ﬁ", "Å", "①½", "日本", "", "ǅ", "가", "\u1100\u1161"]:
    print([unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD")], [len(unicodedata.normalize(form, text)) for form in ("NFC", "NFD", "NFKC", "NFKD")], unicodedata.is_normalized("NFC", text))
print([unicodedata.category(c) for c in "aA1 _-é\n日"], unicodedata.combining("\u0301"), unicodedata.combining("a"), "".join(c for c in unicodedata.normalize("NFKD", "Crème Brûlée") if not unicodedata.combining(c)))
show("form", lambda: unicodedata.normalize("X", "a"))
print(import_module("json").dumps([1]), importlib.import_module("os.path").join("a", "b"), import_module("collections").OrderedDict)
show("relative", lambda: import_module(".x"))
print(traceback.format_exception_only(ValueError("bad")), traceback.format_exception_only(KeyError("k")), traceback.format_exception_only(RuntimeError()))
try:
    {}["x"]
except KeyError:
    text = traceback.format_exc()
    print(text.splitlines()[0], text.splitlines()[-1])
