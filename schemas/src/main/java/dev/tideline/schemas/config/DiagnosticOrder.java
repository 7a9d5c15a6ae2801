package dev.tideline.schemas.config;

import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.diagnostics.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts diagnostics in the order in which a reader of the files comes upon their places. */
final class DiagnosticOrder {

    private DiagnosticOrder() {}

    /** Sorts by place within each file; files stay in the order in which they first occur, what has no place comes first. */
    static void sort(List<Diagnostic> diagnostics) {
        var files = new ArrayList<String>();
        for (Diagnostic diagnostic : diagnostics) {
            if (diagnostic.where() != null && !files.contains(diagnostic.where().file())) {
                files.add(diagnostic.where().file());
            }
        }
        var byPlace = Comparator.<SourcePosition>comparingInt(where -> files.indexOf(where.file()))
                .thenComparingInt(SourcePosition::line)
                .thenComparingInt(SourcePosition::column);
        diagnostics.sort(Comparator.comparing(Diagnostic::where, Comparator.nullsFirst(byPlace)));
    }
}
