-- Gives a DuckDB connection the functions of Trino that models use, with Trino's names, argument order and results.
-- Run once per connection, before anything else: all of it is temporary, nothing is stored in the opened file.
-- A function that DuckDB has under the same name with another meaning is replaced; `system.main.<name>` is its own.

set TimeZone = 'UTC';
set integer_division = true;
set lambda_syntax = 'ENABLE_SINGLE_ARROW';

-- time
-- epoch_ms cuts to milliseconds, as Trino does; date_trunc would ask ICU and take ten times as long
create or replace temp macro from_iso8601_timestamp(s) as make_timestamptz(1000 * epoch_ms(cast(s as timestamptz)));
create or replace temp macro from_iso8601_date(s) as cast(s as date);
create or replace temp macro at_timezone(t, z) as timezone(z, cast(t as timestamptz));
create or replace temp macro with_timezone(t, z) as timezone(z, cast(t as timestamp));
-- DuckDB's date_diff counts the boundaries crossed, Trino's the full units passed
create or replace temp macro date_diff(u, a, b) as date_sub(u, a, b);
create or replace temp macro interval_of(u, n) as case lower(u)
    when 'millisecond' then to_milliseconds(n)
    when 'second' then to_seconds(n)
    when 'minute' then to_minutes(n)
    when 'hour' then to_hours(n)
    when 'day' then to_days(cast(n as integer))
    when 'week' then to_weeks(cast(n as integer))
    when 'month' then to_months(cast(n as integer))
    when 'quarter' then to_months(cast(3 * n as integer))
    when 'year' then to_years(cast(n as integer))
    else error('date_add: no such unit')
end;
create or replace temp macro date_add(u, n, t date) as cast(t + interval_of(u, n) as date),
    (u, n, t timestamp) as t + interval_of(u, n),
    (u, n, t timestamptz) as t + interval_of(u, n);
create or replace temp macro date_trunc(u, t date) as cast(system.main.date_trunc(u, t) as date),
    (u, t timestamp) as system.main.date_trunc(u, t),
    (u, t timestamptz) as system.main.date_trunc(u, t);
create or replace temp macro day_of_week(t) as isodow(t);
create or replace temp macro to_unixtime(t) as epoch(t);
create or replace temp macro from_unixtime(x) as to_timestamp(x);
create or replace temp macro to_iso8601(t) as strftime(cast(t as timestamptz), '%Y-%m-%dT%H:%M:%S.%gZ');
create or replace temp macro date_format(t, f) as strftime(t, replace(replace(f, '%i', '%M'), '%s', '%S'));
create or replace temp macro sequence(a date, b date, s interval) as list_transform(generate_series(a, b, s), lambda x: cast(x as date)),
    (a timestamp, b timestamp, s interval) as generate_series(a, b, s),
    (a bigint, b bigint) as generate_series(a, b),
    (a bigint, b bigint, s bigint) as generate_series(a, b, s);

-- JSON. Text that is no JSON fails here and is NULL on Trino: what landed is valid, and proving it again costs as much as reading it
create or replace temp macro json_extract_scalar(j, p) as json_extract_string(json_value(j, p), '$');
create or replace temp macro json_parse(j) as cast(j as json);
create or replace temp macro json_format(j) as cast(j as varchar);
create or replace temp macro json_size(j, p) as case json_type(j, p)
    when 'OBJECT' then len(json_keys(j, p))
    when 'ARRAY' then json_array_length(j, p)
    else 0
end;

-- NULL in, NULL out
create or replace temp macro greatest(a, b) as case when a is null or b is null then null else system.main.greatest(a, b) end,
    (a, b, c) as case when a is null or b is null or c is null then null else system.main.greatest(a, b, c) end;
create or replace temp macro least(a, b) as case when a is null or b is null then null else system.main.least(a, b) end,
    (a, b, c) as case when a is null or b is null or c is null then null else system.main.least(a, b, c) end;
create or replace temp macro concat(a, b) as (a || b), (a, b, c) as (a || b || c), (a, b, c, d) as (a || b || c || d);

-- aggregates
create or replace temp macro every(x) as bool_and(x);
create or replace temp macro approx_distinct(x) as count(distinct x);

-- arrays
create or replace temp macro cardinality(a) as len(a);
create or replace temp macro element_at(a, i) as list_extract(a, i);
create or replace temp macro contains(a, x) as case
    when a is null or x is null then null
    when list_contains(a, x) then true
    when list_count(a) < len(a) then null
    else false
end;
create or replace temp macro array_join(a, d) as array_to_string(a, d),
    (a, d, n) as array_to_string(list_transform(a, lambda x: coalesce(cast(x as varchar), n)), d);
create or replace temp macro array_sort(a) as list_sort(a, 'ASC', 'NULLS LAST');
create or replace temp macro array_max(a) as case when list_count(a) < len(a) then null else list_max(a) end;
create or replace temp macro array_min(a) as case when list_count(a) < len(a) then null else list_min(a) end;
create or replace temp macro array_position(a, x) as coalesce(list_position(a, x), 0);
create or replace temp macro array_union(a, b) as list_distinct(list_concat(a, b));
create or replace temp macro array_except(a, b) as list_filter(list_distinct(a), lambda x: not list_contains(b, x));
create or replace temp macro arrays_overlap(a, b) as list_has_any(a, b);
create or replace temp macro slice(a, s, n) as list_slice(a, s, s + n - 1);

-- text
create or replace temp macro regexp_like(s, p) as regexp_matches(s, p);
create or replace temp macro regexp_extract(s, p) as case when regexp_matches(s, p) then system.main.regexp_extract(s, p) end,
    (s, p, g) as case when regexp_matches(s, p) then system.main.regexp_extract(s, p, g) end;
create or replace temp macro regexp_replace(s, p, r) as system.main.regexp_replace(s, p, replace(r, '$', '\'), 'g');
create or replace temp macro split_part(s, d, i) as list_extract(string_split(s, d), i);
create or replace temp macro codepoint(s) as ord(s);

-- bytes
create or replace temp macro to_utf8(s) as encode(s);
create or replace temp macro from_utf8(b) as decode(b);
create or replace temp macro to_hex(b) as hex(b);
create or replace temp macro md5(b) as unhex(system.main.md5(b));
create or replace temp macro sha256(b) as unhex(system.main.sha256(b));

-- numbers
create or replace temp macro truncate(x) as trunc(x);
create or replace temp macro bitwise_and(a, b) as a & b;
