"""Addresses of the pages for letters by e-mail."""

from django.urls import URLPattern, path

from huiyin.desk.mails import pages

urlpatterns: list[URLPattern] = [
    path("mails", pages.mails, name="mails"),
    path("mails/<int:arrival>", pages.mail, name="mail"),
    path("mails/<int:arrival>/original", pages.original, name="mail-original"),
    path("mails/<int:arrival>/files/<int:number>", pages.part, name="mail-file"),
]
