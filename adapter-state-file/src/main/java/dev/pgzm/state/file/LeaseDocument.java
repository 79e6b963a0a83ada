package dev.pgzm.state.file;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.state.LeaseHeldException;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.ThisProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The JSON document of a lease and the rules of taking it, the same in every store.
 *
 * @param until when it ends if it is not renewed, by the clock of its holder
 */
public record LeaseDocument(LeaseHolder holder, Instant until) {
    private static final JsonFormat FORMAT = new JsonFormat("pgzmLease", 1);

    /**
     * What a holder writes over the stored lease to take it, or to renew its own.
     *
     * @throws LeaseHeldException if the stored one is another's, and has not ended yet
     */
    public static LeaseDocument taken(
            Optional<LeaseDocument> stored, LeaseHolder holder, Instant now, Duration duration) {
        stored.filter(each -> !each.holder.equals(holder) && each.isHeld(now)).ifPresent(each -> {
            throw new LeaseHeldException(each.holder, each.until);
        });
        return new LeaseDocument(holder, now.plus(duration));
    }

    /** Whether its holder may still count on it. */
    public boolean isHeld(Instant now) {
        return now.isBefore(until) && !ThisProcess.knowsToBeDead(holder);
    }

    /** The document as UTF-8; the same bytes for the same lease. */
    public byte[] write() {
        ObjectNode document = FORMAT.start();
        document.put("host", holder.host());
        document.put("pid", holder.pid());
        document.put("user", holder.user());
        document.put("since", holder.since().toString());
        document.put("until", until.toString());
        return FORMAT.write(document);
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong with it
     */
    public static LeaseDocument read(byte[] document) {
        Members members = FORMAT.read(document);
        LeaseHolder holder = new LeaseHolder(
                members.text("host"), members.number("pid"), members.text("user"), members.instant("since"));
        return new LeaseDocument(holder, members.instant("until"));
    }
}
