# sqlalchemy_utils/types/*.py

# (names with an underscore, so as not to stand for modules of the package)

import enum as _enum
import json as _json
import uuid as _uuid

import cryptography as _cryptography
import passlib as _passlib
from sqlalchemy import types as _types
from sqlalchemy.dialects import mssql as _mssql, postgresql as _postgresql
from sqlalchemy.exc import CompileError as _CompileError


class ArrowType(_types.TypeDecorator):
    impl = _types.DateTime
    cache_ok = True


class EnrichedDateTimeType(_types.TypeDecorator):
    impl = _types.DateTime
    cache_ok = True

    def __init__(self, datetime_processor=None, *args, **kw):
        super().__init__(*args, **kw)


class EnrichedDateType(_types.TypeDecorator):
    impl = _types.Date
    cache_ok = True

    def __init__(self, date_processor=None, *args, **kw):
        super().__init__(*args, **kw)


class BitType(_types.TypeDecorator):
    impl = _types.BINARY
    cache_ok = True

    def __init__(self, length=1, **kw):
        self.length = length
        super().__init__(**kw)

    def load_dialect_impl(self, dialect):
        if dialect.name == "postgresql":
            return _postgresql.BIT(self.length)
        return _types.String(self.length) if dialect.name == "sqlite" else _types.BINARY(self.length)


class ChoiceType(_types.TypeDecorator):
    impl = _types.Unicode(255)
    cache_ok = True

    def __init__(self, choices, impl=None):
        self.choices = choices
        super().__init__()
        if impl:
            self.impl = impl

    def process_bind_param(self, value, dialect):
        if isinstance(value, _enum.Enum):
            return value.value
        return getattr(value, "code", value)


class ColorType(_types.TypeDecorator):
    impl = _types.Unicode(20)
    cache_ok = True

    def __init__(self, max_length=20, *args, **kw):
        super().__init__(*args, **kw)
        self.impl = _types.Unicode(max_length)


class CountryType(_types.TypeDecorator):
    impl = _types.String(2)
    cache_ok = True


class CurrencyType(_types.TypeDecorator):
    impl = _types.String(3)
    cache_ok = True


class EmailType(_types.TypeDecorator):
    impl = _types.Unicode
    cache_ok = True

    def __init__(self, length=255, *args, **kw):
        super().__init__(length=length, *args, **kw)

    def process_bind_param(self, value, dialect):
        return None if value is None else value.lower()


class StringEncryptedType(_types.TypeDecorator):
    impl = _types.String
    cache_ok = True

    def __init__(self, type_in=None, key=None, engine=None, padding=None, **kw):
        super().__init__(**kw)

    def process_bind_param(self, value, dialect):
        return None if value is None else str(_cryptography.encrypt(value))


class EncryptedType(StringEncryptedType):
    impl = _types.LargeBinary


class IPAddressType(_types.TypeDecorator):
    impl = _types.Unicode(50)
    cache_ok = True

    def __init__(self, max_length=50, *args, **kw):
        super().__init__(*args, **kw)
        self.impl = _types.Unicode(max_length)

    def process_bind_param(self, value, dialect):
        return str(value) if value else None


class JSONType(_types.TypeDecorator):
    impl = _types.UnicodeText
    cache_ok = True

    def load_dialect_impl(self, dialect):
        return _postgresql.JSON() if dialect.name == "postgresql" else self.impl

    def process_bind_param(self, value, dialect):
        if value is None or dialect.name == "postgresql":
            return value
        return _json.dumps(value)


class LocaleType(_types.TypeDecorator):
    impl = _types.Unicode(10)
    cache_ok = True


class _LTREE(_types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **kw):
        return "LTREE"


class LtreeType(_types.TypeDecorator):
    impl = _LTREE
    cache_ok = True

    def load_dialect_impl(self, dialect):
        if dialect.name != "postgresql":
            raise _CompileError("LTREE is a type of PostgreSQL")
        return self.impl


class PasswordType(_types.TypeDecorator):
    impl = _types.VARBINARY(1024)
    cache_ok = True

    def __init__(self, max_length=None, **kw):
        super().__init__()
        self.max_length = max_length

    def load_dialect_impl(self, dialect):
        if self.max_length is None:
            return str(_passlib.context)
        if dialect.name == "postgresql":
            return _postgresql.BYTEA(self.max_length)
        return _types.BLOB(self.max_length) if dialect.name == "sqlite" else _types.VARBINARY(self.max_length)


class PhoneNumberType(_types.TypeDecorator):
    impl = _types.Unicode(20)
    cache_ok = True

    def __init__(self, region="US", max_length=20, *args, **kw):
        super().__init__(*args, **kw)
        self.impl = _types.Unicode(max_length)


class _RangeType(_types.TypeDecorator):
    def load_dialect_impl(self, dialect):
        return self.impl if dialect.name == "postgresql" else _types.String(255)


class IntRangeType(_RangeType):
    impl = _postgresql.INT4RANGE
    cache_ok = True


class Int8RangeType(_RangeType):
    impl = _postgresql.INT8RANGE
    cache_ok = True


class DateRangeType(_RangeType):
    impl = _postgresql.DATERANGE
    cache_ok = True


class NumericRangeType(_RangeType):
    impl = _postgresql.NUMRANGE
    cache_ok = True


class DateTimeRangeType(_RangeType):
    impl = _postgresql.TSRANGE
    cache_ok = True


class ScalarListType(_types.TypeDecorator):
    impl = _types.UnicodeText()
    cache_ok = True

    def __init__(self, coerce_func=str, separator=","):
        super().__init__()
        self.separator = str(separator)

    def process_bind_param(self, value, dialect):
        return None if value is None else self.separator.join(map(str, value))


class TimezoneType(_types.TypeDecorator):
    impl = _types.Unicode(50)
    cache_ok = True

    def __init__(self, backend="dateutil"):
        super().__init__()


class TSVectorType(_types.TypeDecorator):
    impl = _postgresql.TSVECTOR
    cache_ok = True

    def __init__(self, *columns, **options):
        self.columns = columns
        self.options = options
        super().__init__()


class URLType(_types.TypeDecorator):
    impl = _types.UnicodeText
    cache_ok = True


class UUIDType(_types.TypeDecorator):
    impl = _types.BINARY(16)
    cache_ok = True

    def __init__(self, binary=True, native=True):
        super().__init__()
        self.binary = binary
        self.native = native

    def load_dialect_impl(self, dialect):
        if self.native and dialect.name in ("postgresql", "cockroachdb"):
            return _postgresql.UUID()
        if self.native and dialect.name == "mssql":
            return _mssql.UNIQUEIDENTIFIER()
        return dialect.type_descriptor(self.impl if self.binary else _types.CHAR(32))

    def process_bind_param(self, value, dialect):
        if value is None:
            return None
        if not isinstance(value, _uuid.UUID):
            try:
                value = _uuid.UUID(value)
            except (TypeError, ValueError):
                value = _uuid.UUID(bytes=value)
        if self.native and dialect.name in ("postgresql", "mssql", "cockroachdb"):
            return str(value)
        return value.bytes if self.binary else value.hex
