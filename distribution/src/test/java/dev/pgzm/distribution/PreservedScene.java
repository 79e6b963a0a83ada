package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.sync.PreservedStanding;
import dev.pgzm.ports.sync.TableComparison;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** A migration between two empty databases that preserves table {@code users}, unless it is told other names. */
final class PreservedScene {
    final TestDatabase source = TestServer.shared().newDatabase();
    final TestDatabase destination = TestServer.shared().newDatabase();
    final List<Finding> findings = new ArrayList<>();
    final List<String> waits = new CopyOnWriteArrayList<>();
    private final Path state;
    private String destinationUrl = destination.url();
    private ImmutablePreservation preservation =
            ImmutablePreservation.builder().tables(TablePattern.list("users")).build();

    PreservedScene(Path state) {
        this.state = state;
    }

    private final Progress listening = new Progress() {
        @Override
        public void found(Finding finding) {
            findings.add(finding);
        }

        @Override
        public void waiting(String forWhat) {
            waits.add(forWhat);
        }
    };

    private Migrations engine() {
        return Engine.withStateIn(state);
    }

    private Plan plan() {
        return Engine.plan(source, destination)
                .withDestination(DatabaseUrl.parse(destinationUrl, name -> null))
                .withPreservation(preservation);
    }

    /** What is done from now on is done by another role, whose password is {@code pw}. */
    void connectAs(String role) {
        destinationUrl = destination.url(role, "pw");
    }

    void preserve(String tables) {
        preservation = preservation.withTables(TablePattern.list(tables));
    }

    void preserve(UnaryOperator<ImmutablePreservation> change) {
        preservation = change.apply(preservation);
    }

    void prepare() {
        engine().prepare(plan(), listening);
    }

    void swap() {
        engine().swap(Engine.target(plan()), listening);
    }

    void swapWithin(Duration timeout) {
        engine().swap(Engine.target(plan()).withSwapTimeout(timeout), listening);
    }

    /** Something happens when the swap enters a status. */
    void swapMeeting(MigrationStatus status, Runnable event) {
        engine().swap(Engine.target(plan()), new Progress() {
            @Override
            public void entered(MigrationStatus entered) {
                if (entered == status) {
                    event.run();
                }
            }
        });
    }

    void abort() {
        engine().abort(Engine.target(plan()), listening);
    }

    TableComparison compared() {
        return engine().compare(Engine.target(plan())).get(0);
    }

    PreservedStanding standing() {
        return engine().status(Engine.target(plan())).preserved().get(0);
    }

    String backup(String relation) {
        return destination.value("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'backup%'") + "." + relation;
    }

    void assertInStep() {
        assertThat(compared().differing()).isZero();
        assertThat(standing().queued()).isZero();
    }

    Problem refusedSwap() {
        return catchThrowableOfType(MigrationException.class, this::swap).problem();
    }

    Problem refusal() {
        List<String> before = destination.leftovers();
        Problem problem =
                catchThrowableOfType(MigrationException.class, this::prepare).problem();
        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(destination.leftovers()).isEqualTo(before);
        return problem;
    }
}
