"""Columns whose words may lie in an envelope (huiyin.vault.opening), opened where they are read."""

from __future__ import annotations

from typing import Any

from django.db import models

from huiyin.vault.opening import stored, words


class Enveloped:
    """What both columns do."""

    def from_db_value(self, value: str | None, expression: object, connection: object) -> str | None:
        return words(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        return super().get_prep_value(stored(value))  # type: ignore[misc]


class EnvelopedText(Enveloped, models.TextField):  # type: ignore[type-arg]
    """Text of any length."""


class EnvelopedLine(Enveloped, models.CharField):  # type: ignore[type-arg]
    """A line; an envelope is longer than what it holds, which ``max_length`` allows for."""
