package dev.pgzm.cli;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a number of bytes as PostgreSQL's settings are written: {@code 512kB}, {@code 128MB}, {@code 1GB}. Without a unit it is
 * MB. All are powers of 1024.
 *
 * @see <a href="https://www.postgresql.org/docs/current/config-setting.html">Parameter names and values</a>
 */
final class ByteCount implements ITypeConverter<Long> {
    private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\s*(B|kB|MB|GB|TB)?");
    private static final Map<String, Integer> SHIFTS = Map.of("B", 0, "kB", 10, "MB", 20, "GB", 30, "TB", 40);

    @Override
    public Long convert(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new TypeConversionException("\"" + text + "\" is not a size such as 512kB, 128MB or 1GB");
        }
        String unit = matcher.group(2) == null ? "MB" : matcher.group(2);
        try {
            long bytes = Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << SHIFTS.getOrDefault(unit, 0));
            if (bytes > 0) {
                return bytes;
            }
        } catch (ArithmeticException tooMany) {
            // told below, like none at all
        }
        throw new TypeConversionException("\"" + text + "\" is out of range");
    }
}
