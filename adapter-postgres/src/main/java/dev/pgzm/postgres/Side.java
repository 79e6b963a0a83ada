package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Plan;

/** Which of the two databases a connection reaches, and what its failure means. */
enum Side {
    SOURCE("source", ErrorCode.SOURCE_FAILED),
    DESTINATION("destination", ErrorCode.DESTINATION_FAILED);

    private final String word;
    private final ErrorCode failure;

    Side(String word, ErrorCode failure) {
        this.word = word;
        this.failure = failure;
    }

    ErrorCode failure() {
        return failure;
    }

    DatabaseUrl url(Plan plan) {
        return this == SOURCE ? plan.source() : plan.destination();
    }

    @Override
    public String toString() {
        return word;
    }
}
