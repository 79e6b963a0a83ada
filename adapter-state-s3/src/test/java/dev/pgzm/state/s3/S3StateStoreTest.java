package dev.pgzm.state.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.state.StateStoreContract;
import dev.pgzm.ports.state.ThisProcess;
import dev.pgzm.state.s3.testing.S3Endpoint;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

class S3StateStoreTest extends StateStoreContract {
    private static S3Endpoint endpoint;
    private static S3Client objects;
    private static int tests;

    private String prefix;
    private S3States states;

    @BeforeAll
    static void startTheServer() throws Exception {
        endpoint = new S3Endpoint();
        objects = endpoint.client();
        objects.createBucket(request -> request.bucket("states"));
    }

    @AfterAll
    static void stopTheServer() throws Exception {
        objects.close();
        endpoint.stop();
    }

    @BeforeEach
    void openAPrefixOfItsOwn() {
        prefix = "team/" + ++tests;
        states = S3States.open(endpoint.bucket("states", prefix), S3Endpoint.CREDENTIALS, Patience.USUAL);
    }

    @AfterEach
    void close() {
        states.close();
    }

    @Override
    protected StateStore store(InstantSource clock) {
        return states.store(clock);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            half a docu               | it is not JSON
            {"name": "somebody else"} | it was not written by pgzm
            {"pgzmState": 99}         | its format 99 is newer than this pgzm
            {"pgzmState": 1, "id": 5} | its member version is missing
            """)
    void refusesADamagedOrForeignDocumentAndLeavesItAlone(String document, String fault) {
        put("migration-state-shop.json", document);

        assertThatThrownBy(() -> store().load("shop"))
                .hasMessage(
                        "Cannot use the state object s3://states/" + prefix + "/migration-state-shop.json: " + fault);
        assertThatThrownBy(() -> store().save(state("shop", 1))).hasMessageContaining(fault);
        assertThatThrownBy(() -> store().delete(state("shop", 1))).hasMessageContaining(fault);
        assertThat(text("migration-state-shop.json")).isEqualTo(document);
    }

    @Test
    void refusesADamagedLeaseAndLeavesItAlone() {
        put("migration-lease-shop.json", "half a");

        assertThatThrownBy(() -> store().lease("shop", ThisProcess.holder(NOW), Duration.ofMinutes(1)))
                .hasMessage("Cannot use the lease object s3://states/" + prefix
                        + "/migration-lease-shop.json: it is not JSON");
        assertThat(text("migration-lease-shop.json")).isEqualTo("half a");
    }

    @Test
    void keepsItsObjectsUnderThePrefix() {
        store().save(state("a/b", 1));
        store().lease("a/b", ThisProcess.holder(NOW), Duration.ofMinutes(1));

        assertThat(keys())
                .containsExactly(prefix + "/migration-lease-a%2Fb.json", prefix + "/migration-state-a%2Fb.json");
    }

    @Test
    void keepsItsObjectsAtTheTopOfTheBucketWithoutAPrefix() {
        objects.createBucket(request -> request.bucket("top"));
        try (S3States top = S3States.open(endpoint.bucket("top", ""), S3Endpoint.CREDENTIALS, Patience.USUAL)) {
            top.store(() -> NOW).save(state("shop", 1));
        }

        assertThat(objects.listObjectsV2(request -> request.bucket("top")).contents())
                .extracting(S3Object::key)
                .containsExactly("migration-state-shop.json");
    }

    @Test
    void leavesNothingOfWhatWasDeletedAndGivenBack() {
        store().save(state("shop", 1));
        store().lease("shop", ThisProcess.holder(NOW), Duration.ofMinutes(1)).close();
        store().delete(state("shop", 1));

        assertThat(keys()).isEmpty();
    }

    private void put(String name, String text) {
        objects.putObject(request -> request.bucket("states").key(prefix + "/" + name), RequestBody.fromString(text));
    }

    private String text(String name) {
        return objects.getObjectAsBytes(request -> request.bucket("states").key(prefix + "/" + name))
                .asUtf8String();
    }

    private List<String> keys() {
        return objects.listObjectsV2(request -> request.bucket("states").prefix(prefix + "/")).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
