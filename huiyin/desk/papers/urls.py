"""Where the pages of papers live."""

from django.urls import URLPattern, path

from huiyin.desk.papers import lists, pages, service

urlpatterns: list[URLPattern] = [
    *service.urlpatterns,
    path("cases/<str:number>/papers", pages.papers, name="papers"),
    path("cases/<str:number>/papers/register", pages.register, name="register-form"),
    path("cases/<str:number>/papers/drafts/<int:owed>", pages.draft, name="paper-draft"),
    path("cases/<str:number>/papers/drafts/<int:owed>/issue", pages.issue_paper, name="paper-issue"),
    path("cases/<str:number>/papers/<int:paper>/void", pages.void_paper, name="paper-void"),
    path("cases/<str:number>/papers/<int:paper>/<slug:form>", pages.paper, name="paper"),
    path("cases/<str:number>/opinion", pages.opinion, name="opinion"),
    *lists.urlpatterns,
]
