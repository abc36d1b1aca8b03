#!/bin/sh
# What a new image does once before it serves; run as the owner of the tables.
# Safe to run twice. Loads no texts and no demonstration.
set -eu
python manage.py migrate --noinput
python manage.py set_up_roles
python manage.py load_countries
python manage.py load_words
# nginx reads the static files here. Files of older images stay, because pages
# that are still being read name them.
cp -R /var/lib/waishi/static/. /srv/static/
