{{ config(materialized='incremental', unique_key='ordered_on') }}

with orders as (

    select * from {{ ref('stg_orders') }}
    where status <> 'returned'
    {% if is_incremental() %}
        -- the last day was not over when it was worked out
        and ordered_on >= (select max(ordered_on) from {{ this }})
    {% endif %}

),

balances as (

    select * from {{ ref('order_balances') }}

)

select
    orders.ordered_on,
    count(*) as orders,
    sum(balances.paid_cents)::bigint as paid_cents
from orders
join balances on balances.order_id = orders.order_id
group by orders.ordered_on
