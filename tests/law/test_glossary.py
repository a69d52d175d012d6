"""docs/glossary.md holds every term of the law's vocabulary."""

from pathlib import Path

import pytest

from huiyin.law import beside, papers, terms
from huiyin.law.chart.organs import OrganKind
from huiyin.law.chart.routes import ROUTES
from huiyin.law.sources.articles import LAWS

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")


SHARED = {terms.__name__, papers.__name__, beside.__name__}
KINDS = [kind for kind in terms.Term.__subclasses__() if kind.__module__ in SHARED]


@pytest.mark.parametrize("kind", [*KINDS, OrganKind], ids=lambda kind: kind.__name__)
def test_every_term_stands_in_the_glossary(kind: type[terms.Term] | type[OrganKind]) -> None:
    rows = [f"| {term.label} | `{kind.__name__}.{term.name}` |" for term in kind]
    assert not [row for row in rows if row not in GLOSSARY]


def test_every_route_and_every_law_stands_in_the_glossary() -> None:
    assert not [key for key in (*ROUTES, *LAWS) if f"| `{key}` |" not in GLOSSARY]
