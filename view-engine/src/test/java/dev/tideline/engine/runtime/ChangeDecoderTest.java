package dev.tideline.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.tideline.engine.circuit.TableChange;
import dev.tideline.engine.plan.Table;
import dev.tideline.engine.plan.Table.TableColumn;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.DiagnosticException;
import dev.tideline.schemas.wire.Headers;
import dev.tideline.schemas.wire.TableName;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChangeDecoderTest {

    private static final TableName NAME = new TableName("shop", "things");
    private static final PgTypeCatalog TYPES = new PgTypeCatalog();
    private static final PgType MOOD = new PgType.Enum(new TableName("shop", "mood"), List.of("sad", "glad"));
    private static final PgType PRICE =
            new PgType.Domain(new TableName("shop", "price"), PgType.NUMERIC, (10 << 16 | 2) + 4);

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(PgType.BOOL, "true", true),
                Arguments.of(PgType.BOOL, "false", false),
                Arguments.of(PgType.INT2, "-7", -7),
                Arguments.of(PgType.INT4, "2147483647", Integer.MAX_VALUE),
                Arguments.of(PgType.INT8, "-9223372036854775808", Long.MIN_VALUE),
                Arguments.of(new PgType.Base("oid"), "4294967295", 4_294_967_295L),
                Arguments.of(PgType.FLOAT4, "1.1", 1.1f),
                Arguments.of(PgType.FLOAT4, "1.00000017881393432617187499", 1.0000001f),
                Arguments.of(PgType.FLOAT4, "\"-Infinity\"", Float.NEGATIVE_INFINITY),
                Arguments.of(PgType.FLOAT8, "-0", -0.0),
                Arguments.of(PgType.FLOAT8, "1e+300", 1e300),
                Arguments.of(PgType.FLOAT8, "\"NaN\"", Double.NaN),
                Arguments.of(PgType.NUMERIC, "\"1.00\"", PgNumeric.of(new BigDecimal("1.00"))),
                Arguments.of(PgType.NUMERIC, "\"NaN\"", PgNumeric.NAN),
                Arguments.of(PgType.NUMERIC, "\"-Infinity\"", PgNumeric.MINUS_INFINITY),
                Arguments.of(PRICE, "\"12.50\"", PgNumeric.of(new BigDecimal("12.50"))),
                Arguments.of(PgType.TEXT, "\"a \\\"b\\\" \\u00e9 \\ud83d\\ude00\"", "a \"b\" é 😀"),
                Arguments.of(PgType.BPCHAR, "\"ab  \"", "ab  "),
                Arguments.of(MOOD, "\"glad\"", "glad"),
                Arguments.of(PgType.JSON, "\"{\\\"a\\\": 1 }\"", "{\"a\": 1 }"),
                Arguments.of(
                        PgType.JSONB,
                        "\"{\\\"b\\\": 1.0, \\\"a\\\": null}\"",
                        TYPES.semantics(SqlType.of(PgType.JSONB))
                                .fromText("{\"a\": null, \"b\": 1.0}", SessionSettings.UTC)),
                Arguments.of(
                        PgType.UUID,
                        "\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"",
                        UUID.fromString("a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11")),
                Arguments.of(PgType.BYTEA, "\"AAH/\"", new Bytes(new byte[] {0, 1, -1})),
                Arguments.of(PgType.DATE, "0", -10_957),
                Arguments.of(PgType.DATE, "\"infinity\"", Integer.MAX_VALUE),
                Arguments.of(PgType.TIME, "86400000000", 86_400_000_000L),
                Arguments.of(PgType.TIMESTAMP, "946684800000001", 1L),
                Arguments.of(PgType.TIMESTAMP, "\"-infinity\"", Long.MIN_VALUE),
                Arguments.of(PgType.TIMESTAMPTZ, "\"2000-01-01T00:00:00Z\"", 0L),
                Arguments.of(PgType.TIMESTAMPTZ, "\"1999-12-31T23:59:59.999999Z\"", -1L),
                Arguments.of(PgType.TIMESTAMPTZ, "\"2024-02-29T12:34:56.5Z\"", 762_525_296_500_000L),
                Arguments.of(
                        PgType.TIMESTAMPTZ,
                        "\"+12345-06-07T08:09:10Z\"",
                        TYPES.semantics(SqlType.of(PgType.TIMESTAMPTZ))
                                .fromText("12345-06-07 08:09:10+00", SessionSettings.UTC)),
                Arguments.of(PgType.TIMESTAMPTZ, "\"infinity\"", Long.MAX_VALUE),
                Arguments.of(
                        PgType.INTERVAL,
                        "\"P1Y2M-3DT4H-5M6.789S\"",
                        new PgInterval(14, -3, (4 * 3_600 - 5 * 60) * 1_000_000L + 6_789_000)),
                Arguments.of(PgType.INTERVAL, "\"P0Y0M0DT0H0M-0.000001S\"", new PgInterval(0, 0, -1)),
                Arguments.of(new PgType.Array(PgType.INT4), "[1,null,3]", PgArray.of(1, null, 3)),
                Arguments.of(new PgType.Array(PgType.TEXT), "[]", PgArray.of()),
                Arguments.of(
                        new PgType.Array(PgType.INT4),
                        "\"[0:1]={7,8}\"",
                        new PgArray(new int[] {2}, new int[] {0}, new Object[] {7, 8})),
                Arguments.of(new PgType.Array(PgType.DATE), "[10957]", PgArray.of(0)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("values")
    void readsEveryTypeAsIngestWritesIt(PgType type, String json, Object value) {
        SqlType sqlType = new SqlType(type, -1, Collation.C);
        var decoder = decoder(List.of("id"), List.of("v"), new TableColumn("v", sqlType, false));
        assertThat(decode(decoder, "{\"id\":1}", after("{\"id\":1,\"v\":" + json + "}", "c")))
                .containsExactly(new TableChange.Upsert(new Row(1L), new Row(value), null));
        assertThat(decode(decoder, "{\"id\":1}", after("{\"id\":1,\"v\":null}", "c")))
                .containsExactly(new TableChange.Upsert(new Row(1L), new Row((Object) null), null));
    }

    @Test
    void takesOnlyTheColumnsAskedForInTheirOrder() {
        var decoder = decoder(
                List.of("id"),
                List.of("c", "id", "a"),
                column("a", PgType.INT4),
                column("b", PgType.TEXT),
                column("c", PgType.TEXT));
        assertThat(decode(
                        decoder,
                        "{\"id\":5}",
                        "{\"before\":{\"id\":0,\"a\":0},\"after\":{\"id\":5,\"a\":1,\"new\":[{\"x\":[]}],\"b\":{\"y\":2},"
                                + "\"c\":\"C\"},\"source\":{\"a\":9},\"op\":\"u\",\"ts_ms\":3}"))
                .containsExactly(new TableChange.Upsert(new Row(5L), new Row("C", 5L, 1), null));
    }

    @Test
    void theKeyComesFromTheRowOnlyIfItIsOfTheKnownColumn() {
        var decoder = decoder(List.of("id"), List.of("a"), column("a", PgType.TEXT));
        String value = after("{\"id\":5,\"a\":\"x\"}", "u");
        var upsert = new TableChange.Upsert(new Row(5L), new Row("x"), null);
        assertThat(decode(decoder, "{\"id\":5}", value)).containsExactly(upsert);
        assertThat(decode(decoder, "{ \"id\": 5 }", value)).containsExactly(upsert);
        assertDiagnostic(
                decoder,
                "{\"a\":\"x\"}",
                value,
                DiagnosticCode.SOURCE_TABLE,
                "Table shop.things has no column \"id\" any more, which it had when the views were analysed.");
    }

    @Test
    void aKeyThatWasNotSentAgainIsInTheRecordsKey() {
        var decoder = decoder(List.of("k"), List.of("a"), column("a", PgType.INT4), column("k", PgType.TEXT));
        String value = after("{\"k\":\"" + Headers.UNAVAILABLE_VALUE + "\",\"a\":3}", "u");
        assertThat(decode(decoder, "{\"k\":\"long\"}", value, "[\"k\"]"))
                .containsExactly(new TableChange.Upsert(new Row("long"), new Row(3), null));
    }

    @Test
    void keysOfTwoColumns() {
        var decoder = decoder(List.of("a", "id"), List.of("b"), column("a", PgType.INT4), column("b", PgType.INT4));
        assertThat(decode(decoder, "{\"a\":1,\"id\":2}", after("{\"id\":2,\"a\":1,\"b\":3}", "c")))
                .containsExactly(new TableChange.Upsert(new Row(1, 2L), new Row(3), null));
    }

    @Test
    void deletesAndTruncates() {
        var decoder = decoder(List.of("id"), List.of("id"));
        assertThat(decode(decoder, "{\"id\":5}", "{\"before\":{\"id\":5},\"after\":null,\"op\":\"d\"}"))
                .containsExactly(new TableChange.Delete(new Row(5L)));
        assertThat(decode(decoder, null, "{\"before\":null,\"after\":null,\"op\":\"t\"}"))
                .containsExactly(new TableChange.Truncate());
    }

    @Test
    void aValueThatWasNotSentIsNamedNotRead() {
        var decoder = decoder(List.of("id"), List.of("a", "b"), column("a", PgType.BYTEA), column("b", PgType.TEXT));
        String placeholder = '"' + Headers.UNAVAILABLE_VALUE + '"';
        String value = after("{\"id\":1,\"a\":" + placeholder + ",\"b\":" + placeholder + "}", "u");
        assertThat(decode(decoder, "{\"id\":1}", value, "[\"a\",\"elsewhere\"]"))
                .singleElement()
                .satisfies(change -> {
                    var upsert = (TableChange.Upsert) change;
                    assertThat(upsert.unavailable()).containsExactly(0);
                    assertThat(upsert.row())
                            .as("without the header the text is a value")
                            .isEqualTo(new Row(null, Headers.UNAVAILABLE_VALUE));
                });
        assertThat(decode(decoder, "{\"id\":1}", after("{\"id\":1,\"a\":\"\",\"b\":\"\"}", "u"), "[\"elsewhere\"]"))
                .singleElement()
                .extracting(change -> ((TableChange.Upsert) change).unavailable())
                .isNull();
    }

    @Test
    void aTableWithoutKeyBringsWholeRows() {
        var decoder = decoder(List.of(), List.of("a", "id"), column("a", PgType.TEXT));
        assertThat(decode(decoder, null, after("{\"id\":1,\"a\":\"x\"}", "c")))
                .containsExactly(new TableChange.Insert(new Row("x", 1L)));
        assertThat(decode(
                        decoder,
                        null,
                        "{\"before\":{\"id\":1,\"a\":\"x\"},\"after\":{\"id\":2,\"a\":\"?\"},\"op\":\"u\"}",
                        "[\"a\"]"))
                .as("what was not sent is in the old row")
                .containsExactly(new TableChange.Remove(new Row("x", 1L)), new TableChange.Insert(new Row("x", 2L)));
        assertThat(decode(decoder, null, "{\"before\":{\"id\":2,\"a\":\"x\"},\"after\":null,\"op\":\"d\"}"))
                .containsExactly(new TableChange.Remove(new Row("x", 2L)));
    }

    @Test
    void aTableWithoutKeyNeedsItsOldRows() {
        var decoder = decoder(List.of(), List.of("id"));
        assertDiagnostic(
                decoder,
                null,
                after("{\"id\":1}", "u"),
                DiagnosticCode.SOURCE_REPLICA_IDENTITY,
                "A change of table shop.things, which has no primary key, came without its old row.");
    }

    @Test
    void aColumnThatIsGoneIsNotNull() {
        var decoder = decoder(
                List.of("id"),
                List.of("a", "b", "c"),
                column("a", PgType.TEXT),
                column("b", PgType.TEXT),
                column("c", PgType.TEXT));
        assertDiagnostic(
                decoder,
                "{\"id\":1}",
                after("{\"id\":1,\"b\":\"x\",\"renamed\":1}", "c"),
                DiagnosticCode.SOURCE_TABLE,
                "Table shop.things has no column \"a\", \"c\" any more, which it had when the views were analysed.");
        assertDiagnostic(
                decoder,
                "{\"key\":1}",
                after("{\"id\":1,\"a\":null,\"b\":\"x\",\"c\":null}", "c"),
                DiagnosticCode.SOURCE_TABLE,
                "Table shop.things has no column \"id\" any more, which it had when the views were analysed.");
    }

    @Test
    void aColumnOfAnotherTypeIsNamed() {
        var decoder = decoder(List.of("id"), List.of("a"), column("a", PgType.INT4));
        assertDiagnostic(
                decoder,
                "{\"id\":1}",
                after("{\"id\":1,\"a\":\"1\"}", "c"),
                DiagnosticCode.SOURCE_TABLE,
                "Table shop.things has another type in column \"a\" than integer, which the views were analysed with"
                        + " (an integer expected, but found a text).");
    }

    @Test
    void aTableWhoseKeyIsGoneIsNamed() {
        var decoder = decoder(List.of("id"), List.of("id"));
        assertDiagnostic(
                decoder,
                null,
                after("{\"id\":1}", "c"),
                DiagnosticCode.SOURCE_TABLE,
                "Table shop.things has no primary key any more.");
    }

    private static void assertDiagnostic(
            ChangeDecoder decoder, String key, String value, DiagnosticCode code, String message) {
        assertThatThrownBy(() -> decode(decoder, key, value))
                .asInstanceOf(type(DiagnosticException.class))
                .satisfies(e -> assertThat(e.diagnostics()).singleElement().satisfies(diagnostic -> {
                    assertThat(diagnostic.code()).isEqualTo(code);
                    assertThat(diagnostic.message()).isEqualTo(message);
                    assertThat(diagnostic.hint()).isNotBlank();
                }));
    }

    private static TableColumn column(String name, PgType type) {
        return new TableColumn(name, new SqlType(type, -1, Collation.C), false);
    }

    /** Of a table that also has {@code id bigint}. */
    private static ChangeDecoder decoder(List<String> key, List<String> wanted, TableColumn... columns) {
        var all = new ArrayList<>(List.of(column("id", PgType.INT8)));
        all.addAll(List.of(columns));
        return new ChangeDecoder(new TableInput(new Table(NAME, all, key), wanted), TYPES);
    }

    private static String after(String row, String op) {
        return "{\"before\":null,\"after\":" + row + ",\"op\":\"" + op + "\"}";
    }

    private static List<TableChange> decode(ChangeDecoder decoder, String key, String value) {
        return decode(decoder, key, value, null);
    }

    private static List<TableChange> decode(ChangeDecoder decoder, String key, String value, String unavailable) {
        var changes = new ArrayList<TableChange>();
        decoder.decode(new RawChange(0, bytes(key), bytes(value), bytes(unavailable)), changes::add);
        return changes;
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
