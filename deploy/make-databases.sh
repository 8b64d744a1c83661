#!/bin/sh
# Run once by the PostgreSQL container: the hub's roles and database, and those of the log-in provider.
set -eu
psql --username postgres --set ON_ERROR_STOP=1 \
	--set hub_password="$HUB_DATABASE_PASSWORD" --set login_password="$HUB_LOGIN_DATABASE_PASSWORD" <<'SQL'
create role hub login password :'hub_password';
create role hub_app nologin;
grant hub_app to hub;
create database hub owner hub template template0 encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' locale 'C';
create role login login password :'login_password';
create database login owner login;
SQL
