package dev.pgzm.ports.catalog;

import java.util.Set;

/**
 * An extension that a server could install.
 *
 * @param versions every version its control files offer
 * @param creatable whether the connected role may create it (superuser, or trusted with CREATE on the database)
 */
public record AvailableExtension(String extname, Set<String> versions, boolean creatable) {}
