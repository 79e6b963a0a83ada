package dev.pgzm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RowTapTest {
    private final ByteArrayOutputStream server = new ByteArrayOutputStream();

    private void send(char type, byte[] content) throws IOException {
        DataOutputStream out = new DataOutputStream(server);
        out.writeByte(type);
        out.writeInt(Integer.BYTES + content.length);
        out.write(content);
    }

    private void send(char type, String content) throws IOException {
        send(type, content.getBytes(StandardCharsets.UTF_8));
    }

    private RowTap opened() {
        RowTap tap = new RowTap(new ByteArrayInputStream(server.toByteArray()));
        tap.turnOn();
        return tap;
    }

    private static String driverReads(InputStream tap) throws IOException {
        byte[] buffer = new byte[1_000_000];
        return new String(buffer, 0, tap.read(buffer), StandardCharsets.ISO_8859_1);
    }

    private static String takes(RowTap tap, int length) throws IOException {
        byte[] target = new byte[length + 2];
        int taken = tap.take(target, 1, length);
        assertThat(target[0]).isZero();
        assertThat(target[length + 1]).isZero();
        return new String(target, 1, taken, StandardCharsets.UTF_8);
    }

    @Test
    void givesTheDriverOneMessageAndThenTheRowsToWhoTakesThem() throws IOException {
        send('H', "how");
        send('d', "one");
        send('d', "");
        send('d', "three");
        send('c', "");
        RowTap tap = opened();
        assertThat(driverReads(tap)).isEqualTo("H\0\0\0\7how");
        assertThat(takes(tap, 4)).isEqualTo("onet");
        assertThat(takes(tap, 100)).isEqualTo("hree");
        assertThat(tap.rows()).isEqualTo(3);
        assertThat(takes(tap, 100)).isEmpty();
        assertThat(driverReads(tap)).isEqualTo("c\0\0\0\4");
    }

    @Test
    void leavesWhatIsNoRowToTheDriverAndGoesOnBehindIt() throws IOException {
        send('d', "one");
        send('N', "notice");
        send('d', "two");
        send('E', "error");
        RowTap tap = opened();
        assertThat(takes(tap, 100)).isEqualTo("one");
        assertThat(driverReads(tap)).endsWith("notice");
        assertThat(takes(tap, 100)).isEqualTo("two");
        assertThat(driverReads(tap)).endsWith("error");
    }

    @Test
    void givesAllThatItHasReadToTheDriverWhenItIsTurnedOff() throws IOException {
        send('C', "COPY 0");
        send('Z', "I");
        send('T', "of another statement");
        RowTap tap = opened();
        assertThat(driverReads(tap)).endsWith("COPY 0");
        tap.turnOff();
        assertThat(driverReads(tap)).startsWith("Z").endsWith("of another statement");
        assertThat(tap.read()).isEqualTo(-1);
    }

    @Test
    void leavesAStreamThatItCannotReadToTheDriver() throws IOException {
        server.write(new byte[] {0x17, 3, 3, 0, 4, 'd', 0, 0, 0});
        RowTap tap = opened();
        assertThat(takes(tap, 100)).isEmpty();
        assertThat(driverReads(tap)).isEqualTo("\27\3\3\0\4d\0\0\0");
    }

    @Test
    void movesRowsWhoseMessagesArriveInPiecesAndAreLargerThanItsBuffer() throws IOException {
        Random random = new Random(1);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < 50; i++) {
            byte[] row = new byte[i == 7 ? 400_000 : random.nextInt(20_000)];
            random.nextBytes(row);
            send('d', row);
            all.write(row);
        }
        send('c', "");
        RowTap tap = new RowTap(new ByteArrayInputStream(server.toByteArray()) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, 1 + random.nextInt(9_000)));
            }
        });
        tap.turnOn();
        ByteArrayOutputStream taken = new ByteArrayOutputStream();
        byte[] buffer = new byte[5_000];
        for (int bytes = tap.take(buffer, 0, 5_000); bytes > 0; bytes = tap.take(buffer, 0, 5_000)) {
            taken.write(buffer, 0, bytes);
        }
        assertThat(taken.toByteArray()).isEqualTo(all.toByteArray());
        assertThat(tap.rows()).isEqualTo(50);
    }
}
