package dev.tideline.sink;

import static dev.tideline.sink.Views.view;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.Column;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import dev.tideline.schemas.wire.TopologyDescriptor.UserType;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys of every kind find their rows: with NULLs, none at all, types without an order, values too long for an index. */
class KeysIT {

    private SinkTestBed bed;

    @BeforeEach
    void open() throws Exception {
        bed = newBed();
    }

    SinkTestBed newBed() throws Exception {
        return new SinkTestBed();
    }

    @AfterEach
    void close() throws Exception {
        bed.close();
    }

    @Test
    void nullsInKeysAreValues() {
        bed.startSink();
        bed.results.begin(
                1,
                List.of(view("v", "a integer", "b text", "n bigint")
                        .key("a", "b")
                        .build()));
        bed.results
                .epoch()
                .put("v", 1, "x", 1)
                .put("v", null, "x", 2)
                .put("v", 1, null, 3)
                .put("v", null, null, 4)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|x|1", "1|∅|3", "∅|x|2", "∅|∅|4");
        bed.results
                .epoch()
                .put("v", null, "x", 20)
                .delete("v", 1, null)
                .put("v", null, null, 40)
                .put("v", 2, null, 5)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("1|x|1", "2|∅|5", "∅|x|20", "∅|∅|40");
        bed.results
                .epoch()
                .delete("v", null, null)
                .delete("v", null, "x")
                .delete("v", 1, "x")
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("2|∅|5");
    }

