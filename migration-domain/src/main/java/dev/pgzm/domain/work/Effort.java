package dev.pgzm.domain.work;

import dev.pgzm.ports.dump.EntryKind;

/** What a run's time goes into. */
public enum Effort {
    COPY,
    INDEX,
    FOREIGN_KEY,
    STATISTICS,
    OTHER;

    static Effort of(EntryKind kind) {
        return switch (kind) {
            case INDEX, CONSTRAINT -> INDEX;
            case FOREIGN_KEY -> FOREIGN_KEY;
            default -> OTHER;
        };
    }
}
