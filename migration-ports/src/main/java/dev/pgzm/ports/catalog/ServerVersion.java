package dev.pgzm.ports.catalog;

/** {@code server_version_num}, such as 150018. */
public record ServerVersion(int number) {
    public int major() {
        return number / 10_000;
    }

    @Override
    public String toString() {
        return major() + "." + number % 10_000;
    }
}
