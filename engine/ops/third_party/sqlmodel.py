# sqlmodel/sql/sqltypes.py, and what sqlmodel/__init__.py takes from SQLAlchemy

from sqlalchemy import (
    CheckConstraint, Column, DateTime, Enum, Float, ForeignKey, ForeignKeyConstraint, Identity, Index, Integer, JSON,
    LargeBinary, MetaData, Numeric, PrimaryKeyConstraint, Sequence, SmallInteger, String, Table, Text, TIMESTAMP,
    Unicode, UniqueConstraint, Uuid, and_, asc, case, cast, column, create_engine, delete, desc, distinct, exists,
    extract, false, func, insert, inspect, literal, not_, null, or_, select, table, text, true, types, update,
)
from sqlalchemy.dialects.postgresql import UUID as _UUID
from sqlalchemy.orm import Session


class AutoString(types.TypeDecorator):
    impl = types.String
    cache_ok = True
    mysql_default_length = 255

    def load_dialect_impl(self, dialect):
        if self.impl.length is None and dialect.name in ("mysql", "mariadb"):
            return types.String(self.mysql_default_length)
        return self.impl


class GUID(types.TypeDecorator):
    """Of releases before 0.0.20."""

    impl = types.CHAR
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return _UUID() if dialect.name == "postgresql" else types.CHAR(32)
