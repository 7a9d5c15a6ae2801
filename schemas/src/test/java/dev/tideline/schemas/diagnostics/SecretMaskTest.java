package dev.tideline.schemas.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretMaskTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password: hunter2",
                "  \"password\": 'hunter2'",
                "passwrod: hunter2",
                "pasword : hunter2",
                "source: {user: a, password: hunter2, slot: b}",
                "ssl.keystore.password: hunter2",
                "sasl.jaas.config: org.Login required username=\"a\" password=\"hunter2\";",
                "  continued password=\\\"hunter2\\\"",
                "client_secret: hunter2",
                "url: jdbc:postgresql://host/db?user=a&password=hunter2",
                "url: jdbc:postgresql://host/db?sslpassword=hunter2",
                "url: postgresql://tideline:hunter2@host/db",
                "password:hunter2",
                "password:[hunter2",
                "pass@word: hunter2",
                "password:\n\"hunter2\"",
                "password: |\n  hunter2",
                "password: >- # why\n\n  first\n  hunter2",
                "password:\n  hunter2",
                "ssl.truststore.password: &p\n  \"hunter2\"",
                "PASSWORD: hunter2",
            })
    void secretIsHidden(String text) {
        var source = new SourceText("f", text);
        for (int line = 1; line <= source.lineCount(); line++) {
            var shown = ShownLine.of(source, new SourcePosition("f", line, 30), 120);
            assertThat(shown.text()).doesNotContain("hunter2");
        }
        assertThat(ShownLine.of(source, new SourcePosition("f", source.lineCount(), 1), 120)
                        .text())
                .contains(SecretMask.MASK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT u.token = s.token, x::token, password FROM users",
                "WHERE password = 'x' AND secret='y'",
                "SELECT a::secret, b.token ::text, '{\"a\":1}'",
                "user: tideline",
                "keys: [a, b]",
                "passports:\n  query: SELECT 1",
                "password_resets:\n  query: |\n    SELECT count(*)\n    FROM password_resets",
                "tokens:\n  into: a.b",
                "url: jdbc:postgresql://host:5432/db?sslmode=require",
                "views: {day: {query: SELECT 1}}",
            })
    void ordinaryLinesAreShown(String text) {
        var source = new SourceText("f", text);
        for (int line = 1; line <= source.lineCount(); line++) {
            assertThat(ShownLine.of(source, new SourcePosition("f", line, 1), 120)
                            .text())
                    .isEqualTo(source.line(line));
        }
    }
}
