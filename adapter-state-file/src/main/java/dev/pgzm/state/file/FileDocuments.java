package dev.pgzm.state.file;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Keeps documents as hidden files of a directory; a lock makes seeing and replacing one step. */
final class FileDocuments implements Documents {
    private final Path directory;

    FileDocuments(Path directory) {
        this.directory = directory;
    }

    @Override
    public String describe(DocumentName name) {
        return "file " + file(name).path();
    }

    @Override
    public Optional<Document> read(DocumentName name) {
        try {
            return file(name).read().map(content -> new Document(content, ""));
        } catch (IOException unreadable) {
            throw failure("read", name, unreadable);
        }
    }

    @Override
    public boolean replace(DocumentName name, Optional<Document> seen, byte[] content) {
        return change("save", name, seen, file -> file.replace(content));
    }

    @Override
    public boolean remove(DocumentName name, Document seen) {
        return change("remove", name, Optional.of(seen), DurableFile::delete);
    }

    @Override
    public List<DocumentName> list(DocumentName name) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith("."))
                    .flatMap(file -> name.named(file.substring(1)).stream())
                    .toList();
        } catch (IOException unreadable) {
            throw failure("list", name, unreadable);
        }
    }

    /** What is done to a file that is locked. */
    private interface Change {
        void make(DurableFile file) throws IOException;
    }

    private boolean change(String verb, DocumentName name, Optional<Document> seen, Change change) {
        DurableFile file = file(name);
        try {
            return file.exclusively(() -> {
                boolean asSeen = Arrays.equals(
                        file.read().orElse(null), seen.map(Document::content).orElse(null));
                if (asSeen) {
                    change.make(file);
                }
                return asSeen;
            });
        } catch (IOException unwritable) {
            throw failure(verb, name, unwritable);
        }
    }

    private DurableFile file(DocumentName name) {
        return new DurableFile(directory.resolve("." + name.fileName()));
    }

    private MigrationException failure(String verb, DocumentName name, IOException cause) {
        Problem problem = Problem.of(
                        ErrorCode.STATE_CONFLICT,
                        "Cannot " + verb + " the " + name.kind() + " in "
                                + file(name).path() + ": " + reason(cause))
                .withHint("Make sure that the directory is there, can be written to and has room,"
                        + " or name another place with --state.");
        return new MigrationException(problem, cause);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "no such directory";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = cause instanceof FileSystemException fault ? fault.getReason() : cause.getMessage();
        return reason == null ? cause.toString() : reason;
    }
}
