"""Many write while a database is certified: pgbench, with an application's ordinary transactions."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from golive.model.target import Dsn
from golive.server import find_client
from golive.server.client import client_environment

CLIENTS, SECONDS = 8, 20
# Each of them leaves the platform's rules as they were.
WORK = r"""
\set turn random(1, 6)
\if :turn = 1
  INSERT INTO public.customers (organization_id, name)
    SELECT id, 'under load' FROM public.organizations ORDER BY random() LIMIT 1;
\elif :turn = 2
  INSERT INTO public.invoices (organization_id, customer_id, number, net)
    SELECT organization_id, id, 'load-' || pg_current_xact_id(), 10 FROM public.customers ORDER BY random() LIMIT 1;
\elif :turn = 3
  UPDATE public.customers SET name = name || '.'
    WHERE ctid IN (SELECT ctid FROM public.customers ORDER BY random() LIMIT 5);
\elif :turn = 4
  DELETE FROM public.invoices WHERE number = (SELECT max(number) FROM public.invoices WHERE number LIKE 'load-%');
\elif :turn = 5
  BEGIN;
  UPDATE public.organizations SET settings = settings || '{"seen": true}'
    WHERE id = (SELECT max(id) FROM public.organizations);
  SELECT count(*) FROM public.invoices;
  ROLLBACK;
\else
  SELECT c.name, count(*) FROM public.customers AS c LEFT JOIN public.invoices AS i ON i.customer_id = c.id GROUP BY 1;
\endif
"""


@pytest.mark.deep
@pytest.mark.parametrize("platform", ["claimed", "learned"])
def test_load_is_no_alarm(life: Any, alive: Dsn, tmp_path: Path, platform: str) -> None:
    judged_by, said, runs = getattr(life, platform), [], 0
    life.told(alive, judged_by)  # what nobody has confirmed is asked for on the quiet server
    (tmp_path / "work.sql").write_text(WORK)
    program = find_client("pgbench", life.server.major).program("pgbench")
    words = ["-n", "-c", str(CLIENTS), "-j", "2", "-T", str(SECONDS), "-f", tmp_path / "work.sql", alive.name]
    with subprocess.Popen([program, *words], env=client_environment(alive), stdout=subprocess.PIPE, text=True) as load:
        while load.poll() is None:
            said += life.told(alive, judged_by)
            runs += 1
        written = load.stdout.read() if load.stdout else ""
    done = re.search(r"transactions actually processed: (\d+)", written)
    assert done is not None, written
    assert (int(done[1]) > 100, runs > 0, load.returncode) == (True, True, 0), written
    assert said == []
