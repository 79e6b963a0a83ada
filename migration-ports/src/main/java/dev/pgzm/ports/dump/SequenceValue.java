package dev.pgzm.ports.dump;

import dev.pgzm.ports.catalog.RelationName;

/**
 * Where a sequence stands.
 *
 * @param called whether {@code nextval} has given out {@code lastValue} already
 */
public record SequenceValue(RelationName name, long lastValue, boolean called) {}
