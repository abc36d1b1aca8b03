-- Run by the superuser in waishi's database (or the template it is made from). Safe to run twice. What the owner
-- makes later is granted as it is made; no serving role can truncate, and the
-- migrations take more away (the audit is append-only).
grant usage on schema public to waishi_web, waishi_jobs;
grant create on schema public to waishi_owner;
alter default privileges for role waishi_owner in schema public
  grant select, insert, update, delete on tables to waishi_web, waishi_jobs;
alter default privileges for role waishi_owner in schema public
  grant usage, select on sequences to waishi_web, waishi_jobs;
