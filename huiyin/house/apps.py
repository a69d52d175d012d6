from django.apps import AppConfig

from huiyin.house.threads import keep_by_thread


class HouseConfig(AppConfig):
    name = "huiyin.house"
    label = "house"

    def ready(self) -> None:
        # The models are there only now; what imports them cannot stand at the top.
        from huiyin.house import records

        keep_by_thread()
        records.register()
