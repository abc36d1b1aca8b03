from django.urls import path

from news import views

app_name = "news"

urlpatterns = [
    # /news/; "all" is no section's, so that its years collide with no article's number.
    path("news/", views.article_list, name="article_list"),
    path("news/all/<year:year>/", views.article_archive, name="article_archive"),
    path("news/all/<year:year>/<month:month>/", views.article_archive, name="article_archive"),
    path("news/<number:number>/", views.article_detail, name="article_detail"),
    path("news/<number:number>/qr.svg", views.article_qr, name="article_qr"),
    path("news/<slug:slug>/", views.section_detail, name="section_detail"),
    path("news/<slug:slug>/<year:year>/", views.section_archive, name="section_archive"),
    path(
        "news/<slug:slug>/<year:year>/<month:month>/",
        views.section_archive,
        name="section_archive",
    ),
    # /topics/
    path("topics/", views.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic_detail"),
]
