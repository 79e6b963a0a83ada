package dev.pgzm.state.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.Step;
import java.util.Map;
import java.util.TreeMap;

/** A step as an object in a document. */
final class StepDocument {
    private StepDocument() {}

    static void write(Step step, ObjectNode target) {
        target.put("status", step.status().name());
        step.began().ifPresent(began -> target.put("began", began.toString()));
        step.took().ifPresent(took -> target.put("took", took.toString()));
        ObjectNode figures = target.putObject("figures");
        new TreeMap<>(step.figures()).forEach(figures::put);
    }

    static Step read(Members step) {
        Members figures = step.members("figures");
        Map<String, Long> byName = figures.all(figures::number);
        return new Step(
                step.choice("status", MigrationStatus.class),
                step.optional("began", step::instant),
                step.optional("took", step::duration),
                byName);
    }
}
