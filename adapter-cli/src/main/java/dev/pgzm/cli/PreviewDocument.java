package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.catalog.ExternalDependent;
import dev.pgzm.ports.catalog.Inventory;
import dev.pgzm.ports.catalog.LiveTable;
import dev.pgzm.ports.catalog.NewExtension;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.TablePattern;
import java.util.List;

/** The written-out plan, for a program. */
final class PreviewDocument {
    private final Plan plan;
    private final Preview preview;
    private final ObjectNode document = Result.document("plan");

    PreviewDocument(Plan plan, Preview preview) {
        this.plan = plan;
        this.preview = preview;
    }

    ObjectNode document() {
        document.put("source", plan.source().uri())
                .put("destination", plan.destination().uri())
                .put("liveSchema", plan.liveSchema())
                .put("shadowSchema", plan.shadowSchema())
                .put("jobs", plan.jobs())
                .put("sourceLocking", Words.of(plan.sourceLocking()))
                .put("swapStrategy", Words.of(preview.strategy().strategy()))
                .put("swapStrategyReason", preview.strategy().reason());
        tables("tablesToCopy", preview.source().tables());
        tables("tablesToReplace", preview.destination().tables());
        texts(
                "preservedTables",
                plan.preservation().tables().stream().map(TablePattern::text).toList());
        texts(
                "extensionsToCreate",
                preview.extensions().toCreate().stream()
                        .map(NewExtension::extname)
                        .toList());
        texts("extensionsThatStay", preview.extensionsToCarry());
        texts("typesThatStay", preview.keptTypes());
        dependents();
        document.set("findings", FindingDocument.of(preview.findings()));
        return document;
    }

    private void tables(String member, List<LiveTable> tables) {
        ArrayNode array = document.putArray(member);
        for (LiveTable table : tables) {
            array.addObject()
                    .put("table", table.name().toString())
                    .put("bytes", table.bytes())
                    .put("estimatedRows", table.estimatedRows());
        }
    }

    private void dependents() {
        ArrayNode array = document.putArray("externalDependents");
        Inventory incoming = new Inventory(preview.source().objects());
        for (ExternalDependent dependent : preview.destination().externalDependents()) {
            ObjectNode each = array.addObject()
                    .put("what", dependent.what())
                    .put("on", dependent.on())
                    .put("staysBecause", dependent.obstacle(incoming).orElse(null));
            dependent.statements().forEach(each.putArray("statements")::add);
            each.put("validation", dependent.validation().orElse(null));
        }
    }

    private void texts(String member, List<String> texts) {
        texts.forEach(document.putArray(member)::add);
    }
}
