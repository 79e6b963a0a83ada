package dev.pgzm.state.file;

import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Keeps each state in {@code .migration-state-<database>.json} of a directory, and each lease in
 * {@code .migration-lease-<database>.json}.
 */
public final class FileStateStore extends DocumentStateStore {
    public FileStateStore(Path directory, InstantSource clock) {
        super(new FileDocuments(directory), clock);
    }
}
