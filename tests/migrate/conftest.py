"""Small platform folders, written for one test."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from golive.model.step import Step, load_steps


@dataclass(frozen=True)
class Folder:
    path: Path

    def step(self, name: str, deploy: str, verify: str, revert: str, **fields: str) -> None:
        """Writes a step; header fields that are not given say something harmless."""
        header = {
            "Why": "The test needs it.",
            "Phase": "schema",
            "Locks": "none that blocks",
            "Requires": "nothing",
            "Transaction": "one",
        } | {key.replace("_", "-"): value for key, value in fields.items()}
        lines = "".join(f"-- {key}: {value}\n" for key, value in header.items())
        self.write(f"steps/{name}/deploy.sql", lines + deploy)
        self.write(f"steps/{name}/verify.sql", verify)
        self.write(f"steps/{name}/revert.sql", revert)

    def write(self, path: str, text: str | bytes) -> Path:
        place = self.path / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(text.encode() if isinstance(text, str) else text)
        return place

    def steps(self) -> tuple[Step, ...]:
        return load_steps(self.path)

    def table_step(self, name: str = "0001_table", **fields: str) -> None:
        """A step that makes public.item with two rows."""
        self.step(
            name,
            "CREATE TABLE public.item (id int PRIMARY KEY, label text NOT NULL);\n"
            "INSERT INTO public.item VALUES (1, 'a'), (2, 'b');\n",
            "SELECT 'public.item holds two rows' WHERE (SELECT count(*) FROM public.item) <> 2",
            "DROP TABLE public.item;",
            **fields,
        )


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path / "shop")
