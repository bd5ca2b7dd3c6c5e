{# For run-operation. It commits by itself, as dbt rolls back what a macro leaves open. #}
{% macro move_customer(customer_id, country) %}
    {% set update %}
        begin;
        update {{ source('raw', 'customers') }}
        set country = '{{ country }}', updated_at = updated_at + interval '1 day'
        where id = {{ customer_id }};
        commit;
    {% endset %}
    {% do run_query(update) %}
    {{ log('Customer ' ~ customer_id ~ ' moved to ' ~ country, info=true) }}
{% endmacro %}
