select
    order_id,
    customer_id,
    due_cents
from {{ ref('orders') }}
where due_cents >= {{ var('big_order_cents') }}
