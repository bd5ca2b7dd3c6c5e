select
    id as order_id,
    customer_id,
    sku,
    quantity,
    promotion as promotion_code,
    status,
    ordered_on
from {{ source('raw', 'orders') }}
