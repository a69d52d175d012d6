from django.urls import URLPattern, path

from huiyin.desk.field import coverage, installed, mine, sending

urlpatterns: list[URLPattern] = [
    path("field/", installed.shell, name="field"),
    path("field/worker.js", installed.worker, name="field-worker"),
    path("field/app.webmanifest", installed.manifest, name="field-manifest"),
    path("field/mine", mine.mine, name="field-mine"),
    path("field/send", sending.send, name="field-send"),
    path("field/coverage", coverage.coverage, name="field-coverage"),
]
