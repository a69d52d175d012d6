from django.apps import AppConfig


class KeepingConfig(AppConfig):
    name = "huiyin.keeping"
    label = "keeping"
