from django.urls import URLPattern, path

from huiyin.desk.records import acts, lists, pages

urlpatterns: list[URLPattern] = [
    path("records/<slug:kind>", lists.records, name="records"),
    path("records/<slug:kind>/new", acts.new, name="record-new"),
    path("records/<slug:kind>/<str:number>", pages.record, name="record"),
    path("records/<slug:kind>/<str:number>/acts/<slug:act>", acts.act, name="record-act"),
]
