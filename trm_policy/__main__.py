"""``python -m trm_policy`` is ``trm``."""

from trm_policy.cli import main

main()
