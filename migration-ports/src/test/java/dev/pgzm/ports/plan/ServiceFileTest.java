package dev.pgzm.ports.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services fill what a URL leaves out, as libpq has it. */
class ServiceFileTest {
    @TempDir
    private Path directory;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void write() throws IOException {
        environment.put(
                "PGSERVICEFILE",
                Files.writeString(directory.resolve("mine"), """
                        # databases
                        [shop]
                        host=db.example.com
                        port=6432
                        dbname=shop
                        user=owner
                        password=s=cret
                        sslmode=verify-full
                        port=7
                        [broken]
                        host
                        """).toString());
        environment.put("PGSYSCONFDIR", directory.toString());
        Files.writeString(
                directory.resolve("pg_service.conf"), "[shop]\nhost=wrong\n[common]\nhost=common.example.com\n");
    }

    private DatabaseUrl parse(String url) {
        return DatabaseUrl.parse(url, environment::get);
    }

    @Test
    void aServiceSaysWhatTheUrlDoesNot() {
        environment.put("PGHOST", "elsewhere");
        environment.put("PGSSLMODE", "disable");

        DatabaseUrl url = parse("postgresql:///?service=shop");

        assertThat(url.display()).isEqualTo("postgresql://owner@db.example.com:6432/shop");
        assertThat(url.password()).contains(new Secret("s=cret"));
        assertThat(url.parameters()).isEqualTo(Map.of("sslmode", "verify-full"));
        assertThat(parse("postgresql://reader@other:1/copy?service=shop&sslmode=require")
                        .uri())
                .isEqualTo("postgresql://reader@other:1/copy?sslmode=require");
    }

    @Test
    void aVariableNamesOneToo() {
        environment.put("PGSERVICE", "common");
        assertThat(parse("postgresql://app@/shop").display())
                .isEqualTo("postgresql://app@common.example.com:5432/shop");
    }

    @Test
    void anUnknownOrBrokenOneIsTold() {
        assertThatThrownBy(() -> parse("postgresql:///?service=other"))
                .hasMessage("service \"other\" is not defined in " + directory.resolve("mine") + " or "
                        + directory.resolve("pg_service.conf"));
        assertThatThrownBy(() -> parse("postgresql:///?service=broken"))
                .hasMessage("line 11 of " + directory.resolve("mine") + " is not \"name=value\"");
    }
}
