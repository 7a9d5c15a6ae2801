package dev.tideline.sink;

import java.util.List;

/**
 * How the sink is.
 *
 * @param live false if it cannot recover without being restarted
 * @param ready true if every topology is applied, by this process or by another one that this process stands by for
 * @param reasons why it is not ready, for people
 * @param topologies in the order of their names
 */
public record SinkHealth(boolean live, boolean ready, List<String> reasons, List<TopologyHealth> topologies) {

    public SinkHealth {
        reasons = List.copyOf(reasons);
        topologies = List.copyOf(topologies);
    }
}
