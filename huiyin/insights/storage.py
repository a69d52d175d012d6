"""Where the words lie: FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL. One file knows the difference.

Both keep only which matter has which word (no places of words): the words themselves are made so that none are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

from huiyin.insights.models import Document
from huiyin.store.statements import answers

FAR = 2**63 - 1


def put(documents: Mapping[int, set[str]]) -> None:
    """Store the words of matters in place of what was there. Call it inside a transaction."""
    if connection.vendor == "postgresql":
        _put_postgresql(documents)
    else:
        _put_sqlite({number: " ".join(sorted(words)) for number, words in documents.items()})


def drop(numbers: Iterable[int]) -> None:
    """Forget what was destroyed. Call it inside a transaction.

    FTS5 keeps the words of what was deleted in its segments until they are merged, so they are merged at once.
    """
    ids = list(numbers)
    stored = list(Document.objects.filter(id__in=ids).values_list("id", "words"))
    if connection.vendor != "postgresql" and stored:
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO insights_search (insights_search, rowid, words) VALUES ('delete', %s, %s)", stored
            )
            cursor.execute("INSERT INTO insights_search (insights_search) VALUES ('optimize')")
    Document.objects.filter(id__in=ids).delete()


def find(
    words: Sequence[str],
    marks: Sequence[str],
    before: int | None,
    limit: int,
    groups: Sequence[Sequence[str]] = (),
) -> list[int]:
    """Ids of matters that have all the words, one of the marks and one of each further group, the newest first."""
    any_of = [marks, *groups]
    query = _tsquery(words, any_of) if connection.vendor == "postgresql" else _match(words, any_of)
    return _ids(_FIND[connection.vendor], [query, FAR if before is None else before, limit])


def find_rare(words: Sequence[str], marks: Sequence[str], before: int | None, limit: int) -> list[int]:
    """The same for marks that few rows carry: by the index of words alone, never walking the rows from the newest."""
    if connection.vendor != "postgresql":
        return find(words, marks, before, limit)
    return _ids(_STRAYS, [_tsquery(words, [marks]), FAR if before is None else before, limit])


def find_in_turn(tries: Sequence[Sequence[str]], marks: Sequence[str], limit: int) -> list[int]:
    """Ids found by the first of several lists of words, then by the next, each once; one statement for all."""
    write = _tsquery if connection.vendor == "postgresql" else _match
    arms = [f"SELECT * FROM ({_FIND[connection.vendor]}) AS try_{place}" for place in range(len(tries))]
    values = [value for words in tries for value in (write(words, [marks]), FAR, limit)]
    return list(dict.fromkeys(_ids(" UNION ALL ".join(arms), values)))


def find_each(words: Sequence[str], most: int) -> list[tuple[int, int]]:
    """For each of several rare words the matters that have it, as (place of the word, id); one statement for all.

    :param most: of one word no more; PostgreSQL is not told, or it would walk all rows in hope of an early end.
    """
    if not words:
        return []
    if connection.vendor == "postgresql":
        return answers(_EACH, [[_tsquery([word], ()) for word in words]])
    found = f"SELECT rowid FROM insights_search WHERE insights_search MATCH %s LIMIT {most}"
    text = " UNION ALL ".join(f"SELECT {at} AS place, rowid FROM ({found})" for at in range(len(words)))
    return answers(text, [_match([word], ()) for word in words])


def find_all(words: Sequence[str], limit: int) -> list[int]:
    """Ids of matters that have all of these words, few matters together, the newest first; by the index of words."""
    if connection.vendor == "postgresql":
        return _ids(_STRAYS, [_tsquery(words, ()), FAR, limit])
    return _ids(_FIND["sqlite"], [_match(words, ()), FAR, limit])


def walked(often: float, expected: float, limit: int) -> float:
    """About how many entries of the index :func:`find_all` passes.

    SQLite walks the lists of all words side by side from the newest on, until it has enough; PostgreSQL takes whole
    lists together faster than it would read the matters that fewer words leave.

    :param often: in how many matters the words stand, added up; ``expected`` how many have them all.
    """
    return 0.0 if connection.vendor == "postgresql" else often * min(limit / max(expected, 1e-9), 1.0)


def find_between(
    words: Sequence[str],
    marks: Sequence[str],
    before: int | None,
    limit: int,
    groups: Sequence[Sequence[str]],
    span: tuple[int, int],
) -> list[int]:
    """The same for days that are past, without walking past everything newer.

    PostgreSQL meets frequent words on the way from the newest row, and knows nothing of how far back a month lies.
    :param span: ids made in those days; matters whose id was made at another time carry the mark STRAY.
    """
    if connection.vendor != "postgresql":
        return find(words, marks, before, limit, groups)
    end, low = FAR if before is None else before, span[0]
    found = _ids(_BETWEEN, [_tsquery(words, [marks, *groups]), min(end, span[1]), low, limit])
    strays = _ids(_STRAYS, [_tsquery(words, [marks, *groups, (STRAY,)]), end, limit])
    return sorted({*found, *strays}, reverse=True)[:limit]


def _ids(text: str, values: Sequence[object]) -> list[int]:
    return [number for (number,) in answers(text, values)]


#: A matter that was not entered in the weeks in which it was registered, as imported ones are.
STRAY = "_fx"
_BETWEEN = (
    "SELECT id FROM insights_document WHERE words @@ %s::tsquery AND id < %s AND id >= %s ORDER BY id DESC LIMIT %s"
)
_STRAYS = (
    "WITH hits AS MATERIALIZED (SELECT id FROM insights_document WHERE words @@ %s::tsquery)"
    " SELECT id FROM hits WHERE id < %s ORDER BY id DESC LIMIT %s"
)
#: One plan for any number of words: an arm for each took PostgreSQL longer to plan than to answer.
_EACH = (
    "SELECT (asked.place - 1)::int, id FROM unnest(%s::text[]) WITH ORDINALITY AS asked(word, place)"
    " JOIN insights_document ON words @@ asked.word::tsquery"
)
_FIND = {
    "sqlite": "SELECT rowid FROM insights_search WHERE insights_search MATCH %s AND rowid < %s"
    " ORDER BY rowid DESC LIMIT %s",
    "postgresql": "SELECT id FROM insights_document WHERE words @@ %s::tsquery AND id < %s ORDER BY id DESC LIMIT %s",
}


def _put_postgresql(documents: Mapping[int, set[str]]) -> None:
    statement = (
        "INSERT INTO insights_document (id, words) VALUES (%s, array_to_tsvector(%s::text[]))"
        " ON CONFLICT (id) DO UPDATE SET words = excluded.words"
    )
    with connection.cursor() as cursor:
        cursor.executemany(statement, [(number, sorted(documents[number])) for number in sorted(documents)])


def _put_sqlite(documents: Mapping[int, str]) -> None:
    """An index over outside content must be told the old words when they go."""
    stored = dict(Document.objects.filter(id__in=list(documents)).values_list("id", "words"))
    changed = {number: words for number, words in documents.items() if stored.get(number) != words}
    gone = [(number, stored[number]) for number in changed if number in stored]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO insights_search (insights_search, rowid, words) VALUES ('delete', %s, %s)", gone
        )
        cursor.executemany(
            "INSERT INTO insights_document (id, words) VALUES (%s, %s)"
            " ON CONFLICT (id) DO UPDATE SET words = excluded.words",
            list(changed.items()),
        )
        cursor.executemany("INSERT INTO insights_search (rowid, words) VALUES (%s, %s)", list(changed.items()))


def _match(words: Iterable[str], any_of: Iterable[Sequence[str]]) -> str:
    """An FTS5 expression. The words hold letters and digits only, so that nothing in them can be an operator."""
    terms = [f'"{word[:-1]}"*' if word.endswith("*") else f'"{word}"' for word in words]
    groups = (" OR ".join(f'"{mark}"' for mark in marks) for marks in any_of)
    return " AND ".join([*terms, *(f"({group})" for group in groups)])


def _tsquery(words: Iterable[str], any_of: Iterable[Sequence[str]]) -> str:
    """The same as a tsquery, read as it stands: no parser, no dictionary."""
    terms = [f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'" for word in words]
    groups = (" | ".join(f"'{mark}'" for mark in marks) for marks in any_of)
    return " & ".join([*terms, *(f"({group})" for group in groups)])
