"""What is served: as much of the standard's User as an account here has, and its Group for the posts of an organ."""

from __future__ import annotations

from typing import Annotated, Any, Final

from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    ComplexAttribute,
    ETag,
    Filter,
    Mutability,
    Patch,
    Required,
    Resource,
    ResourceType,
    Schema,
    ServiceProviderConfig,
    Sort,
    Uniqueness,
)  # fmt: skip
from scim2_models import Group as AnyGroup
from scim2_models.urn import URN


class User(Resource[Any]):
    """A member of staff. Who leaves out whether the account is active means: as it is, and active when it is new."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")

    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    display_name: Annotated[str | None, Required.true] = None
    active: Annotated[bool | None, Required.true] = None


class Group(AnyGroup):
    """Who serves at an organ in one role. There is one for each; none is made or unmade here."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:Group")

    display_name: Annotated[str | None, Mutability.read_only] = None


class Superior(ComplexAttribute):
    """The organ above: its own government, or the one that it belongs to."""

    value: Annotated[str | None, Required.true] = None
    display: Annotated[str | None, Mutability.read_only] = None


class Organ(Resource[Any]):
    """An organ. Its handle, kind, place and superior are said once; they change at the desk, with a second person."""

    __schema__ = URN("urn:huiyin:params:scim:schemas:2.0:Organ")

    handle: Annotated[str | None, Uniqueness.server, Required.true, Mutability.immutable] = None
    display_name: Annotated[str | None, Required.true] = None
    short_name: Annotated[str | None, Required.true] = None
    kind: Annotated[str | None, Required.true, Mutability.immutable] = None
    division: Annotated[str | None, Required.true, Mutability.immutable] = None
    superior: Annotated[Superior | None, Mutability.immutable] = None
    phone: str | None = None
    address: str | None = None
    hours: str | None = None


SERVED: Final[tuple[type[Resource[Any]], ...]] = (User, Group, Organ)


def config() -> ServiceProviderConfig:
    bearer = AuthenticationScheme(
        type=AuthenticationScheme.Type.oauthbearertoken,
        name="key",
        description="a key with the scope scim, or a token drawn with one",
    )
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False),
        filter=Filter(supported=True, max_results=1000),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=True),
        etag=ETag(supported=False),
        authentication_schemes=[bearer],
    )


def types() -> list[ResourceType]:
    return [ResourceType.from_resource(each) for each in SERVED]


def schemas() -> list[Schema]:
    return [each.to_schema() for each in SERVED]
