package dev.pgzm.postgres;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketOption;
import java.util.Map;
import javax.net.SocketFactory;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;

/**
 * Makes sockets that notice a dead network within two minutes, where the system's own keepalive takes two hours, and that rows can
 * be taken from.
 *
 * <p>Public because the driver creates it by name. That is also why who has opened a connection must be told its socket by thread.
 *
 * @see <a href="https://jdbc.postgresql.org/documentation/use/#connection-parameters">socketFactory</a>
 */
public final class KeepAliveSocketFactory extends SocketFactory {
    private static final Map<SocketOption<Integer>, Integer> PROBES = Map.of(
            ExtendedSocketOptions.TCP_KEEPIDLE, 60,
            ExtendedSocketOptions.TCP_KEEPINTERVAL, 10,
            ExtendedSocketOptions.TCP_KEEPCOUNT, 6);

    private static final ThreadLocal<@Nullable TappedSocket> LATEST = new ThreadLocal<>();

    /** Where rows come from on the connection that this thread has just opened. */
    static RowTap tapOfNewConnection() {
        TappedSocket socket = requireNonNull(LATEST.get(), "the driver connects in the thread that wants to");
        LATEST.remove();
        return socket.tap();
    }

    @Override
    public Socket createSocket() throws IOException {
        TappedSocket socket = new TappedSocket();
        for (Map.Entry<SocketOption<Integer>, Integer> probe : PROBES.entrySet()) {
            if (socket.supportedOptions().contains(probe.getKey())) {
                socket.setOption(probe.getKey(), probe.getValue());
            }
        }
        LATEST.set(socket);
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw new IOException("the driver connects its sockets itself");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket(host, port);
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket(host.getHostName(), port);
    }

    @Override
    public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
            throws IOException {
        return createSocket(address.getHostName(), port);
    }
}
