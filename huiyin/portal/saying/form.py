"""The form of an act: its particulars as the law lists them, under the words the public page has for them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.cases import materials
from huiyin.law.frame.particulars import Field
from huiyin.law.matter.forms import FORMS
from huiyin.law.terms import Act, Rating, Wish
from huiyin.people.fields import Line, Words, said
from huiyin.portal.fields import Files, OpenWords
from huiyin.portal.saying.words import PROMPTS, WISH_PROMPTS


class SayForm(OpenWords):
    """The particulars of an act as the law lists them, under the words the public page has for them."""

    def __init__(self, *args: Any, act: Act, **options: Any) -> None:
        super().__init__(*args, **options)
        self.act = act
        for law in (each for each in FORMS[act] if not each.by_desk):
            self.fields[law.name] = _field(act, law)
        if act is Act.SUPPLEMENT:
            if self.wish:
                self.fields["text"].label = WISH_PROMPTS[self.wish]
            attrs = {"multiple": True, "accept": materials.ACCEPT}
            self.fields["papers"] = Files(
                label=_("照片、录音和材料"),
                help_text=said(_("每份不超过 {file} MB，录像不超过 {film} MB。")),
                attrs=attrs,
            )

    def clean(self) -> dict[str, Any]:
        """With the answer to what was asked, where the law asks the same."""
        said = super().clean()
        if self.data.get("no_report") and any(law.name == "no_report" for law in FORMS[self.act]):
            said["no_report"] = True
        return said

    @property
    def wish(self) -> Wish | None:
        value = self["wish"].value() if "wish" in self.fields else ""
        return Wish(value) if value in set(Wish) else None


def _field(act: Act, law: Field) -> forms.Field:
    label = PROMPTS.get((act, law.name)) or gettext_lazy(law.label)
    if law.terms is Rating:
        chosen = [("", gettext_lazy("先不评价")), *((term.value, gettext_lazy(term.label)) for term in Rating)]
        return forms.ChoiceField(label=label, choices=chosen, required=False, widget=forms.RadioSelect)
    if law.terms is Wish:
        return forms.ChoiceField(
            choices=[("", ""), *((term.value, term.label) for term in Wish)], required=False, widget=forms.HiddenInput
        )
    if law.kind == "line":
        return Line(label=label, required=law.required)
    return Words(label=label, required=law.required, widget=forms.Textarea(attrs={"rows": 5}))
