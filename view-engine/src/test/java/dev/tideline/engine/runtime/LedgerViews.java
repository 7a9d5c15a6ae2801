package dev.tideline.engine.runtime;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The contents of the three views, computed the plain way: JSON of the rows, by a key of our own. */
record LedgerViews(Map<String, String> totals, List<IngestDouble.Order> orders, Map<String, String> names) {

    static LedgerViews of(Collection<IngestDouble.Order> orders, List<String> tags) {
        var counts = new TreeMap<Long, long[]>();
        for (IngestDouble.Order order : orders) {
            long[] count = counts.computeIfAbsent(order.customer(), customer -> new long[2]);
            count[0]++;
            count[1] += order.amount();
        }
        var totals = new TreeMap<String, String>();
        counts.forEach((customer, count) -> totals.put(
                "{\"customer\":" + customer + "}",
                "{\"customer\":" + customer + ",\"orders\":" + count[0] + ",\"total\":" + count[1] + "}"));
        var tagCounts = new TreeMap<String, Integer>();
        tags.forEach(tag -> tagCounts.merge(tag, 1, Integer::sum));
        var names = new TreeMap<String, String>();
        tagCounts.forEach(
                (tag, count) -> names.put(tag, "{\"name\":\"" + tag + "\",\"tideline_count\":" + count + "}"));
        return new LedgerViews(totals, List.copyOf(orders), names);
    }

    /** The view of orders of at least this amount. */
    Map<String, String> big(long threshold) {
        var big = new TreeMap<String, String>();
        for (IngestDouble.Order order : orders) {
            if (order.amount() >= threshold) {
                String note = order.note() == null ? "null" : '"' + order.note().replace("\"", "\\\"") + '"';
                big.put(
                        "{\"id\":" + order.id() + "}",
                        "{\"id\":" + order.id() + ",\"amount\":" + order.amount() + ",\"note\":" + note + "}");
            }
        }
        return big;
    }
}
