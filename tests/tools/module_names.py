#!/usr/bin/env python3
"""Prints engine/ops/module_names.def: which names the modules of SQLAlchemy and Alembic have.

Run with the interpreter in whose environment the two libraries are installed.
"""
import importlib
import textwrap
import types

MODULES = """
sqlalchemy sqlalchemy.types sqlalchemy.schema sqlalchemy.exc sqlalchemy.inspection sqlalchemy.event sqlalchemy.util
sqlalchemy.sql sqlalchemy.sql.expression sqlalchemy.sql.schema sqlalchemy.sql.sqltypes sqlalchemy.sql.type_api
sqlalchemy.sql.elements sqlalchemy.sql.functions sqlalchemy.sql.ddl sqlalchemy.sql.selectable sqlalchemy.sql.dml
sqlalchemy.sql.naming sqlalchemy.sql.operators sqlalchemy.sql.compiler sqlalchemy.sql.base
sqlalchemy.dialects sqlalchemy.dialects.postgresql sqlalchemy.dialects.postgresql.base
sqlalchemy.dialects.postgresql.json sqlalchemy.dialects.postgresql.ranges
sqlalchemy.dialects.postgresql.named_types sqlalchemy.dialects.postgresql.array
sqlalchemy.dialects.mysql sqlalchemy.dialects.mysql.base sqlalchemy.dialects.mysql.types
sqlalchemy.dialects.mysql.enumerated sqlalchemy.dialects.sqlite sqlalchemy.dialects.sqlite.base
sqlalchemy.dialects.sqlite.json sqlalchemy.dialects.mssql sqlalchemy.dialects.oracle
sqlalchemy.engine sqlalchemy.engine.base sqlalchemy.engine.reflection sqlalchemy.engine.interfaces
sqlalchemy.engine.url sqlalchemy.engine.row sqlalchemy.engine.result sqlalchemy.engine.cursor
sqlalchemy.engine.default sqlalchemy.engine.mock
sqlalchemy.orm sqlalchemy.orm.session sqlalchemy.orm.attributes sqlalchemy.orm.decl_api
sqlalchemy.ext sqlalchemy.ext.declarative sqlalchemy.ext.compiler sqlalchemy.ext.mutable sqlalchemy.ext.hybrid
sqlalchemy.ext.associationproxy
alembic alembic.op alembic.context alembic.operations alembic.operations.base alembic.operations.ops
alembic.operations.batch alembic.util alembic.util.exc alembic.ddl alembic.ddl.base alembic.ddl.impl
alembic.ddl.postgresql alembic.ddl.sqlite alembic.ddl.mysql
alembic.runtime alembic.runtime.migration alembic.autogenerate alembic.config alembic.script
""".split()

HEADER = """/*
 * The names that each module of SQLAlchemy 2.1.9 and Alembic 1.20.1 has (tests/tools/module_names.py prints this
 * table from the libraries themselves).  A name that no table of ours gives is refused when it is used; a name
 * that is not here is AttributeError or ImportError, as with the real ones.  What a module only imported from
 * the standard library is left out.
 *   X(module, names)
 */
"""


# Attributes that alembic.context has only while env.py runs.
EXTRA = {"alembic.context": ["config", "script"]}


def is_own(value):
    """Is it the libraries' own, or only imported there?"""
    if isinstance(value, types.ModuleType):
        return value.__name__.startswith(("sqlalchemy", "alembic"))
    module = getattr(value, "__module__", None)
    if not isinstance(module, str):
        return True
    return not module.startswith(("typing", "collections", "abc", "enum", "datetime", "functools", "decimal",
                                  "contextlib", "types", "operator", "itertools", "weakref", "threading", "logging"))


def names_of(dotted):
    module = importlib.import_module(dotted)
    names = dir(module) if dotted in ("alembic.op", "alembic.context") else vars(module)
    own = [n for n in names if not n.startswith("_") and is_own(getattr(module, n, None))]
    return sorted(own + EXTRA.get(dotted, []))


def main():
    for dotted in MODULES:
        importlib.import_module(dotted)
    print(HEADER, end="")
    for dotted in MODULES:
        lines = textwrap.wrap(" ".join(names_of(dotted)), 100) or [""]
        print(f'X("{dotted}",')
        print(" \"\n".join('  "' + line for line in lines) + '")')


main()
