from django.urls import URLPattern, path

from huiyin.desk.meeting import pages

urlpatterns: list[URLPattern] = [
    path("cases/<str:number>/hearing", pages.hearing_of, name="hearing-of"),
]
