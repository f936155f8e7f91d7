"""The words of the interface, French and English."""

from __future__ import annotations

from glosskos.model import Status

__all__ = ["COUNTED", "STATUS", "STATUS_SAYS", "brings", "subjects_of_queries", "words"]

_WORDS: dict[str, tuple[str, str]] = {
    "skip": ("Aller au contenu", "Skip to content"),
    "menu": ("Pages", "Pages"),
    "language": ("Langue", "Language"),
    "search": ("Rechercher", "Search"),
    "search_label": ("Rechercher un terme, un sigle…", "Search for a term, an acronym…"),
    "search_help": (
        "Français ou anglais ; les accents et les fautes de frappe ne comptent pas. Touche / pour venir ici.",
        "French or English; accents and typing errors do not matter. Press / to come here.",
    ),
    "search_noscript": (
        "La recherche demande JavaScript. Sans lui, passez par la liste alphabétique, l'arbre ou les thèmes.",
        "Search needs JavaScript. Without it, use the alphabetical list, the tree or the themes.",
    ),
    "search_title": ("Recherche", "Search"),
    "home": ("Accueil", "Home"),
    "a_z": ("A–Z", "A–Z"),
    "a_z_title": ("Liste alphabétique", "Alphabetical list"),
    "a_z_intro": (
        "Les noms retenus. La page d'une lettre donne aussi les autres noms, avec un renvoi.",
        "The preferred names. A letter's page also has the other names, with a reference.",
    ),
    "letters": ("Lettres", "Letters"),
    "tree": ("Arbre", "Tree"),
    "tree_title": ("Arbre des concepts", "Tree of concepts"),
    "tree_intro": (
        "Du plus général au plus précis. Un concept qui a plusieurs génériques figure sous chacun.",
        "From the most general to the most specific. A concept with several broader ones stands under each.",
    ),
    "tree_keys": (
        "Au clavier : ↓ ↑ pour aller d'une ligne à l'autre, → ouvre, ← ferme, Entrée va à la page du concept.",
        "By keyboard: ↓ ↑ move from line to line, → opens, ← closes, Enter goes to the concept's page.",
    ),
    "open_all": ("Tout ouvrir", "Open all"),
    "close_all": ("Tout fermer", "Close all"),
    "themes": ("Thèmes", "Themes"),
    "theme": ("Thème", "Theme"),
    "sources": ("Sources", "Sources"),
    "source": ("Source", "Source"),
    "compare": ("Comparer", "Compare"),
    "compare_title": ("Concepts et sources", "Concepts and sources"),
    "queries": ("Requêtes", "Queries"),
    "queries_title": ("Requêtes SPARQL", "SPARQL queries"),
    "queries_intro": (
        "Des questions toutes prêtes, qui tournent dans votre navigateur : rien n'est envoyé.",
        "Ready-made questions that run in your browser: nothing is sent.",
    ),
    "queries_noscript": (
        "Poser une requête ici demande JavaScript. Sans lui, copiez-la et posez-la avec « glosskos query ».",
        "Asking here needs JavaScript. Without it, copy a query and ask it with “glosskos query”.",
    ),
    "ready": ("Les requêtes", "The queries"),
    "sparql": ("Requête SPARQL", "SPARQL query"),
    "run": ("Lancer", "Run"),
    "stop": ("Arrêter", "Stop"),
    "copy_query": ("Copier la requête", "Copy the query"),
    "share": ("Copier l'adresse", "Copy the address"),
    "reset": ("Rétablir", "Reset"),
    "csv": ("Télécharger en CSV", "Download as CSV"),
    "results": ("Résultats", "Results"),
    "parameters": ("Valeurs", "Values"),
    "changes": ("Nouveautés", "What changed"),
    "about": ("À propos", "About"),
    "feed": ("Flux Atom", "Atom feed"),
    "concepts": ("concepts", "concepts"),
    "concept": ("Concept", "Concept"),
    "names": ("noms", "names"),
    "one_concepts": ("concept", "concept"),
    "one_names": ("nom", "name"),
    "one_entries": ("entrée", "entry"),
    "one_definitions": ("définition sourcée", "sourced definition"),
    "one_divergences": ("divergence", "divergence"),
    "one_links": ("lien", "link"),
    "entries": ("entrées", "entries"),
    "definitions": ("définitions sourcées", "sourced definitions"),
    "divergences": ("divergences", "divergences"),
    "divergence": ("Divergence", "Divergence"),
    "links": ("liens", "links"),
    "top_concepts": ("Concepts de tête", "Top concepts"),
    "by_theme": ("Par thème", "By theme"),
    "by_kind": ("Par nature", "By kind"),
    "five_sources": ("Les sources", "The sources"),
    "coverage": ("Ce que chaque source apporte", "What each source brings"),
    "contested": ("Les plus discutés", "The most contested"),
    "contested_intro": (
        "Les concepts où les sources ne disent pas la même chose.",
        "The concepts on which the sources do not say the same.",
    ),
    "all_divergences": ("Toutes les divergences", "All divergences"),
    "paths": ("Chemins depuis les concepts de tête", "Paths from the top concepts"),
    "more_paths": ("D'autres chemins mènent ici.", "More paths lead here."),
    "copy_iri": ("Copier l'IRI", "Copy the IRI"),
    "copy_notation": ("Copier la notation", "Copy the notation"),
    "copied": ("Copié", "Copied"),
    "download": ("Ce concept en fichier", "This concept as a file"),
    "said": ("Ce que dit chaque source", "What each source says"),
    "restated": (
        "Reformulé par l'éditeur, fait pour fait ; le texte imprimé appartient à son auteur.",
        "Restated by the editor in French, fact for fact; the printed text belongs to its publisher.",
    ),
    "quoted": ("Cité tel qu'imprimé.", "Quoted as printed, in French."),
    "quotation": ("citation", "quotation"),
    "restatement": ("reformulation", "restatement"),
    "printed_as": ("Imprimé :", "Printed as:"),
    "heading_restored": ("intitulé rétabli par l'éditeur", "heading restored by the editor"),
    "no_text": (
        "La source imprime ce terme sans le définir.",
        "The source prints this term without a definition.",
    ),
    "glossary": ("Glossaire en ligne", "Glossary online"),
    "same_source": ("autre entrée de la même source", "another entry of the same source"),
    "no_source": (
        "Aucune source ne définit ce concept : il tient la hiérarchie.",
        "No source defines this concept: it holds the hierarchy together.",
    ),
    "broader": ("Plus général", "Broader"),
    "narrower": ("Plus précis", "Narrower"),
    "related": ("Associés", "Related"),
    "why": ("pourquoi", "why"),
    "all_reasons": ("Montrer toutes les raisons", "Show all reasons"),
    "no_reasons": ("Cacher les raisons", "Hide the reasons"),
    "generic": ("sorte de", "kind of"),
    "partitive": ("partie de", "part of"),
    "instantial": ("exemple de", "instance of"),
    "neighbourhood": ("Voisinage", "Neighbourhood"),
    "neighbourhood_of": ("Voisinage de", "Neighbourhood of"),
    "picture_noscript": (
        "L'image se parcourt avec JavaScript ; sans lui, les listes ci-dessus disent la même chose.",
        "The picture can be explored with JavaScript; without it, the lists above say the same.",
    ),
    "depth": ("Profondeur", "Depth"),
    "relations": ("Relations", "Relations"),
    "all_sources": ("toutes les sources", "all sources"),
    "full_screen": ("Plein écran", "Full screen"),
    "save_svg": ("SVG", "SVG"),
    "save_png": ("PNG", "PNG"),
    "scope": ("Note d'application", "Scope note"),
    "example": ("Exemple", "Example"),
    "editorial": ("Note de l'éditeur", "Editor's note"),
    "history": ("Historique", "History"),
    "identity": ("Identité", "Identity"),
    "notation": ("Notation", "Notation"),
    "iri": ("IRI", "IRI"),
    "created": ("Créé le", "Created"),
    "modified": ("modifié le", "modified"),
    "previous": ("Précédent", "Previous"),
    "next": ("Suivant", "Next"),
    "previous_page": ("Page précédente", "Previous page"),
    "next_page": ("Page suivante", "Next page"),
    "withdrawn": ("Concept retiré", "Withdrawn concept"),
    "withdrawn_says": (
        "Ce concept n'est plus en usage. Son IRI reste, pour ceux qui l'ont citée.",
        "This concept is no longer in use. Its IRI stays, for those who have cited it.",
    ),
    "replaced": ("Remplacé par", "Replaced by"),
    "not_for_publication": (
        "Ne pas publier : ces pages citent des textes qui appartiennent à leurs éditeurs.",
        "Not for publication: these pages quote texts that belong to their publishers.",
    ),
    "version": ("Version", "Version"),
    "license": ("Licence", "Licence"),
    "colon": (" : ", ": "),
    "they_differ": ("Elles divergent.", "They differ."),
    "try": ("Essayez", "Try"),
    "reference": ("Référence", "Reference"),
    "see": ("voir", "see"),
    "none": ("Rien ici.", "Nothing here."),
    "printed_order": ("Les entrées, dans l'ordre du document", "The entries, in the document's order"),
    "number": ("N°", "No."),
    "term": ("Terme imprimé", "Printed term"),
    "filed": ("Concepts", "Concepts"),
    "state": ("Texte", "Text"),
    "place": ("Lignes", "Lines"),
    "views": ("Vues", "Views"),
    "view_all": ("tous", "all"),
    "view_divergent": ("divergents", "divergent"),
    "view_several": ("plusieurs sources", "several sources"),
    "view_single": ("une seule source", "only one source"),
    "view_cut": ("entrées coupées", "cut entries"),
    "view_none": ("sans source", "without source"),
    "filter": ("Filtrer", "Filter"),
    "filter_text": ("Le nom contient", "The name contains"),
    "filter_source": ("Seulement ceux de", "Only those of"),
    "shown": ("affichés", "shown"),
    "differs": ("divergence", "divergence"),
    "date_created": ("nouveaux concepts", "new concepts"),
    "date_modified": ("concepts modifiés", "modified concepts"),
    "date_withdrawn": ("concepts retirés", "withdrawn concepts"),
    "one_created": ("nouveau", "new"),
    "one_modified": ("modifié", "modified"),
    "one_withdrawn": ("retiré", "withdrawn"),
    "undated": ("Sans date", "Without date"),
    "not_found": ("Page introuvable", "Page not found"),
    "not_found_says": (
        "Il n'y a pas de page à cette adresse. Les IRI de concepts ne changent pas : vérifiez l'orthographe.",
        "There is no page at this address. IRIs of concepts do not change: check the spelling.",
    ),
    "to_home": ("Aller à l'accueil", "Go to the home page"),
    "more_below": ("plus précis encore", "more below"),
    "position": ("Où l'on est", "Where you are"),
    "numbers": ("En chiffres", "In numbers"),
    "external": ("(autre site)", "(other site)"),
    "untitled": ("Thésaurus", "Thesaurus"),
    "page_of": ("page", "page"),
}  # fmt: skip

