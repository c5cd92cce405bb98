"""The public face of the package."""

import subprocess
import sys

import pytest

import dateline
from dateline import errors


def test_the_public_names_are_few_and_sorted():
    """``dateline.__all__`` is sorted, holds about fifteen names, and each can be had."""
    assert dateline.__all__ == sorted(dateline.__all__)
    assert len(dateline.__all__) <= 18
    assert all(getattr(dateline, name) is not None for name in dateline.__all__)
    assert set(dateline.__all__) <= set(dir(dateline))


def test_a_name_that_is_not_there_is_an_attribute_error():
    """A misspelt name fails at once, with the name."""
    with pytest.raises(AttributeError, match="'Legder'"):
        _ = dateline.Legder


def test_import_is_light():
    """``import dateline`` loads no heavy library."""
    heavy = "spacy", "trafilatura", "rich", "sqlite3", "urllib3", "numpy"
    code = f"import dateline, sys; print([m for m in {heavy!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_error_is_a_dateline_error():
    """One except clause catches everything that Dateline raises on purpose."""
    tree = [getattr(errors, name) for name in errors.__all__]
    assert all(issubclass(error, errors.DatelineError) for error in tree)
    assert all(error.__name__ in errors.__doc__ for error in tree)
