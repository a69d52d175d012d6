from django.apps import AppConfig


class GateConfig(AppConfig):
    name = "huiyin.gate"
    label = "gate"
