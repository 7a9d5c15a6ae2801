package dev.tideline.engine.regex;

import java.util.HashMap;
import java.util.Map;

/** POSIX's names of ASCII characters, as {@code [.hyphen.]} gives them. */
final class CollatingNames {

    private static final String[] CONTROLS = {
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL alert", "BS backspace", "HT tab", "LF newline",
        "VT vertical-tab", "FF form-feed", "CR carriage-return", "SO", "SI", "DLE", "DC1", "DC2", "DC3", "DC4", "NAK",
        "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "IS4 FS", "IS3 GS", "IS2 RS", "IS1 US"
    };

    private static final String[] PUNCTUATION = {
        " space",
        "!exclamation-mark",
        "\"quotation-mark",
        "#number-sign",
        "$dollar-sign",
        "%percent-sign",
        "&ampersand",
        "'apostrophe",
        "(left-parenthesis",
        ")right-parenthesis",
        "*asterisk",
        "+plus-sign",
        ",comma",
        "-hyphen",
        "-hyphen-minus",
        ".period",
        ".full-stop",
        "/slash",
        "/solidus",
        ":colon",
        ";semicolon",
        "<less-than-sign",
        "=equals-sign",
        ">greater-than-sign",
        "?question-mark",
        "@commercial-at",
        "[left-square-bracket",
        "\\backslash",
        "\\reverse-solidus",
        "]right-square-bracket",
        "^circumflex",
        "^circumflex-accent",
        "_underscore",
        "_low-line",
        "`grave-accent",
        "{left-brace",
        "{left-curly-bracket",
        "|vertical-line",
        "}right-brace",
        "}right-curly-bracket",
        "~tilde",
        "\u007fDEL"
    };

    private static final String DIGITS = "zero one two three four five six seven eight nine";

    private static final Map<String, Integer> CODES = codes();

    private CollatingNames() {}

    /** The character of a name; a single character is its own name. */
    static int character(String name) {
        if (name.codePointCount(0, name.length()) == 1) {
            return name.codePointAt(0);
        }
        var code = CODES.get(name);
        if (code == null) {
            throw new RegexSyntaxException(RegexSyntaxException.COLLATING_ELEMENT);
        }
        return code;
    }

    private static Map<String, Integer> codes() {
        var codes = new HashMap<String, Integer>();
        for (int i = 0; i < CONTROLS.length; i++) {
            for (var name : CONTROLS[i].split(" ")) {
                codes.put(name, i);
            }
        }
        for (var entry : PUNCTUATION) {
            codes.put(entry.substring(1), (int) entry.charAt(0));
        }
        var digits = DIGITS.split(" ");
        for (int i = 0; i < digits.length; i++) {
            codes.put(digits[i], '0' + i);
        }
        return codes;
    }
}
