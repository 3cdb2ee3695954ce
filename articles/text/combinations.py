"""Medicines that hold several substances: which product names stand for which, so that whoever looks for one finds them all.

Written from general knowledge of British, Irish and American product information. Limits: only commoner products are known, and
makers change what stands behind a name; so that a product is not here proves nothing.
"""

from functools import lru_cache
from typing import Final

from articles.text.drugs import generic

# Names of a product, then what it holds, by international names.
_PRODUCTS: Final = """
    co-codamol cocodamol solpadol kapake zapain solpadeine panadeine tylex: codeine paracetamol
    co-dydramol remedeine paramol: dihydrocodeine paracetamol
    co-proxamol distalgesic: dextropropoxyphene paracetamol
    co-codaprin: aspirin codeine
    percocet endocet: oxycodone paracetamol
    vicodin norco lortab: hydrocodone paracetamol
    ultracet tramacet: tramadol paracetamol
    excedrin: aspirin caffeine paracetamol
    anadin-extra: aspirin caffeine paracetamol
    midrin: isometheptene paracetamol
    fioricet: butalbital caffeine paracetamol
    fiorinal: aspirin butalbital caffeine
    lemsip beechams night-nurse day-nurse nyquil dayquil theraflu: paracetamol
    migraleve: buclizine codeine paracetamol
    paramax: metoclopramide paracetamol
    nurofen-plus: codeine ibuprofen
    vicoprofen: hydrocodone ibuprofen
    advil-pm: diphenhydramine ibuprofen
    tylenol-pm: diphenhydramine paracetamol
    duexis: famotidine ibuprofen
    combogesic maxigesic nuromol: ibuprofen paracetamol
    vimovo: esomeprazole naproxen
    treximet: naproxen sumatriptan
    arthrotec: diclofenac misoprostol
    aggrenox asasantin: aspirin dipyridamole
    targinact targin: naloxone oxycodone
    suboxone zubsolv: buprenorphine naloxone
    lomotil co-phenotrope: atropine diphenoxylate
    co-amoxiclav augmentin clavulin: amoxicillin clavulanate
    co-fluampicil magnapen: ampicillin flucloxacillin
    co-trimoxazole septrin bactrim: sulfamethoxazole trimethoprim
    tazocin zosyn: piperacillin tazobactam
    zerbaxa: ceftolozane tazobactam
    zavicefta avycaz: avibactam ceftazidime
    primaxin: cilastatin imipenem
    unasyn: ampicillin sulbactam
    rifinah: isoniazid rifampicin
    rifater: isoniazid pyrazinamide rifampicin
    malarone: atovaquone proguanil
    riamet coartem: artemether lumefantrine
    atripla: efavirenz emtricitabine tenofovir
    truvada: emtricitabine tenofovir
    descovy: emtricitabine tenofovir
    biktarvy: bictegravir emtricitabine tenofovir
    triumeq: abacavir dolutegravir lamivudine
    combivir: lamivudine zidovudine
    kivexa epzicom: abacavir lamivudine
    kaletra: lopinavir ritonavir
    paxlovid: nirmatrelvir ritonavir
    harvoni: ledipasvir sofosbuvir
    epclusa: sofosbuvir velpatasvir
    maviret mavyret: glecaprevir pibrentasvir
    co-amilofruse frumil: amiloride furosemide
    co-amilozide moduretic: amiloride hydrochlorothiazide
    co-flumactone aldactide: hydroflumethiazide spironolactone
    aldactazide: hydrochlorothiazide spironolactone
    co-triamterzide dyazide maxzide: hydrochlorothiazide triamterene
    co-tenidone tenoretic: atenolol chlortalidone
    kalten: amiloride atenolol hydrochlorothiazide
    zestoretic carace-plus prinzide: hydrochlorothiazide lisinopril
    co-zidocapt capozide: captopril hydrochlorothiazide
    innozide vaseretic: enalapril hydrochlorothiazide
    coversyl-plus: indapamide perindopril
    lotrel: amlodipine benazepril
    hyzaar cozaar-comp: hydrochlorothiazide losartan
    co-diovan diovan-hct: hydrochlorothiazide valsartan
    coaprovel avalide: hydrochlorothiazide irbesartan
    micardis-plus micardis-hct: hydrochlorothiazide telmisartan
    exforge: amlodipine valsartan
    sevikar azor: amlodipine olmesartan
    caduet: amlodipine atorvastatin
    entresto: sacubitril valsartan
    inegy vytorin: ezetimibe simvastatin
    nustendi nexlizet: bempedoic-acid ezetimibe
    janumet: metformin sitagliptin
    jentadueto: linagliptin metformin
    eucreas galvumet: metformin vildagliptin
    kombiglyze komboglyze: metformin saxagliptin
    vipdomet kazano: alogliptin metformin
    competact actoplus-met: metformin pioglitazone
    xigduo: dapagliflozin metformin
    synjardy: empagliflozin metformin
    vokanamet invokamet: canagliflozin metformin
    glyxambi: empagliflozin linagliptin
    qtern: dapagliflozin saxagliptin
    glucovance: glibenclamide metformin
    xultophy: insulin liraglutide
    suliqua soliqua: insulin lixisenatide
    symbicort duoresp fobumix: budesonide formoterol
    seretide advair airflusal sirdupla: fluticasone salmeterol
    relvar breo: fluticasone vilanterol
    flutiform: fluticasone formoterol
    fostair dulera: beclometasone formoterol
    trelegy: fluticasone umeclidinium vilanterol
    trimbow: beclometasone formoterol glycopyrronium
    anoro: umeclidinium vilanterol
    ultibro: glycopyrronium indacaterol
    spiolto stiolto: olodaterol tiotropium
    combivent duoneb: ipratropium salbutamol
    dymista: azelastine fluticasone
    clarinex-d claritin-d: loratadine pseudoephedrine
    zyrtec-d: cetirizine pseudoephedrine
    sudafed-plus: pseudoephedrine triprolidine
    sinemet co-careldopa: carbidopa levodopa
    madopar co-beneldopa: benserazide levodopa
    stalevo: carbidopa entacapone levodopa
    symbyax: fluoxetine olanzapine
    contrave mysimba: bupropion naltrexone
    qsymia: phentermine topiramate
    triptafen: amitriptyline perphenazine
    limbitrol: amitriptyline chlordiazepoxide
    microgynon rigevidon ovranette: ethinylestradiol levonorgestrel
    yasmin yaz eloine: drospirenone ethinylestradiol
    marvelon mercilon: desogestrel ethinylestradiol
    cilest: ethinylestradiol norgestimate
    dianette co-cyprindiol: cyproterone ethinylestradiol
    femodene: ethinylestradiol gestodene
    premique prempro: conjugated-estrogens medroxyprogesterone
    kliovance activelle: estradiol norethisterone
    combodart duodart jalyn: dutasteride tamsulosin
    cosopt: dorzolamide timolol
    xalacom: latanoprost timolol
    combigan: brimonidine timolol
    ganfort: bimatoprost timolol
    dovobet enstilar: betamethasone calcipotriol
    fucibet: betamethasone fusidic-acid
    fucidin-h: fusidic-acid hydrocortisone
    daktacort: hydrocortisone miconazole
    canesten-hc: clotrimazole hydrocortisone
    lotriderm lotrisone: betamethasone clotrimazole
    trimovate: clobetasone nystatin oxytetracycline
    epiduo: adapalene benzoyl-peroxide
    duac: benzoyl-peroxide clindamycin
    otomize: dexamethasone neomycin
    sofradex: dexamethasone framycetin gramicidin
    gaviscon: sodium-alginate
    co-magaldrox maalox mucogel: aluminium-hydroxide magnesium-hydroxide
    pylera: bismuth metronidazole tetracycline
    prevpac: amoxicillin clarithromycin lansoprazole
    emla: lidocaine prilocaine
    instillagel: chlorhexidine lidocaine
    fosavance: alendronate colecalciferol
    adcal-d3 calcichew-d3 calceos: calcium-carbonate colecalciferol
    pregaday: ferrous folic
    stribild genvoya: cobicistat elvitegravir emtricitabine tenofovir
    lonsurf: tipiracil trifluridine
"""


def _read(line: str) -> tuple[tuple[str, ...], frozenset[str]]:
    names, _sign, holds = line.partition(":")
    return tuple(names.split()), frozenset(generic(name) for name in holds.split())


_KNOWN: Final = tuple(_read(line) for line in _PRODUCTS.strip().splitlines())
_HELD: Final = {name: held for names, held in _KNOWN for name in names}


@lru_cache(maxsize=512)
def products_with(substance: str) -> tuple[str, ...]:
    """Names of products that hold a substance beside others, by any of its names, in lower case."""
    own = generic(substance.lower())
    return tuple(name for names, held in _KNOWN if own in held for name in names)


def same_product(name: str) -> tuple[str, ...]:
    """Every name of the product that is called so, itself among them; empty where it is none."""
    return next((names for names, _held in _KNOWN if name.lower() in names), ())


def held_by(name: str) -> tuple[str, ...]:
    """What a product holds, in alphabetical order; empty where the name is none."""
    return tuple(sorted(_HELD.get(name.lower(), ())))
