package dev.pgzm.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A point in time as a person types it. */
final class Moment {
    private static final Pattern MILLIS = Pattern.compile("[0-9]{13}");
    private static final List<Function<String, Instant>> FORMS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant(),
            text -> LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant());

    private Moment() {}

    /** Empty where it is none. A date is its first instant; what has no zone is of this machine's. */
    static Optional<Instant> parse(String text) {
        if (MILLIS.matcher(text).matches()) {
            return Optional.of(Instant.ofEpochMilli(Long.parseLong(text)));
        }
        String iso = text.strip().replace(' ', 'T');
        return FORMS.stream().flatMap(form -> parsed(form, iso).stream()).findFirst();
    }

    private static Optional<Instant> parsed(Function<String, Instant> form, String text) {
        try {
            return Optional.of(form.apply(text));
        } catch (DateTimeException anotherForm) {
            return Optional.empty();
        }
    }

    /** As one reads it who lives here, with the zone. */
    static String local(Instant instant) {
        return instant.atZone(ZoneId.systemDefault()).toOffsetDateTime().toString();
    }
}
