from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "huiyin.record"
    label = "record"
