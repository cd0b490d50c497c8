"""Which links of a message are furniture and not news: leaving, sharing, logos, the law's own lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from veille.text.stems import fold

_SOCIAL = re.compile(
    r"(?:[\w-]+\.)*(?:facebook\.com|fb\.me|twitter\.com|x\.com|linkedin\.com|lnkd\.in|instagram\.com|tiktok\.com"
    r"|whatsapp\.com|wa\.me|t\.me|telegram\.me|bsky\.app|threads\.net|pinterest\.\w+|mastodon\.\w+|piaille\.fr"
    r"|flickr\.com|snapchat\.com|forward-to-friend\d*\.com|addthis\.com|addtoany\.com)"
)
_CHANNEL = re.compile(r"/(?:user|channel|c|@[^/]+)(?:/|$)")
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|ico)$", re.IGNORECASE)
_LEAVING = re.compile(
    r"unsubscri|desabonn|desinscri|opt-?out|preferences?\b|subscription-?(?:center|preferences)|manage-?subscri"
    r"|/mk/(?:un|mr|op)/|/wf/unsubscribe|/asm/|list-manage\d*\.com/(?:unsubscribe|profile|about|vcard|subscribe)"
    r"|mentions-?legales|politique-?de|confidentialite|privacy|donnees-personnelles|/rgpd|/cgu\b|/cgv\b|cookies"
    r"|signalement|report-?(?:spam|abuse)|mailchimp\.com/(?:features|monkey-rewards)|/share\b|sharer"
)
_VERSION = re.compile(
    r"navigateur|version (?:en )?(?:ligne|web)|view (?:it |this (?:e-?mail )?)?(?:in|online)|in your browser"
    r"|s.affiche(?:nt)? (?:pas|mal)|lire en ligne|miroir|campaign-archive|/mk/mr/|mailchi\.mp"
)
_WORDS = re.compile(
    r"(?:me |se |vous )?desabonn\w*|(?:me |se |vous )?desinscri\w*|unsubscribe.*|ne plus recevoir.*"
    r"|(?:gerer |modifier |changer |mettre a jour )(?:mes |vos |votre |mon )?"
    r"(?:preferences?|profil|abonnements?).*"
    r"|(?:mes |vos |votre |mon )?(?:preferences?|profil|abonnements?)"
    r"|(?:s.)?abonne[zr](?:-vous)?.*|inscri(?:s|vez|re)(?:-vous)? a (?:la|cette|notre)"
    r" (?:lettre|newsletter|infolettre).*"
    r"|mentions legales|politique de .*|confidentialite|donnees personnelles|rgpd|cookies|cgu"
    r"|(?:nous )?contact(?:er|ez(?:-nous)?)?|contact|suivez[- ]nous.*|retrouvez[- ]nous.*|rejoignez[- ]nous.*"
    r"|partager.*|tweeter?.*|j.aime|like|transferer.*|forward.*|faire suivre.*|envoyer a un.*"
    r"|facebook|twitter|x|linkedin|instagram|youtube|bluesky|mastodon|tiktok|flux rss|rss"
    r"|logo.*|banniere|imprimer|haut de page|retour.*sommaire|sommaire|accueil|spam|archives?"
    r"|(?:\w+ )?nos (?:archives|anciens numeros).*|(?:les )?(?:anciens numeros|numeros precedents)"
)
_AROUND = re.compile(
    r"desabonn|desinscri|unsubscri|(?:plus|pas) (?:recevoir|etre destinataire)|(?:souhait|desir|voul)\w* plus"
    r"|quitter (?:la|cette|notre|nos) liste|se retirer de|resili\w* (?:mon|votre|l') ?abonnement"
    r"|navigateur|version en ligne|s.affiche"
    r"|vos preferences|cet e-?mail (?:a ete|vous)|ce (?:message|courriel) (?:a ete|vous) (?:envoye|est)"
    r"|vous recevez (?:ce|cet|cette)|donnees (?:personnelles|vous)|confidentialite|your browser"
)
# Among other words: whoever follows such a link for her leaves the list in her name.
_LEAVES = re.compile(
    r"\b(?:desabonn|desinscri|unsubscri|opt-? ?out\b|stop(?: pub)?$"
    r"|(?:plus|pas) (?:recevoir|etre (?:destinataire|contacte))|quitter (?:la|cette|notre|nos) liste|se retirer de"
    r"|(?:resili|annul|supprim|suspend)\w* (?:mon|mes|votre|vos|l') ?(?:abonnement|inscription|adresse|compte)"
    r"|(?:ger|modifi|chang|actualis|manage|update)\w* (?:mes|mon|vos|votre|my|your)?\s?"
    r"(?:abonnement|preference|inscription|information|coordonnee|subscription|profil)s?\b)"
)
_CALL = 90
"""Characters: a longer text of a link is the title of an article, even about leaving something."""
_NEAR = 600
"""Characters: a longer paragraph is about something else."""
_BARE = re.compile(
    r"(?:(?:cliquez|cliquer|suivez) )?(?:ici|sur ce lien|(?:sur )?le lien|ce lien|la|here|click here)|"
)
_GENERIC = re.compile(
    r"(?:(?:pour )?en savoir(?: plus)?|lire (?:plus|(?:l.|le |la |les |notre |ce ).{1,25}|.{0,2})|la suite|suite"
    r"|plus d.info\w*"
    r"|(?:je )?decouv\w*(?: (?:plus|l.\w+|le \w+|la \w+|l.article))?|voir(?: (?:plus|l.\w+|le \w+|la \w+|tout))?"
    r"|consulte[rz](?: (?:l.\w+|le \w+|la \w+))?|accede[rz](?: (?:a|au) .{1,25})?"
    r"|telecharge[rz](?: (?:l.\w+|le \w+|la \w+))?"
    r"|inscri\w*|s.inscrire|je m.inscris|programme|participer|read more|more|learn more|plus|details?"
    r"|lien|site|article"
    r"|cliquez(?: ici)?|ici|ce lien|sur ce lien|here|pdf|\(pdf\)|repondre|regarder|ecouter|video)?"
)
"""What a link says when it says nothing: the words are elsewhere."""


def plain_words(text: str) -> str:
    """Folded, without the arrows and marks that stand around a button's words."""
    return re.sub(r"\s+", " ", re.sub(r"[^\w'\s+()-]", " ", fold(text).replace("’", "'"))).strip(
        " -+()"
    )


