"""``python -m glosskos``: the same as the ``glosskos`` command."""

from glosskos.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
