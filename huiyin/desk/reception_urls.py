"""Places of the reception room at the desk."""

from django.urls import URLPattern, path

from huiyin.desk import calls, reception_days, waiting

urlpatterns: list[URLPattern] = [
    path("intake/call", calls.call, name="call"),
    path("waiting", waiting.waiting, name="waiting"),
    path("waiting/wall", waiting.wall, name="wall"),
    path("reception-days", reception_days.reception_days, name="reception-days"),
    path("reception-days/new", reception_days.plan, name="reception-plan"),
    path("reception-days/<int:day>", reception_days.reception_day, name="reception-day"),
    path("reception-days/<int:day>/change", reception_days.plan, name="reception-change"),
    path("reception-days/taken/<int:taken>", reception_days.finished, name="taken-finished"),
]
