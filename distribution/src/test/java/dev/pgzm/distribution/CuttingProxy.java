package dev.pgzm.distribution;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between a run and its server, which can be cut in the moment in which a swap is committed. */
final class CuttingProxy implements AutoCloseable {
    /** On which side of the server's work the network is cut. */
    enum Cut {
        NONE,
        BEFORE_THE_SERVER_HEARS_COMMIT,
        BEFORE_THE_CLIENT_HEARS_THE_ANSWER
    }

    private final ServerSocket door;
    private final String host;
    private final int port;
    private final Cut cut;
    private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();
    private volatile boolean open = true;
    private volatile boolean staysCut;
    private volatile boolean hasCut;

    CuttingProxy(String host, int port, Cut cut) throws IOException {
        this.host = host;
        this.port = port;
        this.cut = cut;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** From the cut on, nobody gets through until {@link #mend}. */
    CuttingProxy staysCut() {
        staysCut = true;
        return this;
    }

    boolean hasCut() {
        return hasCut;
    }

    void mend() {
        open = true;
    }

    private void accept() throws IOException {
        while (!door.isClosed()) {
            Socket client = door.accept();
            if (!open) {
                client.close();
                continue;
            }
            Socket server = new Socket(host, port);
            sockets.add(client);
            sockets.add(server);
            Wire wire = new Wire(client, server);
            inBackground(wire::fromClient);
            inBackground(wire::fromServer);
        }
    }

    /** One connection. */
    private final class Wire {
        private final Socket client;
        private final Socket server;
        private boolean swapping;
        private volatile boolean committing;

        Wire(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void fromClient() throws IOException {
            byte[] buffer = new byte[64 << 10];
            InputStream in = client.getInputStream();
            OutputStream out = server.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                String text = new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
                swapping |= text.contains("RENAME TO");
                committing |= swapping && text.contains("COMMIT") && !hasCut;
                if (committing && cut == Cut.BEFORE_THE_SERVER_HEARS_COMMIT) {
                    sever();
                    return;
                }
                out.write(buffer, 0, length);
            }
            server.close();
        }

        void fromServer() throws IOException {
            byte[] buffer = new byte[64 << 10];
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                if (committing && cut == Cut.BEFORE_THE_CLIENT_HEARS_THE_ANSWER) {
                    sever();
                    return;
                }
                out.write(buffer, 0, length);
            }
            client.close();
        }

        private void sever() throws IOException {
            hasCut = true;
            open = !staysCut;
            if (staysCut) {
                for (Closeable socket : sockets) {
                    socket.close();
                }
            } else {
                client.close();
                server.close();
            }
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void inBackground(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException closed) {
                // the connection has ended, which is what connections do here
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Closeable socket : sockets) {
                socket.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
