// Words that claim nothing by themselves: a paragraph may use them freely. Every other word has to come from a fact, or from a table that checks what it
// claims. A word that nobody knows cannot be checked, so it is not shown. What a thing is (storage, deploy, log) is a fact's to say, never a word's.

const AS_WRITTEN = `
a an the this that these those it its itself there here which who whose whom what where when how
of in on at to for with from since until through throughout during within across into onto as against between after before beside besides alongside out off by
per toward towards among amongst along around about near upon via amid over outside inside
and or but while whereas although though than if also too both either then yet so whether
is are was were be been being has have had having do does did would could can may might they them their theirs itself themselves
now currently presently still again together altogether overall combined respectively mainly largely partly chiefly primarily likely probably possibly apparently seemingly
perhaps roughly approximately nearly far enough just such same other another further own own simply basically essentially accordingly indeed namely particularly notably
especially alone relatively effectively consistently continuously regularly previously formerly initially originally meanwhile otherwise instead thereby thereafter
hereafter well ahead back forth onward onwards away apart aside even ever long longer early earlier late later prior past actually clearly evidently visibly
plausibly potentially historically specifically broadly generally typically usually normally altogether gradually quickly slowly abruptly immediately directly jointly
collectively cumulatively materially noticeably visibly considerably markedly
actual usual typical normal regular current present ongoing latest potential plausible possible probable apparent evident visible notable noticeable clear plain main principal
primary key real net gross whole maximum max mean average effective specific particular respective separate common general overall individual specific
sustained persistent continuous consistent recurring historic historical reversible avoidable achievable cumulative worth able
likely open pending given near close apart similar comparable different relevant related
high low right costly under goes forward needs absolute chose chosen went
according
short brief summarised
else lost due each any anything health confident mostly
money data cloud attention spending billing saving savings triage people person staff much little bit
stood sat ran come came begun began gone went kept held left put brought took taken made gave given shown seen saw found paid spent lay lain said known knew
became become got gotten told felt brought meant dealt lent sent set met stuck struck sought drawn drew hit borne bore born written wrote
undone undo
no-one else's worth while-ever dated timed priced sized counted beginning ending ensuing following preceding foregoing aforementioned above-mentioned so-called nearby neighbouring neighboring adjacent surrounding underlying overarching day-to-day month-to-month ever-present formerly hitherto thus far altogether roughly plainly visibly squarely firmly solidly
`

// Regular words: with -s, -ed and -ing.
const VERBS = `
amount total come reach stand sit run read show see find appear look seem begin start continue last go keep hold remain stay put place bring take make give leave account belong
carry propose plan cover concern touch affect act apply involve wait bill charge spend pay report record observe detect flag notice compare measure estimate expect
project predict range lie name class classify label rank list rate point call say state note describe count move change differ deviate shift cost average mean share
group request target set score open spread lead consist comprise contain include represent equal correspond translate follow accompany associate link relate regard tie
use agree require identify assign date mark signal return expire match deliver reverse revert model persist linger unfold develop emerge arise occur happen exist present
reflect imply contribute hit span extend stretch compute calculate determine establish conclude indicate monitor watch track accumulate build offset balance recur trend pattern
work handle deal address tackle allow enable offer provide produce yield achieve obtain recover free avoid prevent spare ask seek await queue decide delay pause
form shape turn become get tell help serve send deserve peak figure sum value fit sort mean describe summarize summarise break split divide weigh concentrate focus surface
arrive enter pick tally register post print display depict illustrate outline highlight underline mention refer quote cite base rest rely hinge
depend vary fluctuate oscillate hover level near approach match meet hit understand learn gather collect draw inspect examine review view test
operate function consume use require demand occupy absorb feed face deal confront gain lose retain bear incur entail create open generate form fund finance budget
allocate distribute map tag attach connect join combine merge pool bundle sum price value worth recoup realize realise save
push choose support back need wind hint
figure ring fill sum dominate rank trail steer bump nudge creep crept edge swing total exist accrue cluster center centre peak
check verify close trace top quantify narrate detail specify locate situate center stem drift slip slide settle return trickle spill pop jut veer stray depart diverge widen narrow form carry bear weigh hinge span hover linger attach trail
climb down bring up weigh tot reckon gauge assess appraise judge rate evaluate sketch portray present introduce name label mark flag tag note jot log file enter list itemise itemize group sort order arrange line lay spell mean denote stand signify point hint imply reveal uncover unearth turn crop emerge originate begin kick spring arise evolve shape mould form steady linger hang cling stick persist keep await step pass cross touch strike land begin start resume return restore bring undo
`

