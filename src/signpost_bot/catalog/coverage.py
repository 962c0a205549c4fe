"""What each catalog covers: the sixteen elements, and the needs that have no offering yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from signpost_bot.catalog.files import Folder
from signpost_bot.catalog.templates import Template
from signpost_bot.model.institution import Institution
from signpost_bot.model.need import Need
from signpost_bot.model.offering import Offering, State


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A need without an offering, and the templates of that kind of education that serve it."""

    need: Need
    templates: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """One institution: how many published offerings serve each element, and its gaps."""

    institution: Institution
    offerings: int
    elements: Counter[int]
    gaps: tuple[Gap, ...]


def measure_coverage(
    catalogs: Folder, templates: Sequence[Template], needs: Sequence[Need]
) -> tuple[Coverage, ...]:
    """The coverage of every institution of the folder, real ones first.

    A draft or a retired offering covers nothing: no student is shown it.
    """
    institutions = [
        one.content for one in catalogs.documents if isinstance(one.content, Institution)
    ]
    institutions.sort(key=lambda institution: (institution.fictional, institution.slug))
    return tuple(_measure(one, catalogs, templates, needs) for one in institutions)


def _measure(
    institution: Institution,
    catalogs: Folder,
    templates: Sequence[Template],
    needs: Sequence[Need],
) -> Coverage:
    shown = [
        one.content
        for one in catalogs.documents
        if one.key.institution == institution.slug
        and isinstance(one.content, Offering)
        and one.content.state is State.PUBLISHED
    ]
    served = {need for offering in shown for need in offering.needs}
    own = [template for template in templates if template.sort is institution.sort]
    gaps = (
        Gap(need=need, templates=tuple(t.ref for t in own if need.slug in t.offering.needs))
        for need in needs
        if need.slug not in served
    )
    return Coverage(
        institution=institution,
        offerings=len(shown),
        elements=Counter(element for offering in shown for element in offering.elements),
        gaps=tuple(gaps),
    )
