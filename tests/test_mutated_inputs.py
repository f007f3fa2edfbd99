"""A sample of the damaged inputs that ``benchmarks/mutated.py`` tries by the hundred thousand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).parents[1] / "benchmarks" / "mutated.py"


def test_no_damaged_input_ends_in_a_traceback_takes_long_or_much_memory() -> None:
    words = [sys.executable, str(SCRIPT), "--inputs", "200", "--every", "499", "--processes", "1"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1] == "0 failures"
