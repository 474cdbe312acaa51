// Words that claim something. Each claim is allowed only where a fact beside it says the same.

/** More than before or than expected. */
export const UP = wordSet(
  `rise rises rose risen rising grow grows grew grown growing growth increase increases increased increasing climb climbs climbed climbing jump jumps jumped
   jumping higher above more extra additional add adds added adding addition up upward upwards exceed exceeds exceeded exceeding beyond excess overspend overrun
   surplus surge surged surges lift lifts lifted lifting soar soared soars spike spiked spikes swell swelled expand expanded pricier costlier expensive escalate escalated raise raises raised raising elevate elevates elevated elevating heighten heightened accelerate
   accelerated inflate inflated mount mounted`,
)
/** Less than before or than expected. */
export const DOWN = wordSet(
  `fall falls fell fallen falling drop drops dropped dropping decrease decreases decreased decreasing decline declines declined declining shrink shrinks shrank
   shrunk lower lowers lowered lowering below less down downward downwards reduce reduces reduced reducing reduction cut cuts cutting sink sank sinks dip dipped
   fewer trim trims trimmed slash slashed plunge plunged plummet plummeted cheaper recede receded retreat retreated ease eased eases shed`,
)
/** The same as before. */
export const FLAT = wordSet('unchanged flat steady stable constant')

/** What caused what. Needs the fact that names the cause in the same sentence. */
export const CAUSE =
  /\b(?:because|cause|causes|caused|causing|due to|driven|drives|drove|thanks to|as a result|result of(?! <)|results? from|resulted|therefore|hence|led to|leads to|owing to|reasons?|why|behind|explain(?:s|ed)?|attribut(?:e|es|ed|able)|traced|stems?|stemmed|down to|points? to|pointed to|(?:comes?|came|coming) from(?! <)|originates?|triggered|trigger|responsible|blamed?|made (?:\S+ )+more)\b/i

/** Says that something is not so. Needs a fact that is zero or not known beside it. */
export const NEGATION =
  /\b(?:no|not|never|none|nothing|nobody|nowhere|neither|nor|without|cannot|hardly|barely|scarcely|lacks?|lacking|failed|fails?|un(?!it|til|der|do|done|ion|ique|iform)\w+|non\w+)\b|n['’]t\b/i

/** What a person should do, what will surely happen, whose fault it is, and the model about itself. Never shown, whatever the facts say. */
export const ADVICE =
  /\b(?:should|shall|must|ought|need(?:s|ed)? to|have to|has to|had better|recommend\w*|advis\w*|advice|suggest\w*|consider\w*|urge\w*|please|let['’]?s|guarante\w*|promis\w*|will|certain\w*|definite\w*|sure|surely|assur\w*|ensur\w*|undoubted\w*|always|saf(?:e|er|ely|ety)|harmless|risk-free|approv\w*|den(?:y|ies|ied|ying|ial)|reject\w*|authori[sz]\w*|sign(?:s|ed|ing)? off|go ahead|worth doing|fault|careless\w*|negligen\w*|mistake\w*|forgot\w*|blame\w*|(?:the )?(?:rest|remainder|others?|more) (?:follows?|to follow|to come|comes later)|ignore\w*|disregard\w*|dismiss\w*|as an ai|language model|assistant|i am|we|you|your|our|my|i|me|us)\b/i
/** A sentence that begins with one of these tells somebody to do something. */
export const IMPERATIVE =
  /^(?!open (?:until|since|for|at|on)\b)(?:run|check|look|keep|open|close|use|apply|act|put|take|make|give|leave|call|move|change|compare|note|see|find|read|cut|reduce|lower|drop|add|stay|hold|wait|start|continue|begin|go|bring|pay|follow|return|undo|plan|bill|charge|save|agree|name|trim|measure)\b(?!\s*:|\s+(?:is|are|was|were|has|<))/i

/** How far a case or plan has come. Only the status itself may say it. */
export const STATUS =
  /\b(?:accepted|executed|carried out|rolled back|verified|resolved|fixed|solved|settled(?! (?:on|days?))|finished|completed?|done|cancell?ed|withdrawn|vetoed|signed|applied|implemented|deployed|enforced|scheduled|stop(?:s|ped|ping)?|halt(?:s|ed|ing)?|ceas(?:e|es|ed|ing)|fad(?:e|es|ed|ing)|terminated|deleted|removed|ended|over and done|closed|confirmed|proven|proved|agreed|decided|granted|consented|endorsed|cleared|countersigned|expired|lapsed|elapsed|(?:is|are|was|were|now) over(?! <)|ran out|run out|has passed|back (?:to normal|at|on|down)|gone again)\b/i

/** Which of several is the largest, and how many of all. */
export const LARGEST =
  /\b(?:largest|biggest|highest|top|topmost|most(?! (?:likely|probabl\w+))|greatest|leads?|led(?! to)|peak(?:s|ed)?|maximum|strongest|main|mainly|largely|first(?! (?:seen|billed|observed|recorded|noticed|detected|appeared|day|on)))\b/i
export const SMALLEST = /\b(?:smallest|least|lowest|minimum|weakest|fewest|bottom|minor|marginal)\b/i
export const QUANTITY =
  /\b(?:all|only|every|everything|entire(?:ly)?|complete(?:ly)?|full(?:y)?|solely|exclusively|merely|several|many|few|some|multiple|various|numerous|majority|minority|plenty|any|lots?|bulk)\b/i

/** Figures in words. */
export const NUMBER_WORDS =
  /\b(?:zero|one|ones|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|billions?|trillions?|dozens?|score of|half|halves|halved|halving|thirds?|quarters?|quarterly|fourths?|fifths?|tenths?|doubles?|doubled|doubling|triples?|tripled|quadrupled?|twofold|threefold|tenfold|\w+fold|twice|thrice|once|second|percent|percentage|per cent|pct|points?(?= (?:higher|lower|up|down))|basis points?|couple|pair|single|dollars?|euros?|pounds?|cents?|usd|eur|gbp|bucks?|k|m|bn|mn|grand)\b/i
/** Days that are not a fact's. */
export const DAY_WORDS =
  /\b(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mon|tue|wed|thu|fri|monday|tuesday|wednesday|thursday|friday|saturday|sunday|today|yesterday|tomorrow|tonight|weekends?|ago|recently|recent|soon|shortly|next|upcoming|fortnight|lately)\b/i

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter((w) => w !== ''))
}
