-- Observations of one series, narrowed by any of the bound parameters. A null parameter does not narrow.
-- Known on a day: the period had ended, and the figure was public by then (undated figures only where asked for).
select *
from observation
where series = $series
  and ($area is null or area = $area)
  and ($area_type is null or area_type = $area_type)
  and ($jurisdiction is null or jurisdiction = $jurisdiction)
  and ($breakdown is null or breakdown = $breakdown)
  and ($basis is null or basis = $basis)
  and ($unit is null or unit = $unit)
  and ($period_start is null or period_start = $period_start)
  and ($period_end is null or period_end = $period_end)
  and (
      $known_on is null
      or (period_end <= $known_on and (public_by <= $known_on or (public_by is null and $undated)))
  )
order by period_end nulls last, period_start, area_type, area, breakdown, basis, public_by nulls last, printed
