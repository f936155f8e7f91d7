"""A SPARQL endpoint with linked data and a small API: read-only, and bounded so that no query can harm another.

:mod:`.server` runs it, :mod:`.app` has the routes, :mod:`.pool` decides who gets a worker, :mod:`.nursery` forks workers and
:mod:`.worker` is one.
"""
