package dev.tideline.engine.function;

import dev.tideline.engine.regex.RegexOptions;
import dev.tideline.engine.regex.Subject;
import java.util.List;

/** {@code ~} and its kin, SIMILAR TO, and substring by a pattern. */
final class RegexOperators {

    private static final String DEFAULT_ESCAPE = "\\";

    private RegexOperators() {}

    static void register(FunctionRegistry.Registrar to) {
        for (String type : List.of("text", "name", "bpchar")) {
            String arguments = "(" + type + ",text)";
            to.bound(type + "regexeq" + arguments, site -> operator(site, RegexOptions.ADVANCED, false));
            to.bound(type + "regexne" + arguments, site -> operator(site, RegexOptions.ADVANCED, true));
            to.bound(
                    type + "icregexeq" + arguments, site -> operator(site, RegexOptions.ADVANCED_IGNORING_CASE, false));
            to.bound(type + "icregexne" + arguments, site -> operator(site, RegexOptions.ADVANCED_IGNORING_CASE, true));
        }
        to.unary("similar_to_escape(text)", a -> SimilarPattern.toRegex((String) a, DEFAULT_ESCAPE));
        to.binary("similar_to_escape(text,text)", (a, b) -> SimilarPattern.toRegex((String) a, (String) b));
        // The older form is not strict: it takes no escape for the default one.
        to.binary(
                "similar_escape(text,text)",
                (a, b) ->
                        a == null ? null : SimilarPattern.toRegex((String) a, b == null ? DEFAULT_ESCAPE : (String) b));
        for (String name : List.of("substring(text,text)", "substring(text,text,text)")) {
            to.bound(name, RegexOperators::substring);
        }
    }

    private static Body operator(CallSite site, RegexOptions options, boolean negated) {
        var call = new RegexCall(site, 1, options);
        return (Body.Binary)
                (text, pattern) -> call.regex((String) pattern, options).matches(new Subject((String) text)) != negated;
    }

    private static Body substring(CallSite site) {
        if (site.arguments().size() == 2) {
            var call = new RegexCall(site, 1, RegexOptions.ADVANCED);
            return (Body.Binary) (text, pattern) -> part(call, (String) text, (String) pattern);
        }
        var call = RegexCall.ofSimilar(site, 1, 2);
        return (Body.Ternary) (text, pattern, escape) ->
                part(call, (String) text, SimilarPattern.toRegex((String) pattern, (String) escape));
    }

    /** The first group's text if there is a group, else the whole match. */
    private static Object part(RegexCall call, String text, String pattern) {
        var regex = call.regex(pattern, RegexOptions.ADVANCED);
        var subject = new Subject(text);
        var place = regex.search(subject, 0, true);
        int at = regex.groupCount() > 0 ? 2 : 0;
        return place == null || place[at] < 0 ? null : subject.substring(place[at], place[at + 1]);
    }
}
