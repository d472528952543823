# os, os.path, pathlib, logging, io: text of paths, reading files, the environment.
import io
import logging
import os
import os.path
from logging import getLogger
from pathlib import Path, PurePath


def show(label, function):
    try:
        print(label, repr(function()))
    except Exception as error:
        print(label, type(error).__name__, error)


for path in ["", "/", "a", "a/b", "/a/b/", "a//b", "./a", "a/../b", "../a", "a/b.tar.gz", ".hidden", "a/.x.py", "..", "a.", "/a/./b/../c", "a.b/c"]:
    print(repr(path), os.path.dirname(path), os.path.basename(path), os.path.split(path), os.path.splitext(path), os.path.normpath(path), os.path.isabs(path), os.path.join(path, "x"), os.path.join("y", path))
    p = Path(path)
    print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, list(p.parents), p.is_absolute(), p / "z", "q" / p, p.joinpath("m", "n"), p.as_posix(), p.anchor, os.fspath(p))
print(os.path.join("a", "b", "c"), os.path.join("a", "/b", "c"), os.path.join("a/", "b"), os.path.relpath("/a/b/c", "/a/d"), os.path.relpath("/a/b", "/a/b"), os.path.relpath("/a", "/"), os.path.abspath("/a/../b"), os.sep, os.linesep == "\n", os.name, os.path.sep, os.pathsep)
print(Path("a/b.txt").with_name("c.py"), Path("a/b.txt").with_suffix(".md"), Path("b").with_suffix(".md"), Path("a/b.txt").with_suffix(""), Path("a/b.txt").with_stem("q"), Path("/a/b/c").relative_to("/a"), Path("a") == PurePath("a"), Path("a") < Path("b"), {Path("a"): 1}[Path("a/")],
      Path("a/b.py").match("*.py"), Path("a", "b", "/c"), Path("a").parent.parent, str(Path("x/./y")), f"{Path('x')}", isinstance(Path("a"), Path))
here = os.path.dirname(os.path.abspath(__file__))
__file__ = os.path.abspath(__file__)
this = Path(__file__)
print(os.path.basename(__file__), this.name, os.path.exists(__file__), os.path.isfile(__file__), os.path.isdir(here), os.path.isdir(__file__), os.path.exists(os.path.join(here, "nothing here")), this.exists(), this.is_file(), this.parent.is_dir(), (this.parent / "zz").exists())
print(this.read_text()[:6], this.read_bytes()[:6], this.name in os.listdir(here), any(p.name == this.name for p in this.parent.iterdir()), [p.name for p in sorted(this.parent.glob("module_os.p*"))])
with open(__file__) as stream:
    print(repr(stream.readline()), repr(stream.readline()), stream.read(3), len(stream.readlines()) > 5, stream.closed)
print(stream.closed, open(this, "rb").read(5), [line for line in open(__file__, encoding="utf-8")][0], this.open().readline())
show("closed", lambda: stream.read())
show("missing", lambda: open("/no/such/file"))
show("missing", lambda: Path("/no/such/file").read_text())
show("relative", lambda: Path("a").relative_to("b"))
show("name", lambda: Path("/").with_name("a"))
show("suffix", lambda: Path("a").with_suffix("x"))
show("type", lambda: Path("a") / 5)
print(os.environ.get("RETORT_NOT_SET"), os.environ.get("RETORT_NOT_SET", "x"), os.getenv("RETORT_NOT_SET"), os.getenv("RETORT_NOT_SET", "d"), "RETORT_NOT_SET" in os.environ, os.getenv("PATH") == os.environ["PATH"], os.environ.get("HOME") is not None)
os.environ["RETORT_NOT_SET"] = "now"
print(os.environ["RETORT_NOT_SET"], os.getenv("RETORT_NOT_SET"), os.environ.setdefault("RETORT_NOT_SET", "q"), os.environ.pop("RETORT_NOT_SET"), os.environ.pop("RETORT_NOT_SET", None))
show("key", lambda: os.environ["RETORT_NOT_SET"])
show("type", lambda: os.environ.__setitem__("A", 5))
log = logging.getLogger("alembic.runtime")
log.setLevel(logging.INFO)
print(log.name, getLogger("alembic.runtime") is log, logging.getLogger().name, log.level, log.isEnabledFor(logging.DEBUG), log.isEnabledFor(logging.ERROR), log.getEffectiveLevel(), logging.getLevelName(20), logging.getLevelName("INFO"), logging.getLevelName(7), log.parent.name, log.getChild("x").name, logging.WARNING, log)
logging.basicConfig(level=logging.CRITICAL)
log.debug("hidden %s", 1)
s = io.StringIO()
print(s.write("héllo\nworld\n"), s.getvalue(), s.tell() > 0, s.seek(0), s.readline(), s.read(2), list(s), s.read())
s = io.StringIO("a\nb\n\nc")
print([line.strip() for line in s], s.closed, s.close(), s.closed)
show("io", lambda: s.read())
show("io", lambda: io.StringIO().write(5))
b = io.BytesIO(b"abc")
print(b.read(1), b.read(), b.write(b"xyz"), b.getvalue(), b.seek(1), b.truncate(), b.getvalue())
print("done", file=s) if False else print("done", file=io.StringIO())
