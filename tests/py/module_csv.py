# csv: reading, writing, dictionaries.
import csv
import io


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


texts = ["a,b,c\n1,2,3\n", 'a,"b,c",d\n', '"a ""quoted"" b",x\r\n', '"multi\nline",2\nnext,3', "", "\n", "a\n\nb\n", ",\n", 'a,"', '"unclosed\nx', 'a"b,c', '"a"b,c', " a , b \n", "é,ü\n", "a;b\n", "x\ty\n", "a\\,b,c\n", "1,2.5,\"3\"\n", "a,b,\r\nc\r\n", '""\n', '"",""', 'a,"b"', "last,no newline"]
for text in texts:
    show(repr(text), lambda: list(csv.reader(io.StringIO(text, newline=""))))
    show("split", lambda: list(csv.reader(text.splitlines(True), skipinitialspace=True)))
    show("semi", lambda: list(csv.reader(text.split("\n"), delimiter=";", quotechar="'")))
    show("none", lambda: list(csv.reader(text.splitlines(), quoting=csv.QUOTE_NONE, escapechar="\\")))
    show("strict", lambda: list(csv.reader([text], strict=True)))
show("number", lambda: list(csv.reader(["1,2.5,\"3\""], quoting=csv.QUOTE_NONNUMERIC)))
show("number", lambda: list(csv.reader(["1,a"], quoting=csv.QUOTE_NONNUMERIC)))
show("tab", lambda: list(csv.reader(["a\tb"], dialect="excel-tab")))
show("bytes", lambda: list(csv.reader([b"a"])))
show("dialect", lambda: csv.reader([], "nope"))
show("delimiter", lambda: csv.reader([], delimiter="ab"))
show("newline", lambda: list(csv.reader(["a\rb"])))
r = csv.reader(["a,b", "c"])
print(next(r), r.line_num, next(r), r.line_num)
rows = [["a", "b"], [1, 2.5], [None, ""], [True, "x,y"], ['q"q', "n\nl"], ["é", " sp "], [""], [], ["'", "\\"], [None]]


def write(**options):
    out = io.StringIO(newline="")
    w = csv.writer(out, **options)
    for row in rows:
        try:
            w.writerow(row)
        except csv.Error as error:
            out.write(f"<{error}>")
    return out.getvalue()


for options in [{}, {"delimiter": ";"}, {"quoting": csv.QUOTE_ALL}, {"quoting": csv.QUOTE_NONNUMERIC}, {"quoting": csv.QUOTE_NONE}, {"quoting": csv.QUOTE_NONE, "escapechar": "\\"}, {"lineterminator": "\n"}, {"quotechar": "'"}, {"doublequote": False, "escapechar": "\\"}, {"doublequote": False}, {"dialect": "unix"}, {"dialect": "excel-tab"}]:
    show(str(options), lambda: write(**options))
out = io.StringIO()
w = csv.writer(out)
print(w.writerow([1, 2]), w.writerows([[3], (4, 5)]), repr(out.getvalue()))
show("row", lambda: csv.writer(out).writerow(5))
text = "id,name,email\n1,Ann,a@x\n\n2,Bob\n3,Cid,c@x,extra,more\n"
d = csv.DictReader(io.StringIO(text))
print(d.fieldnames, list(d), d.line_num)
print(list(csv.DictReader(io.StringIO(text), fieldnames=["a", "b"], restkey="rest")), list(csv.DictReader(["x|y", "1|2"], delimiter="|")), list(csv.DictReader(["x,y", "1"], restval="-")), list(csv.DictReader([])))
out = io.StringIO()
w = csv.DictWriter(out, fieldnames=["a", "b"])
w.writeheader()
w.writerow({"b": 2, "a": 1})
w.writerows([{"a": "x"}, {"b": "y,z"}])
show("extra", lambda: w.writerow({"a": 1, "c": 2}))
csv.DictWriter(out, ["a"], extrasaction="ignore", restval="?", lineterminator="|").writerow({"c": 1})
print(repr(out.getvalue()))
