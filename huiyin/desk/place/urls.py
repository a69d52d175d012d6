from django.urls import URLPattern, path

from huiyin.desk.place import calendar, changes, channels, home, organs, rooms, sheets

urlpatterns: list[URLPattern] = [
    path("place", home.place, name="place"),
    path("place/changes", changes.made, name="changes"),
    path("place/changes/<int:number>", changes.change, name="change"),
    path("place/organs", organs.organs, name="place-organs"),
    path("place/organs/new", organs.new_organ, name="place-organ-new"),
    path("place/organs/<int:number>", organs.organ, name="place-organ"),
    path("place/calendar", calendar.years, name="place-calendar"),
    path("place/calendar/<int:number>", calendar.year, name="place-year"),
    path("place/rooms", rooms.rooms, name="place-rooms"),
    path("place/rooms/<int:number>", rooms.room, name="place-room"),
    path("place/sheets", sheets.sheet, name="place-sheets"),
    path("place/sheets/<slug:which>.xlsx", sheets.as_it_is, name="place-sheet"),
    path("place/channels", channels.channels, name="place-channels"),
]
