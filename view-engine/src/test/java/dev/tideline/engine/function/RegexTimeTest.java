package dev.tideline.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tideline.engine.regex.Regex;
import dev.tideline.engine.regex.RegexLocale;
import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.regex.Subject;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns over which backtracking engines take exponential time. */
class RegexTimeTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^(a+)+$",
                "^(a|aa)+$",
                "^(a|a?)+$",
                "(a*)*b",
                "((a|ab)(c|bcd)(d*))*e",
                "^(?:(a{1,2}){1,20}){1,20}c$",
                "(?=(a+)+$)a",
                "^(([a-z])+.)+[A-Z]([a-z])+$",
                "(.*)(.*)(.*)(.*)(.*)b$"
            })
    void endsSoon(String pattern) {
        var regex = new Regex(pattern, RegexOptions.ADVANCED, RegexLocale.ASCII);
        var subject = new Subject("a".repeat(1_000) + "!");
        assertTimeoutPreemptively(
                LIMIT, () -> assertThat(regex.search(subject, 0, true)).isNull());
    }

    @Test
    void cutsLongTextsIntoGroups() {
        var regex = new Regex("((a|ab)(c|bcd)?)*(d*)$", RegexOptions.ADVANCED, RegexLocale.ASCII);
        var subject = new Subject("abcd".repeat(500) + "ddd");
        assertTimeoutPreemptively(
                LIMIT, () -> assertThat(regex.search(subject, 0, true)).startsWith(0, 2_003));
    }
}
