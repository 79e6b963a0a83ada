package dev.pgzm.domain.preflight;

import dev.pgzm.ports.catalog.DestinationFacts;
import dev.pgzm.ports.catalog.ExtensionPlan;
import dev.pgzm.ports.catalog.SourceFacts;
import dev.pgzm.ports.plan.Plan;

/** What the rules judge. */
record Facts(Plan plan, SourceFacts source, DestinationFacts destination, ExtensionPlan extensions) {}
