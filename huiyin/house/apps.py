from django.apps import AppConfig


class HouseConfig(AppConfig):
    name = "huiyin.house"
    label = "house"
