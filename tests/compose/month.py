"""A month of the letter, whole: thirty-five entries of an invented place, with their notes, over every section."""

# ruff: noqa: E501 (prose: a note is one line, as it is typed)

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tests.compose.samples import edition
from veille.model.declared import Centre
from veille.model.edition import EditionView, EntryView, Named, SectionView
from veille.text.slug import slug

CENTRE = Centre(
    name="Villes en veille, centre de ressources fictif",
    short_name="Villes en veille",
    email="contact@centre-fictif.example",
    address="1 place de l’Exemple, 00000 Ville-Fictive",
    phone="02 61 91 00 00",
    director="la présidence de l’association",
    host="Hébergeur fictif, 2 rue du Modèle, 00000 Ville-Fictive",
)
EDITO = (
    "Mars ouvre la saison des bilans : les contrats de quartier ont un an, et l’on compte. Ce qui"
    " s’est fait tient souvent à une personne, à une salle prêtée, à un bus qui s’arrête enfin.\n\n"
    "Ce numéro rassemble ce que nous avons lu, entendu et noté pour vous entre deux réunions."
)
PLACES = (Named("R53", "Bretagne"), Named("R52", "Pays de la Loire"), Named("FR", "France"))
HOUSING, SCHOOL, HEALTH = Named("habitat", "Habitat"), Named("education", "Éducation"), Named("sante", "Santé")  # fmt: skip
JOBS, TIES, CULTURE = Named("emploi", "Emploi et insertion"), Named("lien", "Lien social"), Named("culture", "Culture")  # fmt: skip


def one(
    rank: int, title: str, source: str, day: int, theme: Named, place: Named, note: str
) -> EntryView:
    """Something to read, of the month before."""
    return EntryView(
        public_id=f"mars{rank:06d}",
        title=title,
        url=f"https://{slug(source)}.example/{slug(title, 20)}",
        source=source,
        published_on=date(2027, 2, day),
        themes=(theme,),
        territories=(place,),
        note=note,
    )


BRETAGNE, LOIRE, FRANCE = PLACES

