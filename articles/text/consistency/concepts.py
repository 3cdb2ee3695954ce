"""What a sentence is about, whoever it is written for: clinical words and the plain words that stand for them are one.

The list was written from general knowledge. It is for finding which passage goes with which; that a word is not in it
means only that two texts have to use the same word to be found together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from articles.text.dosing.mentions import drugs_in
from articles.text.drugs import generic
from articles.text.evidence import content_words

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# A line an idea; its first word names it.
_LINES: Final = """
    kidney, kidneys, renal, nephropathy, egfr, creatinine, nephrotoxic
    liver, hepatic, hepatitis, hepatotoxic, lft, lfts, alt, ast, liver tests, liver test
    heart, cardiac, cardiovascular, coronary, cardiology, cardiologist
    heart attack, myocardial infarction, heart attacks
    heart failure, cardiac failure
    stroke, cerebrovascular accident, strokes
    blood pressure, hypertension, hypertensive, hypotension, bp, sbp, dbp, htn, systolic, diastolic
    blood sugar, glycaemia, glycaemic, glycemic, glucose, sugar, hyperglycaemia, hypoglycaemia
    diabetes, diabetic, diabetics
    clot, thrombosis, thrombus, embolism, thromboembolism, clots
    blood thinner, anticoagulant, anticoagulants, anticoagulate, anticoagulation, blood thinners
    bleed, bleeding, haemorrhage, hemorrhage, haemorrhagic, bleeds
    anaemia, anemia, anaemic
    platelet, platelets, thrombocytopenia, thrombocytopenic
    ulcer, ulcers, peptic, ulceration
    stomach, gastric, gastritis, tummy, belly, abdomen, abdominal
    bowel, gut, intestine, intestinal, gastrointestinal, colon
    stool, stools, poo, faeces, feces, melaena
    diarrhoea, diarrhea, loose stools, loose poo, loose stool
    constipation, constipated
    sick, nausea, vomiting, vomit, emesis, nauseous, throw up
    pregnancy, pregnant, gestation, trimester, expecting a baby, unborn, teratogenic, fetus, foetus
    breastfeeding, breastfeed, lactation, lactating, breast-feeding, breast milk, nursing
    alcohol, ethanol, alcoholic, beer, wine
    food, meal, meals, eat, eats, eaten, eating, breakfast, lunch, dinner, supper
    food, empty stomach, fasting, fasted, fast, nil by mouth, nbm, diet, dietary, diets
    child, children, paediatric, pediatric, infant, infants, baby, babies, toddler, neonate, neonates, newborn
    older people, elderly, older adults, older, frail
    suddenly, sudden, abrupt, abruptly, all at once, in one go, straight off
    slowly, gradually, gradual, taper, tapering, step by step, little by little, stepwise
    drive, driving, drives, machinery, machines
    crush, crushed, crushing, chew, chewed, chewing, split, break
    swallow, swallowed, whole
    sleepy, drowsy, sedation, drowsiness, somnolence, sedating, sleepiness
    dizzy, dizziness, vertigo, lightheaded, light-headed, dizziness
    confused, confusion, delirium, cognitive
    fall, falls
    breath, breathing, respiratory, respiration, breathless, dyspnoea, dyspnea, shortness of breath, lungs, lung, pulmonary
    asthma, asthmatic, bronchospasm
    allergy, allergic, hypersensitivity, anaphylaxis, anaphylactic
    rash, skin reaction, exanthema, urticaria, hives
    fever, temperature, pyrexia, febrile
    infection, infections, infected, sepsis, septic
    virus, viral, viruses
    bacteria, bacterial, germs
    flu, influenza
    antibiotic, antibiotics, antibacterial, antimicrobial
    vaccine, vaccines, vaccination, vaccinations, immunisation, vaccinate, vaccinated, immunise, jab, jabs, immunization
    cancer, malignancy, malignant, tumour, tumor, tumours, tumors, carcinoma, neoplasm, neoplastic, metastases
    seizure, seizures, fit, fits, convulsion, epilepsy, epileptic
    bladder, urinary, urine, urination, pee, incontinence, continence, retention, water
    saddle, perianal, perineum, perineal
    numb, numbness, sensory, sensation, feeling, anaesthesia, hypoaesthesia
    tingling, paraesthesia, pins and needles
    weak, weakness, paresis, paralysis, power
    walk, walking, gait, ambulation
    nerve, nerves, neuropathic, neuropathy, neural, neurological
    spine, spinal, vertebral, back, lumbar
    leg, legs, lower limb, lower extremity, lower limbs, lower extremities
    arm, arms, upper limb, upper extremity
    joint, joints, articular, arthritis
    bone, bones, osteoporosis, skeletal
    muscle, muscles, muscular, myopathy
    skin, cutaneous, dermal
    eye, eyes, ocular, ophthalmic, vision, sight, visual
    ear, ears, hearing
    headache, headaches, migraine
    pain, painful, ache, aching, analgesia, sore, hurts, hurt
    painkiller, painkillers, analgesic, analgesics, pain relief, pain relievers
    anti-inflammatory painkiller, anti-inflammatory painkillers, anti-inflammatory tablets, nsaid, nsaids, anti-inflammatories
    opioid, opioids, opiate, opiates
    steroid, steroids, corticosteroid, corticosteroids, glucocorticoid, glucocorticoids
    swelling, swollen, oedema, edema, inflammation, inflammatory, inflamed
    heat, warm, warmth, hot pack, heat pack, heat packs
    cold, ice, cooling, cold packs
    bed rest, staying in bed, bedrest, stay in bed, lying in bed, lie in bed
    exercise, exercises, physical activity, be active, stay active, exercising
    physiotherapy, physical therapy, physiotherapist, physical therapist
    operation, surgery, surgical, operative, operations, perioperative, post-operative, postoperative
    scan, imaging, mri, ct, x-ray, radiograph, radiography, ultrasound, scans
    contrast, dye
    blood test, blood tests, serum, full blood count, fbc, cbc, u&e, bloods
    test, tests, testing, investigation, investigations, screening, screen, screened
    specialist, refer, referral, consultant
    emergency, urgent, urgently, immediately, straight away, right away, at once, ambulance, emergency department
    monitor, monitoring, check, checked, checks, measure, watch
    review, reassess, reassessment, follow-up, check-up, follow up, reassessed
    dose, dosage, doses, dosing
    adjust dose, dose adjustment, dose change, adjustment, usual dose, normal dose, same dose, different dose, change the dose
    lower dose, dose reduction, reduce the dose, smaller dose, reduce dose
    side effect, side effects, adverse effect, adverse effects, adverse event, adverse events, adverse reaction
    combine, combined, combination, together, concomitant, concomitantly, coadministration, co-administered, alongside, mix, mixed, mixing
    first-line, first line, first choice, first treatment, initial treatment, first-choice
    weight, body weight, weigh, weighs, weighing, bmi
    sun, sunlight, photosensitivity, uv
    smoke, smoking, smoker, smokers, smokes, tobacco, cigarettes
    sex, intercourse, sexual
    contraception, contraceptive, contraceptives, birth control, the pill, combined pill, mini-pill, condom, condoms
    sleep, insomnia, sleeping
    mood, depression, depressed, depressive, suicidal, suicide
    potassium, hyperkalaemia, hypokalaemia, k+
    cholesterol, ldl, lipid, lipids
    urate, uric acid, uricaemia, hyperuricaemia
    thyroid, hypothyroidism, hyperthyroidism
    iron, ferritin
    fluid, fluids, drink, drinks, drinking, fluid intake, drink plenty, hydration, rehydration
    grapefruit, grapefruit juice
    symptom, symptoms, signs, sign
    wound, cut, cuts
    fridge, refrigerator, refrigerate, refrigerated, refrigeration
    lift, lifting, heavy lifting
    rub, rubbing, massage
    better, improve, improvement, improves, recover, recovery
    worse, worsen, worsens, deteriorate, deterioration, worsening, progression
    die, death, deaths, mortality, fatal
    proof, evidence
    postpone, postponed, delay, delayed, delaying, defer, deferred, hold off, put off
    upright, sitting, standing, sit up, stand, sit, stand up
    lie down, lying down, lie-down, lying flat, lie flat
    dry, wet, damp
    milk, dairy, yoghurt, cheese
    antacid, antacids, indigestion remedy, indigestion remedies, indigestion medicine
    fly, flying, air travel, flight, flights, flown
    transient ischaemic attack, tia, mini-stroke
    ill, illness, comorbidity, comorbidities, comorbid, unwell, illnesses, sick day
    flare, flares, flare-up, induction, attack, attacks
    relapse, relapses, recurrence, recur, recurs, come back, comes back, get it again, again, recurrent
    cure, cured, cures, resolution, clear up, clears up
    diet drink, juice
    shower, showers, showering
    bath, baths, bathe, bathing
    swim, swimming
    immobilisation, immobilization, immobile, keeping still, keep still, immobility
    immunosuppressed, weak immune system, immunocompromised, immunosuppression, weakened immune system, immune system
    light, daylight
    school, nursery, exclude, childcare, daycare, day care, kindergarten, preschool
    worry, worried, worrying, worries, concern, concerns, alarm, alarming
    home, discharge, discharged, go home
    plan, written plan
    glasses, lenses, contact lens, contact lenses, lens
    dentist, dental, tooth, teeth, dentistry, fillings
    wear, worn, wearing
    plaster, dressing, dressings, bandage, bandages
    stockings, stocking, compression
    caffeine, coffee, tea
    sedative, sedatives, sleeping tablets, sleeping pills, hypnotic, hypnotics
    eye, eyes, ocular, ophthalmic
    skin, cutaneous, dermal, topical
    mouth, oral cavity, buccal, gum
    nose, nasal, nostril, nostrils
    ear, ears
    hair, scalp
    muscle, muscles, muscular, myopathy, myalgia
    bone, bones, osseous, skeletal
    fracture, fractures, broken bone, broken bones
    thirst, thirsty, dehydrated, dehydration
    weekly, each week
    leave in place, keep on
    implant, implants, pacemaker, device
    share, sharing
    needle, needles, syringe, syringes
    restart, resume, start again
    gluten, coeliac, celiac
    hiv, aids
    transplant, transplantation
    injury, injuries, trauma
    surgeon, anaesthetist
    hospital, admission, admit, admitted, inpatient
    nurse, nurses
    pharmacist, pharmacy, chemist
