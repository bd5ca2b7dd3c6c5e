with customers as (

    select * from {{ ref('stg_customers') }}

),

countries as (

    select * from {{ ref('countries') }}

),

orders as (

    select * from {{ ref('orders') }}

)

select
    customers.customer_id,
    customers.name,
    countries.name as country,
    count(orders.order_id) as orders,
    coalesce(sum(orders.paid_cents), 0)::bigint as paid_cents,
    max(orders.ordered_on) as last_order_on
from customers
left join countries on countries.code = customers.country_code
left join orders on orders.customer_id = customers.customer_id
group by customers.customer_id, customers.name, countries.name
