package dev.tideline.engine.sql.tree;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The fields that we understand, or know to be without meaning for a query's result, by node. A field that is not listed must have
 * its default value: that is how a feature of a later PostgreSQL, or one that is not supported, is noticed and not ignored.
 */
public final class KnownFields {

    private static final Map<String, Set<String>> FIELDS = Map.ofEntries(
            entry(
                    "QUERY",
                    "commandType utilityStmt querySource canSetTag hasAggs hasWindowFuncs hasTargetSRFs hasSubLinks hasDistinctOn hasRecursive hasModifyingCTE "
                            + "hasForUpdate hasRowSecurity hasGroupRTE cteList rtable rteperminfos jointree targetList groupClause "
                            + "groupDistinct groupingSets havingQual windowClause distinctClause sortClause limitOffset limitCount "
                            + "limitOption rowMarks setOperations constraintDeps stmt_location stmt_len"),
            entry(
                    "RANGETBLENTRY",
                    "alias eref rtekind relid relkind rellockmode tablesample lateral inh inFromCl requiredPerms checkAsUser "
                            + "selectedCols insertedCols updatedCols extraUpdatedCols securityQuals perminfoindex groupexprs jointype "
                            + "joinmergedcols joinaliasvars joinleftcols joinrightcols join_using_alias subquery security_barrier "
                            + "ctename ctelevelsup self_reference coltypes coltypmods colcollations functions funcordinality "
                            + "values_lists tablefunc"),
            entry(
                    "COMMONTABLEEXPR",
                    "ctename aliascolnames ctematerialized ctequery location cterecursive cterefcount ctecolnames ctecoltypes "
                            + "ctecoltypmods ctecolcollations"),
            entry(
                    "RANGETBLFUNCTION",
                    "funcexpr funccolcount funccolnames funccoltypes funccoltypmods funccolcollations funcparams"),
            entry("FROMEXPR", "fromlist quals"),
            entry("JOINEXPR", "jointype isNatural larg rarg usingClause join_using_alias quals alias rtindex"),
            entry("SETOPERATIONSTMT", "op all larg rarg colTypes colTypmods colCollations groupClauses"),
            entry("TARGETENTRY", "expr resno resname ressortgroupref resorigtbl resorigcol resjunk"),
            entry("SORTGROUPCLAUSE", "tleSortGroupRef eqop sortop nulls_first hashable reverse_sort"),
            entry(
                    "WINDOWCLAUSE",
                    "name refname partitionClause orderClause frameOptions startOffset endOffset runCondition startInRangeFunc "
                            + "endInRangeFunc inRangeColl inRangeAsc inRangeNullsFirst winref copiedOrder"),
            entry(
                    "WINDOWFUNC",
                    "winfnoid wintype wincollid inputcollid args aggfilter runCondition winref winstar winagg location"),
            entry("GROUPINGSET", "kind content location"),
            entry("JSONCONSTRUCTOREXPR", "type args func coercion returning absent_on_null unique location"),
            entry("GROUPINGFUNC", "args refs cols agglevelsup location"),
            entry(
                    "VAR",
                    "varno varattno vartype vartypmod varcollid varlevelsup varnosyn varattnosyn location varnullingrels"),
            entry("CONST", "consttype consttypmod constcollid constlen constbyval constisnull constvalue location"),
            entry(
                    "FUNCEXPR",
                    "funcid funcresulttype funcretset funcvariadic funcformat funccollid inputcollid args location"),
            entry("SQLVALUEFUNCTION", "op type typmod location"),
            entry("NAMEDARGEXPR", "arg name argnumber location"),
            entry("OPEXPR", "opno opfuncid opresulttype opretset opcollid inputcollid args location"),
            entry("DISTINCTEXPR", "opno opfuncid opresulttype opretset opcollid inputcollid args location"),
            entry("NULLIFEXPR", "opno opfuncid opresulttype opretset opcollid inputcollid args location"),
            entry("SCALARARRAYOPEXPR", "opno opfuncid hashfuncid negfuncid useOr inputcollid args location"),
            entry("BOOLEXPR", "boolop args location"),
            entry("FIELDSELECT", "arg fieldnum resulttype resulttypmod resultcollid"),
            entry("RELABELTYPE", "arg resulttype resulttypmod resultcollid relabelformat location"),
            entry("COERCEVIAIO", "arg resulttype resultcollid coerceformat location"),
            entry("ARRAYCOERCEEXPR", "arg elemexpr resulttype resulttypmod resultcollid coerceformat location"),
            entry("COLLATEEXPR", "arg collOid location"),
            entry("CASEEXPR", "casetype casecollid arg args defresult location"),
            entry("CASEWHEN", "expr result location"),
            entry("CASETESTEXPR", "typeId typeMod collation"),
            entry(
                    "ARRAYEXPR",
                    "array_typeid array_collid element_typeid elements multidims list_start list_end location"),
            entry("ROWEXPR", "args row_typeid row_format colnames location"),
            entry("ROWCOMPAREEXPR", "rctype cmptype opnos opfamilies inputcollids largs rargs"),
            entry("COALESCEEXPR", "coalescetype coalescecollid args location"),
            entry("MINMAXEXPR", "minmaxtype minmaxcollid inputcollid op args location"),
            entry("SUBLINK", "subLinkType subLinkId testexpr operName subselect location"),
            entry("PARAM", "paramkind paramid paramtype paramtypmod paramcollid location"),
            entry("NULLTEST", "arg nulltesttype argisrow location"),
            entry("BOOLEANTEST", "arg booltesttype location"),
            entry("COERCETODOMAIN", "arg resulttype resulttypmod resultcollid coercionformat location"),
            entry("COERCETODOMAINVALUE", "typeId typeMod collation location"),
            entry(
                    "SUBSCRIPTINGREF",
                    "refcontainertype refelemtype refrestype reftypmod refcollid refupperindexpr reflowerindexpr refexpr"),
            entry(
                    "AGGREF",
                    "aggfnoid aggtype aggcollid inputcollid aggtranstype aggargtypes args aggorder aggdistinct aggfilter aggstar "
                            + "aggvariadic aggkind agglevelsup aggsplit aggno aggtransno aggpresorted aggdirectargs location"));

    private KnownFields() {}

    /** The name of a field that we do not understand and that is not at its default, or null if there is none. */
    public static String unknownField(Node node) {
        var known = FIELDS.get(node.name());
        if (known == null) {
            return null;
        }
        return node.fields().entrySet().stream()
                .filter(field -> !known.contains(field.getKey()) && !isDefault(field.getValue()))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    private static boolean isDefault(Object value) {
        if (value instanceof List<?> list) {
            return list.isEmpty() || list.equals(List.of("b"));
        }
        return value == null || value.equals("false") || value.equals("0");
    }

    private static Map.Entry<String, Set<String>> entry(String node, String fields) {
        return Map.entry(node, Set.of(fields.split(" ")));
    }
}
