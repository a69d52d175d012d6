"""Templates say the same with their fixed parts put together as without, in every language."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, Engine
from django.utils import translation

from huiyin.house.templates_kept import Fixed

LIBRARIES = {"i18n": "django.templatetags.i18n", "static": "django.templatetags.static"}
LOCMEM = "django.template.loaders.locmem.Loader"
FILES = {
    "plain": '{% load i18n %}<b>{% translate "查找" %}</b> {{ name }}',
    "addresses": "{% load static %}{% url 'desk:search' %} {% static 'house/mark.svg' %}",
    "chosen": '{% load i18n %}{% if late %}{% translate "已登记" %}{% else %}{% translate "查找" %}{% endif %}',
    "kept": '{% load i18n %}{% translate "查找" as word %}[{{ word }}]',
    "shell": '{% load i18n %}<i>{% translate "查找" %}</i>{% block inside %}{% translate "退出登录" %}{% endblock %}',
    "page": '{% extends "shell" %}{% block inside %}{{ block.super }}!{{ name }}{% endblock %}',
    "row": "<li>{{ each }}</li>",
    "list": '{% for each in all %}{% include "row" %}{% endfor %}',
    "tree": '({{ node.name }}{% for node in node.below %}{% include "tree" %}{% endfor %})',
}


def engine(*loaders: Any) -> Engine:
    return Engine(libraries=LIBRARIES, loaders=list(loaders))


KEPT = engine(("huiyin.house.templates_kept.Loader", [(LOCMEM, FILES)]))
PLAIN = engine((LOCMEM, FILES))
TREE = {"name": "a", "below": [{"name": "b", "below": [{"name": "c"}]}, {"name": "d"}]}
CONTEXTS = {"name": "<王>", "late": False, "all": [1, 2], "node": TREE}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("name", sorted(FILES))
def test_a_template_says_what_it_says_without(name: str, language: str) -> None:
    with translation.override(language):
        said = [each.get_template(name).render(Context(CONTEXTS)) for each in (KEPT, PLAIN)]
    assert said[0] == said[1]


def test_one_template_speaks_each_language_in_turn() -> None:
    template = KEPT.get_template("plain")
    said = []
    for language in ("zh-hans", "en", "zh-hans"):
        with translation.override(language):
            said.append(template.render(Context({"name": ""})))
    assert said == ["<b>查找</b> ", "<b>Find</b> ", "<b>查找</b> "]


def test_neighbours_that_never_change_are_one_piece() -> None:
    assert [type(node) for node in KEPT.get_template("addresses").nodelist] == [Fixed]


def test_a_condition_is_asked_each_time() -> None:
    template = KEPT.get_template("chosen")
    with translation.override("zh-hans"):
        assert [template.render(Context({"late": late})) for late in (True, False)] == ["已登记", "查找"]


def test_what_a_reader_typed_is_never_kept() -> None:
    template = KEPT.get_template("page")
    assert "&lt;李&gt;" not in template.render(Context({"name": "<王>"}))
    assert "!&lt;李&gt;" in template.render(Context({"name": "<李>"}))
