from django.urls import path

from news import views

app_name = "news"

urlpatterns = [
    # /news/
    path("news/", views.article_list, name="article_list"),
    path("news/<number:number>/", views.article_detail, name="article_detail"),
    path("news/<slug:slug>/", views.section_detail, name="section_detail"),
    # /topics/
    path("topics/", views.topic_list, name="topic_list"),
    path("topics/<slug:slug>/", views.topic_detail, name="topic_detail"),
]
