"""Places of the public front."""

from django.urls import URLPattern, URLResolver, path, register_converter
from django.urls.converters import StringConverter

from huiyin.portal.filing import asking, claims, handing_in, offline, story, where
from huiyin.portal.following import lost, papers, reaching, receipts, visits
from huiyin.portal.following import pages as following
from huiyin.portal.heard import pages as heard
from huiyin.portal.heard import panel
from huiyin.portal.joining import pages as joining
from huiyin.portal.joining import renewing, together
from huiyin.portal.mine import pages as mine
from huiyin.portal.promised import lasting
from huiyin.portal.promised import pages as promised
from huiyin.portal.public import law, leaflets, open_data, order, reception_days, rooms
from huiyin.portal.public import pages as public
from huiyin.portal.saying import pages as saying


class Number(StringConverter):
    """The number of a matter."""

    regex = "[0-9]{19}"


class Digest(StringConverter):
    """A SHA-256 in hexadecimal."""

    regex = "[0-9a-f]{64}"


class PromiseNumber(StringConverter):
    """The number of an undertaking."""

    regex = "U[0-9]{15,24}"


register_converter(Number, "number")
register_converter(PromiseNumber, "promise")
register_converter(Digest, "sha256")

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", public.home, name="home"),
    path("submit/", story.submit, name="submit"),
    path("submit/claims/", claims.submit_claims, name="submit-claims"),
    path("submit/asked/", asking.submit_asked, name="submit-asked"),
    path("submit/you/", handing_in.submit_you, name="submit-you"),
    path("submit/offline/", offline.offline, name="offline"),
    path("submit/places/", where.places, name="places"),
    path("submit/where/", where.where, name="where"),
    path("submit/where/centres.json", where.centres, name="centres"),
    path("submit/worker.js", offline.worker, name="worker"),
    path("manifest.webmanifest", offline.manifest, name="manifest"),
    path("submit/discard/", story.discard, name="submit-discard"),
    path("follow/", following.track, name="track"),
    path("f/", following.short, name="short"),
    path("follow/lost/", lost.lost, name="lost"),
    path("follow/lost/number/", lost.number, name="lost-number"),
    path("follow/lost/codes/", lost.given, name="lost-codes"),
    path("follow/leave/", following.leave, name="leave"),
    path("follow/<number:number>/", following.matter, name="matter"),
    path("follow/<number:number>/together/", together.together, name="together"),
    path("follow/<number:number>/together/<int:party>/code/", renewing.renew, name="renew"),
    path("follow/<number:number>/visits/<slug:visit>/", visits.answer_visit, name="answer-visit"),
    path("follow/<number:number>/keep/", mine.keep, name="keep"),
    path("mine/", mine.mine, name="mine"),
    path("mine/list.csv", mine.mine_as_file, name="mine-as-file"),
    path("mine/change/", mine.mine_changed, name="mine-changed"),
    path("follow/<number:number>/notices/", reaching.notices, name="notices"),
    path("join/<str:token>/", joining.join, name="join"),
    path("follow/<number:number>/code/stop/", following.stop_code, name="stop-code"),
    path("follow/<number:number>/card/", receipts.card, name="card"),
    path("follow/<number:number>/card/code/", receipts.code_to_phone, name="code-to-phone"),
    path("follow/<number:number>/receipt/", receipts.receipt, name="receipt"),
    path("follow/<number:number>/papers/<sha256:sha256>/", following.material, name="material"),
    path("follow/<number:number>/promised/<promise:promise>/<slug:act>/", promised.word, name="promised"),
    path("follow/<number:number>/lasting/<slug:what>/<slug:record>/", lasting.word, name="lasting"),
    path("follow/<number:number>/evidence/<int:seq>/<int:place>/", promised.evidence, name="evidence"),
    path("follow/<number:number>/hearing/", heard.hearing, name="hearing"),
    path("follow/<number:number>/hearing/<slug:hearing>/<slug:act>/", heard.hearing_say, name="hearing-say"),
    path("panel/", panel.panel, name="panel"),
    path("hearings/", heard.notice_board, name="hearings"),
    path("follow/<number:number>/<slug:act>/", saying.say, name="say"),
    path("verify/", receipts.verify, name="verify"),
    path("guide/", public.guide, name="guide"),
    path("guide/<slug:size>.pdf", leaflets.leaflet, name="leaflet"),
    path("open/", open_data.open_data, name="open"),
    path("open/like-mine/", open_data.like_mine, name="like-mine"),
    path("open/figures.csv", open_data.as_csv, name="open-csv"),
    path("open/figures.json", open_data.as_json, name="open-json"),
    path("open/catalog.jsonld", open_data.catalog, name="open-catalog"),
    path("offices/", public.offices, name="offices"),
    path("reception/", reception_days.reception_days, name="reception-days"),
    path("reception/<int:day>/", reception_days.reception_day, name="reception-day"),
    path("rooms/", rooms.room_list, name="rooms"),
    path("rooms/<slug:key>/", rooms.room, name="room"),
    path("rooms/<slug:key>/standard/", rooms.room_standard, name="room-standard"),
    path("rooms/<slug:key>/word/<int:ticket>/<slug:code>/", rooms.room_word, name="room-word"),
    path("order/", order.order, name="order"),
    path("retaliation/", public.retaliation, name="retaliation"),
    path("privacy/", public.privacy, name="privacy"),
    *papers.urlpatterns,
    *law.urlpatterns,
]