"""
_ROUTINE: Final = frozenset(
    _WORD.findall("""
    treat treatment medicine medication drug patient people tablet capsule doctor prescribe recommend advice day week month hour
    year daily usual start take give offer consider need also help work well good best avoid stop must your about normal common
    adult increase raise prefer choice choose contraindic contraindicat contraindicated indicat routine require requir required possible
    likely case several certain unless unles never withhold withheld discontinue discontinu withdrawal withdraw per maximum once
    twice twic thrice
    two three thre     four five fiv six seven eight nin nine ten eleven twelve old young younger
    else anything anyth thing things little littl tell told
    want always often rarely sometimes mild moderat sever severe impair impairment affect affected keep part type kind using used
    effect cause caus caused total course cours initiall initially
    hold second first third minute minut hour hours least longer afterward afterwards half stay remain number upper goes put kept
    mmol mmhg milligram microgram gram
    aged age fine acute acut initiate initiat unnecessary unnecessar commence commenc begin repeat follow further another straight
    measure level levels value result point amount enough general current kilogram millilitre day days mean includ include
""")
)


def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """By first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in filter(str.strip, _LINES.splitlines()):
        idea, *others = (words.strip() for words in line.split(","))
        for words in (idea, *others):
            first, *rest = words.split()
            found.setdefault(first, []).append((tuple(rest), f"*{idea}"))
    return {first: sorted(rest, key=lambda pair: -len(pair[0])) for first, rest in found.items()}


