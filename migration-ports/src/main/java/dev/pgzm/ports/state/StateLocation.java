package dev.pgzm.ports.state;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** Where states are kept. */
public sealed interface StateLocation {
    /** Files of a directory of this machine. */
    record Directory(Path path) implements StateLocation {}

    /**
     * Objects of an S3 bucket.
     *
     * @param prefix what the keys begin with, without a slash at its ends; may be empty
     * @param endpoint another store than Amazon's
     */
    record Bucket(String name, String prefix, Optional<URI> endpoint, Addressing addressing) implements StateLocation {}

    /** How a request names its bucket. */
    enum Addressing {
        /** {@code https://bucket.endpoint/key}. */
        VIRTUAL_HOST,
        /** {@code https://endpoint/bucket/key}, which many S3-compatible stores want. */
        PATH
    }
}
