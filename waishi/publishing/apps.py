from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "waishi.publishing"
    verbose_name = "审核与发布"