STATUS: dict[str, dict[Status, str]] = {
    "fr": {
        Status.COMPLETE: "entière",
        Status.REPAIRED: "rétablie",
        Status.TRUNCATED: "texte coupé",
        Status.MISSING: "terme seul",
    },
    "en": {
        Status.COMPLETE: "whole",
        Status.REPAIRED: "repaired",
        Status.TRUNCATED: "text cut",
        Status.MISSING: "term only",
    },
}


# What each means, for those who meet it the first time.
STATUS_SAYS: dict[str, dict[Status, str]] = {
    "fr": {
        Status.COMPLETE: "la définition est imprimée en entier",
        Status.REPAIRED: "l'éditeur a remis en ordre un texte mêlé",
        Status.TRUNCATED: "le document s'arrête en cours de phrase",
        Status.MISSING: "le terme est imprimé sans définition",
    },
    "en": {
        Status.COMPLETE: "the definition is printed in full",
        Status.REPAIRED: "the editor put a jumbled text back in order",
        Status.TRUNCATED: "the document stops in mid-sentence",
        Status.MISSING: "the term is printed without a definition",
    },
}


# The same behind a number: one, several.
COUNTED: dict[str, dict[Status, tuple[str, str]]] = {
    "fr": {
        Status.COMPLETE: ("entière", "entières"),
        Status.REPAIRED: ("rétablie", "rétablies"),
        Status.TRUNCATED: ("texte coupé", "textes coupés"),
        Status.MISSING: ("terme seul", "termes seuls"),
    },
    "en": {
        Status.COMPLETE: ("whole", "whole"),
        Status.REPAIRED: ("repaired", "repaired"),
        Status.TRUNCATED: ("text cut", "texts cut"),
        Status.MISSING: ("term only", "terms only"),
    },
}


