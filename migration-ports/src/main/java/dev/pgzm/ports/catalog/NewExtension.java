package dev.pgzm.ports.catalog;

import java.util.Optional;

/**
 * An extension that the source's schema needs and the destination lacks.
 *
 * @param nspname where it is created on the destination
 * @param extversion the source's version, if the destination offers it
 */
public record NewExtension(String extname, String nspname, Optional<String> extversion) {}
