select
    id as customer_id,
    name,
    lower(email) as email,
    country as country_code,
    updated_at
from {{ source('raw', 'customers') }}
