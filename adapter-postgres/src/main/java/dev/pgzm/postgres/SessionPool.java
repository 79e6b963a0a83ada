package dev.pgzm.postgres;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Sessions of one kind, opened when needed and kept for the next task; can be cancelled all at once, which is why it is
 * not a common connection pool.
 */
final class SessionPool implements AutoCloseable {
    private final Supplier<Session> opener;
    private final Deque<Session> idle = new ArrayDeque<>();
    private final Set<Session> busy = new HashSet<>();
    private boolean closed;

    SessionPool(Supplier<Session> opener) {
        this.opener = opener;
    }

    /** The caller gives it back or discards it. */
    Session borrow() {
        synchronized (this) {
            Session session = idle.poll();
            if (session != null) {
                busy.add(session);
                return session;
            }
        }
        Session opened = opener.get();
        synchronized (this) {
            if (closed) {
                opened.close();
                throw new IllegalStateException("the pool is closed");
            }
            busy.add(opened);
        }
        return opened;
    }

    /** Opens so many before anybody wants them. */
    void open(int count) {
        List<Session> opened = Stream.generate(this::borrow).limit(count).toList();
        opened.forEach(this::giveBack);
    }

    synchronized void giveBack(Session session) {
        if (busy.remove(session) && !closed && !session.isClosed()) {
            idle.push(session);
        } else {
            session.close();
        }
    }

    synchronized void discard(Session session) {
        busy.remove(session);
        session.close();
    }

    /** Cancels the statement in flight of every borrowed session. */
    synchronized void cancel() {
        busy.forEach(Session::cancel);
    }

    @Override
    public synchronized void close() {
        closed = true;
        idle.forEach(Session::close);
        idle.clear();
        busy.forEach(Session::close);
        busy.clear();
    }
}
