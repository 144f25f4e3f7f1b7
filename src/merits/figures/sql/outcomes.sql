-- Outcomes of offences recorded in a year, from force and quarter; one outcome type, or all.
select cast(sum(value) as bigint)
from observation
where series like 'outcome\___' escape '\' and area_type = 'police_force'
  and ($series is null or series = $series)
  and basis = 'outcomes for offences recorded in the quarter'
  and period_start >= $period_start and period_end <= $period_end
