select
    order_id,
    {{ sum_by('method', ['card', 'transfer', 'voucher'], 'amount_cents') }},
    sum(amount_cents) as paid_cents
from {{ ref('stg_payments') }}
group by order_id
