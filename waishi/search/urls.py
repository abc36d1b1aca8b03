from django.urls import path

from waishi.search import views

app_name = "search"
urlpatterns = [
    # /search/
    path("search/", views.search, name="search"),
    path("search/suggest/", views.suggest, name="suggest"),
]
