"""Addresses of the pages for scanned batches."""

from django.urls import URLPattern, path

from huiyin.desk.letters import batches, files, reading, splitting

urlpatterns: list[URLPattern] = [
    path("letters", batches.letters, name="letters"),
    path("letters/<int:batch>", batches.batch_page, name="letter-batch"),
    path("letters/<int:batch>/files", batches.add, name="letter-add"),
    path("letters/<int:batch>/do", batches.change, name="letter-change"),
    path("letters/read/<int:letter>", reading.reading, name="letter"),
    path("letters/read/<int:letter>/typed", reading.typed, name="letter-typed"),
    path("letters/read/<int:letter>/aside", reading.aside, name="letter-aside"),
    path("letters/read/<int:letter>/skip", reading.skip, name="letter-skip"),
    path("letters/read/<int:letter>/split", splitting.split, name="letter-split"),
    path("letters/read/<int:letter>/whole", splitting.whole, name="letter-whole"),
    path("letters/pages/<int:page>.jpg", files.picture, name="letter-page"),
    path("letters/files/<int:file>", files.original, name="letter-file"),
]