    @Test
    void anEmptyKeyMeansAtMostOneRow() {
        bed.startSink();
        bed.results.begin(1, List.of(view("v", "n bigint", "t text").build()));
        bed.results.epoch().put("v", 1, "a").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        bed.results.epoch().put("v", 2, "b").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("2|b");
        bed.results.epoch().delete("v").commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).isEmpty();
        bed.results.epoch().put("v", 3, null).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).containsExactly("3|∅");
    }

    @Test
    void typesWithoutAnOrderCanBeKeys() {
        bed.startSink();
        bed.results.begin(
                1,
                List.of(
                        view("docs", "doc json", "n integer").key("doc").build(),
                        view("points", "at point", "docs json[]", "n integer")
                                .key("at", "docs")
                                .build()));
        bed.results
                .epoch()
                .put("docs", "{\"a\":1}", 1)
                .put("docs", null, 2)
                .put("docs", "{\"a\": 1}", 3)
                .put("points", "(1,2)", "{1,NULL}", 1)
                .put("points", "(1,2)", null, 2)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        bed.results
                .epoch()
                .put("docs", null, 20)
                .delete("docs", "{\"a\":1}")
                .put("points", "(1,2)", "{1,NULL}", 10)
                .delete("points", "(1,2)", null)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("docs")).containsExactly("{\"a\": 1}|3", "∅|20");
        assertThat(bed.rows("points")).containsExactly("(1,2)|{1,NULL}|10");
    }

    @Test
    void orderedTypesOfEveryKindAreFoundThroughTheirIndex() {
        bed.startSink();
        var mood = new UserType(new TableName("public", "mood"), List.of("sad", "happy"), null);
        bed.results.begin(
                1,
                List.of(view(
                                "v",
                                "b bytea",
                                "arr text[]",
                                "d double precision",
                                "c character(4)",
                                "r int4range",
                                "j jsonb")
                        .column("m", "public.mood", mood)
                        .column(new Column("t", "text", "\"C\"", Comparison.EXACT, null))
                        .column(Views.column("n", "integer"))
                        .key("b", "arr", "d", "c", "r", "j", "m", "t")
                        .build()));
        Object[] one = {"\\x00", "{a,NULL}", "NaN", "x   ", "[1,3)", "{\"k\": 1}", "sad", "é"};
        Object[] other = {"\\x01", "{}", 1.5, "y   ", "empty", "[]", "happy", "f"};
        bed.results.epoch().put("v", with(one, 1)).put("v", with(other, 2)).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        bed.results.epoch().put("v", with(one, 10)).delete("v", other).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.query("SELECT t, n FROM v")).containsExactly("é|10");
    }

    @Test
    void keysTooLongForAnIndexEntryMoveToADigest() {
        bed.startSink();
        bed.results.begin(
                1,
                List.of(
                        view("first", "t text!", "n integer").key("t").build(),
                        view("later", "t text", "n integer").key("t").build()));
        // Incompressible, because PostgreSQL compresses index entries.
        String one = noise(1, 9_000);
        String two = one.substring(0, 8_999) + "!";
        bed.results
                .epoch()
                .put("first", one, 1)
                .put("first", "short", 0)
                .put("later", "short", 0)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        bed.results
                .epoch()
                .put("later", one, 1)
                .put("later", two, 2)
                .put("first", two, 2)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        bed.results
                .epoch()
                .put("later", one, 10)
                .delete("later", two)
                .delete("first", one)
                .put("later", null, 3)
                .commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.query("SELECT length(t), n FROM later ORDER BY n")).containsExactly("5|0", "∅|3", "9000|10");
        assertThat(bed.query("SELECT length(t), n FROM first ORDER BY n")).containsExactly("5|0", "9000|2");
        assertThat(bed.query("SELECT state, rows FROM tideline.view_status")).containsExactly("live|2", "live|3");
    }

    @Test
    void namesMayHoldAnything() {
        bed.startSink();
        String longest = "ü".repeat(31) + "x";
        String[] names = {
            "a\"b.c", "select", "Mixed Case", "d", "c0", "x", "t", "日本語", "it's", longest, "%s", "a\\b", "-- no"
        };
        var view = view("v\"w.x", "k integer!").key("k", names[0], longest).into("s\"ch.éma", longest);
        for (String name : names) {
            view.column(Views.column(name, "text"));
        }
        bed.results.begin(
                1, List.of(view.index(names[0], longest).index(names[2]).build()));
        Object[] row = new Object[names.length + 1];
        row[0] = 1;
        for (int i = 0; i < names.length; i++) {
            row[i + 1] = names[i];
        }
        bed.results.epoch().put("v\"w.x", row).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        var table = new TableName("s\"ch.éma", longest).quoted();
        assertThat(bed.rows(table)).containsExactly("1|" + String.join("|", names));
        row[2] = "changed";
        bed.results.epoch().put("v\"w.x", row).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.query("SELECT \"select\" FROM " + table)).containsExactly("changed");
        assertThat(bed.value("SELECT to_regclass(relation)::oid = '" + table.replace("'", "''")
                        + "'::regclass FROM tideline.view_status"))
                .isEqualTo("t");
        bed.results.epoch().delete("v\"w.x", 1, names[0], longest).commit();
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows(table)).isEmpty();
    }

    /** Random histories over a nullable key, against a map. */
    @Test
    void randomHistoriesEndInTheSameRows() {
        long seed = Long.getLong("tideline.test.seed", 1);
        System.out.println("KeysIT seed " + seed);
        var random = new Random(seed);
        bed.startSink(new SinkLimits(50, 1 << 20));
        bed.results.begin(
                1,
                List.of(view("v", "a integer", "b numeric", "n integer")
                        .key("a", "b")
                        .build()));
        var model = new TreeMap<String, String>();
        for (int i = 0; i < 60; i++) {
            var epoch = bed.results.epoch();
            for (int j = random.nextInt(12); j > 0; j--) {
                Integer a = random.nextInt(4) == 0 ? null : random.nextInt(3);
                String b = random.nextInt(4) == 0 ? null : random.nextInt(3) + ".50";
                String key = (a == null ? "∅" : a) + "|" + (b == null ? "∅" : b);
                if (random.nextInt(3) == 0) {
                    epoch.delete("v", a, b);
                    model.remove(key);
                } else {
                    int n = random.nextInt(5);
                    epoch.put("v", a, b, n);
                    model.put(key, key + "|" + n);
                }
            }
            epoch.commit();
            if (random.nextInt(5) == 0) {
                bed.awaitFrontier(bed.results.lastLsn());
                assertThat(bed.rows("v"))
                        .as("seed %s epoch %s", seed, i)
                        .containsExactlyInAnyOrderElementsOf(model.values());
            }
        }
        bed.awaitFrontier(bed.results.lastLsn());
        assertThat(bed.rows("v")).as("seed %s", seed).isNotEmpty().containsExactlyInAnyOrderElementsOf(model.values());
        assertThat(bed.value("SELECT rows FROM tideline.view_status")).isEqualTo(String.valueOf(model.size()));
    }

    private static Object[] with(Object[] key, Object value) {
        var row = new Object[key.length + 1];
        System.arraycopy(key, 0, row, 0, key.length);
        row[key.length] = value;
        return row;
    }

    private static String noise(long seed, int length) {
        var random = new Random(seed);
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('A' + random.nextInt(58)));
        }
        return text.toString();
    }
}
