"""The office's roles and what each may do (design part 1).

No role both writes the release of a text and manages accounts.
"""

from itertools import chain

from django.contrib.auth.models import Group, Permission
from django.db import transaction

VIEW_REGISTER = [
    f"friendship_cities.view_{model}"
    for model in (
        "country",
        "city",
        "localparty",
        "partnership",
        "standing",
        "agreement",
        "visit",
        "visitguest",
        "visitstop",
        "visitpicture",
        "event",
        "eventorganiser",
        "eventpicture",
    )
]
KEEP_REGISTER = [
    name.replace("view_", f"{act}_")
    for name in VIEW_REGISTER
    for act in ("view", "add", "change", "delete")
]
VIEW_NEWS = [
    f"news.view_{model}"
    for model in (
        "section",
        "topic",
        "article",
        "articlepicture",
        "articlevideo",
        "articleattachment",
        "articlerelease",
        "withdrawal",
    )
]
TRANSLATE = [
    "news.change_article",
    "news.change_articlepicture",
    "news.change_articleattachment",
    "media.view_picture",
    "publishing.translate_en",
    "publishing.view_term",
    "publishing.add_term",
    "publishing.change_term",
    "publishing.delete_term",
]
WRITE = [
    "publishing.write_source",
    "publishing.translate_en",
    "publishing.view_term",
    "news.add_article",
    "news.change_article",
    *(
        f"news.{act}_{model}"
        for model in ("articlepicture", "articlevideo", "articleattachment")
        for act in ("add", "change", "delete")
    ),
    "media.view_picture",
    "media.add_picture",
    "media.change_picture",
    "media.view_video",
    "media.add_video",
    "media.change_video",
]
READ_WORK = [
    "publishing.view_review",
    "publishing.view_proposal",
    "publishing.view_emergencyrelease",
]
STAND_IN = ["publishing.stand_in", "publishing.view_deputy", "publishing.add_deputy"]
SIGNATURES = ["publishing.record_signature"]
WRITE_BANNERS = [f"site.{act}_alertbanner" for act in ("view", "add", "change")]
SETTINGS_OF_THE_SITE = (
    "siteidentity",
    "othername",
    "statedfigure",
    "linkgroup",
    "link",
    "alertbanner",
    "mourningperiod",
    "scriptexception",
    "oldaddress",
)
READ_LISTS = [
    f"publishing.view_{name}" for name in ("wordrule", "official", "occurrence", "linkstate")
]
KEEP_LISTS = [
    *READ_LISTS,
    *(f"publishing.{act}_{name}" for act in ("add", "change") for name in ("wordrule", "official")),
]
# Only what nothing uses can be deleted, whoever wants to.
TIDY_LIBRARY = ["media.delete_picture"]
ANY_ARTICLE = ["news.handle_any_article"]
# A pick names an article, perhaps one nobody else may read yet.
VIEW_FRONT = ["news.view_frontpick"]
# What is to come, of every text, and of the register too.
PREVIEW_SITE = ["news.preview_site"]
GIVE_LINKS = ["news.give_preview_link", "news.view_previewlink"]
PICK_FRONT = [f"news.{act}_frontpick" for act in ("view", "add", "change", "delete")]
READ_TO_REVIEW = [
    *VIEW_NEWS,
    *ANY_ARTICLE,
    *PREVIEW_SITE,
    *GIVE_LINKS,
    *VIEW_FRONT,
    *VIEW_REGISTER,
    *READ_WORK,
    *STAND_IN,
    *READ_LISTS,
]
REVIEW = [*READ_TO_REVIEW, *WRITE, *PICK_FRONT, *KEEP_LISTS, *TIDY_LIBRARY]

