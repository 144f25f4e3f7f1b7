-- Forces whose quarters (sex and age added up) do not give the year that is held for them.
with quarters as (
    select area, sum(value) as total
    from observation
    where series = 'police_recorded_rape' and area_type = 'police_force' and breakdown <> 'all'
      and period_start >= $period_start and period_end <= $period_end
    group by area
),
years as (
    select area, value as total
    from observation
    where series = 'police_recorded_rape' and area_type = 'police_force' and breakdown = 'all'
      and period_start = $period_start and period_end = $period_end
)
select count(*) from quarters full join years using (area) where quarters.total is distinct from years.total
