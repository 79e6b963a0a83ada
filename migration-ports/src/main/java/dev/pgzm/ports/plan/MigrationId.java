package dev.pgzm.ports.plan;

/** Names one migration: the milliseconds since 1970-01-01 UTC at which it was asked for. */
public record MigrationId(long epochMillis) {
    /** The schema that holds the former live schema exactly if this migration's swap committed. */
    public String backupSchema() {
        return "backup_" + epochMillis;
    }

    @Override
    public String toString() {
        return Long.toString(epochMillis);
    }
}
