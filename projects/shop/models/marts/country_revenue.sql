{{ config(
    pre_hook="create table if not exists {{ this.schema }}.audit (model text, rows bigint)",
    post_hook=[
        "insert into {{ this.schema }}.audit select '{{ this.name }}', count(*) from {{ this }}",
        {"sql": "analyze {{ this }}", "transaction": false},
    ],
) }}

with countries as (

    select * from {{ ref('countries') }}

),

customers as (

    select * from {{ ref('stg_customers') }}

),

orders as (

    select * from {{ ref('orders') }}

),

revenue as (

    select
        countries.code,
        countries.name,
        countries.vat_percent,
        count(orders.order_id) as orders,
        coalesce(sum(orders.due_cents), 0)::bigint as due_cents
    from countries
    left join customers on customers.country_code = countries.code
    left join orders on orders.customer_id = customers.customer_id
    group by countries.code, countries.name, countries.vat_percent

)

select
    code,
    name,
    orders,
    due_cents,
    round(due_cents * vat_percent / (100 + vat_percent))::bigint as vat_cents
from revenue
