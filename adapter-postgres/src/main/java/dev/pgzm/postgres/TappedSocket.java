package dev.pgzm.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketAddress;

/** A socket to a server whose rows can be taken before the driver sees them. */
final class TappedSocket extends Socket {
    private RowTap tap = new RowTap(InputStream.nullInputStream());

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        super.connect(endpoint, timeout);
        tap = new RowTap(super.getInputStream());
    }

    @Override
    public InputStream getInputStream() {
        return tap;
    }

    RowTap tap() {
        return tap;
    }
}
