"""glosskos: glossaries in, one SKOS thesaurus out."""

__version__ = "0.1.0"
