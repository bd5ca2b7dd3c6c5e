{# One sum of `amount` for each of the values that `column` may have. #}
{% macro sum_by(column, values, amount) -%}
    {%- for value in values %}
    sum(case when {{ column }} = '{{ value }}' then {{ amount }} else 0 end) as {{ value }}_cents
    {%- if not loop.last %},{% endif -%}
    {% endfor -%}
{%- endmacro %}