_PHRASES: Final = _phrases()


def concepts(text: str) -> frozenset[str]:
    """Ideas ("*kidney"), substances ("~ibuprofen") and, of what is neither, the stems of words that carry meaning."""
    return _concepts(text.strip(" .,;:"))


# A sentence and its only clause differ by a full stop.
@lru_cache(maxsize=8192)
def _concepts(text: str) -> frozenset[str]:
    words = [
        part
        for word in _WORD.findall(_in_one_word(text.lower()))
        for part in ([word] if word in _PHRASES else word.split("-"))
    ]
    ideas: set[str] = set()
    used: set[str] = set()
    for idea, own in _ideas(words):
        ideas.add(idea)
        used.update(own)
    named = drugs_in(text)
    used.update(word for mention in named for word in _WORD.findall(text[mention.start : mention.end].lower()))
    left = " ".join(word for word in words if word not in used and word not in _ROUTINE)
    if "*dose" in ideas and not _CHANGES.isdisjoint(words):
        ideas.add("*adjust dose")
    others = frozenset(map(_stem, content_words(left))) - _ROUTINE
    return frozenset([*ideas, *(f"~{generic(mention.name)}" for mention in named), *others])


_CHANGES: Final = frozenset("change changed changing adjust adjusted alter altered modify modified".split())  # noqa: SIM905


def _in_one_word(text: str) -> str:
    """Words that stand apart ("put it off") and signs ("K+") as the one word that is in the list."""
    if "k+" in text or "k⁺" in text:
        text = text.replace("k+", "potassium").replace("k⁺", "potassium")
    return _PUT_OFF.sub("postpone", text) if " off" in text else text


_PUT_OFF: Final = re.compile(r"\b(?:put|puts|putting) (?:\w+ ){0,2}?off\b")


_SHORT_WORD: Final = 5


def _stem(word: str) -> str:
    """Short words too without their endings: "flying", "illness"."""
    if word.endswith("ed") and len(word) <= _SHORT_WORD:
        return word[:-1]
    for ending in ("ness", "nes", "ing"):
        if word.endswith(ending) and len(word) - len(ending) > 2:
            return word[: -len(ending)]
    return word


def _ideas(words: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    place = 0
    while place < len(words):
        taken = 1
        for rest, idea in _PHRASES.get(words[place], ()):
            if tuple(words[place + 1 : place + 1 + len(rest)]) == rest:
                yield idea, (words[place], *rest)
                taken = 1 + len(rest)
                break
        place += taken
