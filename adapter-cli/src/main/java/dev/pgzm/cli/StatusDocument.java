package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.Step;
import dev.pgzm.ports.sync.PreservedStanding;
import dev.pgzm.ports.sync.TableComparison;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** A status, for a program: a JSON document in which every member is always there, and null where nothing is known. */
final class StatusDocument {
    private final Situation situation;
    private final Optional<PreservedCheck> check;
    private final ObjectNode document = Result.document("status");

    StatusDocument(Situation situation, Optional<PreservedCheck> check) {
        this.situation = situation;
        this.check = check;
    }

    ObjectNode document() {
        document.put(
                "migration",
                situation.report().id().map(MigrationId::epochMillis).orElse(null));
        document.put("standing", Words.of(situation.report().standing()));
        document.put("runner", situation.report().runner().orElse(null));
        document.put("source", situation.source().orElse(null));
        document.put("destination", situation.destination().uri());
        document.put("liveSchema", situation.liveSchema().orElse(null));
        document.put("shadowSchema", situation.shadowSchema().orElse(null));
        document.put("goal", situation.goal().map(Words::of).orElse(null));
        document.put("created", situation.created().map(Instant::toString).orElse(null));
        copied(situation.report().record());
        steps(situation.report().state().map(MigrationState::steps).orElse(List.of()));
        document.put(
                "failure",
                situation.report().state().flatMap(MigrationState::failure).orElse(null));
        preserved(situation.report().preserved());
        checked();
        document.put("swapPossible", situation.isSwapPossible());
        document.set("obstacles", FindingDocument.of(situation.report().obstacles()));
        document.put("nextCommand", situation.report().nextCommand().orElse(null));
        return document;
    }

    private void copied(Optional<MigrationRecord> record) {
        document.put(
                "prepared",
                record.flatMap(MigrationRecord::prepared).map(Instant::toString).orElse(null));
        document.put("rowsComplete", record.map(MigrationRecord::rowsComplete).orElse(null));
        document.put("tables", record.map(MigrationRecord::tables).orElse(null));
        document.put("rows", record.map(MigrationRecord::rows).orElse(null));
        document.put("bytes", record.map(MigrationRecord::bytes).orElse(null));
    }

    private void steps(List<Step> steps) {
        ArrayNode array = document.putArray("steps");
        for (Step step : steps) {
            ObjectNode each = array.addObject();
            each.put("status", Words.of(step.status()));
            each.put("began", step.began().map(Instant::toString).orElse(null));
            each.put("tookMillis", step.took().map(Duration::toMillis).orElse(null));
            ObjectNode figures = each.putObject("figures");
            new TreeMap<>(step.figures()).forEach(figures::put);
        }
    }

    private void preserved(List<PreservedStanding> tables) {
        ArrayNode array = document.putArray("preserved");
        for (PreservedStanding table : tables) {
            array.addObject()
                    .put("table", table.relname())
                    .put("inStep", table.inStep())
                    .put("rows", table.rows())
                    .put("queued", table.queued())
                    .put("errors", table.errors())
                    .put("lastError", table.lastError().orElse(null))
                    .put("ageMillis", table.age().map(Duration::toMillis).orElse(null));
        }
    }

    private void checked() {
        if (check.isEmpty()) {
            document.putNull("check");
            return;
        }
        ArrayNode array = document.putArray("check");
        for (TableComparison table : check.get().tables()) {
            ObjectNode each = array.addObject()
                    .put("table", table.relname())
                    .put("rows", table.rows())
                    .put("queued", table.queued())
                    .put("differing", table.differing());
            table.examples().forEach(each.putArray("examples")::add);
        }
    }
}
