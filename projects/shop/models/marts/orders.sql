with orders as (

    select * from {{ ref('stg_orders') }}

),

balances as (

    select * from {{ ref('order_balances') }}

)

select
    orders.order_id,
    orders.customer_id,
    orders.ordered_on,
    orders.status,
    balances.due_cents,
    balances.paid_cents,
    balances.due_cents - balances.paid_cents as open_cents
from orders
join balances on balances.order_id = orders.order_id
