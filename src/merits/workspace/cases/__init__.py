"""Cases, their people, documents, authority, and who may see them."""
