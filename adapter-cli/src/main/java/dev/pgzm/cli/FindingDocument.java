package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.progress.Finding;
import java.util.List;

/** What was found, for a program. */
final class FindingDocument {
    private FindingDocument() {}

    static ObjectNode of(Finding finding) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("severity", Words.of(finding.severity()))
                .put("what", finding.what())
                .put("why", finding.why())
                .put("remedy", finding.remedy());
    }

    static ArrayNode of(List<Finding> findings) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        findings.forEach(finding -> array.add(of(finding)));
        return array;
    }
}
