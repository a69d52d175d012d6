"""A county with few organs and three people, as files, and how to find them once loaded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from huiyin.people.loading.sheets import read_folder
from huiyin.people.loading.tally import Tally
from huiyin.people.loading.write import load
from huiyin.people.models import Organ, Person

TODAY = date(2024, 6, 3)
FILES = {
    "divisions.csv": "code,name\n99,示范省\n9901,青川市\n990121,柳溪县\n",
    "organs.csv": (
        "key,division,kind,name,short,since,until,successor\n"
        "gov,990121,人民政府,柳溪县人民政府,县政府,,,\n"
        "land,990121,department,柳溪县自然资源局,县自然资源局,,,\n"
        "city-land,9901,department,青川市自然资源局,市自然资源局,,,\n"
        "forest,990121,department,柳溪县林业局,县林业局,,2019-03-01,land\n"
    ),
    "superiors.csv": "organ,superior,primary,since\nland,city-land,0,\nland,gov,1,2010-01-01\n",
    "competence_words.csv": "word,english,field\n征地补偿,Land,自然资源\n林地林权,Forest,自然资源\n",
    "competences.csv": "organ,words,since\nland,征地补偿,\nland,林地林权,2019-03-01\nforest,林地林权,\n",
    "people.csv": "username,name,demo,password\ngao,高磊,1,huiyin-demo\ntang,唐云,1,huiyin-demo\nma,马小军,1,\n",
    "posts.csv": (
        "person,organ,roles,duty,since,until\n"
        "ma,land,承办人,0,2015-01-01,\n"
        "gao,land,handler,1,,\n"
        "gao,land,reviewer,0,,2020-01-01\n"
        "tang,land,head、dispatcher,1,,\n"
        "gao,gov,auditor,0,2018-01-01,\n"
    ),
}

Loader = Callable[..., dict[str, Tally]]


def write_files(folder: Path) -> Path:
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def loader(folder: Path) -> Loader:
    def load_files(*, on: date = TODAY, demo_allowed: bool = True) -> dict[str, Tally]:
        return {tally.table: tally for tally in load(read_folder(folder), on=on, demo_allowed=demo_allowed)}

    return load_files


def organ(key: str) -> int:
    return Organ.objects.get(key=key).id


def person(username: str) -> int:
    return Person.objects.get(username=username).id
