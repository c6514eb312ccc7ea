"""`python -m legation` is the `legation` command."""

from legation.cli import main

if __name__ == "__main__":
    main()
