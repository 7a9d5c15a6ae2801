package dev.tideline.schemas.diagnostics;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hides what may be a password in a line that is about to be shown. A line is only known as text here, and the error
 * shown may well be that its key is misspelt, so this errs on the side of hiding: everything on a line behind a key that
 * looks like a secret's, and every line that such a key may hold as its value.
 */
final class SecretMask {

    static final String MASK = "********";

    /** {@code key: value}, {@code key:value} and {@code key="value"}; not SQL's {@code a.token = 'x'} and {@code x::token}. */
    private static final Pattern KEY =
            Pattern.compile("([^\\s=]{0,100}[^\\s=:])(?:\\s*:(?!:)|:+(?=[\\s\"']|$)|=(?=\\\\?\"))");

    private static final Pattern IN_URL =
            Pattern.compile("(?i)[?&](?:\\w*password|secret|token)=|(?<=://)[^/@\\s]+:[^/@\\s]+@");
    /** Quotes and brackets in front of a key, and whatever else got into it by mistake. */
    private static final Pattern NO_LETTER = Pattern.compile("\\P{L}+");

    private static final Pattern ENTRY = Pattern.compile("\\s*[\\w.-]+:(\\s.*|$)");
    private static final Pattern BLOCK_SCALAR = Pattern.compile(".*:\\s*[|>]\\S*\\s*(#.*)?");
    private static final Set<String> WORDS =
            Set.of("password", "passwd", "passphrase", "secret", "token", "credential", "jaas");
    private static final int MOST_TYPOS = 2;
    /** Shorter words are too close to ordinary ones to be compared with typos. */
    private static final int SHORTEST_FOR_TYPOS = 6;

    private SecretMask() {}

    /** The offset in line {@code number} from which on nothing may be shown; the line's length if all of it may be. */
    static int hiddenFrom(SourceText source, int number) {
        String line = source.line(number);
        if (line.isBlank()) {
            return line.length();
        }
        if (isValueOfSecret(source, number)) {
            return indentOf(line);
        }
        int start = secretStart(line);
        return start >= 0 ? start : line.length();
    }

    /**
     * True if the line continues the value of a secret's key: the nearest line above it with less indent, or the nearest
     * at all if that has no value of its own.
     */
    private static boolean isValueOfSecret(SourceText source, int number) {
        String line = source.line(number);
        boolean nearest = true;
        for (int above = number - 1; above >= 1; above--) {
            String candidate = source.line(above);
            if (candidate.isBlank()) {
                continue;
            }
            boolean block = BLOCK_SCALAR.matcher(candidate).matches();
            boolean parent = indentOf(candidate) < indentOf(line);
            if (parent || nearest && (block || candidate.stripTrailing().endsWith(":"))) {
                // Below a plain "key:" may stand further keys: it is then the name of something, not a secret.
                return secretStart(candidate) >= 0
                        && (block || !ENTRY.matcher(line).matches());
            }
            nearest = false;
        }
        return false;
    }

    private static int secretStart(String line) {
        var key = KEY.matcher(line);
        while (key.find()) {
            if (looksSecret(key.group(1))) {
                int start = key.end();
                while (start < line.length() && line.charAt(start) == ' ') {
                    start++;
                }
                return start;
            }
        }
        var inUrl = IN_URL.matcher(line);
        return inUrl.find() ? inUrl.start() : -1;
    }

    private static boolean looksSecret(String key) {
        for (String written : key.toLowerCase(Locale.ROOT).split("[._-]")) {
            String part = NO_LETTER.matcher(written).replaceAll("");
            for (String word : WORDS) {
                boolean typo = word.length() >= SHORTEST_FOR_TYPOS
                        && part.length() >= SHORTEST_FOR_TYPOS - 1
                        && part.length() <= word.length() + MOST_TYPOS
                        && EditDistance.between(part, word) <= MOST_TYPOS;
                if (part.contains(word) || typo) {
                    return true;
                }
            }
        }
        return false;
    }

    private static int indentOf(String line) {
        int indent = 0;
        while (indent < line.length() && (line.charAt(indent) == ' ' || line.charAt(indent) == '\t')) {
            indent++;
        }
        return indent;
    }
}
