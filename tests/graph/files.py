"""Loads directories of revision files with the real Alembic and with ours, and compares what they say.

usage: files.py ORACLE_PYTHON REV_QUERY DIRECTORY...

Beside the given directories one of odd files is made, with everything that Alembic accepts in a
revision's declarations; and bad ones, of which only ours says what is wrong and where.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

LOAD = """
import sys
from alembic.script.base import ScriptDirectory
for line in sys.stdin:
    places = line.split()
    directory = ScriptDirectory(".", version_locations=places)
    scripts = {s.revision: s for s in directory.revision_map._revision_map.values() if s is not None}
    print("".join(f"{s.revision}|{s.path}|{s.longdoc}".replace(chr(10), r"\\n") + chr(9)
                  for s in scripts.values()))
"""

SHOWN = 2000

ODD = {
    "001_plain.py": '"""Plain\n\nRevision ID: aa01\n"""\nrevision = "aa01"\ndown_revision = None\n',
    "002_annotated.py": '"""Annotated."""\nfrom typing import Sequence, Union\n'
                        'revision: str = "aa02"\ndown_revision: Union[str, None] = "aa01"\n'
                        'branch_labels: Union[str, Sequence[str], None] = ("left", "links")\n',
    "003_merge.py": "'''merge'''\nrevision = 'aa03'\ndown_revision = ('aa02', 'aa04',)\ndepends_on = ['aa05']\n",
    "004_no_docstring.py": "import os\nrevision, x = 'no', 1\nrevision = 'aa' '04'\ndown_revision = ('aa01')\n",
    "005_scalar.py": '"""lists"""\nrevision = "aa05"\ndown_revision = []\nbranch_labels = ()\n',
    "006_crlf.py": '"""one\r\n\r\ntwo  \r\n"""\r\nrevision = "aa06"\r\ndown_revision = "aa05"\r\n',
    "007_bom.py": '\ufeff"""bom"""\nrevision = "aa07"\ndown_revision = "aa06"\n',
    "008_twice.py": 'r"""raw \\n text"""\nrevision = "zz"\nrevision = "aa08"\ndown_revision = "aa07"\n'
                    "def upgrade():\n    revision = 'local'\n",
    "abc123.py": '"""legacy id"""\ndown_revision = "aa08"\n',
    "__init__.py": "", "__init__x.py": "", ".#lock.py": "not python (", "notes.txt": "x", "data.sql": "SELECT 1",
    "umlaut.py": '"""Größe\n\x0b\n \u2028 end"""\nrevision = "größe"\ndown_revision = "abc123"\n',
}

BAD = {
    "revision = 'a'\n": "revision 'a' declares no 'down_revision'",
    "revision = make()\ndown_revision = None\n": "'revision' cannot be read without running the file",
    "revision = 'a'\ndown_revision = ('b', 1)\n": "'down_revision' cannot be read without running the file",
    "down_revision = None\n": "Could not determine revision id from filename x_y.py. Be sure the 'revision' "
                              "variable is declared inside the script (please see 'Upgrading from Alembic 0.1 "
                              "to 0.2' in the documentation).",
    "revision = 'a'\ndown_revision = 'gone'\n": "revision 'gone' referenced from revision 'a' is in no file",
}

SQL = {
    "01_tables.sql": "-- revision: s1\n-- message: make tables\n\n-- upgrade\nCREATE TABLE t (a int);\n",
    "02_more.sql": "-- revision: s2\n-- down_revision: s1\n-- branch_labels: extra\n-- upgrade\nSELECT 1;\n",
    "03_body.py": '"""body in SQL"""\nrevision = "s3"\ndown_revision = "s2"\n',
    "03_body.sql": "-- revision: s3\n-- upgrade\nSELECT 3;\n",
    "seed.sql": "INSERT INTO t VALUES (1);\n",
}


def ask_ours(tool, *places):
    text = "graph\nload\t" + " ".join(map(str, places)) + "\n"
    run = subprocess.run([tool], input=text, text=True, capture_output=True, check=True)
    return run.stdout.rstrip("\n")


def ask_alembic(python, *places):
    text = " ".join(map(str, places)) + "\n"
    run = subprocess.run([python, "-W", "ignore", "-c", LOAD], input=text, text=True, capture_output=True)
    return run.stdout.rstrip("\n") if not run.returncode else run.stderr


def write(folder, files):
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_bytes(text.encode())
    return folder


def compare(name, got, want, failures):
    if got != want:
        failures.append(f"{name}\n  want {str(want)[-SHOWN:]!r}\n  got  {str(got)[-SHOWN:]!r}")


def main():
    python, tool, *directories = sys.argv[1:]
    failures = []
    with tempfile.TemporaryDirectory() as base:
        base = Path(base).resolve()
        odd, other = write(base / "odd", ODD), write(base / "other", {"b.py": "revision='b1'\ndown_revision=None\n"})
        (other / "link.py").symlink_to(odd / "001_plain.py")
        places = [[Path(d).resolve()] for d in directories] + [[odd], [other], [odd, other], [base / "none"]]
        for place in places:
            compare(str(place), ask_ours(tool, *place), ask_alembic(python, *place), failures)
        for i, (text, want) in enumerate(BAD.items()):
            folder = write(base / f"bad{i}", {"x_y.py": text})
            compare(text, ask_ours(tool, folder), "error " + want, failures)
        sql = write(base / "sql", SQL)
        want = [f"s1|{sql}/01_tables.sql|make tables", f"s2|{sql}/02_more.sql|", f"s3|{sql}/03_body.py|body in SQL"]
        compare("sql", ask_ours(tool, sql).split("\t")[:-1], want, failures)
    print(f"{len(places)} directories, {len(BAD)} bad files: {len(failures)} differ")
    print("\n".join(failures))
    return bool(failures)


sys.exit(main())
