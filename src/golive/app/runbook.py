"""golive runbook: the manual path, in Markdown and HTML from the same blocks."""

from pathlib import Path

from golive.model.platform import Platform
from golive.reports.folder import prepare, write
from golive.reports.runbook import as_html, as_markdown, blocks


def runbook(platform: Platform, into: Path | None) -> str:
    """Into a folder, or as Markdown to read here."""
    if into is None:
        return as_markdown(blocks(platform))
    prepare(into)
    write(into, texts(platform))
    return f"{into / 'runbook.md'}\n{into / 'runbook.html'}\n"


def texts(platform: Platform, stem: str = "runbook") -> dict[str, str]:
    told = blocks(platform)
    return {f"{stem}.md": as_markdown(told), f"{stem}.html": as_html(told)}
