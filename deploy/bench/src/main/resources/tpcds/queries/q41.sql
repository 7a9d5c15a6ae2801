SELECT DISTINCT i_product_name
FROM item i1
WHERE i_manufact_id BETWEEN 100 AND 100 + 600
  AND (SELECT count(*) AS item_cnt
       FROM item
       WHERE i_manufact = i1.i_manufact
             AND (i_category = 'Women' AND (i_color = 'red' OR i_color = 'sandy') AND (i_units = 'Bundle' OR i_units = 'Gross')
                  AND (i_size = 'medium' OR i_size = 'N/A')
                  OR i_category = 'Women' AND (i_color = 'yellow' OR i_color = 'royal') AND (i_units = 'Tsp' OR i_units = 'Dram')
                  AND (i_size = 'petite' OR i_size = 'large')
                  OR i_category = 'Men' AND (i_color = 'purple' OR i_color = 'papaya') AND (i_units = 'Ton' OR i_units = 'Pallet')
                  AND (i_size = 'medium' OR i_size = 'N/A')
                  OR i_category = 'Men' AND (i_color = 'pale' OR i_color = 'sienna') AND (i_units = 'Ounce' OR i_units = 'Cup')
                  AND (i_size = 'petite' OR i_size = 'large'))
          OR i_manufact = i1.i_manufact
             AND (i_category = 'Women' AND (i_color = 'rose' OR i_color = 'peru') AND (i_units = 'Oz' OR i_units = 'Tbl')
                  AND (i_size = 'medium' OR i_size = 'N/A')
                  OR i_category = 'Women' AND (i_color = 'spring' OR i_color = 'sky') AND (i_units = 'Carton' OR i_units = 'Lb')
                  AND (i_size = 'petite' OR i_size = 'large')
                  OR i_category = 'Men' AND (i_color = 'salmon' OR i_color = 'red') AND (i_units = 'Gram' OR i_units = 'Bunch')
                  AND (i_size = 'medium' OR i_size = 'N/A')
                  OR i_category = 'Men' AND (i_color = 'powder' OR i_color = 'violet') AND (i_units = 'Each' OR i_units = 'Pound')
                  AND (i_size = 'petite' OR i_size = 'large'))) > 0
ORDER BY i_product_name
LIMIT 100
