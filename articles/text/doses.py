"""Which quantities are doses: what S1, S7, S8 and S31 treat with more care."""

from articles.text.quantities import quantities

# Lengths of time, percentages and body weights (kg) and laboratory values (mg/dL, mmol/L) are no doses.
AMOUNTS = frozenset(
    {"g", "mg", "µg", "μg", "mcg", "ng", "L", "l", "mL", "ml", "U", "IU", "mmol", "mEq"}
    | {"unit", "drop", "puff", "patch", "tablet", "capsule", "sachet", "dose"}
    | {"gram", "milligram", "microgram", "litre", "millilitre"}
)
PER_PERSON_OR_TIME = frozenset({"kg", "m²", "day", "d", "h", "hour", "week", "dose", "min", "minute"})


def has_dose(text: str) -> bool:
    return any(is_dose_unit(quantity.unit) for quantity in quantities(text))


def is_dose_unit(unit: str) -> bool:
    """ "mg", "mg/kg" and "mg/kg/day" are doses, "mg/dL" is a concentration."""
    amount, *per = unit.split("/")
    singular = amount.removesuffix("es") if amount == "patches" else amount.removesuffix("s")
    return singular in AMOUNTS and all(part in PER_PERSON_OR_TIME for part in per)
