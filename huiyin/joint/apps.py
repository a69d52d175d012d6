from django.apps import AppConfig


class JointConfig(AppConfig):
    name = "huiyin.joint"
    label = "joint"
