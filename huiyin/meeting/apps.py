from django.apps import AppConfig


class MeetingConfig(AppConfig):
    name = "huiyin.meeting"
    label = "meeting"
