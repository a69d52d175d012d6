"""Places of the reception room at the desk."""

from django.urls import URLPattern, path

from huiyin.desk.intake import calls
from huiyin.desk.reception import days, leaders, notices, rooms, sheets, slips, waiting

urlpatterns: list[URLPattern] = [
    path("intake/call", calls.call, name="call"),
    path("waiting", waiting.waiting, name="waiting"),
    path("waiting/wall", waiting.wall, name="wall"),
    path("waiting/word", rooms.tablet, name="tablet"),
    path("room", rooms.room, name="room"),
    path("rooms", rooms.room_years, name="rooms"),
    path("rooms/<slug:key>", rooms.room_year, name="room-year"),
    path("rooms/<slug:key>/<slug:figure>/<slug:which>", rooms.room_behind, name="room-behind"),
    path("waiting/<int:ticket>", slips.slip, name="ticket"),
    path("reception-days", days.reception_days, name="reception-days"),
    path("reception-days/new", days.plan, name="reception-plan"),
    path("reception-days/<int:day>", days.reception_day, name="reception-day"),
    path("reception-days/<int:day>/change", days.plan, name="reception-change"),
    path("reception-days/<int:day>/sheets", sheets.day_sheets, name="day-sheets"),
    path("leaders", leaders.leaders, name="leaders"),
    path("leaders/<int:person>", leaders.leader, name="leader"),
    path("conduct/<str:number>/notice", notices.notice, name="conduct-notice"),
    path("visits/choose", leaders.choose, name="visit-choose"),
    path("visits/<str:number>/sheet", sheets.sheet, name="visit-sheet"),
]
