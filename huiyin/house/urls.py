from django.urls import include, path

from huiyin.house.parts_page import parts, parts_desk
from huiyin.house.preferences import choose

urlpatterns = [
    path("preferences/", choose, name="preferences"),
    path("parts", parts, name="parts"),
    path("parts/desk", parts_desk, name="parts-desk"),
    path("desk/", include("huiyin.desk.urls")),
    path("", include("huiyin.portal.urls")),
]
