from django.urls import URLPattern, path

from huiyin.desk.meeting import conference, pages, slips

urlpatterns: list[URLPattern] = [
    path("conference", conference.conference, name="conference"),
    path("conference/office", conference.office, name="conference-office"),
    path("conference/convener", conference.convener, name="conference-convener"),
    path("conference/member", conference.member, name="conference-member"),
    path("hearings/<str:number>/slips", slips.panel_slips, name="panel-slips"),
    path("cases/<str:number>/hearing", pages.hearing_of, name="hearing-of"),
]
