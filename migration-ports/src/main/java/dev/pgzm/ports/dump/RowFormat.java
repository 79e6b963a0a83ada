package dev.pgzm.ports.dump;

/** COPY's formats. */
public enum RowFormat {
    /** For columns whose binary form is the same on every supported major and holds no OID. */
    BINARY,
    TEXT
}
