from django.urls import URLPattern, path

from huiyin.desk.language import pages

urlpatterns: list[URLPattern] = [
    path("cases/<str:number>/summary", pages.summary, name="machine-summary"),
    path("bulletins/<str:number>/machine/<slug:part>", pages.part, name="machine-part"),
]
