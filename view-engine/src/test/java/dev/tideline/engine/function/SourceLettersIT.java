package dev.tideline.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.embedded.EmbeddedPostgres;
import dev.tideline.embedded.PostgresVersion;
import dev.tideline.engine.regex.CharSet;
import dev.tideline.engine.regex.CharacterClass;
import dev.tideline.engine.regex.Regex;
import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.regex.RegexSyntaxException;
import dev.tideline.engine.regex.Subject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Regular expressions and initcap under collations with letters beyond ASCII, against a real PostgreSQL. */
class SourceLettersIT {

    private static final String[] LETTERS = {
        "ä", "Ä", "é", "É", "ß", "ẞ", "ı", "İ", "I", "i", "Σ", "σ", "ς", "日", "٣", "½", "😀", "_", " ", "\u00a0",
        "\u3000", "a", "Z", "ǅ", "ǆ", "Ǆ", "\u0301", "€", "\n", "-", "7"
    };
    private static final String[] ATOMS = {
        "\\w",
        "\\W",
        "\\d",
        "\\s",
        "\\S",
        "[[:alpha:]]",
        "[[:upper:]]",
        "[[:lower:]]",
        "[[:punct:]]",
        "[[:alnum:]]",
        "[[:print:]]",
        "[[:graph:]]",
        "[^[:space:]]",
        "[à-þ]",
        "[Α-Ω]",
        "\\m",
        "\\M",
        "\\y",
        "."
    };

    @TempDir
    Path directory;

    @Test
    void seesLettersAsTheSourceDoes() throws Exception {
        long seed = Long.getLong("tideline.test.seed", 1);
        System.out.println("letters: -Dtideline.test.seed=" + seed);
        var version = PostgresVersion.ofTests();
        try (var postgres = EmbeddedPostgres.in(directory.resolve("pg"))
                        .version(version)
                        .durable(false)
                        .start();
                var connection = postgres.database("postgres").connect()) {
            for (var collation : version.major() >= 17 ? List.of("pg_c_utf8", "C.utf8") : List.of("C.utf8")) {
                var letters = letters(connection, "pg_catalog.\"" + collation + "\"");
                var samples = new Samples(new Random(seed), version.major());
                matchPatterns(connection, collation, letters, samples);
                capitalize(connection, collation, letters, samples);
            }
        }
    }

    private static void matchPatterns(Connection connection, String collation, CaseMapping letters, Samples samples)
            throws SQLException {
        var rows = new ArrayList<String[]>();
        for (int i = 0; i < 4_000; i++) {
            rows.add(new String[] {text(samples), pattern(samples)});
        }
        var expected = new Oracle(connection)
                .evaluate(
                        "CASE WHEN regexp_match(a[1], a[2] COLLATE \"" + collation
                                + "\", CASE WHEN length(a[2]) % 2 = 0"
                                + " THEN 'i' ELSE '' END) IS NOT NULL THEN 'match' END",
                        rows);
        int matches = 0;
        for (int i = 0; i < rows.size(); i++) {
            var row = rows.get(i);
            assertThat(found(row[0], row[1], letters))
                    .as("%s in %s under %s", row[1], row[0], collation)
                    .isEqualTo(place(expected.get(i)));
            matches += expected.get(i) != null ? 1 : 0;
        }
        assertThat(matches).isBetween(400, 3_900);
    }

    private static void capitalize(Connection connection, String collation, CaseMapping letters, Samples samples)
            throws SQLException {
        var rows = new ArrayList<String[]>();
        for (int i = 0; i < 4_000; i++) {
            rows.add(new String[] {text(samples) + text(samples)});
        }
        var expected = new Oracle(connection).evaluate("initcap(a[1] COLLATE \"" + collation + "\")", rows);
        int changed = 0;
        for (int i = 0; i < rows.size(); i++) {
            var text = rows.get(i)[0];
            assertThat("=" + LetterCase.capitalized(text, letters))
                    .as("initcap of %s under %s", text, collation)
                    .isEqualTo(expected.get(i));
            changed += expected.get(i).equals("=" + text) ? 0 : 1;
        }
        assertThat(changed).isGreaterThan(1_000);
    }

    private static String place(String expected) {
        return "=match".equals(expected) ? "match" : expected;
    }

    private static String found(String text, String pattern, CaseMapping letters) {
        boolean ignoringCase = pattern.codePointCount(0, pattern.length()) % 2 == 0;
        try {
            var options = ignoringCase ? RegexOptions.ADVANCED_IGNORING_CASE : RegexOptions.ADVANCED;
            return new Regex(pattern, options, letters).matches(new Subject(text)) ? "match" : null;
        } catch (RegexSyntaxException e) {
            return "!2201B invalid regular expression: " + e.getMessage();
        }
    }

    private static CaseMapping letters(Connection connection, String collation) throws SQLException {
        Map<Integer, Integer> lower = new HashMap<>();
        Map<Integer, Integer> upper = new HashMap<>();
        Map<Integer, Integer> initial = new HashMap<>();
        Map<CharacterClass, CharSet> classes = new HashMap<>();
        try (var statement = connection.createStatement()) {
            try (var result = statement.executeQuery(CaseMapping.QUERY.formatted(collation))) {
                while (result.next()) {
                    lower.put(result.getInt(1), result.getInt(2));
                    upper.put(result.getInt(1), result.getInt(3));
                    initial.put(result.getInt(1), result.getInt(4));
                }
            }
            try (var result = statement.executeQuery(CaseMapping.CLASSES.formatted(collation))) {
                while (result.next()) {
                    int first = result.getInt(2);
                    var run = CharSet.range(first, first + result.getInt(3) - 1);
                    classes.merge(CharacterClass.byName(result.getString(1)), run, CharSet::or);
                }
            }
        }
        assertThat(classes).hasSize(10);
        return new CaseMapping(lower, upper, initial, () -> classes);
    }

    private static String text(Samples samples) {
        var text = new StringBuilder();
        for (int i = samples.below(6); i > 0; i--) {
            text.append(samples.chance(4) ? Character.toString(character(samples)) : samples.pick(LETTERS));
        }
        return text.toString();
    }

    private static int character(Samples samples) {
        int c = 1 + samples.below(samples.chance(3) ? 0x2ffff : 0x2fff);
        return Character.isSurrogate((char) c) && c < 0x10000 ? 'x' : c;
    }

    private static String pattern(Samples samples) {
        var pattern = new StringBuilder();
        for (int i = 1 + samples.below(3); i > 0; i--) {
            pattern.append(samples.chance(3) ? samples.pick(LETTERS) : samples.pick(ATOMS));
            pattern.append(samples.chance(3) ? samples.pick(new String[] {"*", "+", "?"}) : "");
        }
        return pattern.toString();
    }
}
