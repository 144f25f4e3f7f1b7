"""Keys and what is sealed with them. Nothing outside this package calls a cipher.

The passphrase opens the installation key (Argon2id, once for each process); the installation key opens the embedded
database and every data key; each case and each challenge has a data key of its own, which seals its names, its words
and its files. A destroyed data key takes everything sealed with it.
"""
