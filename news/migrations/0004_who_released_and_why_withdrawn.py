import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

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

# As before, and: an end that was asked for and has passed is history.
KEEP_RELEASES = """
create or replace function keep_releases() returns trigger language plpgsql as $$
declare
  ends text[] := array['live_until', 'expires_at'];
begin
  if tg_op = 'DELETE' then
    if old.live_from <= clock_timestamp() and not owner_forgets(tg_relid) then
      raise exception 'a release whose time has come is kept: %', old.id
        using errcode = '23514', constraint = 'begun_release_is_kept';
    end if;
    return old;
  end if;
  if (to_jsonb(new) - ends - 'live_from') is distinct from (to_jsonb(old) - ends - 'live_from') then
    raise exception 'what a release says never changes: %', old.id
      using errcode = '23514', constraint = 'release_says_the_same_for_ever';
  end if;
  if new.live_from is distinct from old.live_from
     and least(new.live_from, old.live_from) <= clock_timestamp() then
    raise exception 'a release whose time has come is not moved: %', old.id
      using errcode = '23514', constraint = 'begun_release_is_not_moved';
  end if;
  if new.expires_at is distinct from old.expires_at
     and least(new.expires_at, old.expires_at) <= clock_timestamp() then
    raise exception 'an end that has passed is not moved: %', old.id
      using errcode = '23514', constraint = 'passed_expiry_is_not_moved';
  end if;
  return new;
end $$
"""


class Migration(migrations.Migration):
    dependencies = [
        ("news", "0003_article_stands_in_queue"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="articlerelease",
            name="released_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="article_releases",
                to=settings.AUTH_USER_MODEL,
                verbose_name="签发人",
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="reason_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="写明原因时间"),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="reason_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reasons_of_withdrawals",
                to=settings.AUTH_USER_MODEL,
                verbose_name="何人写明原因",
            ),
        ),
        migrations.AddField(
            model_name="withdrawal",
            name="reinstated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reinstated_withdrawals",
                to=settings.AUTH_USER_MODEL,
                verbose_name="恢复人",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("reason_at", None), ("reason_by", None)),
                    models.Q(
                        models.Q(("reason", ""), _negated=True),
                        ("reason_at__isnull", False),
                        ("reason_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="withdrawal_says_who_gave_its_reason",
                violation_error_message="撤稿原因须记下何人何时写明",
            ),
        ),
        migrations.RunSQL(KEEP_WITHDRAWALS, "drop function keep_withdrawals()"),
        migrations.RunSQL(
            "create trigger keep_withdrawals before update or delete on news_withdrawal"
            " for each row execute function keep_withdrawals()",
            "drop trigger keep_withdrawals on news_withdrawal",
        ),
        migrations.RunSQL(KEEP_RELEASES, migrations.RunSQL.noop),
    ]
