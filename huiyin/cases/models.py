"""Petition matters. Rows here are written by huiyin.cases.acts and by nobody else.

Persons and organs are plain ids: a matter outlives every account, and the journal must read the same in ten years.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from huiyin.record.models import Recorded, Row
from huiyin.store.enveloped import EnvelopedLine, EnvelopedText

OPEN = Q(queue_on__isnull=False)
ACCUSED = Q(capacity__in=["accused_organ", "accused_person"])


class Case(Recorded):
    """A matter (信访事项): what it adds to any other record. What it waits for: huiyin.law.matter.waiting.

    ``follows`` is the earlier matter of a repeat or a split. ``report`` is that Art. 30 ¶3 closes it: it is a report of
    wrongdoing, or all of it lies behind one. Events and submissions up to ``screened`` lie behind a report that was
    split off, or that the matter was itself; who may read them hangs on :class:`Screen`. ``sender`` is the organ that
    passed it on; ``waits_for`` why no period binds anybody (huiyin.law.matter.waiting), empty while one does;
    ``helped`` that an organ which was asked to help has not reported yet; both ``None`` in a row of an earlier version.
    """

    title = EnvelopedLine(max_length=800)
    query_code = models.BinaryField()
    channel = models.CharField(max_length=12)
    place = models.CharField(max_length=12)
    urgent = models.BooleanField(default=False)
    repeat = models.BooleanField(default=False)
    asks_time = models.BooleanField(default=False)
    answered_on = models.DateField(null=True)
    follows = models.BigIntegerField(null=True)
    merged_into = models.BigIntegerField(null=True)
    sender = models.BigIntegerField(null=True)
    waits_for = models.CharField(max_length=8, null=True)
    helped = models.BooleanField(null=True)
    screened = models.IntegerField(default=0)

    class Meta(Recorded.Meta):
        # A constraint and not ``unique=True``, to which Django adds a second index for LIKE that nobody asks here.
        constraints: ClassVar = [models.UniqueConstraint(fields=["number"], name="cases_case_number")]
        indexes: ClassVar = [
            # Queues hold what is open. What the leader's page counts stands in the index itself: no row is read.
            models.Index(fields=["owner", "queue_on", "id"], name="cases_case_owner_queue", condition=OPEN),
            models.Index(
                fields=["holder", "queue_on", "id", "queue_clock", "report", "owner"],
                name="cases_case_holder_queue",
                condition=OPEN,
            ),
            models.Index(fields=["holder_code", "queue_on", "id"], name="cases_case_area_queue"),
            models.Index(fields=["holder", "stage", "queue_on", "id", "report"], name="cases_case_holder_stage"),
            # Hardly any matter is merged: a whole index would look worthless to a database that knows its tables.
            models.Index(fields=["merged_into"], name="cases_case_merged", condition=Q(merged_into__isnull=False)),
            # What supervisors look for; only open matters stand in these.
            models.Index(fields=["queue_on", "id"], name="cases_case_late", condition=OPEN & Q(queue_clock__gt="")),
            models.Index(fields=["last_on", "id"], name="cases_case_silent", condition=OPEN),
            # The longest open ones, as far as they lie in somebody's area: the index alone tells which.
            models.Index(
                fields=["lodged_at", "id", "holder_code", "holder"], name="cases_case_longest", condition=OPEN
            ),
            # A queue in the order in which matters came, and by when something last happened.
            models.Index(fields=["owner", "id"], name="cases_case_owner_came", condition=OPEN),
            models.Index(fields=["owner", "last_on", "id"], name="cases_case_owner_moved", condition=OPEN),
            models.Index(fields=["holder", "id"], name="cases_case_holder_came", condition=OPEN),
            models.Index(fields=["holder", "last_on", "id"], name="cases_case_holder_moved", condition=OPEN),
            # The worker walks through all that is open by id, once a day.
            models.Index(fields=["id"], name="cases_case_open", condition=OPEN),
            models.Index(fields=["id"], name="cases_case_helped", condition=OPEN & Q(helped=True)),
            models.Index(fields=["holder", "queue_on"], name="cases_case_urgent", condition=OPEN & Q(urgent=True)),
            models.Index(fields=["holder", "queue_on"], name="cases_case_again", condition=OPEN & Q(repeat=True)),
            models.Index(
                fields=["holder", "queue_on"], name="cases_case_asks_time", condition=OPEN & Q(asks_time=True)
            ),
        ]


class Submission(Row):
    """One letter, visit, call or message. A matter gathers submissions; it is not one.

    ``extra`` is what the system it came from kept beside it (votes, remarks): a JSON object of column name and value.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="submissions")
    channel = models.CharField(max_length=12)
    sub_channel = models.CharField(max_length=20, blank=True)
    received_at = models.DateTimeField()
    postmarked_on = models.DateField(null=True)
    persons_present = models.IntegerField(default=1)
    text = EnvelopedText()
    helper = EnvelopedLine(max_length=800, blank=True)
    read_back = models.BooleanField(default=False)
    extra = EnvelopedText(blank=True)
    event_seq = models.IntegerField(default=1)

    class Meta(Row.Meta):
        pass


class Material(Row):
    """A paper or photo handed in; the bytes lie in the uploads folder under their hash."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="materials")
    name = EnvelopedLine(max_length=800)
    media_type = models.CharField(max_length=80)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta(Row.Meta):
        pass


class Exhibit(Row):
    """A file that came with an act and stands in its entry of the journal, not among what the person handed in: a photo
    of an investigation, a payment slip of what was carried out. So that it is found by its hash, and kept."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="exhibits")
    event_seq = models.IntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta(Row.Meta):
        pass


