from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "huiyin.cases"
    label = "cases"

    def ready(self) -> None:
        from django.utils.translation import gettext

        from huiyin.cases.envelopes import OfTheRing
        from huiyin.vault import opening

        opening.always(OfTheRing, gettext)
