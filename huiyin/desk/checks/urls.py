from django.urls import URLPattern, path

from huiyin.desk.checks import frame, reading

#: Before those of any record, whose addresses they take for these acts.
urlpatterns: list[URLPattern] = [
    path("records/check/<str:number>/acts/read", reading.read, name="check-read"),
    path("records/check/<str:number>/acts/settle", reading.settle, name="check-settle"),
    path("records/check/<str:number>/frame.txt", frame.numbers, name="check-frame"),
]
