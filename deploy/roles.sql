-- The three roles of waishi. Safe to run twice. Passwords are set elsewhere
-- (deploy/init_database.sh); a private cluster on a socket needs none.
--   owner  migrations: makes and owns the tables
--   web    the site and the admin: reads and writes rows
--   jobs   background jobs: the same rights, told apart in the logs
do $$
declare wanted text;
begin
  foreach wanted in array array['waishi_owner', 'waishi_web', 'waishi_jobs'] loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I login', wanted);
    end if;
  end loop;
end $$;
-- Tests make a database of their own.
alter role waishi_owner createdb;
