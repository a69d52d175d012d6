"""./run insight learn, models, switch-on and switch-off: what an installation learns from its own record."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from types import ModuleType

from django.conf import settings
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house.faults import Refused
from huiyin.house.insight.files import tell
from huiyin.insights import own, own_subjects
from huiyin.insights.learned.model import UnusableModel
from huiyin.insights.learned.training import TooLittle
from huiyin.insights.models import LearnedModel
from huiyin.insights.subjects import guess_subject
from huiyin.insights.suggesting import guess_words
from huiyin.law.chart.organs import OrganChart
from huiyin.law.chart.routing import candidates
from huiyin.people.charts import chart_on
from huiyin.people.models import Person

FOLDER = settings.HUIYIN_DATA_DIR / "insight"


def learn() -> None:
    """Learn from the record who takes what on and what it is about, play both over its newest part, and say what they
    would have changed.
    """
    now, today = timezone.now(), timezone.localdate()
    made: list[LearnedModel] = []
    short: list[str] = []
    lessons: tuple[Callable[[], LearnedModel], ...] = (
        lambda: own.learn(FOLDER, by_rule(today), now, tell),
        lambda: own_subjects.learn(FOLDER, subject_by_rule(today), now, tell),
    )
    for teach in lessons:
        try:
            made.append(teach())
        except TooLittle as fault:
            short.append(str(fault))
    for said in short if made else ():
        tell(f"The record holds too little to learn more from: {said}")
    if not made:
        raise Refused(f"The record holds too little to learn from: {' '.join(short)}")
    for row in made:
        print(said_of(row))
        print(f"It says nothing yet. To let it: ./run insight switch-on --model {row.folder} --by ACCOUNT")


def models() -> None:
    """List every model, how it did, and whether it still holds."""
    for row in own.rows():
        print(said_of(row))
        try:
            sure, right = _room(row).drift(row, FOLDER)
        except UnusableModel as fault:
            print(f"  its files cannot be used: {fault}")
            continue
        if sure:
            print(f"  of what was accepted since: sure {sure:,} times, right {right / sure:.1%}")


def switch_on(model: str, by: str) -> None:
    """Let a model speak on the dispatch card."""
    row = LearnedModel.objects.filter(folder=model).first()
    if row is None:
        raise Refused(f"There is no model called {model}; ./run insight models lists them.")
    try:
        own.switch_on(row, FOLDER, _person(by), timezone.now())
    except own.NotFit as fault:
        raise Refused(f"{model} stays off. {fault}") from None
    tell(f"{model} is on.")


def switch_off(by: str) -> None:
    """Silence whatever model is on."""
    tell(f"{own.switch_off(_person(by), timezone.now())} switched off.")


def said_of(row: LearnedModel) -> str:
    """A model in words."""
    told = json.loads(row.replay)
    state = "on" if row.on_at and not row.off_at else "off"
    played, sure, right = (format(told[name], ",") for name in ("played", "sure", "sure_right"))
    better, worse, both, neither = (format(told[name], ",") for name in ("better", "worse", "both_right", "both_wrong"))
    lines = [
        f"{row.folder} ({state}): learned from {row.messages:,} matters",
        f"  played over {played} it had not seen: sure in {sure}, right in {right} of these;",
        f"  proposals better {better}, worse {worse}, right both ways {both}, wrong both ways {neither}",
    ]
    return "\n".join([*lines, *(f"    {each}" for each in told["examples"])])


def by_rule(on: date) -> own.ByRule:
    """What is proposed without a model: everyday words, competence, place."""
    chart = chart_on(on)
    words = _words(chart)

    def proposed(case: Case, text: str) -> int | None:
        for guess in guess_words(text, words, case.title):
            found = candidates(
                chart, place=case.place or "", competence=guess.word, channel=case.channel, accused=frozenset(),
                litigation=False, report=False, at=case.holder,
            )  # fmt: skip
            if found:
                return found[0].organ.id
        return None

    return proposed


def subject_by_rule(on: date) -> own_subjects.ByRule:
    """Which contents are proposed without a model: by everyday words."""
    words = _words(chart_on(on))
    return lambda title, text: guess_subject(text, title, words).path


def _words(chart: OrganChart) -> list[str]:
    """The competence catalogue."""
    return sorted(frozenset().union(*(organ.competences for organ in chart.organs.values())))


def _room(row: LearnedModel) -> ModuleType:
    """Which room knows a model of this kind."""
    return own_subjects if row.folder.startswith(f"{own_subjects.KIND}-") else own


def _person(name: str) -> int:
    found = Person.objects.filter(username=name, is_active=True).values_list("id", flat=True).first()
    if found is None:
        raise Refused(f"There is no active account called {name}.")
    return int(found)
