"""``python -m merits`` is ``merits``."""

from merits.cli import main

if __name__ == "__main__":
    main()
