"""Series in words. A series without a title here is shown by its name."""

from __future__ import annotations

_TITLES = {
    "police_recorded_rape": "rape recorded by the police",
    "police_recorded_rape_annual_change": "published change in rape recorded by the police",
    "rape_incidents_not_crimed_N100": "rape incidents not recorded as crimes (N100)",
    "rape_incidents_reported": "rape incidents reported",
    "referred_to_cps": "suspects referred to the CPS",
    "referred_to_cps_annual_change": "published change in suspects referred to the CPS",
    "charged": "suspects charged",
    "charged_annual_change": "published change in suspects charged",
    "charged_pct_of_referred": "charged as a percentage of all pre-charge outcomes",
    "charged_pct_of_legal_decisions": "charged as a percentage of legal decisions",
    "charge_rate_of_recorded": "charged as a percentage of offences recorded, followed to their outcome",
    "admin_finalised": "administrative closures",
    "admin_finalised_pct_of_referred": "administrative closures as a percentage of all pre-charge outcomes",
    "legal_decisions": "legal decisions",
    "prosecutions_completed": "prosecutions completed",
    "convictions": "convictions",
    "conviction_rate": "convictions as a percentage of prosecutions completed",
    "cps_sexual_offences_convictions": "convictions, sexual offences category",
    "cps_sexual_offences_unsuccessful": "unsuccessful outcomes, sexual offences category",
    "vrr_requests_sexual_offences": "Victims' Right to Review requests, sexual offences",
    "vrr_upheld_sexual_offences": "decisions changed on review, sexual offences",
    "moj_prosecutions_rape": "prosecutions, principal offence rape",
    "moj_found_guilty_rape": "found guilty, principal offence rape",
}


def title(series: str) -> str:
    """A series in words, lower case.

    Example:
        >>> title("charged")
        'suspects charged'
    """
    return _TITLES.get(series, series.replace("_", " "))
