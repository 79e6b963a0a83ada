package dev.pgzm.cli;

import dev.pgzm.ports.progress.Finding;

/** What was found, for a person. */
final class FindingText {
    private FindingText() {}

    static String of(Finding finding) {
        String remedy = finding.remedy().isEmpty() ? "" : "      remedy: " + finding.remedy() + "\n";
        return "  " + finding.severity() + ": " + finding.what() + "\n      because " + finding.why() + "\n" + remedy;
    }
}
