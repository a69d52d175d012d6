from django.urls import URLPattern, path

from huiyin.desk.quality import behind, drawn, overview, promises, roots, visits

urlpatterns: list[URLPattern] = [
    path("quality", overview.overview, name="quality"),
    path("quality/visits", visits.visits, name="quality-visits"),
    path("quality/roots", roots.roots, name="quality-roots"),
    path("quality/promises", promises.promises, name="quality-promises"),
    path("quality/promises/<slug:state>", promises.behind, name="quality-promises-behind"),
    path("quality/checks", drawn.behind, name="quality-checks"),
    path("quality/organs/<int:organ>", overview.organ, name="quality-organ"),
    path("quality/behind/<slug:name>", behind.behind, name="quality-behind"),
]