ROLES: dict[str, list[str]] = {
    # What an article is about; of the register beside it, its form offers what is public.
    # Their own draft, until it was handed in, is theirs to throw away.
    "信息员": [*VIEW_NEWS, *WRITE, "news.delete_article", "friendship_cities.view_country"],
    "采编": [
        *VIEW_NEWS,
        *WRITE,
        *TIDY_LIBRARY,
        *WRITE_BANNERS,
        *ANY_ARTICLE,
        *PREVIEW_SITE,
        *GIVE_LINKS,
        *PICK_FRONT,
        *READ_WORK,
        *READ_LISTS,
        *VIEW_REGISTER,
        # Registered from an article: internal until another agrees.
        "friendship_cities.add_visit",
        "friendship_cities.add_event",
        *SIGNATURES,
        "news.delete_article",
        "publishing.stand_in",
        "publishing.view_deputy",
    ],
    "译审": [
        *READ_TO_REVIEW,
        *TRANSLATE,
        "publishing.review_translation",
        "publishing.withdraw_text",
    ],
    "一审": [*REVIEW, *SIGNATURES, "publishing.review_first", "publishing.withdraw_text"],
    "二审": [
        *REVIEW,
        *SIGNATURES,
        "publishing.review_second",
        "publishing.withdraw_text",
        "publishing.decide_proposal",
        *WRITE_BANNERS,
        "site.put_live_at_once",
    ],
    "三审": [
        *REVIEW,
        *SIGNATURES,
        "publishing.review_final",
        "publishing.release_in_emergency",
        "publishing.withdraw_text",
        "publishing.decide_proposal",
        *WRITE_BANNERS,
        "site.put_live_at_once",
    ],
    "友城专员": [
        *KEEP_REGISTER,
        *VIEW_NEWS,
        *READ_WORK,
        "media.view_picture",
        "media.add_picture",
        "media.change_picture",
        "publishing.decide_proposal",
    ],
    "审计员": [
        *VIEW_NEWS,
        *ANY_ARTICLE,
        *PREVIEW_SITE,
        "news.view_previewlink",
        "news.view_previewsharing",
        *VIEW_FRONT,
        *VIEW_REGISTER,
        *READ_WORK,
        *READ_LISTS,
        "publishing.view_auditentry",
        "publishing.view_deputy",
        "accounts.view_user",
        "news.view_sectionlimit",
    ],
    "管理员": [
        *(f"accounts.{act}_user" for act in ("view", "add", "change")),
        *(
            f"{name}_{model}"
            for name in ("site.view", "site.add", "site.change")
            for model in SETTINGS_OF_THE_SITE
        ),
        *(f"site.delete_{model}" for model in ("othername", "link", "oldaddress")),
        *(f"media.{act}_picture" for act in ("view", "add", "change")),
        *(
            f"news.{act}_{model}"
            for act in ("view", "add", "change")
            for model in ("section", "topic")
        ),
        *(f"news.{act}_sectionlimit" for act in ("view", "add", "change", "delete")),
        # Settings of the site are proposals too; reviews would show drafts.
        "publishing.view_proposal",
        "publishing.view_deputy",
        "publishing.add_deputy",
        *(f"publishing.{act}_noticechannel" for act in ("view", "add", "change", "delete")),
        "publishing.view_notice",
        *(f"news.{act}_previewsharing" for act in ("view", "add", "change")),
    ],
}
ADMINISTRATOR = "管理员"
REVIEWERS = {
    role
    for role, permissions in ROLES.items()
    if any(name.startswith("publishing.review_") for name in permissions)
}


@transaction.atomic
def set_up_roles() -> list[str]:
    """Make the groups and give each exactly the permissions above; safe to run twice.

    Raises LookupError where a permission is misspelt.
    """
    wanted = set(chain.from_iterable(ROLES.values()))
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    if unknown := wanted - known.keys():
        raise LookupError(f"No such permissions: {', '.join(sorted(unknown))}")
    for role, permissions in ROLES.items():
        group, _ = Group.objects.get_or_create(name=role)
        group.permissions.set([known[name] for name in permissions])
    return list(ROLES)
