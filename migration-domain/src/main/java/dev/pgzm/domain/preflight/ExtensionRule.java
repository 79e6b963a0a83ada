package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.AvailableExtension;
import dev.pgzm.ports.catalog.Extension;
import dev.pgzm.ports.catalog.NewExtension;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** Extensions that are missing can be created, where they can get into the live schema. */
final class ExtensionRule implements Rule {
    @Override
    public Stream<Finding> judge(Facts facts) {
        Stream<Finding> created = facts.extensions().toCreate().stream().flatMap(each -> creation(each, facts));
        Stream<Finding> carried = StrategyChoice.inLiveSchema(facts.plan(), facts.destination()).stream()
                .filter(each -> isCarried(each, facts))
                .map(each -> new Finding(
                        Severity.INFO,
                        "extension " + each.extname() + carrying(facts.plan().swapStrategy()),
                        "it lives there",
                        ""));
        Stream<Finding> elsewhere = facts.source().database().extensions().stream()
                .filter(each -> facts.source().neededExtensions().contains(each.extname()))
                .flatMap(each -> elsewhere(each, facts));
        return Stream.of(created, carried, elsewhere).flatMap(findings -> findings);
    }

    private static Stream<Finding> elsewhere(Extension onSource, Facts facts) {
        return facts.destination().database().extensions().stream()
                .filter(each -> each.extname().equals(onSource.extname()))
                .filter(each -> !each.nspname().equals(onSource.nspname()))
                .map(each -> new Finding(
                        Severity.WARNING,
                        "extension " + each.extname() + " lives in schema " + onSource.nspname()
                                + " on the source and in " + each.nspname() + " on the destination",
                        "columns, indexes and views follow it; bodies of functions that name its schema do not",
                        "Move the extension, or put its schema on the search_path."));
    }

    private static Stream<Finding> creation(NewExtension extension, Facts facts) {
        Optional<AvailableExtension> offer = MissingExtensions.offer(extension.extname(), facts.destination());
        boolean creatable = offer.map(AvailableExtension::creatable).orElse(false);
        boolean schemaExists = facts.destination().database().schemas().contains(extension.nspname())
                || extension.nspname().equals("pg_catalog")
                || extension.nspname().equals(facts.plan().shadowSchema());
        return Stream.of(
                        Findings.errorIf(
                                offer.isEmpty(),
                                "extension " + extension.extname() + " is not available on the destination",
                                "the source's schema needs it",
                                "Install its package on the destination's server."),
                        Findings.errorIf(
                                offer.isPresent() && !creatable,
                                "role " + facts.destination().database().user() + " may not create extension "
                                        + extension.extname() + " on the destination",
                                "it needs a superuser, or CREATE on the database where the extension is trusted",
                                "CREATE EXTENSION \"" + extension.extname() + "\" as a superuser first."),
                        Findings.errorIf(
                                !schemaExists,
                                "the destination has no schema " + extension.nspname() + " for extension "
                                        + extension.extname(),
                                "that is where the extension lives on the source",
                                "CREATE SCHEMA " + extension.nspname() + " on the destination."),
                        Findings.infoIf(
                                creatable && schemaExists,
                                "extension " + extension.extname() + " will be created on the destination",
                                "the source's schema needs it"),
                        Findings.errorIf(
                                creatable
                                        && schemaExists
                                        && facts.plan().swapStrategy() == SwapStrategy.RENAME
                                        && extension
                                                .nspname()
                                                .equals(facts.plan().liveSchema())
                                        && !facts.destination().database().superuser(),
                                "extension " + extension.extname() + " could not follow the live schema",
                                "it is not relocatable, and only a superuser may move it all the same",
                                "Leave out --swap-strategy rename, connect to the destination as a superuser, or install it"
                                        + " there in another schema."))
                .flatMap(findings -> findings);
    }

    private static boolean isCarried(Extension extension, Facts facts) {
        return facts.plan().swapStrategy() == SwapStrategy.MOVE
                || StrategyChoice.isMovable(extension, facts.destination());
    }

    private static String carrying(SwapStrategy strategy) {
        return strategy == SwapStrategy.MOVE
                ? " stays in the live schema through the swap"
                : " follows the live schema through the swap";
    }
}
