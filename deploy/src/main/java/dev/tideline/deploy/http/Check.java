package dev.tideline.deploy.http;

import java.util.List;

/**
 * One thing that must be well.
 *
 * @param name of the part, such as {@code ingest}
 * @param live false if only a restart of the process helps
 * @param ready false if it cannot do its work now; lag alone is no reason
 * @param reasons why it is not ready
 */
public record Check(String name, boolean live, boolean ready, List<String> reasons) {

    public Check {
        reasons = List.copyOf(reasons);
    }
}
