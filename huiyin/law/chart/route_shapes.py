"""What a file of statutory routes (``data/law/routes``) may say: shapes, each with words for whoever writes one."""

from __future__ import annotations

from typing import Final

from huiyin.law.sources.articles import ANYWHERE
from huiyin.law.sources.shapes import Flag, Many, OneOf, Record, Table, Text, Whole
from huiyin.law.sources.tongues import Words
from huiyin.law.terms import Ground

SPANS: Final = ("days", "months", "years")
_WORDS: Final = Text("Words of a petition, parted by spaces.")
_SAYING: Final = Text(
    "How people say it: <employer> stands for a word of a group, | parts choices, … stands for up to ten signs of the "
    "same sentence. Latin letters small, _ for each space.",
    r"[^\s()\[\]*+?{}^$\\]+",
    "<employer>…欠|拖…钱|工资",
)
_LIMIT: Final = Record(
    {
        **{name: Whole(1, 100) for name in SPANS},
        "words": Words("The limit in a sentence, from which day on; {n} stands for the number."),
        "article": ANYWHERE,
        "told": _WORDS,
    },
    needed=("words",),
    about="An outside time limit. Without an article it is from memory, and every page says so.",
)
_ROUTE: Final = Record(
    {
        "key": Text("Its name in the record; never changed.", "[a-z][a-z_]{1,31}", "civil_suit"),
        "name": Words("What it is called."),
        "ground": OneOf(tuple(each.value for each in Ground if each is not Ground.PETITION), "The item of Art. 31."),
        "article": ANYWHERE,
        "where": Words("Where one goes."),
        "explanation": Words("What it is for, in a sentence or two."),
        "limits": Many(_LIMIT),
        "missed": Words("What happens to whoever lets the limit pass; needed where there is a limit."),
        "telling": _WORDS,
        "sayings": Many(_SAYING),
        "hinting": _WORDS,
        "against": _WORDS,
        "once_refused": Flag("Its time runs only after an organ that was asked did nothing; only a saying tells so."),
    },
    needed=("key", "name", "where", "explanation"),
    about="One way. A word of telling in a petition points here, as does a saying; of hinting it takes two in one "
    "sentence; each of against takes two hints away.",
)
_GROUPS: Final = Table(
    Text("Words that mean the same here, parted by |.", r"[^\s<>()\[\]…]+", "老板|公司|单位"),
    Text("Its name.", "[a-z_]{2,32}", "employer"),
    about="Groups of words that sayings name.",
)
_LISTS: Final = Table(
    Text("Words that mean the same here, parted by spaces. Latin letters stand as whole words, _ between them."),
    Text("Its name.", "[a-z_]{2,32}", "boss"),
    about="Lists of words that meetings name.",
)
_MEETINGS: Final = Table(
    Many(
        Text(
            "What is named near each other in any order: <boss> for a list, | parts choices, a space parts, ! before "
            "what must not stand there.",
            r"[^()\[\]*+?{}^$\\]+",
            "<boss> <wage> <owed>",
        )
    ),
    Text("The key of a route.", "[a-z][a-z_]{1,31}", "labour_arbitration"),
    about="How people tell of it who know no word of the law; read for whoever files by themselves.",
)
_EXAMPLES: Final = Table(
    Many(Text("What somebody says.")),
    Text(
        "The keys of the routes that are right for it, parted by spaces; none where a petition is the way.",
        "[a-z_ ]{2,160}",
        "civil_suit",
    ),
    about="What people say; stories are held against it for a question, where no word is sure.",
)
FILE: Final = Record(
    {
        "groups": _GROUPS,
        "routes": Many(_ROUTE),
        "words": _LISTS,
        "meetings": _MEETINGS,
        "examples": _EXAMPLES,
    },
    about="Statutory routes (法定途径). A route of the same key in a folder read later takes the place of the earlier.",
)
