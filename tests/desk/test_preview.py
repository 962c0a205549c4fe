"""The preview at the desk: the student's card in both languages, and nothing is saved (R1)."""

from pathlib import Path

from desking import OpenDesk, with_desk

from signpost_bot.model.staff import Role

BAD = "<script>alert(1)</script>"


def test_a_card_in_both_languages_while_somebody_types(tmp_path: Path) -> None:
    async def scenario(desk: OpenDesk) -> None:
        member = await desk.add_member(Role.WRITER)
        typed = {
            "title.nl": "Soep op dinsdag",
            "title.en": f"Soup {BAD}",
            "moments.0": "elke dinsdag 12-13u",
        }
        async with desk.client_of(member) as client:
            page = await client.post("/desk/offerings/preview", data=typed)
            part = await client.post(
                "/desk/offerings/preview", data=typed, headers={"hx-request": "true"}
            )
            existing = await client.post(
                "/desk/offerings/preview", data={"of": "faalangst", "title.nl": "Anders"}
            )
        async with desk.client_of(None) as client:
            refused = await client.post("/desk/offerings/preview", data=typed)

        assert (page.status_code, part.status_code, refused.status_code) == (200, 200, 401)
        for answer in (page, part):
            assert "Soep op dinsdag" in answer.text
            assert "&lt;script&gt;" in answer.text
            assert BAD not in answer.text
            assert "dinsdag 1 december 2026 12:00" in answer.text
        assert "Ik dacht dat ik de enige was" in existing.text, (
            "what no field says is that of what was saved"
        )
        assert "Anders" in existing.text
        assert "<html" in page.text
        assert "<html" not in part.text

    with_desk(f"sqlite:///{tmp_path}/x.db", scenario)
