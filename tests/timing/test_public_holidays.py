"""One country's holidays are those of the whole package, which can still be used beside them."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date, timedelta

import holidays

from trm_policy.timing.public_holidays import public_holidays

DAYS = [date(2026, 1, 1) + timedelta(number) for number in range(365)]


def free(known: holidays.HolidayBase) -> dict[date, str | None]:
    return {day: known.get(day) for day in DAYS if not known.is_working_day(day)}


def test_a_country_has_the_days_and_names_that_the_package_gives_it() -> None:
    for country, part, language in (
        ("DE", "BY", "en_US"),
        ("GB", "SCT", None),
        ("AX", None, "en_US"),
        ("SA", None, "en_US"),
    ):
        whole = holidays.country_holidays(country, subdiv=part, language=language)
        found = public_holidays(country, part and f"{country}-{part}", english=True)
        assert found is not None
        assert free(found) == free(whole)


def test_of_a_country_that_nobody_has_listed_nothing_is_known() -> None:
    assert public_holidays("XX", None) is None


def test_other_countries_are_imported_when_somebody_asks_for_them() -> None:
    code = (
        "import json, sys\n"
        "from trm_policy.timing.public_holidays import public_holidays\n"
        "public_holidays('DE', 'DE-BY'), public_holidays('AX', None)\n"
        "before = 'holidays.countries.peru' in sys.modules\n"
        "import holidays, holidays.countries\n"
        "from holidays.countries import Peru\n"
        "same = isinstance(holidays.country_holidays('PE'), Peru)\n"
        "print(json.dumps([before, same, holidays.__version__, hasattr(holidays, 'none')]))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == [False, True, holidays.__version__, False]
