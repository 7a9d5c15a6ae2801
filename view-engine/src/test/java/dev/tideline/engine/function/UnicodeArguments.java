package dev.tideline.engine.function;

import static dev.tideline.engine.function.FunctionCases.texts;

import dev.tideline.engine.type.PgType;
import dev.tideline.engine.value.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Arguments of functions of Unicode, encodings, identifiers and uuids. */
final class UnicodeArguments {

    private static final PgType NAME = new PgType.Base("name");
    private static final String[] PIECES = {
        "a",
        "e\u0301",
        "\u00e9",
        "\ufb01",
        "\u212b",
        "\u1e9b\u0323",
        "\u0323\u0307",
        "\uac00",
        "\u1100\u1161\u11a8",
        "\u1100",
        "\u1161",
        "\u0345",
        "\ud834\udd5e",
        "x",
        "\u2126",
        "\u0f77",
        "\u0dd9\u0dcf",
        "\ud804\udc9a",
        "\u3000",
        "\u00bd"
    };
    private static final String[] ESCAPES = {
        "a",
        "\\0061",
        "\\u00e4",
        "\\+01F600",
        "\\U0001F600",
        "\\D83D\\DE00",
        "\\uD83D\\uDE00",
        "\\\\",
        "\\",
        "\\12",
        "\\D83D",
        "\\DE00",
        "\\0000",
        "\\+110000",
        "\\UFFFFFFFF",
        "ä",
        "\\x",
        "\\u12",
        "\\d83d\\+00de00"
    };
    private static final String[] IDENTIFIERS = {
        "a",
        "A.b",
        "\"A\".b",
        "a.\"b\"\"c\"",
        " a . b ",
        "a.",
        ".a",
        "",
        "\"\"",
        "\"a",
        "a b",
        "1a",
        "a1$",
        "_x",
        "ÄÖ.ü",
        "a.1",
        "a()",
        "a.b.c.d",
        "\u000ba",
        "a\u000b.b",
        "$a",
        "a..b",
        "a.b,"
    };

    private final FunctionCases cases;

    UnicodeArguments(FunctionCases cases) {
        this.cases = cases;
    }

    void describe() {
        for (String name : new String[] {"normalize", "is_normalized"}) {
            cases.from(name, 0, PgType.TEXT, UnicodeArguments::pieces);
            cases.from(name, 1, PgType.TEXT, texts("NFC", "NFD", "nfkc", "NFKD", "NFC", "nfx"));
        }
        cases.from(
                "unistr",
                0,
                PgType.TEXT,
                samples -> samples.pick(ESCAPES) + samples.pick(ESCAPES) + samples.pick(ESCAPES));
        cases.from("parse_ident", 0, PgType.TEXT, texts(IDENTIFIERS));
        for (String name : new String[] {"convert_from", "convert_to", "convert", "length"}) {
            // A random text may name an encoding that is refused, "abc" among them.
            cases.costly(name);
            cases.from(name, 0, new PgType.Base("bytea"), UnicodeArguments::bytes);
            cases.from(name, 1, NAME, texts("UTF8", "utf-8", "LATIN1", "iso-8859-1", "nonsense", "Unicode", ""));
            cases.from(name, 2, NAME, texts("UTF8", "LATIN1", "Latin 1", "nonsense"));
        }
        cases.from("convert_to", 0, PgType.TEXT, texts("abc", "ä", "日", "aß", "", "😀", "ÿ\u0080"));
        cases.from("convert_to", 1, NAME, texts("UTF8", "LATIN1", "Latin 1", "nonsense"));
        for (String name : new String[] {"uuid_extract_version", "uuid_extract_timestamp"}) {
            cases.from(name, 0, new PgType.Base("uuid"), UnicodeArguments::uuid);
        }
    }

    private static Object pieces(Samples samples) {
        var text = new StringBuilder();
        for (int i = samples.below(5); i > 0; i--) {
            text.append(samples.pick(PIECES));
        }
        return text.toString();
    }

    private static Object bytes(Samples samples) {
        var text = new String[] {"abc", "ä", "日本", "😀", "", "a\u0080"};
        var bytes = samples.pick(text).getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && samples.chance(3)) {
            bytes[samples.below(bytes.length)] = (byte) samples.below(256);
        }
        return new Bytes(
                samples.chance(6) && bytes.length > 1 ? java.util.Arrays.copyOf(bytes, bytes.length - 1) : bytes);
    }

    private static Object uuid(Samples samples) {
        long most = ((long) samples.below(1 << 30) << 34 | (long) samples.below(1 << 30) << 8) & ~0xf000L
                | (long) (samples.chance(2) ? 1 : samples.chance(2) ? 7 : samples.below(16)) << 12;
        return new UUID(most, samples.chance(4) ? samples.below(1000) : 0x8000000000000000L | samples.below(1000));
    }
}