class Claim(Row):
    """One claim (诉求): what is asked, what happened, why. ``seq`` is its number within the matter."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="claims", db_index=False)
    seq = models.IntegerField()
    request = EnvelopedText()
    facts = EnvelopedText(blank=True)
    reasons = EnvelopedText(blank=True)
    kind = models.CharField(max_length=12, blank=True)
    ground = models.CharField(max_length=2, blank=True)
    route = models.CharField(max_length=40, blank=True)
    outcome = models.CharField(max_length=16, blank=True)
    execution = models.CharField(max_length=12, blank=True)
    execute_by = models.DateField(null=True)
    split_to = models.BigIntegerField(null=True)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "seq"], name="cases_claim_once")]
        indexes: ClassVar = [
            models.Index(fields=["case"], name="cases_claim_denied", condition=Q(execution="denied")),
        ]


class Party(Row):
    """A person or organ in a matter. Identity is ciphertext; the ``*_index`` columns find it again by exact value."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="parties")
    capacity = models.CharField(max_length=16)
    name = models.BinaryField(null=True)
    id_number = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    email = models.BinaryField(null=True)
    name_index = models.BinaryField(null=True, max_length=16)
    id_index = models.BinaryField(null=True, max_length=16)
    phone_index = models.BinaryField(null=True, max_length=16)
    email_index = models.BinaryField(null=True, max_length=16)
    organ = models.BigIntegerField(null=True)
    person = models.BigIntegerField(null=True)
    authority = EnvelopedLine(max_length=1000, blank=True)
    needs = EnvelopedLine(max_length=1000, blank=True)
    way = models.CharField(max_length=12, blank=True)
    language = models.CharField(max_length=10, blank=True)

    class Meta(Row.Meta):
        indexes: ClassVar = [
            models.Index(fields=["name_index"], name="cases_party_name"),
            models.Index(fields=["id_index"], name="cases_party_id"),
            models.Index(fields=["phone_index"], name="cases_party_phone"),
            models.Index(fields=["email_index"], name="cases_party_email"),
            # Whom reports are about; hardly any party is.
            models.Index(fields=["organ"], name="cases_party_accused_organ", condition=ACCUSED),
            models.Index(fields=["person"], name="cases_party_accused", condition=ACCUSED),
        ]


class Screen(Row):
    """What a matter holds up to one of its events is for those alone who may read the report behind it.

    ``report`` is the matter that is, or was, that report; ``upto`` the event, WHOLE for all of it (huiyin.law.reading).
    """

    case = models.ForeignKey(Case, models.CASCADE, related_name="screens", db_index=False)
    report = models.BigIntegerField()
    upto = models.IntegerField()

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "report"], name="cases_screen_once")]


class MatterKey(models.Model):
    """The key of a report of wrongdoing (密封): its words rest under ``public``, the private half opens them.

    ``ring`` is the private half under the installation's key ring: while it is there the program itself opens what its
    reader may read by law. It is there where an organ that must read the report has no key of its own yet, and again
    once a matter is no report any more. See huiyin.cases.envelopes, docs/sealed.md.
    """

    case = models.BigIntegerField(primary_key=True)
    public = models.BinaryField(max_length=32)
    ring = models.BinaryField(null=True)

    class Meta:
        default_permissions = ()


class KeyWrap(Row):
    """The private half of a :class:`MatterKey` for one who may read: ``holder`` says what kind, ``of`` which one.

    ``organ``: a key of an organ (people.OrganKey); ``person``: the key of whoever owns the matter; ``code``: the query
    code, dear to try, ``of`` being the matter whose code it is; ``next``: a code given anew whose pause is not over.
    """

    case = models.BigIntegerField()
    holder = models.CharField(max_length=8)
    of = models.BigIntegerField()
    salt = models.BinaryField(max_length=16, null=True)
    box = models.BinaryField()

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "holder", "of"], name="cases_wrap_once")]
        indexes: ClassVar = [models.Index(fields=["holder", "of", "case"], name="cases_wrap_of")]


class FurtherPhone(Row):
    """One more telephone number of a party who wrote several into one field; the first is the party's own index."""

    party = models.ForeignKey(Party, models.CASCADE, related_name="further_phones", db_index=False)
    index = models.BinaryField(max_length=16)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["party", "index"], name="cases_further_once")]
        indexes: ClassVar = [models.Index(fields=["index"], name="cases_further_phone")]


class Rating(Row):
    """What the person says of petition office and responsible unit. No row means not rated, and stays so.

    ``office`` and ``unit`` rate the result, ``*_service`` how the person was dealt with.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="rating")
    office = models.CharField(max_length=12, blank=True)
    office_service = models.CharField(max_length=12, blank=True)
    unit = models.CharField(max_length=12, blank=True)
    unit_service = models.CharField(max_length=12, blank=True)
    reason = EnvelopedText(blank=True)
    at = models.DateTimeField()

    class Meta(Row.Meta):
        pass


class ExternalNumber(Row):
    """The number another system gave the same matter."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="external_numbers")
    system = models.CharField(max_length=40)
    number = models.CharField(max_length=60)

    class Meta(Row.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["system", "number"], name="cases_external_once")]
        indexes: ClassVar = [models.Index(fields=["number"], name="cases_external_number")]
