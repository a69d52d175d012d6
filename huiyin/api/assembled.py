"""The API with all of its operations, in the order in which addresses are looked up."""

from __future__ import annotations

from huiyin.api import general
from huiyin.api.hooks import operations as hooks
from huiyin.api.leaving import told_with
from huiyin.api.records import issuing, serving
from huiyin.api.records import operations as records
from huiyin.api.site import api

api.add_decorator(told_with, mode="view")
api.add_router("", general.router)
api.add_router("", hooks.router)
# The last three, for they take any word for the name of a collection.
api.add_router("", issuing.router)
api.add_router("", serving.router)
api.add_router("", records.router)

__all__ = ["api"]
