package dev.tideline.deploy.verify;

import dev.tideline.schemas.wire.Lsn;
import java.util.List;

/**
 * What verifying one view showed.
 *
 * @param rows rows of the query on the source
 * @param differences rows that only one side has
 * @param examples some of them, for people
 * @param problem why the view could not be compared, or null if it was
 */
public record ViewResult(
        String topology,
        String view,
        String relation,
        Lsn lsn,
        long rows,
        long differences,
        List<String> examples,
        String problem) {

    public ViewResult {
        examples = List.copyOf(examples);
    }

    static ViewResult notCompared(String topology, String view, String relation, Lsn lsn, String problem) {
        return new ViewResult(topology, view, relation, lsn, 0, 0, List.of(), problem);
    }

    public boolean isExact() {
        return problem == null && differences == 0;
    }
}
