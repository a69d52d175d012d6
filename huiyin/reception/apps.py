from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    name = "huiyin.reception"
    label = "reception"
