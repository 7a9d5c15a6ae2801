create table items(order_id bigint, line int, product text not null, quantity int not null, price numeric(12,4), weight float8, note json, primary key (order_id, line));
create table events(id uuid primary key, at timestamptz not null, kind text, payload jsonb, labels text[]);
create table measured(name text collate "und-x-icu", day date, value numeric, factor real);
alter table measured replica identity full;
create table parted(id int, region text, amount int, primary key (id, region)) partition by list (region);
create table parted_north partition of parted for values in ('n');
create table parted_south partition of parted for values in ('s');
create view recent_items as select order_id, line, quantity * price as total from items where quantity > 0;
create view item_counts as select order_id, count(*) as lines from recent_items group by order_id having count(*) > 1;
