"""The WSGI entry point that gunicorn serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_wsgi_application()

# What is loaded by now stays: the collector need not walk it again and again while hundreds of rows become a page.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 50)
