#!/bin/sh
# Run once by the postgres image, on an empty volume: the three roles with their
# passwords, the database waishi and who may do what in it.
set -eu

password_of() {
    eval "password=\${$1:-}"
    # The passwords stand inside database addresses, where / and @ have a meaning.
    case $password in
        '') echo "Environment variable \"$1\" not set" >&2; exit 1 ;;
        *[!A-Za-z0-9_-]*) echo "Environment variable \"$1\" invalid: only letters, digits, _ and -." >&2; exit 1 ;;
    esac
}

run_sql() {
    psql --no-psqlrc --quiet --username "$POSTGRES_USER" --set ON_ERROR_STOP=1 "$@"
}

for role in OWNER WEB JOBS; do
    password_of "${role}_PASSWORD"
done

run_sql --dbname postgres --file /srv/waishi/roles.sql
# psql reads the passwords from its environment: no process list shows them.
run_sql --dbname postgres <<'SQL'
\getenv owner OWNER_PASSWORD
\getenv web WEB_PASSWORD
\getenv jobs JOBS_PASSWORD
-- A failing statement would be logged with its password.
set log_min_error_statement = panic;
alter role waishi_owner password :'owner';
alter role waishi_web password :'web';
alter role waishi_jobs password :'jobs';
-- The tests' right to make databases is not wanted on a server.
alter role waishi_owner nocreatedb;
-- A reader's request that waits longer than this has lost its reader.
alter role waishi_web set statement_timeout = '30s';
alter role waishi_web set lock_timeout = '5s';
alter role waishi_web set idle_in_transaction_session_timeout = '60s';
create database waishi owner waishi_owner template template0 encoding 'UTF8' locale 'C.UTF-8';
revoke connect on database waishi from public;
grant connect on database waishi to waishi_web, waishi_jobs;
SQL
run_sql --dbname waishi --file /srv/waishi/grants.sql
