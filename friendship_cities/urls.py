from django.urls import path

from friendship_cities import views

app_name = "friendship_cities"

urlpatterns = [
    # /friendship-cities/
    path("friendship-cities/", views.partnership_list, name="partnership_list"),
    path("friendship-cities/<slug:slug>/", views.partnership_detail, name="partnership_detail"),
    path("friendship-cities/<slug:slug>/qr.svg", views.partnership_qr, name="partnership_qr"),
    # /countries/
    path("countries/<iso2:iso2>/", views.country_detail, name="country_detail"),
    # /hong-kong-macao/
    path("hong-kong-macao/", views.hong_kong_macao, name="hong_kong_macao"),
    # /visits/
    path("visits/", views.visit_list, name="visit_list"),
    path("visits/<number:number>/", views.visit_detail, name="visit_detail"),
    # /events/
    path("events/", views.event_list, name="event_list"),
    path("events/<number:number>/", views.event_detail, name="event_detail"),
]
