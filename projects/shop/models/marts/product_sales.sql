with products as (

    select * from {{ ref('products') }}

),

orders as (

    select * from {{ ref('stg_orders') }}

)

select
    products.sku,
    products.name,
    coalesce(sum(orders.quantity), 0) as pieces
from products
left join orders on orders.sku = products.sku
group by products.sku, products.name
