package dev.pgzm.domain.preflight;

import dev.pgzm.ports.progress.Finding;
import java.util.stream.Stream;

/** Judges the facts of both sides. */
interface Rule {
    Stream<Finding> judge(Facts facts);
}
