package dev.pgzm.state.s3;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.state.StateLocation;
import dev.pgzm.state.file.Document;
import dev.pgzm.state.file.DocumentName;
import dev.pgzm.state.file.Documents;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Keeps documents as objects of a bucket; conditional requests make seeing and replacing one step.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-requests.html">Conditional requests</a>
 */
final class S3Documents implements Documents {
    private final S3Client client;
    private final StateLocation.Bucket bucket;

    S3Documents(S3Client client, StateLocation.Bucket bucket) {
        this.client = client;
        this.bucket = bucket;
    }

    @Override
    public String describe(DocumentName name) {
        return "object " + url(name);
    }

    @Override
    public Optional<Document> read(DocumentName name) {
        try {
            return Optional.of(Uninterrupted.call(() ->
                    client.getObject(request -> request.bucket(bucket.name()).key(key(name)), S3Documents::whole)));
        } catch (NoSuchKeyException missing) {
            return Optional.empty();
        } catch (SdkException failed) {
            throw failure("read", name, failed);
        }
    }

    @Override
    public boolean replace(DocumentName name, Optional<Document> seen, byte[] content) {
        return change(
                "save",
                name,
                Optional.of(content),
                () -> client.putObject(
                        request -> {
                            request.bucket(bucket.name()).key(key(name)).contentType("application/json");
                            seen.ifPresentOrElse(
                                    each -> request.ifMatch(each.revision()), () -> request.ifNoneMatch("*"));
                        },
                        RequestBody.fromBytes(content)));
    }

    @Override
    public boolean remove(DocumentName name, Document seen) {
        return change(
                "remove",
                name,
                Optional.empty(),
                () -> client.deleteObject(
                        request -> request.bucket(bucket.name()).key(key(name)).ifMatch(seen.revision())));
    }

    @Override
    public List<DocumentName> list(DocumentName name) {
        String directory = bucket.prefix().isEmpty() ? "" : bucket.prefix() + "/";
        try {
            return Uninterrupted.call(() -> client
                    .listObjectsV2Paginator(
                            request -> request.bucket(bucket.name()).prefix(directory + name.prefix()))
                    .contents()
                    .stream()
                    .flatMap(object -> name.named(object.key().substring(directory.length())).stream())
                    .toList());
        } catch (SdkException failed) {
            throw failure("list", name, failed);
        }
    }

    /**
     * Makes a change on its condition.
     *
     * @param after what is there when it is made
     */
    private boolean change(String verb, DocumentName name, Optional<byte[]> after, Supplier<?> request) {
        try {
            Uninterrupted.call(request);
            return true;
        } catch (SdkException failed) {
            Verdict verdict = Verdict.of(failed);
            // a request whose answer was lost is repeated, and then finds what it has done itself
            if (verdict != Verdict.REFUSED && holds(name, after, failed)) {
                return true;
            }
            if (verdict == Verdict.LOST_RACE) {
                return false;
            }
            throw failure(verb, name, failed);
        }
    }

    private static Document whole(GetObjectResponse answer, InputStream in) {
        try {
            byte[] content = in.readAllBytes();
            // the JDK's client takes the end of a connection that is cut for the end of the answer
            if (answer.contentLength() != null && content.length != answer.contentLength()) {
                throw RetryableException.create("the answer ended after " + content.length + " bytes");
            }
            return new Document(content, answer.eTag());
        } catch (IOException cut) {
            throw RetryableException.create("the answer cannot be read: " + cut.getMessage(), cut);
        }
    }

    /** Whether a change was made although its request failed. */
    private boolean holds(DocumentName name, Optional<byte[]> content, SdkException failed) {
        try {
            return Arrays.equals(read(name).map(Document::content).orElse(null), content.orElse(null));
        } catch (MigrationException unreachable) {
            failed.addSuppressed(unreachable);
            return false;
        }
    }

    private MigrationException failure(String verb, DocumentName name, SdkException cause) {
        return S3Problems.exception(
                "Cannot " + verb + " the " + name.kind() + " in " + url(name), bucket.endpoint(), cause);
    }

    private String url(DocumentName name) {
        return "s3://" + bucket.name() + "/" + key(name);
    }

    private String key(DocumentName name) {
        return bucket.prefix().isEmpty() ? name.fileName() : bucket.prefix() + "/" + name.fileName();
    }
}
