"""Goal: the command line does what its pages say, and nothing that comes from outside breaks it.

    python3 scenarios/cli_test.py build/dev/cordon [--slow] [CASE...]

Real publications are read from CORDON_REAL_DATA (default ../shared/data) and skipped visibly without it.
"""
import sys

import cli_abuse  # noqa: F401  (its cases register themselves)
import cli_api  # noqa: F401
import cli_assess  # noqa: F401
import cli_backup  # noqa: F401
import cli_bad_input  # noqa: F401
import cli_clock  # noqa: F401
import cli_customers  # noqa: F401
import cli_erase  # noqa: F401
import cli_facts  # noqa: F401
import cli_lists  # noqa: F401
import cli_payments  # noqa: F401
import cli_poison  # noqa: F401
import cli_policy  # noqa: F401
import cli_questions  # noqa: F401
import cli_records  # noqa: F401
import cli_serve  # noqa: F401
import cli_territory  # noqa: F401
import cli_trade  # noqa: F401
import cli_units  # noqa: F401
import cli_update  # noqa: F401
import cli_witness  # noqa: F401
from cli_frame import main

if __name__ == "__main__":
    sys.exit(main())
