from django.urls import URLPattern, path

from huiyin.desk.topics import pages

urlpatterns: list[URLPattern] = [
    path("topics", pages.topics, name="topics"),
    path("topics/<int:number>", pages.topic, name="topic"),
]
