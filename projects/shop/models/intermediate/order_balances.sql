with orders as (

    select * from {{ ref('stg_orders') }}

),

products as (

    select * from {{ ref('products') }}

),

promotions as (

    select * from {{ ref('promotions') }}

),

payments as (

    select * from {{ ref('order_payments') }}

),

amounts as (

    select
        orders.order_id,
        orders.quantity * products.price_cents as full_cents,
        coalesce(promotions.percent, 0) as percent_off
    from orders
    join products on products.sku = orders.sku
    left join promotions on promotions.code = orders.promotion_code

)

select
    amounts.order_id,
    amounts.full_cents * (100 - amounts.percent_off) / 100 as due_cents,
    coalesce(payments.card_cents, 0) as card_cents,
    coalesce(payments.transfer_cents, 0) as transfer_cents,
    coalesce(payments.voucher_cents, 0) as voucher_cents,
    coalesce(payments.paid_cents, 0) as paid_cents
from amounts
left join payments on payments.order_id = amounts.order_id
