-- Columns are added to the specification's ORDER BY, which leaves ties: the first 100 rows have to be determined.
SELECT i_item_id, i_item_desc, i_current_price
FROM item, inventory, date_dim, store_sales
WHERE i_current_price BETWEEN 2 AND 2 + 30 AND inv_item_sk = i_item_sk AND d_date_sk = inv_date_sk
  AND d_date BETWEEN date '2000-05-25' AND date '2000-05-25' + 60 AND i_manufact_id IN (140, 633, 553, 954)
  AND inv_quantity_on_hand BETWEEN 100 AND 500 AND ss_item_sk = i_item_sk
GROUP BY i_item_id, i_item_desc, i_current_price
ORDER BY i_item_id, i_item_desc, i_current_price
LIMIT 100
