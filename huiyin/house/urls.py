from django.conf import settings
from django.urls import include, path

from huiyin.house import client_keys
from huiyin.house.parts_page import parts, parts_desk
from huiyin.house.preferences import choose

handler400 = "huiyin.house.failing.unreadable"
handler403 = "huiyin.house.failing.denied"
handler404 = "huiyin.house.failing.not_found"
handler500 = "huiyin.house.failing.failed"
#: Pages of invented data, for those who write pages.
PARTS = [path("parts", parts, name="parts"), path("parts/desk", parts_desk, name="parts-desk")]
urlpatterns = [
    path("preferences/", choose, name="preferences"),
    *([] if settings.PRODUCTION else PARTS),
    path("desk/accounts/keys", client_keys.keys, name="keys"),
    path("desk/", include("huiyin.desk.urls")),
    path("", include("huiyin.api.urls")),
    path("", include("huiyin.portal.urls")),
]