def brings(language: str, concepts: int, alone: int) -> str:
    """Say how many concepts a source speaks of, and how many of them no other does."""
    if language == "fr":
        said = f"{concepts} concept{'s' if concepts > 1 else ''}"
        return said + (f", dont {alone} qu'elle est seule à traiter" if alone else "")
    said = f"{concepts} concept{'' if concepts == 1 else 's'}"
    return said + (f", {alone} of them found nowhere else" if alone else "")


# What the tags of queries are called, in the order of the page; a tag that is not here goes by its own name, at the end.
_SUBJECTS: dict[str, tuple[str, str]] = {
    "concepts": ("Concepts", "Concepts"),
    "labels": ("Noms", "Names"),
    "definitions": ("Définitions", "Definitions"),
    "divergences": ("Divergences", "Divergences"),
    "hierarchy": ("Hiérarchie", "Hierarchy"),
    "links": ("Liens", "Links"),
    "sources": ("Sources", "Sources"),
    "entries": ("Entrées", "Entries"),
    "themes": ("Thèmes", "Themes"),
    "domain": ("Le métier", "The trade"),
    "counts": ("Comptes", "Counts"),
    "changes": ("Nouveautés", "What changed"),
    "quality": ("Qualité", "Quality"),
    "export": ("Export", "Export"),
}


def subjects_of_queries(language: str) -> dict[str, str]:
    """Give the names of the queries' tags in one language."""
    return {tag: pair[0 if language == "fr" else 1] for tag, pair in _SUBJECTS.items()}


def words(language: str) -> dict[str, str]:
    """Give the interface's words in one language, by key."""
    at = 0 if language == "fr" else 1
    return {key: pair[at] for key, pair in _WORDS.items()}
