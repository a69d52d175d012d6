from django.urls import URLPattern, path

from huiyin.desk.bulletins import behind, reading

urlpatterns: list[URLPattern] = [
    path("bulletins/<str:number>", reading.read, name="bulletin-read"),
    path("bulletins/<str:number>/advice", reading.advise, name="bulletin-advice"),
    path("bulletins/<str:number>/figures/<slug:part>/<int:place>", behind.figure, name="bulletin-figure"),
]
