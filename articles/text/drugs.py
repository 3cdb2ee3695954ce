"""Which words are names of drugs: by the stems of international names, and by a list of those that no stem catches.

The stems are those of the World Health Organization, "The use of stems in the selection of International
Nonproprietary Names (INN) for pharmaceutical substances"; the list of other names was written from general knowledge.

Limits: only the commonest brand names are known, a name of the newest kind may end in a stem that is not here, an ordinary word
that ends like a drug and is not among the exceptions counts as one, and a misspelled name is found only where its end
is right. So a name that is found asks for a look; that none is found proves nothing.
"""

import re
from collections.abc import Iterator
from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# With at least two letters before them. Stems that end many other words ("-ine", "-ide", "-one") are left to the list.
_STEMS: Final = _names(
    """
    mab tinib ciclib parib rafenib zomib degib lisib
    cillin cycline floxacin oxacin mycin micin kacin bactam penem fungin azole vancin vir
    olol pril prilat sartan dipine statin fibrate xaban gatran grel parin parinux plase sentan vaptan afil zosin
    gliptin gliflozin glitazone glutide reotide formin
    setron pitant tidine lukast terol tropium phylline azoline
    oxetine triptyline ipramine azepam zolam barbital peridol peridone gabalin racetam triptan gepant
    dronate profen coxib caine fentanil stigmine curium curonium
    semide thiazide zolamide steride relin relix tocin pressin gestrel olone asone onide
    lidomide limus mustine fosfamide citabine rubicin platin taxel tecan trexed trexate uracil
    sporin kinra bercept nercept tacept grastim poetin nersen siran fenacin begron thazine trizine pramine quine
    """
)
_BEGINNINGS: Final = ("cef", "sulfa")
_SHORTEST: Final = 6
# Words that end or begin like a drug and are none.
_ORDINARY: Final = _names(
    """
    april peril imperil nonpareil cholesterol sterol ergosterol phytosterol harlequine imidazole triazole thiazole pyrazole
    uracil nanoplatin sulfate sulfated sulfatase phosphatase
    """
)
_OTHERS: Final = _names(
    """
    abacavir acamprosate acarbose acetaminophen acetazolamide acetylcysteine aciclovir acitretin acyclovir adapalene
    adenosine adrenaline alendronate alfacalcidol allopurinol alteplase aluminium-hydroxide amantadine amiloride
    aminophylline amiodarone amisulpride amlodipine amphetamine amphotericin anastrozole apomorphine aprepitant
    aripiprazole aspirin asparaginase atomoxetine atovaquone atropine azathioprine baclofen beclometasone
    beclomethasone benserazide betahistine betamethasone bethanechol bicalutamide bisacodyl bismuth bleomycin bromocriptine
    budesonide bumetanide buprenorphine bupropion buspirone busulfan cabergoline caffeine calamine calcipotriol
    calcitonin calcium-carbonate cannabidiol cannabis capecitabine captopril carbamazepine carbidopa carbimazole
    carbocisteine carboplatin caspofungin cefalexin cephalexin cetirizine chloral chlorambucil chloramphenicol chlordiazepoxide
    chlorhexidine chloroquine chlorphenamine chlorpheniramine chlorpromazine chlortalidone chlorthalidone ciclosporin
    cinacalcet cisplatin citalopram clobazam clobetasol clofazimine clomifene clomiphene clomipramine clonazepam
    clonidine clopidogrel clotrimazole clozapine co-amoxiclav co-codamol co-trimoxazole cocaine codeine colchicine
    colestyramine cholestyramine colistin cortisol cortisone cyclizine cyclophosphamide cyclosporin cyclosporine
    cyproterone dabigatran dalteparin danazol dantrolene dapsone deferasirox desmopressin dexamethasone
    dexamfetamine dextromethorphan diamorphine diazepam diazoxide diclofenac dicycloverine digoxin dihydrocodeine
    diltiazem dimethicone diphenhydramine dipyridamole disulfiram dobutamine docusate domperidone donepezil dopamine
    doxazosin doxorubicin doxycycline dronedarone duloxetine dutasteride dydrogesterone edoxaban efavirenz eltrombopag
    emollient enoxaparin entacapone ephedrine epinephrine eplerenone ergometrine ergotamine escitalopram eszopiclone
    estradiol estriol ethambutol ethinylestradiol ethosuximide etonogestrel etoposide exemestane ezetimibe febuxostat
    felodipine fenofibrate fentanyl ferrous fexofenadine finasteride fingolimod flecainide fludrocortisone flumazenil
    fluorouracil fluoxetine flutamide fluticasone fluvoxamine folate folic folinic fondaparinux formoterol fosfomycin
    furosemide frusemide gabapentin galantamine gaviscon gemfibrozil gentamicin glibenclamide gliclazide glimepiride
    glipizide glucagon glucosamine glucose glycopyrronium griseofulvin guaifenesin haloperidol heparin heroin hyaluronidase
    hydralazine hydrochlorothiazide hydrocodone hydrocortisone hydromorphone hydroxocobalamin hydroxycarbamide
    hydroxychloroquine hydroxyurea hydroxyzine hyoscine ibuprofen ifosfamide indapamide indometacin indomethacin
    insulin insulins interferon iodine ipratropium iron isoniazid isosorbide isotretinoin isoprenaline ispaghula itraconazole
    ivabradine ivermectin ketamine ketorolac labetalol lacosamide lactulose lamotrigine lanreotide latanoprost leflunomide
    lenalidomide letrozole leucovorin leuprorelin levetiracetam levodopa levonorgestrel levothyroxine lidocaine
    lignocaine liothyronine liraglutide lithium loperamide loratadine lorazepam lurasidone macrogol magnesium-sulfate
    mannitol mebeverine mebendazole meclizine medroxyprogesterone mefenamic mefloquine melatonin memantine menthol
    meperidine mepacrine mercaptopurine mesalamine mesalazine metaraminol metformin methadone methamphetamine methotrexate
    methoxyflurane methyldopa methylphenidate methylprednisolone metoclopramide metolazone mianserin midodrine
    mifepristone minoxidil mirabegron mirtazapine misoprostol mitoxantrone modafinil mometasone montelukast morphine
    moxonidine mupirocin mycophenolate nabilone naloxone naltrexone naproxen nefopam neomycin neostigmine nicorandil
    nicotine nicotinic nifedipine nitrofurantoin nitroglycerin nitroglycerine glyceryl-trinitrate noradrenaline norepinephrine
    norethisterone nortriptyline nystatin octreotide oestradiol oestrogen estrogen olanzapine omega-3 omeprazole
    ondansetron orlistat orphenadrine oxcarbazepine oxybutynin oxycodone oxytocin paclitaxel paliperidone pamidronate
    pancreatin paracetamol paraldehyde paroxetine peginterferon penicillamine penicillin pentamidine pentazocine pentoxifylline
    peppermint perindopril permethrin pethidine phenelzine phenindione phenobarbital phenobarbitone phenol
    phenoxymethylpenicillin phentolamine phenylephrine phenytoin phytomenadione pilocarpine pimecrolimus pindolol
    pioglitazone pirfenidone pizotifen podophyllotoxin pramipexole prasugrel praziquantel prednisolone prednisone pregabalin
    primaquine primidone probenecid prochlorperazine procyclidine progesterone proguanil promethazine propantheline
    propofol propylthiouracil protamine prucalopride pseudoephedrine pyrazinamide pyridostigmine pyridoxine pyrimethamine
    quetiapine quinidine quinine raloxifene rasagiline remifentanil repaglinide retinol reserpine ribavirin rifabutin
    rifampicin rifampin rifaximin riluzole risperidone rivastigmine roflumilast ropinirole rosuvastatin rotigotine
    salbutamol albuterol salicylate salmeterol selegiline selenium-sulfide semaglutide senna sertraline sevelamer
    sildenafil silver-sulfadiazine simeticone simethicone sodium-valproate solifenacin somatropin sotalol spironolactone
    strontium sucralfate sulfadiazine sulfamethoxazole sulfasalazine sulpiride sumatriptan suxamethonium tacrolimus tadalafil
    tamoxifen tamsulosin tapentadol temazepam terbinafine terbutaline teriparatide testosterone tetracosactide tetracycline
    thalidomide theophylline thiamine thiopental thyroxine tiagabine ticagrelor timolol tinzaparin tiotropium tizanidine
    tolcapone tolterodine topiramate torasemide torsemide tramadol trandolapril tranexamic trazodone tretinoin triamcinolone
    triamterene trifluoperazine trihexyphenidyl trimethoprim ursodiol ursodeoxycholic valproate valproic vancomycin varenicline
    venlafaxine verapamil vigabatrin vinblastine vincristine vortioxetine warfarin xylometazoline zidovudine zolpidem
    zonisamide zopiclone zuclopenthixol
    """
)
_CLASSES: Final = _names(
    """
    ace-inhibitor analgesic anaesthetic anesthetic antacid antiarrhythmic antibiotic anticholinergic anticoagulant anticonvulsant
    antidepressant antidiabetic antiemetic antiepileptic antifungal antihistamine antihypertensive antimalarial
    antimicrobial antimuscarinic antiplatelet antipsychotic antithyroid antiviral arb barbiturate benzodiazepine
    beta-blocker betablocker beta-agonist biologic bisphosphonate bronchodilator cephalosporin chemotherapy contraceptive
    corticosteroid cytotoxic glucocorticoid decongestant diuretic doac gliptin gliflozin glitazone hrt immunosuppressant laxative macrolide
    maoi methylxanthine neuroleptic nitrate noac nsaid nsaids opiate opioid oxytocic ppi quinolone retinoid
    salicylates sedative snri ssri ssris steroid sulfonamide sulfonylurea sulphonylurea statin tetracyclines thiazide
    thrombolytic tranquilliser triptan tricyclic vaccine vasodilator vasopressor
    """
)
# Trade names, and other names of one substance, by the international name. From general knowledge; generic medicines and
# makers that are not here are found by their substance.
_OTHER_NAMES: Final = """
    paracetamol: acetaminophen tylenol panadol calpol
    ibuprofen: advil nurofen motrin brufen
    naproxen: aleve naprosyn
    diclofenac: voltaren voltarol
    celecoxib: celebrex
    aspirin: acetylsalicylic-acid aspro disprin
    adrenaline: epinephrine epipen jext
    noradrenaline: norepinephrine
    salbutamol: albuterol ventolin
    furosemide: frusemide lasix
    lidocaine: lignocaine xylocaine
    aciclovir: acyclovir zovirax
    beclometasone: beclomethasone
    cefalexin: cephalexin
    chlorphenamine: chlorpheniramine piriton
    chlortalidone: chlorthalidone
    ciclosporin: cyclosporin cyclosporine neoral
    clomifene: clomiphene
    colestyramine: cholestyramine
    estradiol: oestradiol
    estrogen: oestrogen
    glibenclamide: glyburide
    hydroxycarbamide: hydroxyurea
    indometacin: indomethacin
    isoprenaline: isoproterenol
    levothyroxine: thyroxine synthroid
    mesalazine: mesalamine
    pethidine: meperidine
    phenobarbital: phenobarbitone
    rifampicin: rifampin
    simeticone: simethicone
    torasemide: torsemide
    ursodeoxycholic: ursodiol
    nitroglycerin: nitroglycerine glyceryl-trinitrate gtn
    gabapentin: neurontin
    pregabalin: lyrica
    duloxetine: cymbalta
    fluoxetine: prozac
    sertraline: zoloft lustral
    citalopram: cipramil celexa
    escitalopram: lexapro cipralex
    venlafaxine: effexor efexor
    diazepam: valium
    lorazepam: ativan
    alprazolam: xanax
    zolpidem: ambien stilnoct
    quetiapine: seroquel
    risperidone: risperdal
    olanzapine: zyprexa
    levetiracetam: keppra
    lamotrigine: lamictal
    topiramate: topamax
    carbamazepine: tegretol
    metformin: glucophage
    sitagliptin: januvia
    empagliflozin: jardiance
    dapagliflozin: forxiga farxiga
    semaglutide: ozempic wegovy rybelsus
    liraglutide: victoza saxenda
    atorvastatin: lipitor
    simvastatin: zocor
    rosuvastatin: crestor
    amlodipine: norvasc istin
    losartan: cozaar
    bisoprolol: cardicor
    clopidogrel: plavix
    warfarin: coumadin marevan
    apixaban: eliquis
    rivaroxaban: xarelto
    dabigatran: pradaxa
    edoxaban: lixiana savaysa
    enoxaparin: clexane lovenox
    omeprazole: prilosec losec
    esomeprazole: nexium
    lansoprazole: zoton prevacid
    loperamide: imodium
    ondansetron: zofran
    sumatriptan: imigran imitrex
    tramadol: ultram zydol
    oxycodone: oxycontin
    montelukast: singulair
    fluticasone: flixotide flonase
    tiotropium: spiriva
    cetirizine: zyrtec zirtek
    loratadine: claritin clarityn
    sildenafil: viagra
    tadalafil: cialis
    finasteride: proscar propecia
    isotretinoin: accutane roaccutane
    adalimumab: humira
    etanercept: enbrel
    infliximab: remicade
    rituximab: mabthera
    denosumab: prolia xgeva
    alendronate: fosamax
    methylphenidate: ritalin concerta
    colchicine: colcrys
    allopurinol: zyloric zyloprim
    febuxostat: uloric adenuric
    oseltamivir: tamiflu
    steroid: corticosteroid glucocorticoid
    opioid: opiate
    anaesthetic: anesthetic
"""
_GENERIC: Final = {
    other: name.strip()
    for name, others in (line.split(":") for line in _OTHER_NAMES.strip().splitlines())
    for other in others.split()
}
_NAMES: Final = {
    name.strip(): tuple(others.split())
    for name, others in (line.split(":") for line in _OTHER_NAMES.strip().splitlines())
}
_KNOWN: Final = _OTHERS | _CLASSES | frozenset([*_GENERIC, *_GENERIC.values()])
# The last words of names that people also write apart ("magnesium sulfate").
SECOND_WORDS: Final = frozenset(name.rpartition("-")[2] for name in _KNOWN if "-" in name)
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W_]+)*")


