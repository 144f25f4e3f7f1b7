-- What is held: one row a series, unit and basis.
select series, unit, basis, count(*) as observations, count(distinct area) as areas,
       min(period_start) as first_day, max(period_end) as last_day
from observation
group by series, unit, basis
order by series, unit, basis
