"""Runs RefDesk: ``python -m refdesk``."""

import sys

from refdesk.app.main import main

sys.exit(main())