def drug(word: str) -> str:
    """The one spelling of a drug's name or class ("NSAIDs" is "nsaid"), or "" for any other word. Case does not matter."""
    name = word.lower()
    single = name.removesuffix("s")
    for known in (name, single):
        if known in _KNOWN:
            return single if single in _KNOWN else known
    if name in _ORDINARY or single in _ORDINARY:
        return ""
    return next((known for known in (single, name) if _has_stem(known)), "")


def generic(name: str) -> str:
    """One name for one substance: "tylenol" and "acetaminophen" are "paracetamol"; any other name is itself."""
    return _GENERIC.get(name, name)


def names_of(name: str) -> tuple[str, ...]:
    """Every name that is known of a drug's substance, itself among them, the international one first."""
    own = generic(name)
    return (own, *_NAMES.get(own, ()))


def is_class(name: str) -> bool:
    """Whether a name is one of many drugs ("nsaid") and no substance."""
    return name in _CLASSES


def one_class(name: str) -> str:
    """One name for one class of drugs, as people read it: "ACE-inhibitors" and "ACE inhibitor" are "ace inhibitor". Any other is itself.

    A salt ("lithium carbonate") stays apart from its substance: amounts of the two are not the same.
    """
    known = drug("-".join(name.split()))
    return known.replace("-", " ") if is_class(known) else name


def drugs(text: str) -> tuple[str, ...]:
    """Every drug that the text names, in order, as often as it stands there."""
    return tuple(name for name in _found(text) if name)


def substances(text: str) -> tuple[str, ...]:
    """The drugs that the text names, each once, in order of appearance; a class ("NSAIDs") is no substance."""
    return tuple(name for name in dict.fromkeys(drugs(text)) if name not in _CLASSES)


def _found(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        whole = drug(word)
        yield from [whole] if whole or "-" not in word else [drug(part) for part in word.split("-")]


def _has_stem(word: str) -> bool:
    if len(word) < _SHORTEST:
        return False
    return word.startswith(_BEGINNINGS) or any(word[start:] in _STEMS for start in range(2, len(word) - 2))
