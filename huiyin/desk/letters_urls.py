"""Addresses of the pages for scanned letters."""

from django.urls import URLPattern, path

from huiyin.desk import letters, letters_files, letters_reading

urlpatterns: list[URLPattern] = [
    path("letters", letters.letters, name="letters"),
    path("letters/<int:batch>", letters.batch_page, name="letter-batch"),
    path("letters/<int:batch>/files", letters.add, name="letter-add"),
    path("letters/<int:batch>/do", letters.change, name="letter-change"),
    path("letters/read/<int:letter>", letters_reading.reading, name="letter"),
    path("letters/read/<int:letter>/typed", letters_reading.typed, name="letter-typed"),
    path("letters/read/<int:letter>/aside", letters_reading.aside, name="letter-aside"),
    path("letters/pages/<int:page>.jpg", letters_files.picture, name="letter-page"),
    path("letters/files/<int:file>", letters_files.original, name="letter-file"),
]
