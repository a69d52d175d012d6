import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from huiyin.house.production import refuse_unsafe
from huiyin.papers.drawing import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.house.settings")
application = get_wsgi_application()
refuse_unsafe(settings.CONFIG)
warm_up()
