# case: declarative
#: module
from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import declarative_base, relationship, Session
Base = declarative_base()

class Parent(Base):
    __tablename__ = "parents"
    __table_args__ = (sa.UniqueConstraint("name", name="uq"), {"schema": "s"})
    id = sa.Column(sa.Integer, primary_key=True)
    name = sa.Column("real_name", sa.String(5), key="name", nullable=False)
    children = relationship("Child")

class Child(Base):
    __tablename__ = "children"
    id = sa.Column(sa.Integer, primary_key=True)
    parent_id = sa.Column(sa.ForeignKey("s.parents.id"))

def upgrade():
    Parent.__table__.create(op.get_bind())
    op.execute(sa.update(Child).where(Child.id == 5).values(parent_id=7))
    op.execute(sa.insert(Parent).values(id=1, name="x"))
    op.execute("-- %s %s" % (Child.__tablename__, Parent.__table__.name))

# case: mapped
#: module
from alembic import op
import sqlalchemy as sa
from typing import Optional
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

class Base(DeclarativeBase):
    metadata = sa.MetaData(naming_convention={"pk": "pk_%(table_name)s"})

class Stamped:
    created = sa.Column(sa.DateTime)

class Thing(Stamped, Base):
    __tablename__ = "things"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(sa.String(9))
    note: Mapped[Optional[str]]  = mapped_column(sa.Text)
    size: Mapped[int | None]
    label: Mapped[bool]

def upgrade():
    Thing.__table__.create(op.get_bind())

# case: session offline
#: module
from alembic import op
import sqlalchemy as sa
from sqlalchemy.orm import sessionmaker
def upgrade():
    session = sessionmaker(bind=op.get_bind())()
    session.commit()
    session.execute(sa.text("SELECT 1"))
