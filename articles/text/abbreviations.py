"""What a full stop may stand after without ending a sentence, and the words with which sentences begin."""

from typing import Final


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Something always follows these.
LEADING: Final = _names(
    "dr drs prof profs mr mrs ms messrs mme st sr rev fr hon gen col lt sgt capt assoc asst mt "
    "e.g i.e eg ie cf vs viz approx ca c esp incl excl resp suppl n.b ibid sc strep staph"
)
# A number, or the letter of a figure or an appendix, follows these; without one they are words or ends ("No.").
NUMBERED: Final = _names(
    "fig figs p pp no nos eq eqs ref refs vol vols sec secs sect ch chap tab tabs art para paras app apps cat lot ed eds "
    "box pt nr pos ver v"
)
# These end a sentence only where a word follows with which sentences begin: a name may follow as well.
CLOSING: Final = _names(
    "al inc ltd co corp plc jr sr esq univ dept govt hosp inst assn bros "
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun"
)
# These end a sentence where a capital follows; before a small letter they never do.
ENDING: Final = _names(
    "etc min mins max hr hrs sec secs wk wks mo mos yr yrs lb lbs oz in ft kg mg mcg ml temp avg med no govt dept hosp "
    "orig diff hist neuro abd ant post prev diag admin info intl natl bact spp sp var subsp"
)
OF_A_KIND: Final = LEADING | NUMBERED | CLOSING | ENDING
# What one letter stands after that is no initial: "vitamin D. It …".
LETTERED: Final = _names(
    "vitamin vitamins hepatitis influenza flu type types group groups grade grades class classes stage stages phase factor "
    "protein figure table appendix part parts plan plans schedule schedules haemophilia hemophilia pugh option options arm "
    "arms box item ward block immunoglobulin category list unit zone coenzyme cohort level ring section step team"
)
# What follows a time of day and is a name: "5 p.m. Monday".
AFTER_TIMES: Final = _names("Monday Tuesday Wednesday Thursday Friday Saturday Sunday GMT UTC BST EST CET ET PT")
# Words with which sentences begin, and names do not.
BEGINNING: Final = _names(
    "A An The This That These Those It Its He She We They You I His Her Our Their My Your There Here What Why How Who Whom "
    "Whose Where Which When Whenever Whether While Although Though Because Since As If Unless Until Once Before After "
    "During In On At For From With Within Without By To Of Among Between Under Over Through Across Despite Except Per And "
    "But Or So Yet Nor Then Thus Hence Therefore However Moreover Furthermore Also Besides Instead Otherwise Meanwhile "
    "Finally First Second Third Next Last Later Most Many Much More Few Fewer Some Several Any All Both Each Every Either "
    "Neither No None Nobody Nothing Not Never Always Often Sometimes Usually Only Even Just Still Now Today Do Does Did "
    "Don't Is Are Was Were Be Can Could May Might Must Should Will Would Has Have Had Let Please Other Others Another Such "
    "One Two Three Four Five Six Seven Eight Nine Ten Half Patients People Participants Studies Results Overall Similarly "
    "Conversely Compared According Based Given Using Ask Take Use See Call Tell Keep Try Stop Avoid"
)
