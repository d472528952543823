# importlib: modules by name, resources beside a package.
import importlib
import importlib.resources
from importlib import import_module, resources


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


print(import_module("json").dumps([1]))  # expect: [1]
print(importlib.import_module("urllib.parse").quote("a b"))  # expect: a%20b
print(import_module(".path", "os").join("a", "b"))  # expect: a/b
show("relative", lambda: import_module(".x"))  # expect: relative TypeError the 'package' argument is required to perform a relative import for '.x'
print(resources.read_text("resources", "some.sql"))  # expect: SELECT 'é';
print(resources.read_binary("resources", "some.sql"))  # expect: b"SELECT '\xc3\xa9';"
print(resources.files("resources").joinpath("some.sql").read_text())  # expect: SELECT 'é';
print((resources.files("resources") / "some.sql").name)  # expect: some.sql
with resources.open_text(import_module("resources"), "some.sql") as file:
    print(len(file.read()))  # expect: 11
