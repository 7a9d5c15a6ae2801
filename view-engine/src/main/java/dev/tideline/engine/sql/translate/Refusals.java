package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.text.QueryText;
import dev.tideline.engine.sql.text.Token;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import dev.tideline.schemas.diagnostics.SourcePosition;
import dev.tideline.schemas.wire.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Collects what is wrong with one view, each with its place. Knows at every moment which expression is being translated, for nodes
 * that have no location of their own, and whether we are inside a view of the source, whose text the user does not see here, or inside
 * another view of the same file, which has been reported on already.
 */
final class Refusals {

    private final QueryText text;
    private final Set<Diagnostic> diagnostics = new LinkedHashSet<>();
    private int currentLocation = -1;
    private TableName sourceView;
    private SourcePosition sourceViewAt;
    private boolean muted;
    private int errorCount;

    Refusals(QueryText text) {
        this.text = text;
    }

    List<Diagnostic> diagnostics() {
        return new ArrayList<>(diagnostics);
    }

    /** How often something was refused so far, noted or not. */
    int errorCount() {
        return errorCount;
    }

    QueryText text() {
        return text;
    }

    /** Notes which node is being translated; give what it returns to {@link #leave}. */
    int enter(Node node) {
        int before = currentLocation;
        int location = firstLocation(node);
        if (text.contains(location)) {
            currentLocation = location;
        }
        return before;
    }

    void leave(int before) {
        currentLocation = before;
    }

    /** Translates the query of a view of the source: what is refused there is reported where the user's query names the view. */
    <T> T insideSourceView(TableName name, Supplier<T> translation) {
        if (sourceView != null) {
            return translation.get();
        }
        sourceView = name;
        sourceViewAt = text.ofRelation(name.name());
        try {
            return translation.get();
        } finally {
            sourceView = null;
            sourceViewAt = null;
        }
    }

    /** Translates the query of another view of the file, which has its own diagnostics. */
    <T> T insideOtherView(Supplier<T> translation) {
        boolean before = muted;
        muted = true;
        try {
            return translation.get();
        } finally {
            muted = before;
        }
    }

    /** Translates something and notes nothing that is refused in it; returns the first of that, or nothing if all is well. */
    Optional<Diagnostic> silently(Runnable translation) {
        var before = Set.copyOf(diagnostics);
        int errors = errorCount;
        translation.run();
        var first = diagnostics.stream()
                .filter(diagnostic -> diagnostic.isError() && !before.contains(diagnostic))
                .findFirst();
        diagnostics.retainAll(before);
        errorCount = errors;
        return first;
    }

    boolean isInsideSourceView() {
        return sourceView != null;
    }

    /** At the expression that is being translated. */
    void error(DiagnosticCode code, String message, String hint) {
        error(code, message, hint, place(currentLocation));
    }

    /** At a node, or, if it has no location, at the expression that is being translated. */
    void error(DiagnosticCode code, String message, String hint, Node at) {
        error(code, message, hint, placeOf(at));
    }

    void error(DiagnosticCode code, String message, String hint, SourcePosition at) {
        errorCount++;
        add(Diagnostic.error(code, within(message), hint == null ? remedy(code) : hint, place(at)));
    }

    void warning(DiagnosticCode code, String message, String hint, SourcePosition at) {
        add(Diagnostic.warning(code, within(message), hint, place(at)));
    }

    /** Where the expression stands that is being translated. */
    SourcePosition current() {
        return place(currentLocation);
    }

    /** Where a node stands. */
    SourcePosition placeOf(Node node) {
        int location = firstLocation(node);
        return place(text.contains(location) ? location : currentLocation);
    }

    /** Where a location of the tree is; -1 for unknown. */
    SourcePosition place(int location) {
        var place = text.ofLocation(location);
        return place == null ? text.start() : place;
    }

    /** The token at which a node stands, or null if that is unknown or in the text of a view of the source. */
    Token tokenAt(Node node) {
        return sourceView == null ? text.tokenAt(node.location()) : null;
    }

    /** Of another view everything is known already, but that it cannot be translated here while it can be alone. */
    private void add(Diagnostic diagnostic) {
        if (!muted || diagnostic.isError()) {
            diagnostics.add(diagnostic);
        }
    }

    private SourcePosition place(SourcePosition at) {
        return sourceView == null ? at : sourceViewAt;
    }

    private String within(String message) {
        if (sourceView == null) {
            return muted ? "in another view of this file, which this query reads: " + message : message;
        }
        return "in view " + sourceView + ", which this query reads: " + message;
    }

    /** A node's own location, or that of the first node below that has one. */
    private static int firstLocation(Object value) {
        if (value instanceof Node node) {
            if (node.location() >= 0) {
                return node.location();
            }
            if (node.is("QUERY")) {
                return -1;
            }
            return firstLocation(List.copyOf(nonNull(node.fields().values())));
        }
        if (value instanceof List<?> list) {
            for (var element : list) {
                int location = firstLocation(element);
                if (location >= 0) {
                    return location;
                }
            }
        }
        return -1;
    }

    /** What to do where nothing better is known; null if that is plain from the message. */
    private static String remedy(DiagnosticCode code) {
        return switch (code) {
            case SQL_UNSUPPORTED, SQL_FUNCTION_UNSUPPORTED, SQL_TYPE_UNSUPPORTED ->
                "docs/sql.md lists the SQL that is kept.";
            case SQL_VOLATILE -> "Let the source store such a value in a column when it writes the row.";
            default -> null;
        };
    }

    private static List<Object> nonNull(Iterable<?> values) {
        var list = new ArrayList<>();
        for (var value : values) {
            if (value != null) {
                list.add(value);
            }
        }
        return list;
    }
}
