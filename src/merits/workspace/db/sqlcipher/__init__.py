"""Django's SQLite backend on SQLCipher: the whole database file is encrypted, pages, journal and all."""
