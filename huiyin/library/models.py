"""The text of laws that an office has loaded (法规原文). The product ships none; it cites and sums up without them."""

from __future__ import annotations

from django.db import models


class StatuteText(models.Model):
    """One article (条) of one law.

    `text` is a list of paragraphs (款), each {"text": …, "items": […]}; `sha256` is that of the whole source file.
    """

    law = models.CharField(max_length=16)
    article = models.PositiveSmallIntegerField()
    chapter = models.CharField(max_length=120, blank=True)
    text = models.JSONField()
    loaded_at = models.DateTimeField()
    source = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        ordering = ("law", "article")
        constraints = (models.UniqueConstraint(fields=("law", "article"), name="statute_article_once"),)

    def __str__(self) -> str:
        return f"{self.law}:{self.article}"
