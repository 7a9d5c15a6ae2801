package dev.tideline.deploy.verify;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.deploy.output.Amounts;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.Palette;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.output.TextTable;
import dev.tideline.schemas.diagnostics.Diagnostic;
import dev.tideline.schemas.wire.Lsn;
import java.util.List;

/**
 * What was compared, and what came of it.
 *
 * @param lsn at which; null if nothing could be compared
 */
public record VerifyReport(Lsn lsn, List<ViewResult> views) implements Report {

    public VerifyReport {
        views = List.copyOf(views);
    }

    public boolean isExact() {
        return !views.isEmpty() && views.stream().allMatch(ViewResult::isExact);
    }

    @Override
    public ExitCode exitCode() {
        return isExact() ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    @Override
    public List<Diagnostic> diagnostics() {
        return List.of();
    }

    @Override
    public void writeJson(ObjectNode json) {
        json.put("lsn", lsn == null ? null : lsn.toString());
        var list = json.putArray("views");
        for (var view : views) {
            var item = list.addObject();
            item.put("topology", view.topology());
            item.put("view", view.view());
            item.put("relation", view.relation());
            item.put("exact", view.isExact());
            item.put("rows", view.problem() == null ? (Long) view.rows() : null);
            item.put("differences", view.problem() == null ? (Long) view.differences() : null);
            item.put("problem", view.problem());
            view.examples().forEach(item.putArray("examples")::add);
        }
    }

    @Override
    public String text(Palette palette) {
        var table = new TextTable("TOPOLOGY", "VIEW", "RESULT", "ROWS COMPARED", "DIFFERENCES");
        for (var view : views) {
            table.row(
                    view.topology(),
                    view.view(),
                    result(view, palette),
                    view.problem() == null ? Amounts.count(view.rows()) : "-",
                    view.problem() == null ? Amounts.count(view.differences()) : "-");
        }
        var text = new StringBuilder(table.text(palette));
        for (var view : views) {
            if (view.problem() != null) {
                text.append('\n')
                        .append(view.topology())
                        .append('.')
                        .append(view.view())
                        .append(' ')
                        .append(view.problem())
                        .append('\n');
            } else if (!view.isExact()) {
                text.append('\n')
                        .append(view.topology())
                        .append('.')
                        .append(view.view())
                        .append(":\n");
                view.examples()
                        .forEach(example -> text.append("  ").append(example).append('\n'));
            }
        }
        return text.toString();
    }

    private static String result(ViewResult view, Palette palette) {
        if (view.problem() != null) {
            return palette.attention("not compared");
        }
        return view.isExact() ? palette.good("exact at " + view.lsn()) : palette.bad("WRONG at " + view.lsn());
    }
}
