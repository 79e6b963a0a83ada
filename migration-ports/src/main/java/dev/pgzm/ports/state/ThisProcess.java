package dev.pgzm.ports.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** This process as the holder of a lease, and what it can know of other processes of its machine. */
public final class ThisProcess {
    private static final Path KERNEL_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

    private ThisProcess() {}

    /** This process, as a holder since that instant. */
    public static LeaseHolder holder(Instant since) {
        return new LeaseHolder(host(), ProcessHandle.current().pid(), System.getProperty("user.name"), since);
    }

    /** Whether the holder was a process of this machine, and is not there any more. */
    public static boolean knowsToBeDead(LeaseHolder holder) {
        return holder.host().equals(host())
                && ProcessHandle.of(holder.pid()).filter(ProcessHandle::isAlive).isEmpty();
    }

    // the kernel's answer needs no name service, which may be slow or down
    private static String host() {
        try {
            return Files.isReadable(KERNEL_HOSTNAME)
                    ? Files.readString(KERNEL_HOSTNAME).strip()
                    : InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
