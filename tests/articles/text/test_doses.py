import pytest

from articles.text.doses import has_dose


@pytest.mark.parametrize(
    "text",
    [
        "10 mg",
        "10–25mg daily",
        "0.5 mg/kg/day",
        "1 mg per hour",
        "two tablets",
        "5 mcg",
        "2 puffs",
        "100 units/kg",
        "10 mL",
    ],
)
def test_s31_what_somebody_takes_is_a_dose(text: str) -> None:
    assert has_dose(f"Take {text}, then wait.")


@pytest.mark.parametrize(
    "text",
    ["six weeks", "5%", "126 mg/dL", "5 mmol/L", "70 kg", "120/80 mmHg", "37 °C", "once daily", "14 of 100 people"],
)
def test_a_measurement_a_time_or_a_share_is_none(text: str) -> None:
    assert not has_dose(f"It was {text} or so.")
