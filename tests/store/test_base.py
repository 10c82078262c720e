"""What the base of the tables' classes refuses, and what it leaves until it is asked."""

import subprocess
import sys

import pytest
from sqlalchemy import String
from sqlalchemy.orm import Mapped
from sqlalchemy.orm import mapped_column as of_sqlalchemy

from advoplanner.store.base import Base, mapped_column
from advoplanner.store.models import Venue

ONE_ASKED = """
from sqlalchemy import select
from sqlalchemy.dialects import sqlite
from advoplanner.store.base import Base
from advoplanner.store.models import Venue
select(Venue).compile(dialect=sqlite.dialect())
print(*(model.__name__ for model in Base.__subclasses__() if model.__mapper__.configured))
"""


def test_a_column_of_another_kind_is_refused_with_what_to_use() -> None:
    with pytest.raises(TypeError, match=r"Odd\.name needs"):

        class Odd(Base):
            __tablename__ = "odd"

            name: Mapped[str] = of_sqlalchemy(String(10))

    assert "odd" not in Base.metadata.tables


def test_a_column_without_its_kind_is_refused_instead_of_left_out() -> None:
    with pytest.raises(TypeError, match=r"Odd\.colour needs an annotation"):

        class Odd(Base):
            __tablename__ = "odd"

            colour = mapped_column(String(10))

    assert "odd" not in Base.metadata.tables


def test_a_row_takes_no_value_that_it_has_no_column_for() -> None:
    with pytest.raises(TypeError, match="Venue has no “colour”"):
        Venue(colour="red")


def test_a_query_makes_only_its_own_classes_ready() -> None:
    told = subprocess.run([sys.executable, "-c", ONE_ASKED], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["Venue"]
