# pgvector/sqlalchemy/vector.py, halfvec.py, sparsevec.py, bit.py

from sqlalchemy.types import UserDefinedType


class _Sized(UserDefinedType):
    cache_ok = True

    def __init__(self, dim=None):
        self.dim = dim

    def get_col_spec(self, **kw):
        word = type(self).__name__
        return word if self.dim is None else "%s(%d)" % (word, self.dim)


class VECTOR(_Sized):
    pass


class HALFVEC(_Sized):
    pass


class SPARSEVEC(_Sized):
    pass


class BIT(_Sized):
    def __init__(self, length=1):
        super().__init__(length)


Vector = VECTOR