def says_nothing(text: str) -> bool:
    """Whether a link's words are those of any button: « lire la suite », « ici »."""
    return _GENERIC.fullmatch(plain_words(text)) is not None


def is_foot(text: str) -> bool:
    """Whether a paragraph is what stands at the foot of letters: why one receives it, how one leaves."""
    return _AROUND.search(plain_words(text)) is not None


def leads_out(text: str, around: str) -> bool:
    """Whether a link's own words, or those around a bare « ici », speak of leaving, sharing or the law."""
    words = plain_words(text)
    if words and (_WORDS.fullmatch(words) or _VERSION.search(words)):
        return True
    if len(words) < _CALL and _LEAVES.search(words):
        return True
    bare = len(around) < _NEAR and _AROUND.search(plain_words(around))
    return bool(bare and (_BARE.fullmatch(words) or says_nothing(text)))


def is_web_version(href: str, text: str, around: str) -> bool:
    """The message itself as a page."""
    words = plain_words(text)
    if _VERSION.search(words) or _VERSION.search(href.lower()):
        return True
    return bool(_BARE.fullmatch(words) and _VERSION.search(plain_words(around[:_NEAR])))


def leads_away(url: str) -> bool:
    """An address where one leaves, or says what one wants to receive: to ask for it may be to do it."""
    return _LEAVING.search(fold(url)) is not None


def is_furniture(url: str, homes: Iterable[str] = ()) -> bool:
    """Whether an address is no news: a network, a picture, the sender's home page, a way to leave."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return True
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return True
    if _SOCIAL.fullmatch(parts.hostname) or _PICTURE.search(parts.path):
        return True
    if "youtube." in parts.hostname and _CHANNEL.match(parts.path):
        return True
    if leads_away(url):
        return True
    host = parts.hostname.removeprefix("www.")
    home = not parts.path.strip("/") and not parts.query
    return home and any(host == one or host.endswith(f".{one}") for one in homes)
