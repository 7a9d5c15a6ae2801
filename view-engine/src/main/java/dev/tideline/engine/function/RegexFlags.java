package dev.tideline.engine.function;

import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.value.SqlError;

/**
 * The flags that functions of regular expressions take as text.
 *
 * @param global whether {@code g} is among them
 */
record RegexFlags(RegexOptions options, boolean global) {

    static final RegexFlags NONE = new RegexFlags(RegexOptions.ADVANCED, false);

    static RegexFlags of(String flags) {
        if (flags.isEmpty()) {
            return NONE;
        }
        var options = RegexOptions.ADVANCED;
        boolean global = false;
        for (int i = 0; i < flags.length(); i++) {
            char flag = flags.charAt(i);
            if (flag == 'g') {
                global = true;
            } else {
                options = with(options, flags, i);
            }
        }
        return new RegexFlags(options, global);
    }

    /** The flags of a function that does not take {@code g}. */
    static RegexFlags once(String flags, String function) {
        var parsed = of(flags);
        if (parsed.global) {
            throw SqlError.invalidParameter(function + "() does not support the \"global\" option");
        }
        return parsed;
    }

    static SqlError invalid(String flags, int at) {
        return SqlError.invalidParameter(
                "invalid regular expression option: \"" + Character.toString(flags.codePointAt(at)) + "\"");
    }

    private static RegexOptions with(RegexOptions options, String flags, int at) {
        return switch (flags.charAt(at)) {
            case 'b', 'e' -> options.withSyntax(false, false, false);
            case 'c' -> options.withCase(false);
            case 'i' -> options.withCase(true);
            case 'm', 'n' -> options.withNewlines(true, true);
            case 'p' -> options.withNewlines(true, false);
            case 'q' -> options.withSyntax(false, false, true);
            case 's' -> options.withNewlines(false, false);
            case 't' -> options.withExpanded(false);
            case 'w' -> options.withNewlines(false, true);
            case 'x' -> options.withExpanded(true);
            default -> throw invalid(flags, at);
        };
    }
}
