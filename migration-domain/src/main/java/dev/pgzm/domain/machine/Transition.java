package dev.pgzm.domain.machine;

import dev.pgzm.ports.state.MigrationStatus;

/** One line of the state machine's table. */
public record Transition(MigrationStatus from, Event event, MigrationStatus to) {}
