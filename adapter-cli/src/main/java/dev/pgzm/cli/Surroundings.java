package dev.pgzm.cli;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.state.StateLocation;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the commands meet outside of themselves, so that a test can be all of it.
 *
 * @param migrations opens the engine with its state in a place
 * @param backups likewise, what is done with backups
 * @param terminal the person who may be asked
 * @param canvas gives what to draw the progress on; empty where nobody would see it
 * @param environment gives a variable's value or null
 */
record Surroundings(
        Function<StateLocation, Migrations> migrations,
        Function<StateLocation, Backups> backups,
        Terminal terminal,
        Supplier<Optional<Canvas>> canvas,
        Function<String, @Nullable String> environment) {}
