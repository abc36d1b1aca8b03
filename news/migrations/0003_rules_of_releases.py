"""What comes before the public, how long it stays there, and what is kept of it for ever."""

from django.db import migrations

from waishi.media.guarding import keep_shown_pictures
from waishi.publishing.triggers import at_commit, function, trigger

# An approval is of the stage where the text waits, so no review is left out.
REVIEW_IN_ORDER = """
create function review_in_order() returns trigger language plpgsql as $$
begin
  if new.verdict in ('approved', 'emergency') and exists (
    select from django_content_type t
    where t.id = new.content_type_id and t.app_label = 'news' and t.model = 'article'
  ) and news_article_waits_for(new.object_id) ->> new.language is distinct from new.stage
  then
    raise exception 'the text waits for another review: article %', new.object_id
      using errcode = '23514', constraint = 'reviews_come_in_their_order';
  end if;
  return new;
end $$
"""

# Nobody approves what they wrote, neither for themselves, nor for somebody absent
# who wrote it, nor by recording a signature on paper. Since the last release that
# was reviewed: one in an emergency has not been. Slips that two people mended
# neither begin a new text nor make anybody its author.
REFUSE_OWN_APPROVAL = """
create function refuse_own_approval() returns trigger language plpgsql as $$
begin
  if new.verdict in ('approved', 'emergency') and exists (
    select from publishing_textchange c
    where c.content_type_id = new.content_type_id and c.object_id = new.object_id
      and new.language = any (c.languages)
      and c.author_id in (new.reviewer_id, new.on_behalf_of_id)
      and not '勘误' = any (c.fields)
      and c.made_at > coalesce((
        select max(r.released_at) from news_articlerelease r
        where r.article_id = new.object_id and r.language = new.language
          and r.erratum_id is null
          and r.released_at < coalesce((
            select min(e.released_at) from publishing_emergencyrelease e
            where e.content_type_id = new.content_type_id and e.object_id = new.object_id
              and e.language = new.language and e.settled_at is null
          ), 'infinity')
      ), '-infinity')
  ) then
    raise exception 'nobody approves their own text: article %', new.object_id
      using errcode = '23514', constraint = 'own_text_is_approved_by_others';
  end if;
  return new;
end $$
"""

# Word for word what the last review approved; or what one person released in an
# emergency, with the reason, and flagged until the reviews agree; or exactly an
# erratum that another person agreed to, of what is live now.
REQUIRE_FINAL_APPROVAL = """
create function require_final_approval() returns trigger language plpgsql as $$
begin
  if new.erratum_id is not null and not exists (
    select from news_erratum e
    join news_articlerelease live on live.id = e.corrects_id
    where e.id = new.erratum_id and e.verdict = 'agreed'
      and e.decided_by_id <> e.proposed_by_id
      and e.article_id = new.article_id and e.language = new.language
      and e.text_hash = new.text_hash and e.document = new.document
      and new.live_from <= clock_timestamp()
      and live.live_from <= clock_timestamp()
      and (live.live_until is null or live.live_until > clock_timestamp())
  ) or new.erratum_id is null and not exists (
    select from publishing_review r join django_content_type t on t.id = r.content_type_id
    where t.app_label = 'news' and t.model = 'article' and r.object_id = new.article_id
      and r.language = new.language and r.text_hash = new.text_hash
      and r.document = new.document
      and (
        r.verdict = 'approved' and r.stage in ('final', 'translation')
        or r.verdict = 'emergency' and r.opinion <> '' and exists (
          select from publishing_emergencyrelease e
          where e.content_type_id = r.content_type_id and e.object_id = r.object_id
            and e.language = r.language and e.text_hash = r.text_hash
            and e.released_by_id = r.reviewer_id and e.reason <> '' and e.settled_at is null
        )
      )
  ) then
    raise exception 'no final review approved this text: article %', new.article_id
      using errcode = '23514', constraint = 'release_is_approved_word_for_word';
  end if;
  return new;
end $$
"""

# No release of what lies in the trash.
REFUSE_RELEASE_FROM_TRASH = """
create function refuse_release_from_trash() returns trigger language plpgsql as $$
begin
  if exists (select from news_article a where a.id = new.article_id and a.trashed_at is not null)
  then
    raise exception 'what lies in the trash is not released: %', new.article_id
      using errcode = '23514', constraint = 'trashed_article_is_not_released';
  end if;
  return new;
end $$
"""

# What a release says never changes. Its end may, until an end that was asked for has
# passed; before its time it may be taken back; to be moved it is taken back and made
# anew, with every check of a release. What search reads of it may be written anew.
KEEP_RELEASES = """
create function keep_releases() returns trigger language plpgsql as $$
declare
  ends text[] := array['live_until', 'expires_at', 'search_text', 'search_vector'];
begin
  if tg_op = 'DELETE' then
    if old.live_from <= clock_timestamp() and not owner_forgets(tg_relid) then
      raise exception 'a release whose time has come is kept: %', old.id
        using errcode = '23514', constraint = 'begun_release_is_kept';
    end if;
    return old;
  end if;
  if (to_jsonb(new) - ends) is distinct from (to_jsonb(old) - ends) then
    raise exception 'what a release says never changes: %', old.id
      using errcode = '23514', constraint = 'release_says_the_same_for_ever';
  end if;
  if new.expires_at is distinct from old.expires_at
     and least(new.expires_at, old.expires_at) <= clock_timestamp() then
    raise exception 'an end that has passed is not moved: %', old.id
      using errcode = '23514', constraint = 'passed_expiry_is_not_moved';
  end if;
  return new;
end $$
"""

