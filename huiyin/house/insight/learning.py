"""./run insight learn, models, switch-on and switch-off: what an installation learns from its own record."""

from __future__ import annotations

import json
from datetime import date

from django.conf import settings
from django.utils import timezone

from huiyin.cases.models import Case
from huiyin.house.faults import Refused
from huiyin.house.insight.files import tell
from huiyin.insights import own
from huiyin.insights.learned.model import UnusableModel
from huiyin.insights.learned.training import TooLittle
from huiyin.insights.models import LearnedModel
from huiyin.insights.suggesting import guess_words
from huiyin.law.chart.routing import candidates
from huiyin.people.charts import chart_on
from huiyin.people.models import Person

FOLDER = settings.HUIYIN_DATA_DIR / "insight"


def learn() -> None:
    """Learn from the record, play it over the newest part, and say what it would have changed."""
    try:
        row = own.learn(FOLDER, by_rule(timezone.localdate()), timezone.now(), tell)
    except TooLittle as fault:
        raise Refused(f"The record holds too little to learn from: {fault}") from None
    print(said_of(row))
    print(f"It says nothing yet. To let it: ./run insight switch-on --model {row.folder} --by ACCOUNT")


def models() -> None:
    """List every model, how it did, and whether it still holds."""
    for row in own.rows():
        print(said_of(row))
        try:
            sure, right = own.drift(row, FOLDER)
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
        f"{row.folder} ({state}): learned from {row.messages:,} accepted matters",
        f"  played over {played} it had not seen: sure in {sure}, right in {right} of these;",
        f"  proposals better {better}, worse {worse}, right both ways {both}, wrong both ways {neither}",
    ]
    return "\n".join([*lines, *(f"    {each}" for each in told["examples"])])


def by_rule(on: date) -> own.ByRule:
    """What is proposed without a model: everyday words, competence, place."""
    chart = chart_on(on)
    words = sorted(frozenset().union(*(organ.competences for organ in chart.organs.values())))

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


def _person(name: str) -> int:
    found = Person.objects.filter(username=name, is_active=True).values_list("id", flat=True).first()
    if found is None:
        raise Refused(f"There is no active account called {name}.")
    return int(found)
