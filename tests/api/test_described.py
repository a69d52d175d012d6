"""The description is kept: whatever is sent, no answer is a failure of ours, undocumented or of another form."""

from __future__ import annotations

import os

import pytest

pytestmark = pytest.mark.django_db
WHOLE = os.environ.get("API") == "whole"
EXAMPLES = int(os.environ.get("API_EXAMPLES", "40" if WHOLE else "1"))
