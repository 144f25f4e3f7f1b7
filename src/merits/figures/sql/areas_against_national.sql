-- Quarters of a CPS series in which the 42 areas do not add up to National, and quarters without 42 areas.
with by_quarter as (
    select series, period_start,
           sum(value) filter (where area_type = 'cps_police_area') as areas,
           sum(value) filter (where area_type = 'national') as national,
           count(*) filter (where area_type = 'cps_police_area') as held
    from observation
    where series in ('cps_sexual_offences_convictions', 'cps_sexual_offences_unsuccessful')
    group by series, period_start
)
select count(*) from by_quarter where areas is distinct from national or held <> 42
