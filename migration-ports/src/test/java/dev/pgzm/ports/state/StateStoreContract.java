package dev.pgzm.ports.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every state store owes. */
public abstract class StateStoreContract {
    protected abstract StateStore store();

    protected static ImmutableMigrationState state(String database, long version) {
        return ImmutableMigrationState.builder()
                .id(1_795_000_000_000L)
                .version(version)
                .status(MigrationStatus.DUMPING)
                .source("postgresql://app@a:5432/x")
                .destination("postgresql://app@b:5432/" + database)
                .database(database)
                .putDurations("VALIDATING", Duration.ofMillis(1234))
                .failure("Cannot \"x\": ü")
                .build();
    }

    @Test
    void holdsNothingAtFirst() {
        assertThat(store().load("shop")).isEmpty();
    }

    @Test
    void givesBackWhatWasSaved() {
        store().save(state("shop", 1));
        store().save(state("shop", 2));

        assertThat(store().load("shop")).contains(state("shop", 2));
    }

    @Test
    void keepsDatabasesApartWhateverTheirNames() {
        store().save(state("a/b", 1));
        store().save(state("a b", 1));

        assertThat(store().load("a/b")).contains(state("a/b", 1));
        assertThat(store().load("a b")).contains(state("a b", 1));
    }

    @Test
    void refusesToOverwriteWhatAnotherRunHasSaved() {
        store().save(state("shop", 1));

        assertThatThrownBy(() -> store().save(state("shop", 1)))
                .isInstanceOfSatisfying(
                        MigrationException.class,
                        failure -> assertThat(failure.problem().code()).isEqualTo(ErrorCode.STATE_CONFLICT));
        assertThatThrownBy(() -> store().save(state("shop", 3))).isInstanceOf(MigrationException.class);
        assertThat(store().load("shop")).contains(state("shop", 1));
    }
}