# What `releasing.recompute` writes, compared at commit from both sides.
END_AS_COMPUTED = """
create function end_as_computed() returns trigger language plpgsql as $$
declare
  changed jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
begin
  if exists (
    select from (
      select r.live_until as said, least(
        r.expires_at,
        lead(r.live_from) over (order by r.live_from),
        (select min(w.withdrawn_from) from news_withdrawal w
          where w.article_id = r.article_id and w.language = r.language
            and w.kind <> 'outdated' and w.withdrawn_until is null
            and w.withdrawn_from >= r.live_from)
      ) as computed
      from news_articlerelease r
      where r.article_id = (changed ->> 'article_id')::bigint
        and r.language = changed ->> 'language'
    ) as releases
    where said is distinct from computed
  ) then
    raise exception 'a release ends by its expiry, the next one or a withdrawal: article %',
      changed ->> 'article_id'
      using errcode = '23514', constraint = 'release_ends_as_computed';
  end if;
  return null;
end $$
"""

# A withdrawal is closed once, and its reason given once; nothing else of it
# changes, and it is never deleted.
KEEP_WITHDRAWALS = """
create function keep_withdrawals() returns trigger language plpgsql as $$
declare
  reason text[] := array['reason', 'reason_by_id', 'reason_at'];
  ends text[] := array['withdrawn_until', 'reinstated_by_id'];
begin
  if tg_op = 'DELETE' then
    if owner_forgets(tg_relid) then return old; end if;
    raise exception 'withdrawals are kept: %', old.id
      using errcode = '23514', constraint = 'withdrawal_is_kept';
  end if;
  if (to_jsonb(new) - reason - ends) is distinct from (to_jsonb(old) - reason - ends)
     or (old.reason <> '' and (new.reason, new.reason_by_id, new.reason_at)
         is distinct from (old.reason, old.reason_by_id, old.reason_at))
     or (old.withdrawn_until is not null and (new.withdrawn_until, new.reinstated_by_id)
         is distinct from (old.withdrawn_until, old.reinstated_by_id))
  then
    raise exception 'what was said of a withdrawal stands: %', old.id
      using errcode = '23514', constraint = 'withdrawal_is_not_edited';
  end if;
  return new;
end $$
"""

# What an erratum proposes never changes; it is decided once, with the warnings that
# were ticked; and its document differs from the one that is live in words only.
KEEP_ERRATA = """
create function keep_errata() returns trigger language plpgsql as $$
declare
  decision text[] := array['verdict', 'decided_by_id', 'decided_at', 'opinion', 'ticked'];
  words text[] := array['title', 'short_title', 'subtitle', 'summary', 'body',
                        'lead_picture_alt', 'gallery'];
begin
  if tg_op = 'DELETE' then
    if owner_forgets(tg_relid) then return old; end if;
    raise exception 'errata are kept: %', old.id
      using errcode = '23514', constraint = 'erratum_is_kept';
  end if;
  if tg_op = 'UPDATE' then
    if (to_jsonb(new) - decision) is distinct from (to_jsonb(old) - decision)
       or old.verdict <> 'pending' then
      raise exception 'what was said of an erratum stands: %', old.id
        using errcode = '23514', constraint = 'erratum_is_not_edited';
    end if;
    return new;
  end if;
  if new.verdict <> 'pending' or not exists (
    select from news_articlerelease r
    where r.id = new.corrects_id and r.article_id = new.article_id
      and r.language = new.language
      and (r.document - words) = (new.document - words)
      and jsonb_array_length(r.document->'gallery') = jsonb_array_length(new.document->'gallery')
      and abs(length(r.document::text) - length(new.document::text)) <= 400
  ) then
    raise exception 'an erratum mends words of what is live: article %', new.article_id
      using errcode = '23514', constraint = 'erratum_mends_words_only';
  end if;
  return new;
end $$
"""

# Documents name films by their files.
REFUSE_LOSS_OF_VIDEO = """
create function refuse_loss_of_video() returns trigger language plpgsql as $$
begin
  if not owner_forgets(tg_relid) and exists (
    select from news_articlerelease r
    where r.document ->> 'videos' <> '[]' and strpos(r.document ->> 'videos', old.file) > 0
  ) then
    raise exception 'video % is shown in a release', old.id
      using errcode = '23503', constraint = 'video_in_use_stays';
  end if;
  return old;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [("news", "0002_rules_of_the_database")]

    operations = [
        function(REVIEW_IN_ORDER, "review_in_order()"),
        trigger("review_in_order", "publishing_review", "before insert"),
        function(REFUSE_OWN_APPROVAL, "refuse_own_approval()"),
        trigger("refuse_own_approval", "publishing_review", "before insert"),
        function(REQUIRE_FINAL_APPROVAL, "require_final_approval()"),
        trigger("require_final_approval", "news_articlerelease", "before insert"),
        function(REFUSE_RELEASE_FROM_TRASH, "refuse_release_from_trash()"),
        trigger("refuse_release_from_trash", "news_articlerelease", "before insert"),
        function(KEEP_RELEASES, "keep_releases()"),
        trigger("keep_releases", "news_articlerelease", "before update or delete"),
        function(END_AS_COMPUTED, "end_as_computed()"),
        at_commit("end_as_computed", "news_articlerelease"),
        at_commit("end_as_computed", "news_withdrawal"),
        function(KEEP_WITHDRAWALS, "keep_withdrawals()"),
        trigger("keep_withdrawals", "news_withdrawal", "before update or delete"),
        function(KEEP_ERRATA, "keep_errata()"),
        trigger("keep_errata", "news_erratum", "before insert or update or delete"),
        *keep_shown_pictures("news_articlerelease", "document::text"),
        function(REFUSE_LOSS_OF_VIDEO, "refuse_loss_of_video()"),
        trigger("refuse_loss_of_video", "media_video", "before delete"),
    ]
