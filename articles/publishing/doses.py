"""Which quantities are doses: what S1, S7 and S8 treat with more care."""

from articles.text.quantities import quantities

# Lengths of time, percentages and laboratory values (mg/dL, mmol/L) are no doses. "mg/kg" and "mg/day" are.
MASSES_AND_VOLUMES = frozenset(
    "kg g mg µg μg mcg ng microgram micrograms milligram milligrams gram grams mL ml L l millilitre millilitres".split()
)
COUNTED = frozenset(
    "unit units IU iu mmol mEq drop drops puff puffs tablet tablets capsule capsules patch patches sachet sachets".split()
)
PER_PERSON_OR_TIME = frozenset("kg m² day d h hour hours week dose min minute".split())


def has_dose(text: str) -> bool:
    return any(is_dose_unit(quantity.unit) for quantity in quantities(text))


def is_dose_unit(unit: str) -> bool:
    """ "mg", "mg/kg" and "mg/kg/day" are doses, "mg/dL" is a concentration."""
    amount, *per = unit.split("/")
    return amount in MASSES_AND_VOLUMES | COUNTED and all(part in PER_PERSON_OR_TIME for part in per)
