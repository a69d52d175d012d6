"""Templates whose fixed parts are put together once for each language.

A page of ours is mostly words that never change (``{% translate "…" %}``), addresses of files and of pages. Django asks
for each of them anew at every request; here neighbours among them become one piece of text, kept per language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, Final

from django.template import Context, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode
from django.template.defaulttags import CommentNode, LoadNode, URLNode
from django.template.loader_tags import IncludeNode
from django.template.loaders.base import Loader as BaseLoader
from django.template.loaders.cached import Loader as CachedLoader
from django.templatetags.i18n import TranslateNode
from django.templatetags.static import StaticNode
from django.utils.safestring import SafeString
from django.utils.translation import get_language


class _Gathering(BaseLoader):
    def get_template(self, template_name: str, skip: Any = None) -> Template:
        template = super().get_template(template_name, skip)
        _gather(template.nodelist)
        return template


class Loader(CachedLoader, _Gathering):
    """Django's cached loader; what it keeps has been gathered before anybody sees it."""


class Fixed(Node):
    """Neighbours that say the same in every context."""

    child_nodelists = ()

    def __init__(self, nodes: list[Node]) -> None:
        self._nodes = nodes
        self._said: dict[str | None, SafeString] = {}

    def render(self, context: Context) -> SafeString:
        language = get_language()
        said = self._said.get(language)
        if said is None:
            said = self._said[language] = SafeString(
                "".join(str(node.render_annotated(context)) for node in self._nodes)
            )
        return said


class _Found:
    """In place of the name in ``{% include "name" %}``: the template, looked for once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._template: Template | None = None

    def resolve(self, context: Context) -> Template:
        if self._template is None:
            assert context.template is not None
            self._template = context.template.engine.get_template(self._name)
        return self._template


def _gather(nodes: NodeList) -> None:
    """In place, because a template that is extended knows its blocks by themselves."""
    nodes[:] = list(_gathered(nodes))
    for node in nodes:
        if isinstance(node, IncludeNode) and (name := _constant(node.template)) and not name.startswith("."):
            node.template = _Found(name)  # type: ignore[assignment]  # all that is asked of it is to resolve
        for inside in _lists(vars(node).values()):
            _gather(inside)


def _gathered(nodes: Iterable[Node]) -> Iterator[Node]:
    for fixed, neighbours in groupby(nodes, _is_fixed):
        some = list(neighbours)
        if fixed and any(not isinstance(node, TextNode) for node in some):
            yield Fixed(some)
        else:
            yield from some


def _lists(values: Iterable[Any]) -> Iterator[NodeList]:
    """The lists of nodes in a node; ``{% if %}`` holds its own behind each condition."""
    for value in values:
        if isinstance(value, NodeList):
            yield value
        elif isinstance(value, list | tuple):
            yield from _lists(value)


def _constant(expression: Any) -> str:
    """What a template names in quotes; empty for a variable, or for something filtered."""
    plain = isinstance(expression, FilterExpression) and not expression.filters
    value = getattr(expression.var, "literal", expression.var) if plain else None
    return value if isinstance(value, str) else ""


_FIXED: Final[dict[type[Node], Callable[[Any], bool]]] = {
    TextNode: lambda node: True,
    LoadNode: lambda node: True,
    CommentNode: lambda node: True,
    StaticNode: lambda node: node.varname is None and bool(_constant(node.path)),
    URLNode: lambda node: not (node.asvar or node.args or node.kwargs) and bool(_constant(node.view_name)),
    TranslateNode: lambda node: not (node.asvar or node.message_context) and bool(_constant(node.filter_expression)),
}


def _is_fixed(node: Node) -> bool:
    """Whether a node depends on nothing but the language."""
    return type(node) in _FIXED and _FIXED[type(node)](node)
