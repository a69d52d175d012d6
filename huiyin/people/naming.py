"""The register in which a report's accused are looked up: the organs of a day, the divisions, all staff, one file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import yaml
from django.conf import settings

from huiyin.law.accused.meant import significant
from huiyin.law.accused.reading import Known, Register
from huiyin.law.accused.spelling import Vocabulary
from huiyin.law.chart.organs import OrganChart
from huiyin.people.charts import chart_on
from huiyin.people.models import Division
from huiyin.people.posts import everybody
from huiyin.people.stamps import ORGANS, Remembered


def register_on(day: date) -> Register:
    """Everybody who can be meant on *day*. Costs nothing while the reference data stand still."""
    return _kept(chart_on(day), everybody())


def read_vocabulary(path: Path) -> Vocabulary:
    """The words of the file ``HUIYIN_NAMES`` names.

    :raises OSError, yaml.YAMLError, KeyError: the file is missing or not of this kind.
    """
    return Vocabulary.of(yaml.safe_load(path.read_text(encoding="utf-8")))


def _divisions() -> dict[str, str]:
    return {significant(code): name for code, name in Division.objects.values_list("code", "name")}


_named = Remembered(ORGANS, _divisions)
_registers: list[Register] = []


def _kept(chart: OrganChart, people: tuple[Known, ...]) -> Register:
    """The register of the same chart and people as before, or a new one."""
    kept = next((each for each in _registers if each.chart is chart and each.people is people), None)
    if kept is None:
        kept = Register(chart, people, _named(), read_vocabulary(settings.HUIYIN_NAMES))
        _registers[:] = [kept]
    return kept
