package dev.pgzm.state.s3;

import static dev.pgzm.state.s3.FaultyRelay.after;
import static dev.pgzm.state.s3.FaultyRelay.answerHalved;
import static dev.pgzm.state.s3.FaultyRelay.answerHeldBack;
import static dev.pgzm.state.s3.FaultyRelay.answerLost;
import static dev.pgzm.state.s3.FaultyRelay.cut;
import static dev.pgzm.state.s3.FaultyRelay.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.Lease;
import dev.pgzm.ports.state.LeaseHeldException;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.state.s3.testing.S3Endpoint;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** What networks, servers and other runs do to a store between two of its requests, or within one. */
class S3FaultsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final LeaseHolder ADA = new LeaseHolder("elsewhere.example.com", 4711, "ada", NOW);
    private static final LeaseHolder BOB = new LeaseHolder("elsewhere.example.com", 4712, "bob", NOW);

    private static final Patience HASTY = new Patience(Duration.ofSeconds(1), Duration.ofSeconds(20));

    private static S3Endpoint endpoint;
    private static int tests;

    private String prefix;
    private FaultyRelay relay;
    private S3States direct;
    private S3States relayed;
    // the same place, past the faults
    private StateStore other;
    private StateStore store;

    @BeforeAll
    static void startTheServer() throws Exception {
        endpoint = new S3Endpoint();
        try (S3Client client = endpoint.client()) {
            client.createBucket(request -> request.bucket("states"));
        }
    }

    @AfterAll
    static void stopTheServer() throws Exception {
        endpoint.stop();
    }

    @BeforeEach
    void putTheRelayBetween() throws IOException {
        prefix = "p" + ++tests;
        relay = new FaultyRelay(endpoint.port());
        direct = S3States.open(endpoint.bucket("states", prefix), S3Endpoint.CREDENTIALS, Patience.USUAL);
        relayed = relayed(Patience.USUAL);
        other = direct.store(() -> NOW);
        store = relayed.store(() -> NOW);
        other.save(state(1, MigrationStatus.CREATED));
    }

    private S3States relayed(Patience patience) {
        return S3States.open(S3Endpoint.bucket(relay.uri(), "states", prefix), S3Endpoint.CREDENTIALS, patience);
    }

    @AfterEach
    void close() throws IOException {
        relayed.close();
        direct.close();
        relay.close();
    }

    private static MigrationState state(long version, MigrationStatus status) {
        return ImmutableMigrationState.builder()
                .id(new MigrationId(1_795_000_000_000L))
                .version(version)
                .status(status)
                .goal(Goal.COMPLETED)
                .plan(ImmutablePlan.builder()
                        .source(DatabaseUrl.parse("postgresql://app@a/x", name -> null))
                        .destination(DatabaseUrl.parse("postgresql://app@b/shop", name -> null))
                        .jobs(1)
                        .build())
                .build();
    }

    private static final MigrationState NEXT = state(2, MigrationStatus.DUMPING);
    private static final MigrationState ANOTHERS = state(2, MigrationStatus.UNDOING);

    @Test
    void repeatsWhatAServerFailedToDo() {
        relay.next("GET", error(500, "InternalError"), error(500, "InternalError"));
        relay.next("PUT", error(500, "InternalError"), error(500, "InternalError"));

        store.save(NEXT);

        assertThat(other.load("shop")).contains(NEXT);
        assertThat(relay.requests("PUT")).isEqualTo(3);
    }

    @Test
    void repeatsWhatAServerHadNoTimeFor() {
        relay.next("PUT", error(503, "SlowDown"));

        store.save(NEXT);

        assertThat(other.load("shop")).contains(NEXT);
        assertThat(relay.requests("PUT")).isEqualTo(2);
    }

    @Test
    void repeatsWhatAnotherRequestWasInTheWayOf() {
        relay.next("PUT", error(409, "ConditionalRequestConflict"));

        store.save(NEXT);

        assertThat(other.load("shop")).contains(NEXT);
    }

    @Test
    void givesUpOnAServerThatGoesOnFailingAndSaysWhatItSaid() {
        FaultyRelay.Fault error = error(500, "InternalError");
        relay.next("PUT", error, error, error);

        Problem problem = problemOf(() -> store.save(NEXT));

        assertThat(problem.code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(problem.message())
                .isEqualTo("Cannot save the state in s3://states/" + prefix
                        + "/migration-state-shop.json: the store failed");
        assertThat(problem.detail()).contains(relay.uri() + ": HTTP status 500, InternalError, as planned, request R1");
        assertThat(problem.hint()).contains("Run the command again later.");
        assertThat(problem.outcome()).isEmpty();
        assertThat(other.load("shop")).contains(state(1, MigrationStatus.CREATED));
    }

    @Test
    void readsAgainWhereTheConnectionIsCut() {
        relay.next("GET", cut(), answerHalved());

        assertThat(store.load("shop")).contains(state(1, MigrationStatus.CREATED));
    }

    @Test
    void savesWhereTheConnectionIsCut() {
        relay.next("PUT", cut());

        store.save(NEXT);

        assertThat(other.load("shop")).contains(NEXT);
    }

    @Test
    void knowsItsOwnDocumentWhereTheAnswerWasLostAndTheRepetitionFailsTheCondition() {
        relay.next("PUT", answerLost());

        store.save(NEXT);

        assertThat(other.load("shop")).contains(NEXT);
        assertThat(relay.requests("PUT")).isEqualTo(2);
    }

    @Test
    void knowsItsOwnDocumentWhereNoAnswerCameAtAll() {
        relay.next("PUT", answerLost(), cut(), cut());

        store.save(NEXT);

        assertThat(other.load("shop")).contains(NEXT);
    }

    @Test
    void letsASaveBeRepeatedThatWasMadeButCouldNotBeSeen() {
        loseSightOf(NEXT);

        store.save(NEXT);

        assertThat(other.load("shop")).contains(NEXT);
        store.save(state(3, MigrationStatus.RESTORING));
        assertThatThrownBy(() -> store.save(state(3, MigrationStatus.RESTORING)))
                .hasMessageContaining("changed by another run");
    }

    @Test
    void letsAnotherStateTakeThePlaceOfASaveThatFailed() {
        loseSightOf(NEXT);

        store.save(ANOTHERS);

        assertThat(other.load("shop")).contains(ANOTHERS);
    }

    @Test
    void goesOnFromASaveThatWasMadeButCouldNotBeSeen() {
        loseSightOf(NEXT);

        store.save(state(3, MigrationStatus.RESTORING));

        assertThat(other.load("shop")).contains(state(3, MigrationStatus.RESTORING));
    }

    @Test
    void removesWhatASaveThatFailedHasLeft() {
        loseSightOf(NEXT);

        store.delete(state(1, MigrationStatus.CREATED));

        assertThat(other.load("shop")).isEmpty();
    }

    private void loseSightOf(MigrationState state) {
        store.load("shop");
        relay.next("PUT", answerLost(), cut(), cut());
        relay.next("GET", FaultyRelay.pass(), cut(), cut(), cut(), cut(), cut(), cut());
        assertThat(problemOf(() -> store.save(state)).message()).endsWith(": the store cannot be reached");
        assertThat(other.load("shop")).contains(state);
        relay.forget();
    }

    @Test
    void asksAgainWhereTheAnswerIsTooSlow() {
        relay.next("PUT", answerHeldBack());
        relay.next("GET", answerHeldBack());

        try (S3States hasty = relayed(HASTY)) {
            hasty.store(() -> NOW).save(NEXT);
        }

        assertThat(other.load("shop")).contains(NEXT);
    }

    @Test
    void doesNotWaitForEver() {
        relay.next("GET", answerHeldBack(), answerHeldBack(), answerHeldBack());

        try (S3States hasty = relayed(HASTY)) {
            assertThat(problemOf(() -> hasty.store().load("shop")).message()).endsWith(": no answer came in time");
        }
    }

    @Test
    void namesAnEndpointThatCannotBeReachedWithoutItsPassword() throws IOException {
        relay.close();
        URI withPassword = URI.create(relay.uri().toString().replace("//", "//ada:hush@"));
        try (S3States refused = S3States.open(
                S3Endpoint.bucket(withPassword, "states", prefix), S3Endpoint.CREDENTIALS, Patience.USUAL)) {
            Problem problem = problemOf(() -> refused.store().load("shop"));

            assertThat(problem.message()).endsWith(": the store cannot be reached");
            assertThat(problem.detail().orElseThrow())
                    .startsWith(relay.uri() + ": ")
                    .contains("Connection refused");
            assertThat(problem.toString()).doesNotContain("hush");
        }
    }

    @Test
    void savesForAThreadThatWasInterrupted() {
        Thread.currentThread().interrupt();

        store.save(NEXT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(other.load("shop")).contains(NEXT);
    }

    @Test
    void savesForAThreadThatIsInterruptedMeanwhile() {
        Thread runner = Thread.currentThread();
        relay.next("GET", after(runner::interrupt));
        relay.next("PUT", after(runner::interrupt));

        store.save(NEXT);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(other.load("shop")).contains(NEXT);
    }

    @Test
    void leavesWhatAnotherSavedMeanwhile() {
        relay.next("PUT", after(() -> other.save(ANOTHERS)));

        Problem problem = problemOf(() -> store.save(NEXT));

        assertThat(problem.message())
                .isEqualTo("Cannot save the state: the object s3://states/" + prefix
                        + "/migration-state-shop.json was changed by another run");
        assertThat(other.load("shop")).contains(ANOTHERS);
    }

    @Test
    void leavesWhatAnotherWroteFirst() {
        other.delete(state(1, MigrationStatus.CREATED));
        relay.next("PUT", after(() -> other.save(state(1, MigrationStatus.VALIDATING))));

        assertThat(problemOf(() -> store.save(state(1, MigrationStatus.CREATED)))
                        .code())
                .isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(other.load("shop")).contains(state(1, MigrationStatus.VALIDATING));
    }

    @Test
    void leavesWhatAnotherRemovedMeanwhile() {
        relay.next("PUT", after(() -> other.delete(state(1, MigrationStatus.CREATED))));

        assertThat(problemOf(() -> store.save(NEXT)).detail())
                .contains("Nothing is there, where version 1 was expected.");
        assertThat(other.load("shop")).isEmpty();
    }

    @Test
    void removesNothingThatAnotherSavedMeanwhile() {
        relay.next("DELETE", after(() -> other.save(ANOTHERS)));

        assertThat(problemOf(() -> store.delete(state(1, MigrationStatus.CREATED)))
                        .message())
                .startsWith("Cannot remove the state: ")
                .endsWith(" was changed by another run");
        assertThat(other.load("shop")).contains(ANOTHERS);
    }

    @Test
    void removesWhereTheAnswerWasLost() {
        relay.next("DELETE", answerLost());

        store.delete(state(1, MigrationStatus.CREATED));

        assertThat(other.load("shop")).isEmpty();
    }

    @Test
    void leavesTheLeaseToWhoWasFaster() {
        relay.next("PUT", after(() -> other.lease("shop", BOB, MINUTE)));

        LeaseHeldException held =
                catchThrowableOfType(LeaseHeldException.class, () -> store.lease("shop", ADA, MINUTE));

        assertThat(held.holder()).isEqualTo(BOB);
        assertThat(other.holder("shop")).contains(BOB);
    }

    @Test
    void leavesAStaleLeaseToItsHolderWhoRenewsItInTime() {
        Instant later = NOW.plus(MINUTE);
        StateStore otherLater = direct.store(() -> later);
        other.lease("shop", BOB, MINUTE);
        relay.next("PUT", after(() -> otherLater.lease("shop", BOB, MINUTE)));

        assertThatThrownBy(() -> relayed.store(() -> later).lease("shop", ADA, MINUTE))
                .isInstanceOf(LeaseHeldException.class);
        assertThat(otherLater.holder("shop")).contains(BOB);
    }

    @Test
    void takesALeaseThatWasGivenBackMeanwhile() {
        Lease stale = direct.store(() -> NOW.minus(MINUTE)).lease("shop", BOB, MINUTE);
        relay.next("PUT", after(stale::close));

        try (Lease lease = store.lease("shop", ADA, MINUTE)) {
            lease.renew();
            assertThat(other.holder("shop")).contains(ADA);
        }
    }

    @Test
    void holdsTheLeaseWhereTheAnswerWasLost() {
        relay.next("PUT", answerLost());

        try (Lease lease = store.lease("shop", ADA, MINUTE)) {
            lease.renew();
            assertThat(other.holder("shop")).contains(ADA);
        }
    }

    @Test
    void leavesTheLeaseToItsEndWhereItCannotBeGivenBack() throws IOException {
        Lease lease = store.lease("shop", ADA, MINUTE);
        relay.close();

        lease.close();

        assertThat(other.holder("shop")).contains(ADA);
        assertThat(direct.store(() -> NOW.plus(MINUTE)).holder("shop")).isEmpty();
    }

    private static Problem problemOf(ThrowingCallable failing) {
        return catchThrowableOfType(MigrationException.class, failing).problem();
    }
}
