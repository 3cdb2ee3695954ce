"""Which quantities are doses: what S1, S7, S8 and S31 treat with more care."""

from articles.text.quantities import quantities

# In the units' one spelling. Lengths of time, percentages, body weights (kg) and laboratory values (mg/dL, mmol/L) are
# no doses.
AMOUNTS = frozenset(
    {"g", "mg", "µg", "ng", "L", "mL", "unit", "IU", "mmol", "mEq", "drop", "puff", "spray", "patch", "tablet", "pill"}
    | {"capsule", "lozenge", "sachet", "suppository", "teaspoon", "tablespoon", "ampoule", "vial", "injection", "dose"}
)
PER_PERSON_OR_TIME = frozenset({"kg", "m²", "1.73 m²", "day", "hour", "week", "month", "dose", "minute"})


def has_dose(text: str) -> bool:
    return any(is_dose_unit(quantity.unit) for quantity in quantities(text))


def is_dose_unit(unit: str) -> bool:
    """ "mg", "mg/kg" and "mg/kg/day" are doses, "mg/dL" is a concentration."""
    amount, *per = unit.split("/")
    return amount in AMOUNTS and all(part in PER_PERSON_OR_TIME for part in per)
