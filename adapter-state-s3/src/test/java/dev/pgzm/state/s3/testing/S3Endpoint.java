package dev.pgzm.state.s3.testing;

import dev.pgzm.ports.state.StateLocation;
import java.net.URI;
import java.util.Optional;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.nio2blob.TransientNio2BlobStore;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server in this process, which checks signatures and keeps its objects in memory. */
public final class S3Endpoint {
    public static final String KEY = "the-key";
    public static final String SECRET = "the-secret";
    public static final AwsCredentialsProvider CREDENTIALS = credentials(KEY, SECRET);

    private final TransientNio2BlobStore objects = new TransientNio2BlobStore();
    private final S3Proxy server;

    public S3Endpoint() throws Exception {
        server = S3Proxy.builder()
                .blobStore(objects)
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY, SECRET)
                .stopTimeout(0)
                .build();
        server.start();
    }

    public static AwsCredentialsProvider credentials(String key, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret));
    }

    public int port() {
        return server.getPort();
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** A client that goes past the adapter, to see and to change what is stored. */
    public S3Client client() {
        return S3Client.builder()
                .endpointOverride(uri())
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(CREDENTIALS)
                .build();
    }

    public StateLocation.Bucket bucket(String name, String prefix) {
        return bucket(uri(), name, prefix);
    }

    public static StateLocation.Bucket bucket(URI endpoint, String name, String prefix) {
        return new StateLocation.Bucket(name, prefix, Optional.of(endpoint), StateLocation.Addressing.PATH);
    }

    public void stop() throws Exception {
        server.stop();
        objects.close();
    }
}
