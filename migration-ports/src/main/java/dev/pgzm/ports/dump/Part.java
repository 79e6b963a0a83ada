package dev.pgzm.ports.dump;

import java.util.OptionalLong;

/**
 * A slice of a table that one connection copies.
 *
 * @param fromPage first heap page
 * @param toPage the page after the last; empty: to the end, however far that is
 */
public record Part(long fromPage, OptionalLong toPage) {
    public static final Part WHOLE = new Part(0, OptionalLong.empty());

    public boolean isWhole() {
        return fromPage == 0 && toPage.isEmpty();
    }
}
