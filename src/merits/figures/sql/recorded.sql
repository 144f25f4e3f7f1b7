-- Recorded rape by force and quarter, against the year that was published.
select cast(sum(value) as bigint)
from observation
where series = 'police_recorded_rape' and area_type = 'police_force' and breakdown <> 'all'
  and period_start >= $period_start and period_end <= $period_end
