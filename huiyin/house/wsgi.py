import gc
import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

from huiyin.house.production import refuse_unsafe
from huiyin.house.tracing import start
from huiyin.law.accused import lines
from huiyin.law.chart.routes import learn_likeness
from huiyin.papers.drawing import look_for_typefaces

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiyin.house.settings")
application = get_wsgi_application()
refuse_unsafe(settings.CONFIG)
if settings.CONFIG.traces:
    start(settings.CONFIG.traces, "serve")
reverse("desk:home")  # reads in every page there is; else the first visitor would wait for that
look_for_typefaces()
learn_likeness()
lines.learned()

# What is loaded now stays for good: the collector need not walk through it again and again. A request leaves some
# thousand objects behind, nearly all freed by counting, so it may also look less often (the default is every 700).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
