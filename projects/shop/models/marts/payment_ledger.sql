{{ config(materialized='incremental', on_schema_change='append_new_columns') }}

select
    payment_id,
    order_id,
    method,
    amount_cents
from {{ ref('stg_payments') }}
{% if is_incremental() %}
where payment_id > (select coalesce(max(payment_id), 0) from {{ this }})
{% endif %}
