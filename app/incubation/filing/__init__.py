"""Filing (备案): the papers of groups on the way to it, and the numbers they are given."""
