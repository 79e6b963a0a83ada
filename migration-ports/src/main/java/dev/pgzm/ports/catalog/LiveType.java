package dev.pgzm.ports.catalog;

import java.util.Set;

/**
 * An enum, a domain, a composite or a range type of the live schema that is no extension's.
 *
 * @param needs types and relations of the live schema that its definition names
 * @param tied whether it hangs together with another object of the live schema, such as a cast or a function in a check
 * @param owned whether the connected role may move it to another schema
 */
public record LiveType(TypeIdentity identity, Set<String> needs, boolean tied, boolean owned) {
    public LiveType {
        needs = Set.copyOf(needs);
    }

    public String typname() {
        return identity.typname();
    }
}