// With a plural.
const NOUNS = `
amount total account plan bill charge report record measurement estimate expectation projection prediction range name class label rank list rate point note count movement mover
change difference deviation shift cost usage level figure sum value average part portion share group category kind type case anomaly request action resource target scope service
region team result outcome effect interval end band baseline period window time date rule analysis assessment confidence risk way price invoice currency impact size step line
item row entry peak subject area place side basis context overview summary picture story detail question answer comparison observation indication conclusion calculation
fraction section segment slice component contribution contributor contributing proportion extent degree magnitude order scale measure pace trend trajectory course direction path
pattern curve threshold limit margin bound forecast history beginning onset origin source finding evidence decision agreement approver role level chart graph card view table board
ledger inbox sentence paragraph word owner party environment workload maximum mean median expense expenditure outlay payment spender budget quota allowance commitment coverage
start exposure gap opportunity potential option possibility chance likelihood probability estimate hypothesis moment instant stage phase
provider tenant unit metric indicator reading signal sample item concept term description definition attention interest notice hand stake status
distance height depth width spread layer rung notch hump bulge ramp edge peak sequence stretch spell phase round cycle batch cluster bunch string series run streak chapter page heading title caption footnote remark comment tag marker pointer reference link clue hint trace track trail record entry log journal file folder archive backlog tally ticket memo notice briefing digest recap rundown breakdown makeup mix blend composition structure shape form profile footprint presence appearance arrival departure return exit entrance start finish midpoint halfway juncture crossing turning occasion event incident episode occurrence instance happening development movement motion drift tendency inclination bias lean tilt weight load burden toll price tag fee charge bill invoice receipt statement account balance payment outgoings spend outlay deadline score run output input balance effort matter thing example purpose respect regard position situation condition circumstance state body sheet
`

const ENDINGS: readonly (readonly [RegExp, string, string, string])[] = [
  [/[^aeiou]y$/, 'ies', 'ied', 'ying'],
  [/e$/, 'es', 'ed', 'ing'],
  [/(?:s|x|z|ch|sh)$/, 'es', 'ed', 'ing'],
  [/./, 's', 'ed', 'ing'],
]

/** Every form a regular verb may take; doubled consonants too, so that "planned" is known beside "plan". Forms that nobody writes harm nobody. */
function formsOf(verb: string): string[] {
  const [, s, ed, ing] = ENDINGS.find(([pattern]) => pattern.test(verb)) ?? [null, 's', 'ed', 'ing']
  const stem = /[^aeiou]y$|e$/.test(verb) ? verb.slice(0, -1) : verb
  const double = /[^aeiou][aeiou][bdglmnprt]$/.test(verb) ? [`${verb}${verb.at(-1)}ed`, `${verb}${verb.at(-1)}ing`] : []
  return [verb, `${stem}${s}`, `${stem}${ed}`, `${stem}${ing}`, ...double]
}
const pluralOf = (noun: string): string[] => [noun, formsOf(noun)[1] ?? noun, ...(noun.endsWith('sis') ? [noun.replace(/sis$/, 'ses')] : [])]
const wordsIn = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '' && !word.includes('-'))

/** Neutral words, lower case. */
export const VOCABULARY: ReadonlySet<string> = new Set([...wordsIn(AS_WRITTEN), ...wordsIn(VERBS).flatMap(formsOf), ...wordsIn(NOUNS).flatMap(pluralOf)])

/** Names that may be written out: the product's own. */
export const GLOSSARY: ReadonlySet<string> = new Set(['Countersign'])
