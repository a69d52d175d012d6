from django.urls import URLPattern, path

from huiyin.desk.records import acts, bulk, files, lists, pages, papers

urlpatterns: list[URLPattern] = [
    path("records/<slug:kind>", lists.records, name="records"),
    path("records/<slug:kind>/new", acts.new, name="record-new"),
    path("records/<slug:kind>/bulk", bulk.bulk, name="records-bulk"),
    path("records/<slug:kind>/<str:number>", pages.record, name="record"),
    path("records/<slug:kind>/<str:number>/acts/<slug:act>", acts.act, name="record-act"),
    path("records/<slug:kind>/<str:number>/files/<int:seq>/<int:place>", files.record_file, name="record-file"),
    path("records/<slug:kind>/<str:number>/papers/drafts/<int:owed>", papers.draft, name="record-draft"),
    path("records/<slug:kind>/<str:number>/papers/drafts/<int:owed>/issue", papers.issue_paper, name="record-issue"),
    path("records/<slug:kind>/<str:number>/papers/<int:paper>/void", papers.void_paper, name="record-void"),
    path("records/<slug:kind>/<str:number>/papers/<int:paper>/<slug:form>", papers.paper, name="record-paper"),
]
