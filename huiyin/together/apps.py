from django.apps import AppConfig


class TogetherConfig(AppConfig):
    name = "huiyin.together"
    label = "together"
