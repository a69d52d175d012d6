from django.urls import URLPattern, path

from huiyin.desk.keeping import pages

urlpatterns: list[URLPattern] = [path("keeping", pages.keeping, name="keeping")]
