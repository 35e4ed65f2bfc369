"""
Take pictures of a page: `python docs/screenshots.py outputs/seeds/graph.html docs/`.

Writes `NAME-wide.png` (1,400 x 900), `NAME-wide-dark.png`, `NAME-narrow.png` (390 x 800) and
`NAME-narrow-dark.png`. Needs playwright and a Chromium (`CHROMIUM`, or one on the path).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
SIZES = {"wide": (1400, 900), "narrow": (390, 800)}


def chromium() -> str | None:
    """Find a Chromium: the one that `CHROMIUM` names, else the first on the path."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for name in names if name and (found := shutil.which(name))), None)


def take(page: Path, folder: Path, *, event: str | None, language: str, whole: bool) -> list[Path]:
    """Write the four pictures of a page and give their paths; `event` is opened first."""
    from playwright.sync_api import sync_playwright

    address = f"{page.resolve().as_uri()}?lang={language}" + (f"#{event}" if event else "")
    written = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for size, (width, height) in SIZES.items():
            for scheme in ("light", "dark"):
                tab = browser.new_page(
                    viewport={"width": width, "height": height}, color_scheme=scheme
                )
                tab.goto(address)
                tab.wait_for_selector("html[data-ready]")
                tab.wait_for_timeout(300)  # the picture is drawn in the next frames
                dark = "-dark" if scheme == "dark" else ""
                path = folder / f"{page.stem}-{size}{dark}.png"
                tab.screenshot(path=path, full_page=whole and size == "narrow")
                written.append(path)
                tab.close()
        browser.close()
    return written


def main() -> int:
    """Read the arguments and write the pictures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[1])
    parser.add_argument("page", type=Path, help="a graph.html")
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--event", help="id of the event to open")
    parser.add_argument("--lang", default="en", choices=("en", "id"))
    parser.add_argument("--whole", action="store_true", help="the narrow picture shows all")
    given = parser.parse_args()
    if chromium() is None:
        sys.stderr.write("no Chromium found; install one or name it in CHROMIUM\n")
        return 2
    given.folder.mkdir(parents=True, exist_ok=True)
    for path in take(
        given.page, given.folder, event=given.event, language=given.lang, whole=given.whole
    ):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
