"""The house's places with those of the papers, whether or not the desk and the portal name them already."""

from django.urls import include, path

from huiyin.desk.papers import urls as desk_pages
from huiyin.desk.urls import urlpatterns as desk
from huiyin.house.urls import urlpatterns as house
from huiyin.portal.following import papers as portal_pages
from huiyin.portal.urls import urlpatterns as portal

urlpatterns = [
    path("desk/", include(([*desk_pages.urlpatterns, *desk], "desk"))),
    path("", include(([*portal_pages.urlpatterns, *portal], "portal"))),
    *[pattern for pattern in house if getattr(pattern, "app_name", "") not in ("desk", "portal")],
]
