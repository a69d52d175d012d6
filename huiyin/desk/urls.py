from django.urls import URLPattern, URLResolver, path

from huiyin.desk import first, live, machine, postings, undoing
from huiyin.desk.accounts import keeping, lists, posts
from huiyin.desk.answers import ready, routes
from huiyin.desk.audit import seals, shelves
from huiyin.desk.bulletins import urls as bulletins
from huiyin.desk.checks import urls as checks
from huiyin.desk.dispatch import batches, cards
from huiyin.desk.entering import directory, password, provider, sign_in
from huiyin.desk.field import urls as field
from huiyin.desk.forms import acts, inserting, opinion
from huiyin.desk.intake import receipts, register
from huiyin.desk.keeping import urls as archive
from huiyin.desk.language import urls as language
from huiyin.desk.letters import urls as letters
from huiyin.desk.lists import (
    approvals,
    assessed,
    bulk,
    calendars,
    effects,
    exports,
    finding,
    hand_over,
    mapped,
    oversight,
    queues,
    saved_searches,
    search,
    trouble,
    views_of_lists,
)
from huiyin.desk.mails import urls as mails
from huiyin.desk.matter import cases, codes, covers, exchanged, materials, told
from huiyin.desk.meeting import urls as meeting
from huiyin.desk.orders import pages as sheets
from huiyin.desk.papers import urls as papers
from huiyin.desk.pictures import behind
from huiyin.desk.pictures import pages as figures
from huiyin.desk.place import urls as place
from huiyin.desk.quality import urls as quality
from huiyin.desk.reception import urls as reception
from huiyin.desk.records import urls as records
from huiyin.desk.security import factors, organ_keys, reset, second
from huiyin.desk.security import pages as security
from huiyin.desk.taking import pages as taking
from huiyin.desk.together import notes, notifications, presence
from huiyin.desk.topics import urls as topics
from huiyin.desk.trying import pages as trying

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", queues.mine, name="home"),
    path("organ", queues.organ, name="organ-queue"),
    path("organ/map", mapped.mapped, name="organ-map"),
    path("undo", undoing.undo, name="undo"),
    path("bulk", bulk.bulk, name="bulk"),
    path("live", live.live, name="live"),
    path("lists/<slug:which>/keep", views_of_lists.keep, name="list-keep"),
    path("login", sign_in.sign_in, name="sign-in"),
    path("first", first.begin, name="first"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("posts", sign_in.posts, name="posts"),
    path("password", password.password, name="password"),
    path("login/provider", provider.there, name="provider"),
    path("login/provider/back", provider.back, name="provider-back"),
    path("login/provider/out", provider.out, name="provider-out"),
    path("login/provider/left", provider.left, name="provider-left"),
    path("login/directory", directory.sign_in, name="directory"),
    path("login/second", second.second, name="second"),
    path("login/second/challenge", second.challenge, name="second-challenge"),
    path("security/sure", factors.confirm, name="sure"),
    path("security/app", factors.app, name="factor-app"),
    path("security/key", factors.key, name="factor-key"),
    path("security/key/challenge", factors.key_challenge, name="factor-key-challenge"),
    path("security/remove", factors.taken_away, name="factor-remove"),
    path("security/codes", factors.codes, name="factor-codes"),
    path("reset", reset.reset, name="reset"),
    path("security/agree", security.agree_or_not, name="agree"),
    path("security/second", security.second, name="second-post"),
    path("security/keys", organ_keys.organ_keys, name="organ-keys"),
    path("security/keys/begin", organ_keys.begin, name="organ-keys-begin"),
    path("security/keys/give", organ_keys.give, name="organ-keys-give"),
    path("security/keys/paper", organ_keys.paper, name="organ-keys-paper"),
    path("security/keys/recover", organ_keys.recover, name="organ-keys-recover"),
    path("security", security.security, name="security"),
    path("security/sessions", security.end, name="session-end"),
    path("audit", shelves.audit, name="audit"),
    path("audit/seals/<int:number>.json", seals.seal_file, name="seal-file"),
    path("machine", machine.machine, name="machine"),
    path("accounts", lists.account_list, name="accounts"),
    path("accounts/new", posts.colleague, name="colleague"),
    path("accounts/<int:person>", keeping.account, name="account"),
    path("accounts/<int:person>/posts", posts.posts, name="posts-given"),
    *place.urlpatterns,
    *reception.urlpatterns,
    path("intake/<str:channel>", register.intake, name="intake"),
    path("places", register.found_places, name="places"),
    path("cases/<str:number>", cases.case, name="case"),
    path("cases/<str:number>/told", told.told, name="told"),
    path("cases/<str:number>/elsewhere", exchanged.exchanged, name="exchanged"),
    path("cases/<str:number>/codes", codes.query_codes, name="codes"),
    path("cases/<str:number>/taking", taking.take, name="taking"),
    path("cases/<str:number>/receipt", receipts.receipt, name="receipt"),
    path("cases/<str:number>/materials/<int:material>", materials.material, name="material"),
    path("cases/<str:number>/records/<int:seq>/<int:place>", materials.photo, name="photo"),
    path("cases/<str:number>/acts/<str:act>", acts.act, name="act"),
    path("cases/<str:number>/notes", notes.notes, name="notes"),
    path("cases/<str:number>/notes/<int:note>/back", notes.note_back, name="note-back"),
    path("cases/<str:number>/covers", covers.covers, name="covers"),
    path("cases/<str:number>/covers/<slug:kind>-<slug:size>.pdf", covers.cover, name="cover"),
    path("cases/<str:number>/changed", live.changed, name="changed"),
    path("cases/<str:number>/presence", presence.presence, name="presence"),
    path("notifications", notifications.notifications, name="notifications"),
    path("notifications/all-read", notifications.all_read, name="all-read"),
    path("notifications/wishes", notifications.wished, name="wishes"),
    path("notifications/<int:told>", notifications.open_one, name="notification"),
    path("search", search.search, name="search"),
    path("approvals", approvals.approvals, name="approvals"),
    path("oversight", oversight.oversight, name="oversight"),
    path("trouble", trouble.trouble, name="trouble"),
    path("trouble/grows", trouble.behind_growth, name="behind-growth"),
    path("trouble/<slug:what>", trouble.behind, name="behind"),
    path("hand-over", hand_over.hand_over, name="hand-over"),
    path("cases/<str:number>/to-dispatcher", hand_over.to_dispatcher, name="to-dispatcher"),
    path("answers", ready.answers, name="answers"),
    path("answers/new", ready.answer, name="answer-new"),
    path("answers/<int:answer>", ready.answer, name="answer"),
    path("export/<slug:which>.xlsx", exports.export, name="export"),
    path("export/<slug:which>.csv", exports.export, {"form": "csv"}, name="export-csv"),
    path("trial", trying.trial, name="trial"),
    path("trial/compared", trying.compared, name="trial-compared"),
    path("trial/open", trying.under_another, name="trial-open"),
    path("calendar", calendars.calendar, name="calendar"),
    path("calendar/<str:key>.ics", calendars.feed, name="feed"),
    path("figures", figures.numbers, name="figures"),
    path("figures/behind", behind.behind, name="figures-behind"),
    path("figures/organ", figures.organ, name="organ-figures"),
    path("pictures", figures.look, name="pictures"),
    path("postings", postings.postings, name="postings"),
    path("sheets", sheets.sheets, name="sheets"),
    path("sheets/<int:arrival>", sheets.sheet, name="sheet"),
    path("dispatch", cards.dispatch, name="dispatch"),
    path("dispatch/batch", batches.batch, name="batch"),
    path("dispatch/<str:number>", cards.card, name="card"),
    path("dispatch/<str:number>/skip", cards.skip, name="card-skip"),
    path("cases/<str:number>/acts/<str:act>/check", opinion.check, name="check"),
    path("cases/<str:number>/acts/<str:act>/texts", inserting.texts, name="texts"),
    path("cases/<str:number>/acts/<str:act>/drop", opinion.drop_draft, name="drop-draft"),
    path("search/names/<slug:what>", finding.names, name="search-names"),
    path("search/saved", saved_searches.save, name="search-save"),
    path("search/saved/<int:saved>/forget", saved_searches.forget, name="search-forget"),
    path("answers/routes", routes.routes, name="routes"),
    path("answers/routes/<slug:route>", routes.route_note, name="route-note"),
    *letters.urlpatterns,
    *mails.urlpatterns,
    *papers.urlpatterns,
    *checks.urlpatterns,
    *archive.urlpatterns,
    *quality.urlpatterns,
    *topics.urlpatterns,
    *bulletins.urlpatterns,
    *language.urlpatterns,
    path("records/plan/<str:number>/behind/<slug:name>/<slug:when>", effects.behind, name="plan-behind"),
    path(
        "records/appraisal/<str:number>/behind/<slug:indicator>/<slug:which>", assessed.behind, name="appraisal-behind"
    ),
    *records.urlpatterns,
    *field.urlpatterns,
    *meeting.urlpatterns,
]
