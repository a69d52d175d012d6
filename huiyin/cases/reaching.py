"""How a petitioner wants to be told (告知方式), as they choose themselves; the journal never learns the address."""

from __future__ import annotations

from huiyin.cases.envelopes import envelope_of
from huiyin.cases.identity import FIELDS, Identity, further_phones, known_of, seal_identity
from huiyin.cases.lodging import Capacity
from huiyin.cases.models import Case, FurtherPhone, Party
from huiyin.people import ledgers
from huiyin.store.locks import writing


def petitioner_of(case: Case) -> Party | None:
    """Whoever brought the matter; of several the first."""
    return Party.objects.filter(case=case, capacity=Capacity.PETITIONER).order_by("id").first()


def reach_by(party: Party, way: str, where: Identity) -> None:
    """Tell ``party`` by ``way`` from now on; what ``where`` leaves empty stays as it is.

    Of a report only where the machine itself must find it lies outside of the envelope, so all that is known is laid
    down anew.
    """
    phones: list[FurtherPhone] = []
    gone: list[FurtherPhone] = []
    envelope = envelope_of(party.case_id) if party.case.report else None
    known = known_of(party)
    party.way = way
    if envelope is None:
        seal_identity(party, where)
    else:
        said = {name: getattr(where, name) or getattr(known, name) for name in FIELDS}
        seal_identity(party, Identity(**said), envelope.file)
    if where.phone and envelope is None:
        phones, gone = further_phones(party, where), list(FurtherPhone.objects.filter(party=party))
    with writing():
        FurtherPhone.objects.filter(id__in=[each.id for each in gone]).delete()
        FurtherPhone.objects.bulk_create(phones)
        party.save(update_fields=["way", *FIELDS, "name_index", "id_index", "phone_index", "email_index"])
        ledgers.bind(ledgers.MATTERS, "reach", [party, *phones], gone=gone)
