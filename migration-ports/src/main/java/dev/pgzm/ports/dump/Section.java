package dev.pgzm.ports.dump;

/** pg_dump's sections, without the data. */
public enum Section {
    PRE_DATA,
    POST_DATA
}
