"""Which class a drug belongs to ("ibuprofen" is an NSAID), so that a text may name the one and another text the other.

By the stems of the World Health Organization's international names where a stem means a class, and by lists from general
knowledge for the rest. A drug may be in several classes; one that is not here is in none that is known.
"""

from functools import lru_cache
from typing import Final

from articles.text.drugs import generic

_BY_STEM: Final = {
    "triptan": "triptan", "pril": "ace-inhibitor", "prilat": "ace-inhibitor", "sartan": "arb", "olol": "beta-blocker", "statin": "statin",
    "gliptin": "gliptin", "gliflozin": "gliflozin", "glitazone": "glitazone", "azepam": "benzodiazepine", "zolam": "benzodiazepine",
    "floxacin": "quinolone", "cillin": "penicillin", "mycin": "macrolide", "dronate": "bisphosphonate", "dronic": "bisphosphonate",
    "prazole": "ppi", "semide": "diuretic", "thiazide": "thiazide", "xaban": "doac", "gatran": "doac", "parin": "heparin", "coxib": "nsaid",
    "profen": "nsaid", "cycline": "tetracycline", "setron": "antiemetic", "sone": "steroid", "solone": "steroid", "asone": "steroid",
    "onide": "steroid", "oxetine": "antidepressant", "triptyline": "antidepressant", "racetam": "antiepileptic", "conazole": "antifungal",
    "vir": "antiviral", "mab": "biologic", "terol": "bronchodilator", "tropium": "bronchodilator",
}  # fmt: skip
_MEMBERS: Final = {
    "nsaid": "ibuprofen naproxen diclofenac indometacin mefenamic ketorolac etoricoxib celecoxib meloxicam piroxicam",
    "antiplatelet": "aspirin clopidogrel ticagrelor prasugrel dipyridamole",
    "anticoagulant": "warfarin heparin enoxaparin dalteparin tinzaparin fondaparinux apixaban rivaroxaban edoxaban dabigatran doac noac",
    "opioid": "morphine codeine oxycodone tramadol fentanyl buprenorphine methadone dihydrocodeine hydromorphone tapentadol "
    "pethidine co-codamol",
    "antidepressant": "sertraline citalopram escitalopram venlafaxine duloxetine mirtazapine trazodone vortioxetine ssri snri tricyclic",
    "ssri": "sertraline citalopram escitalopram fluoxetine paroxetine fluvoxamine",
    "antiepileptic": "lamotrigine valproate carbamazepine phenytoin topiramate gabapentin pregabalin lacosamide ethosuximide zonisamide",
    "antipsychotic": "haloperidol risperidone olanzapine quetiapine aripiprazole clozapine chlorpromazine amisulpride paliperidone",
    "antibiotic": "penicillin quinolone macrolide tetracycline cephalosporin trimethoprim nitrofurantoin metronidazole "
    "co-trimoxazole gentamicin vancomycin co-amoxiclav clindamycin fosfomycin",
    "steroid": "cortisone hydrocortisone fludrocortisone mometasone triamcinolone",
    "diuretic": "thiazide indapamide bumetanide spironolactone eplerenone amiloride chlortalidone metolazone",
    "nitrate": "nitroglycerin isosorbide nicorandil",
    "sulfonylurea": "gliclazide glimepiride glipizide glibenclamide",
    "antihistamine": "cetirizine loratadine fexofenadine chlorphenamine promethazine cyclizine diphenhydramine",
    "laxative": "senna lactulose macrogol bisacodyl docusate ispaghula",
    "bronchodilator": "salbutamol terbutaline ipratropium theophylline",
    "antithyroid": "carbimazole propylthiouracil methimazole",
    "immunosuppressant": "azathioprine mycophenolate tacrolimus ciclosporin methotrexate sirolimus",
    "biologic": "etanercept anakinra abatacept",
    "retinoid": "isotretinoin acitretin tretinoin adapalene",
    "antacid": "gaviscon aluminium-hydroxide calcium-carbonate",
    "antiemetic": "ondansetron metoclopramide domperidone prochlorperazine cyclizine",
    "decongestant": "pseudoephedrine phenylephrine xylometazoline ephedrine",
}  # fmt: skip
_CLASS_OF: Final[dict[str, frozenset[str]]] = {
    member: frozenset(name for name, held in _MEMBERS.items() if member in held.split())
    for members in _MEMBERS.values()
    for member in members.split()
}
_DEEP: Final = 3


@lru_cache(maxsize=4096)
def classes(name: str) -> frozenset[str]:
    """The classes of a drug or of a class of drugs, by the names that `drugs.drug` gives them; its own name is not among them."""
    own = generic(name.lower())
    found: set[str] = set()
    waiting = {own}
    for _step in range(_DEEP):
        waiting = {above for one in waiting for above in _direct(one)} - found
        found |= waiting
    return frozenset(found - {own})


def _direct(name: str) -> frozenset[str]:
    first = name.split(" ")[0]
    by_stem = {kind for stem, kind in _BY_STEM.items() if first.endswith(stem) and first != stem}
    return _CLASS_OF.get(first, frozenset()) | by_stem
