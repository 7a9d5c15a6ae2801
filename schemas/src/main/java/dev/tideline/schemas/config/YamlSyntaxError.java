package dev.tideline.schemas.config;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourceText;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Says what the YAML parser found wrong in the words of someone who writes YAML, not of someone who parses it. */
final class YamlSyntaxError {

    /**
     * One known complaint.
     *
     * @param problem what the parser says
     * @param message what we say; null repeats the parser's words
     * @param atStart the mistake stands where the construct begins, not where the parser gave up
     */
    private record Rewording(Pattern problem, String message, String hint, boolean atStart) {

        Rewording(String problem, String message, String hint) {
            this(Pattern.compile(problem), message, hint, false);
        }
    }

    static final String UNKNOWN_TAG = "a tag (!) that means nothing here";
    static final String UNKNOWN_TAG_HINT = "remove it, or put the value in quotes if the ! is a part of it";

    private static final List<Rewording> REWORDINGS = List.of(
            new Rewording(
                    "mapping values are not allowed here",
                    "a \":\" is not allowed here",
                    "quote a value that contains \": \", and check that the line is indented like its neighbours"),
            new Rewording(".*'\\\\t\\(TAB\\)'.*", "a tab cannot be used to indent YAML", "indent with spaces"),
            new Rewording(
                    "found character '(.+)' that cannot start any token.*",
                    "a value cannot start with $1",
                    "put the value in quotes"),
            new Rewording(
                    Pattern.compile("could not find expected ':'"),
                    "a key without \":\"",
                    "write \"key: value\"; a text of several lines needs \"|\" and indentation",
                    true),
            new Rewording(
                    Pattern.compile("found unexpected end of stream"),
                    "a quote is opened here and never closed",
                    null,
                    true),
            new Rewording(
                    "expected <block end>, but found '<?(block mapping start|block sequence start|block entry|key)>?'",
                    "this is not indented like its neighbours",
                    "give all keys of one mapping, and all items of one list, the same indentation"),
            new Rewording(
                    "expected <block end>, but found .*",
                    "this does not fit in here: the value in front of it has ended",
                    "quote a value that contains quotes, brackets or braces"),
            new Rewording(
                    Pattern.compile("expected ',' or '\\]', but got .*"),
                    "the list that begins here lacks a \",\" or its \"]\"",
                    null,
                    true),
            new Rewording(
                    Pattern.compile("expected ',' or '\\}', but got .*"),
                    "the mapping that begins here lacks a \",\" or its \"}\"",
                    null,
                    true),
            new Rewording(
                    "sequence entries are not allowed here",
                    "a list item is not allowed here",
                    "start the list on a line of its own, or write it as [a, b]"),
            new Rewording(
                    "but found another document|expected '<document start>'.*",
                    "the file must hold one document only",
                    "remove \"---\" and what follows, or move it to a file of its own"),
            // Not named: an unquoted password may begin with * or !.
            new Rewording(
                    "found undefined alias .*",
                    "an alias (*) without its anchor (&) above it",
                    "put the value in quotes if the * is a part of it"),
            new Rewording("found undefined tag handle .*", UNKNOWN_TAG, UNKNOWN_TAG_HINT),
            new Rewording(
                    "found unknown escape character (.).*",
                    "\\\\$1 is no escape in a double-quoted text",
                    "write the backslash twice, or use single quotes"),
            new Rewording("Expected mapping node or an anchor referencing mapping", "<< can only merge mappings", null),
            new Rewording(
                    " ?the leading empty lines contain more spaces.*",
                    "the empty lines at the start of this text are indented deeper than the text",
                    "remove the spaces from the empty lines"));

    private static final Pattern FOUND = Pattern.compile("[,;:]? (?:but )?(?:found|got)\\b.*", Pattern.DOTALL);

    private YamlSyntaxError() {}

    /** @param offsets from the parser's count of characters to offsets in the source's text */
    static Diagnostic describe(YamlEngineException exception, SourceText source, IntUnaryOperator offsets) {
        if (exception instanceof ReaderException unreadable) {
            return diagnostic(
                    String.format("the character U+%04X is not allowed in YAML", unreadable.getCodePoint()),
                    "remove it, or write it as an escape in double quotes",
                    source,
                    offsets.applyAsInt(unreadable.getPosition()));
        }
        if (!(exception instanceof MarkedYamlEngineException marked)) {
            return diagnostic(exception.getMessage(), null, source, 0);
        }
        String problem = marked.getProblem() == null ? "" : marked.getProblem();
        for (Rewording rewording : REWORDINGS) {
            var matcher = rewording.problem().matcher(problem);
            if (matcher.matches()) {
                return diagnostic(
                        matcher.replaceFirst(rewording.message()),
                        hint(rewording, marked),
                        source,
                        offsetOf(marked, rewording.atStart(), offsets));
            }
        }
        String context = marked.getContext() == null || marked.getContext().isEmpty() ? "" : marked.getContext() + ": ";
        // What was found instead may be a piece of a password; the place says it, too.
        String expected = FOUND.matcher(problem).replaceFirst("");
        return diagnostic(
                "not readable as YAML: " + context + expected, null, source, offsetOf(marked, false, offsets));
    }

    private static String hint(Rewording rewording, MarkedYamlEngineException e) {
        if (!rewording.atStart()
                || rewording.hint() != null
                || e.getProblemMark().isEmpty()) {
            return rewording.hint();
        }
        return "it was noticed in line " + (e.getProblemMark().get().getLine() + 1);
    }

    private static int offsetOf(MarkedYamlEngineException e, boolean atStart, IntUnaryOperator offsets) {
        Optional<Mark> first = atStart ? e.getContextMark() : e.getProblemMark();
        Optional<Mark> second = atStart ? e.getProblemMark() : e.getContextMark();
        return first.or(() -> second)
                .map(mark -> offsets.applyAsInt(mark.getIndex()))
                .orElse(0);
    }

    private static Diagnostic diagnostic(String message, String hint, SourceText source, int offset) {
        return Diagnostic.error(DiagnosticCode.YAML_SYNTAX, message, hint, source.positionAt(offset));
    }
}
