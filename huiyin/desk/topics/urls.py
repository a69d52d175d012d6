from django.urls import URLPattern, path

from huiyin.desk.topics import learned, pages

urlpatterns: list[URLPattern] = [
    path("topics", pages.topics, name="topics"),
    path("topics/learned", learned.learned, name="learned"),
    path("topics/<int:number>", pages.topic, name="topic"),
]
