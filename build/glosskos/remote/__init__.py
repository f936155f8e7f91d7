"""A client of triple stores: SPARQL 1.1 Protocol and Graph Store HTTP Protocol, with no, Basic, Digest or Bearer authentication."""

from glosskos.remote.credentials import SCHEMES, Credentials
from glosskos.remote.endpoint import Endpoint

__all__ = ["SCHEMES", "Credentials", "Endpoint"]
