from django.urls import URLPattern, path

from huiyin.desk.topics import alike, drift, learned, pages

urlpatterns: list[URLPattern] = [
    path("topics", pages.topics, name="topics"),
    path("topics/alike", alike.alike, name="alike"),
    path("topics/alike/<int:number>", alike.alike_said, name="alike-said"),
    path("topics/drift", drift.drift, name="drift"),
    path("topics/learned", learned.learned, name="learned"),
    path("topics/<int:number>", pages.topic, name="topic"),
]
