"""People who sign in, the organisations they belong to, and in what role."""
