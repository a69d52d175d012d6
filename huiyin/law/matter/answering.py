"""What a decision answers: whose word must stand beside it, and which papers it judges."""

from collections.abc import Mapping
from types import MappingProxyType

from huiyin.law.papers import Paper as W
from huiyin.law.terms import Act as A

_SOUGHT = (A.SEEK_REVIEW, A.SEEK_REREVIEW)
_ON_REVIEW = (A.ADMIT_REVIEW, A.DECLINE_REVIEW, A.PROPOSE_REVIEW, A.DECIDE_REVIEW)
#: The acts that each act answers; of each kind the newest counts, of objections all that were raised.
ANSWERING: Mapping[A, tuple[A, ...]] = MappingProxyType(
    {
        **dict.fromkeys(_ON_REVIEW, _SOUGHT),
        A.DECIDE_REVIEW: (*_SOUGHT, A.PROPOSE_REVIEW),
        A.AGREE_OBJECTION: (A.OBJECT,),
        A.REJECT_OBJECTION: (A.OBJECT,),
        A.DETERMINE: (A.OBJECT, A.REJECT_OBJECTION, A.CONSULT),
        A.COORDINATE: (A.OBJECT, A.REJECT_OBJECTION, A.CONSULT),
        A.DECIDE_RECUSAL: (A.ASK_RECUSAL,),
        A.ANSWER_URGE: (A.URGE,),
        A.EXTEND: (A.ASK_EXTENSION,),
        A.ANSWER_SUPERVISION: (A.SUPERVISE,),
        A.REOPEN: (A.DENY_EXECUTION,),
    }
)
#: Opinions that a review looks at again (Art. 35–36).
JUDGED: Mapping[A, tuple[W, ...]] = MappingProxyType(
    dict.fromkeys(_ON_REVIEW, (W.OPINION, W.REVIEW_OPINION)) | {A.EXECUTE: (W.OPINION, W.REVIEW_OPINION)}
)
