"""What may be reported: a list the office keeps in a file, of things bound to a place and to nobody in person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@dataclass(frozen=True)
class Services:
    """The file's contents."""

    jurisdiction: str
    contact: str
    key_service: str
    by_code: Mapping[str, Mapping[str, Any]]


@lru_cache(maxsize=2)
def _read(path: Path) -> Services:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    by_code = {str(each["code"]): each for each in said["services"]}
    return Services(str(said["jurisdiction"]), str(said["contact"]), str(said["key_service"]), by_code)


def services() -> Services | None:
    """What this installation offers; nothing where the façade is switched off."""
    path = settings.HUIYIN_OPEN311
    return _read(path) if path else None


def told(code: str, service: Mapping[str, Any]) -> dict[str, Any]:
    """A service in the list."""
    return {
        "service_code": code,
        "service_name": service["name"],
        "description": service.get("description", ""),
        "metadata": bool(service.get("attributes")),
        "type": "realtime",
        "keywords": service.get("keywords", ""),
        "group": service.get("group", ""),
    }


def defined(code: str, service: Mapping[str, Any]) -> dict[str, Any]:
    """The attributes of a service that has some."""
    return {"service_code": code, "attributes": [_attribute(each) for each in service.get("attributes", ())]}


def _attribute(said: Mapping[str, Any]) -> dict[str, Any]:
    told = {
        "variable": True,
        "code": said["code"],
        "datatype": said["datatype"],
        "required": bool(said.get("required")),
        "datatype_description": said.get("datatype_description", ""),
        "order": int(said.get("order", 1)),
        "description": said.get("description", ""),
    }
    return {**told, "values": list(said["values"])} if said.get("values") else told
