from django.urls import URLPattern, URLResolver, path

from huiyin.desk import acts, cases, figures, intake, materials, queues, receipts, search, sign_in

app_name = "desk"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", queues.mine, name="home"),
    path("organ", queues.organ, name="organ-queue"),
    path("login", sign_in.sign_in, name="sign-in"),
    path("sign-out", sign_in.sign_out, name="sign-out"),
    path("posts", sign_in.posts, name="posts"),
    path("intake/<str:channel>", intake.intake, name="intake"),
    path("cases/<str:number>", cases.case, name="case"),
    path("cases/<str:number>/receipt", receipts.receipt, name="receipt"),
    path("cases/<str:number>/materials/<int:material>", materials.material, name="material"),
    path("cases/<str:number>/acts/<str:act>", acts.act, name="act"),
    path("search", search.search, name="search"),
    path("figures", figures.figures, name="figures"),
]
