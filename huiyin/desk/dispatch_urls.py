"""Addresses of dispatching, finding and drafting."""

from django.urls import URLPattern, path

from huiyin.desk import answers_routes, batches, dispatch, finding, opinion, saved_searches

urlpatterns: list[URLPattern] = [
    path("dispatch", dispatch.dispatch, name="dispatch"),
    path("dispatch/batch", batches.batch, name="batch"),
    path("dispatch/<str:number>", dispatch.card, name="card"),
    path("dispatch/<str:number>/skip", dispatch.skip, name="card-skip"),
    path("cases/<str:number>/acts/<str:act>/check", opinion.check, name="check"),
    path("cases/<str:number>/acts/<str:act>/drop", opinion.drop_draft, name="drop-draft"),
    path("search/names/<slug:what>", finding.names, name="search-names"),
    path("search/saved", saved_searches.save, name="search-save"),
    path("search/saved/<int:saved>/forget", saved_searches.forget, name="search-forget"),
    path("answers/routes", answers_routes.routes, name="routes"),
    path("answers/routes/<slug:route>", answers_routes.route_note, name="route-note"),
]
