package dev.tideline.schemas.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TopicNamesTest {

    private static final Pattern ALLOWED_BY_KAFKA = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

    private final TopicNames names = new TopicNames("shop");

    @Test
    void ordinaryNamesStandAsTheyAre() {
        assertThat(names.changes(new TableName("public", "order_items"))).isEqualTo("shop.public.order_items");
        assertThat(names.results("sales", "daily_revenue", 3)).isEqualTo("shop.sales.daily_revenue.g3");
        assertThat(names.resultEpochs("sales", 3)).isEqualTo("shop.sales.epochs.g3");
        assertThat(names.snapshot("a1", new TableName("public", "orders"))).isEqualTo("shop.snapshot.a1.public.orders");
        assertThat(names.application("sales", 3)).isEqualTo("shop.sales.g3");
        assertThat(List.of(names.epochs(), names.offsets(), names.requests(), names.replies(), names.topologies()))
                .containsExactly("shop.epochs", "shop.offsets", "shop.requests", "shop.replies", "shop.topologies");
    }

    @Test
    void charactersThatKafkaRefusesAreEscaped() {
        assertThat(names.changes(new TableName("my.schema", "Bestellungen für _x")))
                .isEqualTo("shop.my_x002E_schema.Bestellungen_x0020_f_x00FC_r_x0020__x005F_x");
    }

    /** All names of up to four characters that are chosen to be mistaken for escapes, separators and each other. */
    @Test
    void differentTablesNeverShareATopic() {
        List<String> hostile = words(List.of("_", "x", "0", "5F", ".", "é"), 4);
        var tables = new HashMap<String, TableName>();
        for (String name : hostile) {
            assertAlone(tables, new TableName("s", name));
            assertAlone(tables, new TableName(name, "t"));
        }
        for (String schema : words(List.of("_", "x", "."), 3)) {
            for (String name : words(List.of("_", "x", "."), 3)) {
                assertAlone(tables, new TableName(schema, name));
            }
        }
        assertThat(tables).hasSizeGreaterThan(3000);
    }

    @Test
    void longNamesStayApartAndWithinKafkasLimit() {
        long seed = Long.getLong("tideline.test.seed", 1);
        System.out.println("TopicNamesTest seed " + seed);
        var random = new Random(seed);
        var tables = new HashMap<String, TableName>();
        int cut = 0;
        for (int i = 0; i < 500; i++) {
            var table = new TableName(randomName(random), randomName(random));
            String topic = names.changes(table);
            cut += topic.length() == TopicNames.LONGEST_TOPIC ? 1 : 0;
            assertAlone(tables, table);
            // Differs in the very last character only, which the cut removes.
            assertAlone(tables, new TableName(table.schema(), table.name() + "ö"));
        }
        assertThat(cut).isGreaterThan(100);
    }

    @Test
    void topicsOfDifferentKindsNeverMeet() {
        var topics = new ArrayList<String>(
                List.of(names.epochs(), names.offsets(), names.requests(), names.replies(), names.topologies()));
        List<String> inviting = List.of(
                "epochs", "_x0065_pochs", "g1", "snapshot", "offsets", "requests", "replies", "topologies", "a.g1");
        for (String one : inviting) {
            topics.add(names.resultEpochs(one, 1));
            for (String other : inviting) {
                topics.add(names.changes(new TableName(one, other)));
                topics.add(names.results(one, other, 1));
                topics.add(names.snapshot("id", new TableName(one, other)));
            }
        }
        assertThat(topics).doesNotHaveDuplicates().allMatch(ALLOWED_BY_KAFKA.asMatchPredicate());
    }

    private void assertAlone(Map<String, TableName> tables, TableName table) {
        String topic = names.changes(table);
        assertThat(topic).matches(ALLOWED_BY_KAFKA);
        TableName other = tables.put(topic, table);
        assertThat(other == null || other.equals(table))
                .as("%s and %s share the topic %s", table, other, topic)
                .isTrue();
    }

    private static List<String> words(List<String> letters, int longest) {
        var words = new ArrayList<String>(letters);
        int from = 0;
        for (int length = 2; length <= longest; length++) {
            int to = words.size();
            for (int i = from; i < to; i++) {
                for (String letter : letters) {
                    words.add(words.get(i) + letter);
                }
            }
            from = to;
        }
        return words;
    }

    private static String randomName(Random random) {
        var name = new StringBuilder();
        int length = 1 + random.nextInt(60);
        for (int i = 0; i < length; i++) {
            name.append("aZ9_x-. \"äß注文".charAt(random.nextInt(13)));
        }
        return name.toString();
    }
}
