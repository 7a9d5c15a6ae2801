package dev.tideline.engine.sql.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class NodeReaderTest {

    @Test
    void valuesOfAllKinds() {
        var node = node(
                "{VAR :varno 1 :varcollid 4294967295 :flag true :none <> :empty \"\" :colnames (\"a\" \"b c\" \"d\\\"e\") "
                        + ":types (o 20 25) :set (b) :list ({CONST :x 1} <>) :location 7}");
        assertThat(node.name()).isEqualTo("VAR");
        assertThat(node.integer("varno")).isEqualTo(1);
        assertThat(node.oid("varcollid")).isEqualTo(4294967295L);
        assertThat(node.bool("flag")).isTrue();
        assertThat(node.has("none")).isFalse();
        assertThat(node.text("empty")).isEmpty();
        assertThat(node.texts("colnames")).containsExactly("a", "b c", "d\"e");
        assertThat(node.numbers("types")).containsExactly(20L, 25L);
        assertThat(node.numbers("set")).isEmpty();
        assertThat(node.list("list")).hasSize(2).endsWith((Object) null);
        assertThat(node.location()).isEqualTo(7);
        assertThat(node.integer("missing")).isZero();
    }

    @Test
    void constantsHaveBytes() {
        var node = node("{CONST :constvalue 4 [ 1 0 -1 127 ] :location 3}");
        assertThat(node.bytes("constvalue")).containsExactly(1, 0, -1, 127);
        assertThat(node.location()).isEqualTo(3);
        assertThat(node("{CONST :constvalue <>}").bytes("constvalue")).isNull();
    }

    @Test
    void escapedTokens() {
        var node = node("{ALIAS :aliasname a\\ b\\(c\\)\\\\ :other \\<> :digit \\1}");
        assertThat(node.text("aliasname")).isEqualTo("a b(c)\\");
        assertThat(node.text("other")).isEqualTo("<>");
        assertThat(node.text("digit")).isEqualTo("1");
    }

    @Test
    void oldNamesBecomeNewOnes() {
        assertThat(node("{RTE :rtekind 0}").name()).isEqualTo("RANGETBLENTRY");
        assertThat(node("{CASE :args <>}").name()).isEqualTo("CASEEXPR");
    }

    @Test
    void linesAreJoinedWhereTheyWereBroken() {
        assertThat(NodeReader.unwrap("{A :b 1\n:c 2}")).isEqualTo("{A :b 1 :c 2}");
        var longToken = "x".repeat(78);
        assertThat(NodeReader.unwrap(longToken + "\nyz}")).isEqualTo(longToken + "yz}");
    }

    @Test
    void malformedTreesAreNamed() {
        assertThatThrownBy(() -> NodeReader.read("{A :b (1 2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected more text");
        assertThatThrownBy(() -> NodeReader.read("{A b 1}")).hasMessageContaining("expected a label");
    }

    @Test
    void equalityForgetsPlaces() {
        var left = node("{OPEXPR :opno 96 :opfuncid 65 :args ({VAR :varno 1 :varnosyn 1 :location 3}) :location 5}");
        var right = node("{OPEXPR :opno 96 :opfuncid 0 :args ({VAR :varno 1 :varnosyn 2 :location 30}) :location -1}");
        assertThat(TreeEquality.equal(left, right)).isTrue();
        assertThat(TreeEquality.equal(left, right.with("opno", "97"))).isFalse();
        assertThat(TreeEquality.equal(left, right.with("args", List.of()))).isFalse();
        assertThat(TreeEquality.equal(left, left.withoutLocations())).isTrue();
        assertThat(left.withoutLocations().nodes("args").get(0).location()).isEqualTo(-1);
    }

    @Test
    void fieldsOfTheFutureAreNoticedUnlessTheyHaveTheirDefault() {
        var known = "{BOOLEXPR :boolop and :args <> :location 1}";
        assertThat(KnownFields.unknownField(node(known))).isNull();
        assertThat(KnownFields.unknownField(node("{BOOLEXPR :boolop and :future false :more (b) :none <>}")))
                .isNull();
        assertThat(KnownFields.unknownField(node("{BOOLEXPR :boolop and :future true}")))
                .isEqualTo("future");
    }

    private static Node node(String text) {
        return (Node) NodeReader.read(text);
    }
}
