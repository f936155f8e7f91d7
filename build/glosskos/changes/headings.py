"""The words of a report, in French and in English."""

from __future__ import annotations

__all__ = ["HEADINGS", "WORDS", "property_name"]

HEADINGS: dict[str, tuple[str, str]] = {
    "concept-added": ("Concepts ajoutés", "Concepts added"),
    "concept-withdrawn": ("Concepts retirés", "Concepts withdrawn"),
    "concept-merged": ("Concepts réunis à d'autres", "Concepts merged into others"),
    "concept-split": ("Concepts partagés", "Concepts split"),
    "concept-renamed": ("Concepts dont l'IRI a changé", "Concepts whose IRI changed"),
    "concept-restored": ("Concepts rétablis", "Concepts restored"),
    "moved": ("Concepts déplacés", "Concepts moved"),
    "relabelled": ("Libellés préférentiels changés", "Preferred labels changed"),
    "label": ("Autres libellés", "Other labels"),
    "definition": ("Définitions de l'éditeur", "Editor's definitions"),
    "sourced-definition": ("Ce que disent les sources", "What the sources say"),
    "divergence": ("Divergences", "Divergences"),
    "note": ("Notes", "Notes"),
    "related": ("Liens associatifs", "Related links"),
    "link": ("Raisons des liens", "Reasons of links"),
    "mapping": ("Alignements", "Mappings"),
    "notation": ("Notations", "Notations"),
    "theme-added": ("Thèmes ajoutés", "Themes added"),
    "theme-withdrawn": ("Thèmes retirés", "Themes withdrawn"),
    "theme-renamed": ("Thèmes dont l'IRI a changé", "Themes whose IRI changed"),
    "theme": ("Thèmes modifiés", "Themes changed"),
    "theme-members": ("Concepts entrés dans un thème ou sortis", "Concepts that joined or left a theme"),
    "source-added": ("Sources ajoutées", "Sources added"),
    "source-withdrawn": ("Sources retirées", "Sources withdrawn"),
    "source-renamed": ("Sources dont l'IRI a changé", "Sources whose IRI changed"),
    "source": ("Sources modifiées", "Sources changed"),
    "sources": ("Sources des concepts", "Sources of concepts"),
    "entry-added": ("Entrées ajoutées", "Entries added"),
    "entry-withdrawn": ("Entrées retirées", "Entries withdrawn"),
    "entry-renamed": ("Entrées dont l'IRI a changé", "Entries whose IRI changed"),
    "entry": ("Entrées modifiées", "Entries changed"),
    "scheme": ("Le thésaurus lui-même", "The scheme itself"),
    "version": ("Version", "Version"),
    "dates": ("Dates", "Dates"),
    "statements": ("Autres énoncés", "Other statements"),
}
_PROPERTIES = {
    "skos:prefLabel": ("libellé préférentiel", "preferred label"),
    "skos:altLabel": ("autre libellé", "alternative label"),
    "skos:hiddenLabel": ("libellé caché", "hidden label"),
    "skos:scopeNote": ("note d'application", "scope note"),
    "skos:example": ("exemple", "example"),
    "skos:editorialNote": ("note éditoriale", "editorial note"),
    "skos:historyNote": ("note historique", "history note"),
    "skos:changeNote": ("note de changement", "change note"),
    "skos:note": ("note", "note"),
    "dct:subject": ("concept", "concept"),
    "dct:type": ("genre", "kind"),
    "rdfs:comment": ("remarque", "comment"),
    "dct:title": ("titre", "title"),
    "dct:description": ("description", "description"),
    "skos:definition": ("définition", "definition"),
}
_XL = "http://www.w3.org/2008/05/skos-xl#"
WORDS: dict[str, tuple[str, str]] = {
    "same": ("Aucune différence.", "No difference."),
    "changes": ("changements", "changes"),
    "change": ("changement", "change"),
    "version": ("Version", "Version"),
    "proposed": ("proposée", "proposed"),
    "reason": ("raison", "reason"),
    "none": ("aucun relèvement", "nothing to raise"),
    "patch": ("correctif", "patch"),
    "minor": ("mineure", "minor"),
    "major": ("majeure", "major"),
    "not-enough": ("la version n'a pas été assez relevée", "the version was not raised enough"),
    "unversioned": ("sans numéro de version à relever", "there is no version number to raise"),
    "stays": ("reste", "stays"),
    "was": ("était", "was"),
    "top": ("(tête)", "(top)"),
    "withdrawn": ("retiré", "withdrawn"),
    "left-out": ("Non comparé : les raisons des liens, absentes de", "Not compared: the reasons of links, missing in"),
    "unreleased": ("Non publié", "Unreleased"),
}


def property_name(name: str, language: str) -> str:
    """Give a property in words where there are some, else as it is."""
    if name.startswith(_XL):
        return f"{property_name(f'skos:{name.removeprefix(_XL)}', language)} (SKOS-XL)"
    return _PROPERTIES.get(name, (name, name))[language != "fr"]
