"""What people read when something is refused: a French page, whatever happened."""

from __future__ import annotations

from gettext import gettext as _
from html import escape

from flask import Flask, render_template, request, url_for
from werkzeug.exceptions import HTTPException, default_exceptions

from veille.desk import kept
from veille.desk.within import whence
from veille.errors import (
    BusyError,
    ForbiddenError,
    NotFoundError,
    TemplateError,
    TooSoonError,
    VeilleError,
    WorkspaceError,
)

Answer = tuple[str, int, dict[str, str]]


def explain(app: Flask) -> None:
    """From here on no error speaks English, and none shows its insides."""
    app.register_error_handler(VeilleError, _explained)
    app.register_error_handler(HTTPException, _http)


def status_of(error: VeilleError) -> int:
    """404 for what is not there, 403 for who may not, 429 for who must wait, 503 when the base or the disk

    does not follow, 409 for what is not allowed now.
    """
    if isinstance(error, ForbiddenError):
        return 403
    if isinstance(error, TooSoonError):
        return 429
    if isinstance(error, BusyError | WorkspaceError):
        return 503
    return 404 if isinstance(error, NotFoundError) else 409


def sentence(error: VeilleError) -> str:
    """Its message with a capital and a full stop, as a page says it."""
    text = str(error)
    # A template's message begins with the name of its file, which is to be found as it is written.
    first = text[:1] if isinstance(error, TemplateError) else text[:1].upper()
    return first + text[1:] + ("" if text.endswith((".", "…", "?", "!")) else ".")


def _explained(error: VeilleError) -> Answer:
    title = _("Introuvable") if isinstance(error, NotFoundError) else _("Ce n’est pas possible")
    return _page(status_of(error), title, sentence(error))


def _http(error: HTTPException) -> Answer:
    code = error.code or 500
    title, text = _words().get(code, _words()[500])
    told = error.description
    # Werkzeug's own descriptions are English: only ours are shown.
    if told and told != getattr(default_exceptions.get(code), "description", None):
        text = told[:1].upper() + told[1:] + "."
    if code == 401:
        return _way_in(text)
    return _page(code, title, text)


def _way_in(text: str) -> Answer:
    """The login, with the page or the form that was asked kept behind it; for htmx a link to it.

    In another tab the same person comes in again, and the form that stayed open can then be sent.
    """
    if "HX-Request" in request.headers:
        login = url_for("access.login")
        link = f'<a href="{login}" target="_blank">{_("Se reconnecter dans un autre onglet")}</a>'
        words = _(
            "Votre session est finie. {0}, puis recommencez ici : ce que vous avez tapé reste."
        )
        body = f"<p>{words.format(link)}</p>"
        return body, 401, {"HX-Retarget": "#avis", "HX-Reswap": "innerHTML"}
    late = kept.sent() if request.method == "POST" else None
    page = render_template(
        "login.html",
        name="",
        error="",
        late=bool(late),
        reason=text,
        onward=whence(),
        kept=kept.packed(late),
    )
    return page, 401, {}


def _page(code: int, title: str, text: str) -> Answer:
    """A whole page; for htmx one line at the bottom, so that what was typed stays where it is."""
    if "HX-Request" in request.headers:
        return escape(text), code, {"HX-Retarget": "#avis", "HX-Reswap": "innerHTML"}
    return render_template("refusal.html", title=title, text=text), code, {}


def _words() -> dict[int, tuple[str, str]]:
    return {
        400: (_("Demande illisible"), _("Le bureau n’a pas compris cette demande.")),
        401: (
            _("Entrez d’abord"),
            _(
                "Votre session est finie, ou n’a pas commencé. Demandez un nouveau lien :"
                " veille serve en affiche un à chaque démarrage."
            ),
        ),
        403: (_("Refusé"), _("Cette demande n’est pas permise : rien n’a été fait.")),
        404: (_("Introuvable"), _("Il n’y a rien à cette adresse.")),
        405: (_("Refusé"), _("Cette page ne se demande pas de cette façon.")),
        413: (
            _("Texte trop long"),
            _(
                "Ce qui est envoyé est trop lourd : rien n’est enregistré. Revenez en arrière,"
                " votre texte y est encore ; raccourcissez-le, ou choisissez un fichier plus léger."
            ),
        ),
        500: (
            _("Une erreur de notre côté"),
            _(
                "Le bureau n’a pas pu finir. Rien de ce qui est scellé n’est touché ;"
                " le détail est dans le terminal."
            ),
        ),
    }
