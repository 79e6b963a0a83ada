package dev.pgzm.state.s3;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Stands between a client and an S3 endpoint, and does to single requests what networks and servers do. */
final class FaultyRelay implements AutoCloseable {
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *([0-9]+)");
    private static final Pattern CONNECTION = Pattern.compile("(?im)^connection:.*\r\n");

    private final int backend;
    private final ServerSocket server;
    private final Thread acceptor;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Queue<Fault>> planned = new ConcurrentHashMap<>();
    private final Map<String, Integer> requests = new ConcurrentHashMap<>();

    /** What is done instead of passing the request on and its answer back. */
    interface Fault {
        void happen(Exchange exchange) throws IOException, InterruptedException;
    }

    /** A request, and where its answer goes. */
    final class Exchange {
        private final Socket client;
        private final byte[] request;

        private Exchange(Socket client, byte[] request) {
            this.client = client;
            this.request = request;
        }

        byte[] forward() throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), backend)) {
                socket.getOutputStream().write(request);
                return socket.getInputStream().readAllBytes();
            }
        }

        void answer(byte[] response, int length) throws IOException {
            client.getOutputStream().write(response, 0, length);
            client.getOutputStream().flush();
        }

        void untilTheRelayIsClosed() throws InterruptedException {
            closed.await();
        }
    }

    FaultyRelay(int backend) throws IOException {
        this.backend = backend;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        acceptor = daemon(this::accept);
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /** The next requests of that method suffer these faults, one each. */
    void next(String method, Fault... faults) {
        planned.computeIfAbsent(method, none -> new ConcurrentLinkedQueue<>()).addAll(List.of(faults));
    }

    /** The planned faults do not happen any more. */
    void forget() {
        planned.clear();
    }

    /** How many requests of a method there were. */
    int requests(String method) {
        return requests.getOrDefault(method, 0);
    }

    static Fault error(int status, String code) {
        String body = "<Error><Code>" + code + "</Code><Message>as planned</Message></Error>";
        byte[] response = ("HTTP/1.1 " + status + " x\r\nContent-Type: application/xml\r\nx-amz-request-id: R1\r\n"
                        + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.ISO_8859_1);
        return exchange -> exchange.answer(response, response.length);
    }

    /** The connection is cut before the server gets the request. */
    static Fault cut() {
        return exchange -> {};
    }

    /** The server does what it is asked for, and the connection is cut before it answers. */
    static Fault answerLost() {
        return Exchange::forward;
    }

    /** The connection is cut in the middle of the answer. */
    static Fault answerHalved() {
        return exchange -> {
            byte[] response = exchange.forward();
            exchange.answer(response, response.length - 10);
        };
    }

    /** The server does what it is asked for, and its answer never comes. */
    static Fault answerHeldBack() {
        return exchange -> {
            exchange.forward();
            exchange.untilTheRelayIsClosed();
        };
    }

    /** Another is faster than this request. */
    static Fault after(Runnable other) {
        return exchange -> {
            other.run();
            pass().happen(exchange);
        };
    }

    /** Nothing happens to this one. */
    static Fault pass() {
        return exchange -> {
            byte[] response = exchange.forward();
            exchange.answer(response, response.length);
        };
    }

    private void accept() throws IOException {
        while (!server.isClosed()) {
            Socket client = server.accept();
            daemon(() -> serve(client));
        }
    }

    private void serve(Socket client) throws IOException, InterruptedException {
        try (client) {
            String head = head(client.getInputStream());
            String method = head.substring(0, head.indexOf(' '));
            Matcher length = LENGTH.matcher(head);
            byte[] body = client.getInputStream().readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
            ByteArrayOutputStream request = new ByteArrayOutputStream();
            String oneRequest =
                    CONNECTION.matcher(head).replaceAll("").replaceFirst("\r\n", "\r\nConnection: close\r\n");
            request.writeBytes(oneRequest.getBytes(StandardCharsets.ISO_8859_1));
            request.writeBytes(body);
            fault(method).happen(new Exchange(client, request.toByteArray()));
        }
    }

    private Fault fault(String method) {
        requests.merge(method, 1, Integer::sum);
        Queue<Fault> faults = planned.get(method);
        Fault fault = faults == null ? null : faults.poll();
        return fault == null ? pass() : fault;
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has gone");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** What a thread of the relay does until its connection fails. */
    private interface Serving {
        void run() throws IOException, InterruptedException;
    }

    private static Thread daemon(Serving serving) {
        Thread thread = new Thread(
                () -> {
                    try {
                        serving.run();
                    } catch (IOException | InterruptedException connectionGone) {
                        // as in life
                    }
                },
                "relay");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Connections are refused from now on, and those that were held back are cut. */
    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
        try {
            // who connects while accept() is being ended is still served
            acceptor.join();
        } catch (InterruptedException goOn) {
            Thread.currentThread().interrupt();
        }
    }
}
