package dev.tideline.deploy.status;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tideline.deploy.output.Amounts;
import dev.tideline.deploy.output.ExitCode;
import dev.tideline.deploy.output.Palette;
import dev.tideline.deploy.output.Report;
import dev.tideline.deploy.output.TextTable;
import dev.tideline.schemas.diagnostics.Diagnostic;
import java.util.List;

/** All views and how they are. */
record StatusReport(List<ViewStatus> views, List<Diagnostic> diagnostics) implements Report {

    StatusReport {
        views = List.copyOf(views);
        diagnostics = List.copyOf(diagnostics);
    }

    @Override
    public ExitCode exitCode() {
        boolean well = views.stream().allMatch(ViewStatus::isLive)
                && diagnostics.stream().noneMatch(Diagnostic::isError);
        return well ? ExitCode.FINE : ExitCode.FINDINGS;
    }

    @Override
    public void writeJson(ObjectNode json) {
        var list = json.putArray("views");
        for (var view : views) {
            var item = list.addObject();
            item.put("topology", view.topology());
            item.put("view", view.view());
            item.put("relation", view.relation());
            item.put("state", view.state());
            item.put("lsn", view.lsn());
            item.put(
                    "committed_at",
                    view.committedAt() == null ? null : view.committedAt().toString());
            item.put(
                    "applied_at",
                    view.appliedAt() == null ? null : view.appliedAt().toString());
            item.put(
                    "lag_ms",
                    view.lsn() == null || view.lag() == null
                            ? null
                            : (Long) view.lag().toMillis());
            item.put("rows", view.rows());
            item.put("error", view.error());
        }
    }

    @Override
    public String text(Palette palette) {
        var table = new TextTable("TOPOLOGY", "VIEW", "STATE", "EXACT AT", "FRESHNESS", "ROWS", "RELATION");
        for (var view : views) {
            table.row(
                    view.topology(),
                    view.view(),
                    state(view, palette),
                    view.lsn() == null ? "-" : view.lsn(),
                    view.lsn() == null ? "-" : Amounts.time(view.lag()),
                    view.rows() == null ? "-" : Amounts.count(view.rows()),
                    view.relation());
        }
        var text = new StringBuilder(table.text(palette));
        for (var view : views) {
            if (view.error() != null) {
                text.append('\n')
                        .append(palette.bad(view.topology() + "." + view.view()))
                        .append(": ")
                        .append(view.error())
                        .append('\n');
            }
        }
        return text.toString();
    }

    private static String state(ViewStatus view, Palette palette) {
        return switch (view.state()) {
            case "live" -> palette.good(view.state());
            case "failed" -> palette.bad(view.state());
            default -> palette.attention(view.state());
        };
    }
}