OWN = (
    one(1, "Un atelier pour écrire le bilan de son contrat", "Villes en veille", 4, TIES, BRETAGNE,
        "Douze équipes de projet ont comparé leurs tableaux de bord. Nous en avons tiré une grille d’une page, à remplir à plusieurs mains, et trois questions qui évitent le rapport que personne ne lit."),
    one(2, "Le carnet d’adresses des conseils citoyens est à jour", "Villes en veille", 11, TIES, LOIRE,
        "Quarante-deux conseils, leurs correspondants et leurs jours de permanence. Le carnet est refait deux fois l’an ; signalez-nous ce qui a changé chez vous."),
    one(3, "Retour sur la visite du quartier des Tanneurs", "Villes en veille", 18, HOUSING, BRETAGNE,
        "Trente personnes ont parcouru le chantier avec la gardienne et l’architecte. Le compte rendu dit ce qui a été promis, ce qui est fait et ce que les habitants demandent encore."),
)  # fmt: skip
NATIONAL = (
    one(4, "Les contrats de quartier prolongés d’un an", "Le Courrier des communes", 2, TIES, FRANCE,
        "Le texte reporte la fin des contrats et demande une évaluation à mi-parcours. Les crédits restent ceux de l’an dernier ; les associations signent désormais pour trois ans."),
    one(5, "Le logement social compte ses demandes en attente", "La Gazette des toits", 5, HOUSING, FRANCE,
        "Le nombre de demandes augmente pour la sixième année. L’article explique pourquoi les petits logements manquent le plus et ce que changerait un fichier partagé entre bailleurs."),
    one(6, "À l’école, les dédoublements tiennent leurs promesses en lecture", "L’Écho des classes", 9, SCHOOL, FRANCE,
        "Les élèves de cours préparatoire lisent mieux, l’écart se referme moins en mathématiques. Les enseignants demandent que la mesure suive les enfants jusqu’au cours élémentaire."),
    one(7, "Un médiateur dans chaque bureau de poste", "Le Courrier des communes", 12, TIES, FRANCE,
        "L’expérience tentée dans vingt communes devient une convention. Les médiateurs reçoivent sans rendez-vous et aident à remplir, jamais à la place de la personne."),
    one(8, "Les centres de santé demandent un financement durable", "Santé pour tous", 16, HEALTH, FRANCE,
        "Ils reçoivent chaque année des subventions qu’il faut redemander. Une proposition de loi les rangerait parmi les services de proximité, avec un budget de trois ans."),
    one(9, "Emplois francs : ce que disent les chiffres", "Le Journal du travail", 23, JOBS, FRANCE,
        "Les contrats signés sont plus longs qu’ailleurs mais moins nombreux que prévu. La note distingue les métiers qui recrutent et les villes où le dispositif reste inconnu."),
)  # fmt: skip
LOCAL = (
    replace(one(10, "Trois tours en moins, un parc en plus", "La Gazette de l’Estuaire", 3, HOUSING, LOIRE,
        "La démolition commence en avril, le relogement est fini. Le parc sera dessiné avec les enfants de l’école voisine, qui ont déjà choisi l’emplacement des arbres."), also_seen=("Le Fil de Bréal", "Radio des Tours (à écouter, 6 min)")),
    one(11, "Un bus va vers ceux qui ne vont plus chez le médecin", "Le Fil de Bréal", 6, HEALTH, BRETAGNE,
        "Deux infirmières, un mardi sur deux, au pied des immeubles. En six mois, elles ont vu trois cents personnes, dont une sur trois n’avait plus de médecin."),
    one(12, "La régie de quartier ouvre un atelier de vélos", "Radio des Tours", 8, JOBS, BRETAGNE,
        "Quatre salariés en insertion réparent et revendent à petit prix. L’atelier forme aussi les adolescents du quartier, le mercredi, sans inscription."),
    one(13, "Le collège garde ses portes ouvertes le soir", "La Gazette de l’Estuaire", 10, SCHOOL, LOIRE,
        "Devoirs, théâtre, cours de français pour les parents : l’établissement reste ouvert jusqu’à vingt heures. La ville paie le chauffage, les associations les animateurs."),
    one(14, "Les jardins partagés passent l’hiver sous serre", "Le Fil de Bréal", 15, TIES, BRETAGNE,
        "Une serre de soixante mètres carrés, montée par les habitants. Les plants iront aux balcons ; la liste d’attente compte déjà quatre-vingts noms."),
    one(15, "Un restaurant d’insertion reprend la cantine des entrepreneurs", "Le Télégramme des Îles", 17, JOBS, BRETAGNE,
        "Douze postes, dont neuf pour des personnes éloignées de l’emploi. Le contrat oblige à se fournir à moins de quarante kilomètres."),
    one(16, "La médiathèque prête aussi des outils", "La Gazette de l’Estuaire", 20, CULTURE, LOIRE,
        "Perceuses, machines à coudre et échelles s’empruntent avec la carte de lecteur. Le prêt a fait revenir des habitants qui ne passaient plus la porte."),
    one(17, "Un conseil citoyen rend ses comptes en public", "Radio des Tours", 24, TIES, LOIRE,
        "Soixante personnes un soir de semaine, les élus au fond de la salle. Le conseil a lu ses dix-huit avis, et ce que chacun est devenu. La moitié attend encore une réponse ; deux ont changé un plan d’aménagement."),
)  # fmt: skip
AGENDA = tuple(
    replace(
        one(18 + rank, title, source, 20, TIES, place, note),
        themes=(),
        nature=nature,
        starts_at=starts,
        ends_at=starts.replace(hour=ends),
        place=where,
        closes_on=closes,
    )
    for rank, (starts, ends, nature, title, source, where, place, closes, note) in enumerate(
        (
            (datetime(2027, 3, 9, 9, 30), 12, "Rencontre", "Faire vivre un contrat de quartier", "Villes en veille", "Maison des associations, Bréal", BRETAGNE, date(2027, 3, 5), "Une matinée pour comparer les méthodes de quatre villes, avec un temps pour vos propres questions."),
            (datetime(2027, 3, 16, 14, 0), 17, "Formation", "Conduire une réunion où chacun parle", "L’École des projets", "Salle Odile-Préval, Saint-Amand-Fictif", LOIRE, date(2027, 3, 10), "Gratuit pour les membres des conseils citoyens ; quinze places."),
            (datetime(2027, 3, 23, 18, 30), 20, "Projection", "« Le Tramway du matin », suivi d’un débat", "Ciné des Tours", "Cinéma Le Modèle, Bréal", BRETAGNE, None, "Le réalisateur a suivi six agents d’entretien pendant un hiver."),
            (datetime(2027, 4, 1, 9, 0), 17, "Journée d’étude", "Santé et logement : ce que l’un fait à l’autre", "Santé pour tous", "Université fictive, amphithéâtre 2", FRANCE, date(2027, 3, 20), "Deux tables rondes et cinq ateliers ; les actes paraîtront à l’été."),
        )
    )
)  # fmt: skip
CALLS = tuple(
    replace(one(22 + rank, title, source, 15, theme, place, note), closes_on=closes)
    for rank, (title, source, theme, place, closes, note) in enumerate(
        (
            ("Des jardins au pied des tours", "Le Ministère fictif", TIES, FRANCE, date(2027, 3, 31), "Jusqu’à quinze mille euros pour planter, arroser et se réunir. Le dossier tient en quatre pages."),
            ("Lire ensemble dès la crèche", "La Fondation du Livre ouvert", SCHOOL, FRANCE, date(2027, 4, 15), "Pour les structures de la petite enfance qui travaillent avec une bibliothèque."),
            ("Premiers pas vers l’emploi", "La Région fictive", JOBS, BRETAGNE, date(2027, 4, 30), "Des parcours courts pour les jeunes sortis de l’école sans diplôme ; cofinancement demandé."),
        )
    )
)  # fmt: skip
BOOKS = (
    one(25, "Vingt ans de rénovation, racontés par ceux qui l’ont vécue", "Éditions de la Passerelle", 1, HOUSING, FRANCE,
        "Des entretiens avec des habitants relogés, parfois trois fois, et avec ceux qui les ont relogés. Les photographies viennent des albums de famille. Le dernier chapitre donne la parole à ceux qui ont refusé de partir."),
    one(26, "Mesurer la participation : un guide sans jargon", "L’Observatoire des villes", 14, TIES, FRANCE,
        "Sept indicateurs, leurs pièges et des exemples remplis par trois villes qui ont bien voulu se tromper en public. Le guide se lit en une heure et se photocopie librement."),
    one(27, "Atlas des commerces de proximité", "L’Agence d’urbanisme fictive", 19, JOBS, LOIRE,
        "Quarante planches sur les rez-de-chaussée qui ferment et ceux qui rouvrent, rue par rue, depuis dix ans. Les données sont téléchargeables."),
)  # fmt: skip
HEARD = (
    replace(one(28, "Une nuit avec les correspondants de nuit", "Radio des Tours", 7, TIES, BRETAGNE,
        "De vingt heures à trois heures du matin, deux agents, quatre rues, aucun uniforme. On les entend surtout écouter."), medium="listen", duration=1740),
    replace(one(29, "Ma rue, mon école, mon stade", "Télé des Îles", 13, SCHOOL, LOIRE,
        "Six enfants filment leur chemin. Les adultes n’apparaissent qu’aux genoux."), medium="watch", duration=1080),
)  # fmt: skip
REST = (
    one(30, "Deux mois dans un café de quartier", "Revue des lisières", 10, TIES, FRANCE,
        "Un sociologue s’est assis à la même table tous les matins. On y apprend à quoi sert un comptoir quand le bureau d’aide est fermé."),
    one(31, "Petite histoire des boîtes aux lettres", "Revue des lisières", 21, HOUSING, FRANCE,
        "Ce que disent d’un hall ses noms, ses étiquettes et ses serrures forcées. Un article court, illustré, à donner en réunion de gardiens."),
    one(32, "Le bruit des autres", "Cahiers du voisinage", 26, HEALTH, FRANCE,
        "Une enquête menée dans cent logements : la gêne dépend moins des décibels que de la possibilité d’en parler."),
    replace(one(33, "Ce que l’on garde dans les caves", "Revue des lisières", 27, HOUSING, FRANCE,
        "Poussettes, outils, meubles d’une autre vie : l’inventaire d’un sous-sol avant travaux, cave après cave, avec le droit de ne pas tout montrer."),
        quotation="On ne démolit pas une tour, on démolit d’abord ses caves."),
    one(34, "Apprendre à lire un budget municipal", "Cahiers du voisinage", 28, TIES, FRANCE,
        "Douze pages et un tableau à colorier pour comprendre d’où vient l’argent d’une rue. L’auteure, ancienne secrétaire de mairie, répond aux questions que l’on n’ose pas poser."),
    one(35, "Les bancs publics, une politique", "L’Observatoire des villes", 25, HOUSING, FRANCE,
        "Où sont-ils, qui les retire, qui les redemande ? Une marche dans trois villes moyennes, carnet en main, qui finit par une liste de sept règles simples."),
)  # fmt: skip

SECTIONS = (
    SectionView("actions", "Actions du centre", "items", OWN),
    SectionView("national", "Actualité nationale", "items", NATIONAL),
    SectionView("local", "Actualité régionale et locale", "items", LOCAL),
    SectionView("agenda", "Agenda", "agenda", AGENDA),
    SectionView("appels", "Appels à projets", "items", CALLS),
    SectionView("publications", "Publications", "items", BOOKS),
    SectionView("ecouter", "À voir, à écouter", "items", HEARD),
    SectionView("a-lire", "À lire", "items", REST),
)


def month() -> EditionView:
    """« La lettre », n° 132, mars 2027."""
    return replace(
        edition(*SECTIONS),
        publication_title="La lettre de Villes en veille",
        date=date(2027, 3, 1),
        period="mars 2027",
        issn="0000-0000",
        edito=EDITO,
    )
