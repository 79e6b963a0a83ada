package dev.pgzm.ports.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody may have meant. */
public final class Similar {
    private Similar() {}

    /** The nearest of the names, if no more than a third of the letters differ. */
    public static Optional<String> to(String name, Collection<String> names) {
        return names.stream()
                .filter(each -> distance(name, each) <= Math.max(1, name.length() / 3))
                .min(Comparator.<String>comparingInt(each -> distance(name, each))
                        .thenComparing(each -> each));
    }

    /** How many letters to insert, delete, replace or exchange with their neighbour; case does not count. */
    private static int distance(String one, String other) {
        String left = one.toLowerCase(Locale.ROOT);
        String right = other.toLowerCase(Locale.ROOT);
        int[][] distances = new int[left.length() + 1][right.length() + 1];
        for (int i = 0; i <= left.length(); i++) {
            for (int j = 0; j <= right.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : least(distances, left, right, i, j);
            }
        }
        return distances[left.length()][right.length()];
    }

    private static int least(int[][] distances, String left, String right, int i, int j) {
        int replaced = distances[i - 1][j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(distances[i - 1][j], distances[i][j - 1]));
        boolean exchanged = i > 1
                && j > 1
                && left.charAt(i - 1) == right.charAt(j - 2)
                && left.charAt(i - 2) == right.charAt(j - 1);
        return exchanged ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }
}
