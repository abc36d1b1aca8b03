from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "waishi.accounts"
    verbose_name = "账号与权限"
