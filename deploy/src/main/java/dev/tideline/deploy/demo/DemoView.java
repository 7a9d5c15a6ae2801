package dev.tideline.deploy.demo;

import dev.tideline.schemas.config.TopologyFile.ViewDefinition;
import dev.tideline.schemas.wire.TableName;
import java.util.Map;

/** How the demo shows a view: one telling row of it. */
final class DemoView {

    /** What to show of a row, and of which one. */
    private static final Map<String, String> SAMPLES = Map.of(
            "daily_revenue",
            "SELECT format('%s %s: %s orders, %s €', day, country, order_count,"
                    + " to_char(revenue_cents / 100.0, 'FM999,999,990.00')) FROM daily_revenue"
                    + " ORDER BY day DESC, revenue_cents DESC LIMIT 1",
            "big_days",
            "SELECT format('%s: %s € from %s countries', day, to_char(revenue_cents / 100.0, 'FM999,999,990.00'), countries)"
                    + " FROM big_days ORDER BY day DESC LIMIT 1",
            "shop_totals",
            "SELECT format('%s orders, %s open, %s cancelled, %s buyers', orders, open_orders, cancelled_orders, buyers)"
                    + " FROM shop_totals",
            "customer_orders",
            "SELECT format('%s (%s): %s orders', name, country, orders) FROM customer_orders"
                    + " ORDER BY last_order DESC NULLS LAST, customer_id LIMIT 1",
            "waiting_for",
            "SELECT string_agg(category, ', ' ORDER BY category) || ' to ' || min(country) FROM waiting_for"
                    + " WHERE country = (SELECT min(country) FROM waiting_for)",
            "picking_list",
            "SELECT format('%s × %s', quantity, product) FROM picking_list ORDER BY quantity DESC, product LIMIT 1");

    private final ViewDefinition view;

    DemoView(ViewDefinition view) {
        this.view = view;
    }

    String name() {
        return view.name();
    }

    /** One row: how many rows the view has, a fingerprint of its content, and a sample. */
    String sql() {
        var relation = new TableName(view.into().schema(), view.into().name()).quoted();
        return "SELECT count(*), coalesce(sum(hashtextextended(v::text, 0)::numeric), 0)::text, ("
                + SAMPLES.getOrDefault(view.name(), "SELECT NULL::text") + ") FROM " + relation + " AS v";
    }
}
