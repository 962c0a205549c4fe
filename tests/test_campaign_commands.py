"""The commands `campaigns approve` and `campaigns results` as staff type them."""

from pathlib import Path

import pytest
from filled import OFFERINGS, SECRET
from reached import EARLY
from real_school import make_real
from talking import run

from signpost_bot import cli
from signpost_bot.app import open_app


def test_approving_says_what_is_still_needed_and_a_wrong_name_is_a_wrong_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path}/signpost.db"
    monkeypatch.setenv("SIGNPOST_DATABASE_URL", url)

    async def fill() -> None:
        async with open_app(url, OFFERINGS, SECRET, EARLY) as app:
            await make_real(app)

    run(fill())
    said = []
    for name in ("Noor", "Wim", "Vera"):
        code = cli.run(["campaigns", "approve", "tentamens", "--as", name, "--language", "en"])
        out, err = capsys.readouterr()
        said.append((code, (out + err).splitlines()[-1]))

    assert said == [
        (0, "Still needed is the yes of somebody else."),
        (0, "Two people said yes. It goes out at its moments."),
        (
            2,
            "signpost-bot: Vera cannot say yes here: who writes or approves can, within their own "
            "part of the school",
        ),
    ]
    assert cli.run(["campaigns", "results", "--language", "en"]) == 0
    assert "There is nothing to say yet." in capsys.readouterr().out
