package dev.pgzm.ports.catalog;

/**
 * An object outside the live schema that hangs on an object inside it.
 *
 * @param what the dependent, as {@code pg_describe_object} says it
 * @param on what it hangs on, likewise
 */
public record ExternalDependent(String what, String on) {}
