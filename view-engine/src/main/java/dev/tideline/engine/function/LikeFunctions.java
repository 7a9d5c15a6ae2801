package dev.tideline.engine.function;

import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.SqlError;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** LIKE and ILIKE, their negations, and ESCAPE. */
final class LikeFunctions {

    private LikeFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        for (String declaration : List.of(
                "textlike(text,text)",
                "like(text,text)",
                "namelike(name,text)",
                "like(name,text)",
                "bpcharlike(bpchar,text)")) {
            to.bound(declaration, site -> like(site, false));
        }
        for (String declaration : List.of(
                "textnlike(text,text)",
                "notlike(text,text)",
                "namenlike(name,text)",
                "notlike(name,text)",
                "bpcharnlike(bpchar,text)")) {
            to.bound(declaration, site -> like(site, true));
        }
        for (String declaration :
                List.of("texticlike(text,text)", "nameiclike(name,text)", "bpchariclike(bpchar,text)")) {
            to.bound(declaration, site -> ignoringCase(site, false));
        }
        for (String declaration :
                List.of("texticnlike(text,text)", "nameicnlike(name,text)", "bpcharicnlike(bpchar,text)")) {
            to.bound(declaration, site -> ignoringCase(site, true));
        }
        for (String name : List.of("bytealike", "like")) {
            to.binary(name + "(bytea,bytea)", (a, b) -> matchesBytes(a, b));
        }
        for (String name : List.of("byteanlike", "notlike")) {
            to.binary(name + "(bytea,bytea)", (a, b) -> !matchesBytes(a, b));
        }
        to.binary("like_escape(text,text)", (a, b) -> escaped((String) a, (String) b));
        to.binary(
                "like_escape(bytea,bytea)",
                (a, b) -> new Bytes(escaped(latin1(a), latin1(b)).getBytes(StandardCharsets.ISO_8859_1)));
    }

    private static Body.Binary like(CallSite site, boolean negated) {
        var collation = site.collation();
        if (collation != null && !collation.deterministic()) {
            throw new UnsupportedCallException("LIKE is not supported under a nondeterministic collation");
        }
        if (site.constants().get(1) instanceof String pattern && LikePattern.isPlain(pattern)) {
            return plain(pattern, negated);
        }
        return (a, b) -> LikePattern.matches((String) a, (String) b) != negated;
    }

    /** The patterns without any special character but percent signs at the ends. */
    private static Body.Binary plain(String pattern, boolean negated) {
        boolean open = pattern.startsWith("%");
        boolean openEnd = pattern.endsWith("%") && pattern.length() > 1;
        String core = pattern.substring(open ? 1 : 0, pattern.length() - (openEnd ? 1 : 0));
        if (open && openEnd) {
            return (a, b) -> ((String) a).contains(core) != negated;
        }
        if (open) {
            return (a, b) -> ((String) a).endsWith(core) != negated;
        }
        return openEnd ? (a, b) -> ((String) a).startsWith(core) != negated : (a, b) -> a.equals(core) != negated;
    }

    private static Body.Binary ignoringCase(CallSite site, boolean negated) {
        var lower = LetterCase.lower(site);
        return (a, b) -> LikePattern.matches(lower.apply((String) a), lower.apply((String) b)) != negated;
    }

    private static boolean matchesBytes(Object value, Object pattern) {
        return LikePattern.matches(latin1(value), latin1(pattern));
    }

    /** Bytes as characters, one each. */
    private static String latin1(Object bytes) {
        return new String(((Bytes) bytes).array(), StandardCharsets.ISO_8859_1);
    }

    /** A pattern with another escape character, or none, rewritten for the backslash. */
    private static String escaped(String pattern, String escape) {
        var out = new StringBuilder(pattern.length() + 8);
        if (escape.isEmpty()) {
            return pattern.replace("\\", "\\\\");
        }
        if (Characters.count(escape) != 1) {
            throw new SqlError("22025", "invalid escape string");
        }
        if (escape.equals("\\")) {
            return pattern;
        }
        int mark = escape.codePointAt(0);
        boolean behindMark = false;
        for (int i = 0; i < pattern.length(); ) {
            int c = pattern.codePointAt(i);
            i += Character.charCount(c);
            if (c == mark && !behindMark) {
                out.append('\\');
                behindMark = true;
            } else {
                if (c == '\\') {
                    out.append(behindMark ? "\\" : "\\\\");
                } else {
                    out.appendCodePoint(c);
                }
                behindMark = false;
            }
        }
        return out.toString();
    }
}
