"""The units under packaging/systemd give a service what it needs and little else, as systemd counts."""
import subprocess

from cli_frame import TREE, case, needs

UNITS = TREE / "packaging" / "systemd"
EXPOSURE_MAX = 20  # tenths: 2.0 of 10


@case()
def units_are_exposed_little(cordon):
    needs("systemd-analyze")
    names = sorted(unit.name for unit in UNITS.glob("*.service"))
    assert names == ["cordon-lists-update.service", "cordon.service"], names
    for name in names:
        run = subprocess.run(["systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE_MAX}",
                              str(UNITS / name)], capture_output=True, text=True, timeout=60, check=False)
        said = (run.stdout + run.stderr).strip().splitlines()
        assert run.returncode == 0 and "exposure level" in said[-1], (name, said[-3:])


@case()
def only_the_fetcher_has_a_way_out(cordon):
    service = (UNITS / "cordon.service").read_text(encoding="utf-8").splitlines()
    assert "IPAddressDeny=any" in service and "IPAddressAllow=localhost" in service, service
    fetcher = (UNITS / "cordon-lists-update.service").read_text(encoding="utf-8").splitlines()
    assert not any(line.startswith(("LoadCredential=data-key", "IPAddressDeny=any")) for line in fetcher)
    assert any(line.endswith("lists update") for line in fetcher), fetcher
