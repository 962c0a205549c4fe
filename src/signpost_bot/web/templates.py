"""Pages from templates, in the language of the reader."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from signpost_bot.model.language import Language
from signpost_bot.texts import say
from signpost_bot.web.markup import to_html, to_html_with_links, to_paragraphs, to_plain
from signpost_bot.web.shown import Shown


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("signpost_bot", "web/templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["say"] = say
    made.filters["html"] = to_html
    made.filters["html_with_links"] = to_html_with_links
    made.filters["plain"] = to_plain
    return made


def render(template: str, language: Language, status: int = 200, **values: object) -> HTMLResponse:
    """A page from its template, in this language."""
    return HTMLResponse(render_part(template, language, **values), status)


def render_part(template: str, language: Language, **values: object) -> str:
    """A part of a page, to be put into one that is open or is being made."""
    return _environment().get_template(template).render(language=language, **values)


def show(page: Shown) -> HTMLResponse:
    """A page with words and at most one button."""
    heading, *paragraphs = to_paragraphs(page.text)
    return render("one_time.html", page.language, page=page, heading=heading, paragraphs=paragraphs)


def say_no(
    request: Request, status: int, key: str, language: Language | None = None
) -> HTMLResponse:
    """A page that says why not, from the words `web.<key>_title` and `web.<key>`; without a
    `language` in that of the browser."""
    language = language or read_language(request)
    heading, text = say(f"web.{key}_title", language), say(f"web.{key}", language)
    return render("no.html", language, status, heading=heading, text=text)


def read_language(request: Request) -> Language:
    """The language the browser asks for first, of ours; Dutch when it asks for neither."""
    asked: list[tuple[float, Language]] = []
    for part in request.headers.get("accept-language", "")[:500].lower().split(","):
        name, _, weight = part.strip().partition(";q=")
        short = name.partition("-")[0]
        if short in list(Language):
            asked.append((_number(weight), Language(short)))
    return max(asked, key=lambda one: one[0])[1] if asked else Language.NL


def _number(weight: str) -> float:
    try:
        return float(weight or 1)
    except ValueError:
        return 0.0
