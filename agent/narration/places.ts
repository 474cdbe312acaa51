import type { Fact } from '@/schemas/intent'
import { type Role, rolesOf } from './roles'
import { clausesOf, type Slot, type Speech, slotsIn, wordsOf } from './speech'
import type { Violation } from './violation'

/** Words beside a figure that say what it is. `gap` is how many words may stand between. The nearest cue on each side has to allow the figure. */
type Cue = { words: RegExp; roles: readonly Role[]; is_weak?: 'verb' | 'preposition'; gap?: number }

const LEVELS: readonly Role[] = ['actual', 'after', 'total', 'mean', 'peak', 'waiting', 'other']
const RISES: readonly Role[] = ['stake', 'change', 'other']

/** Before the figure: "expected <x>", "saves <x>". Later entries win where two end at the same word. */
const LEFT: readonly Cue[] = [
  {
    words:
      /\b(?:anomaly|rise|increase|excess|gap|difference|change|case|amount|this|that|it)(?: at stake)?(?: (?:in|on|of|for|at|within) (?:the )?<\d+>)? (?:now |still |currently )?(?:stands?|stood|sits?|is|was|remains?|comes?|came) (?:at|to)\b/i,
    roles: [...LEVELS, ...RISES, 'projected', 'realized'],
  },
  {
    words:
      /\b(?:above|over|beyond|(?:more|higher|further) than|compared with what (?:is|was)) (?:the |its |what (?:is|was) )?(?:expected|usual|normal|expectations?)(?: (?:level|cost|band|day))?(?=:|,| by\b| at\b)/i,
    roles: RISES,
  },
  {
    words: /\b(?:costs?|costing|billed|charged|spends?|spent|spending|runs? at|ran at|stands? at|stood at|sits? at|now at|is at|was at|averaged)\b/i,
    roles: LEVELS,
    is_weak: 'verb',
  },
  {
    words:
      /\b(?:usually|normally|typically|ordinarily|regularly|previously|formerly|(?:is|was|were|are) expected to|would (?:normally|usually|typically)|used to) (?:be |stay |stand |sit |run |lie )?(?:costs?|bills?|billed|runs?|stands?|sits?|is|was|comes?|at|spends?|lies)?(?: (?:at|to|around))?(?= *$| )/i,
    roles: ['expected', 'before', 'saving', 'other'],
  },
  {
    words: /\b(?:makes up|accounts for|accounted for)\b/i,
    roles: ['share', 'change', 'stake', 'saving', 'realized', 'other'],
  },
  { words: /\bthe whole(?: bill| amount)? (?:is|was|comes? to|came to)\b/i, roles: ['total', 'after', 'actual', 'projected'] },
  {
    words:
      /\b(?:came|come|comes|amounts?|amounted|adds? up|reach(?:es|ed)?|totalled)\b(?: \w+){0,2} (?:of|to|at|in at)\b|\btotal of\b|\breach(?:es|ed)?\b|\btotals?\b|\bsum of\b/i,
    roles: [...LEVELS, 'projected', 'realized', 'share', 'stake'],
    is_weak: 'verb',
  },
  { words: /\bwould (?:cost|reach|come to|amount to|add(?: up to)?|total)\b/i, roles: ['projected', 'expected'], is_weak: 'verb' },
  {
    words:
      /\bexpected(?! sav)\b|\busual(?:ly)?\b|\bnormal(?:ly)?\b|\btypical\b|\bbaseline\b|\bused to (?:cost|run at|be(?: at)?|stand at|sit at)\b|\binstead of\b|\bpreviously\b|\bbefore\b(?= )/i,
    roles: ['expected', 'before', 'saving', 'deadline', 'onset', 'other'],
  },
  { words: /\bexpected (?:at|to be(?: worth)?|to cost|to stand at|to run at|to come to)\b/i, roles: ['expected', 'before', 'saving'] },
  { words: /\b(?:across|among|amongst)\b/i, roles: [], gap: 0 },
  { words: /\bworth\b/i, roles: ['saving', 'bound', 'stake', 'change'], gap: 2 },
  { words: /\bpredict\w*\b/i, roles: ['saving', 'bound'] },
  { words: /\b(?:saves?|would save|frees?|expected to save)\b/i, roles: ['saving', 'bound'] },
  { words: /\bsavings?\b/i, roles: ['saving', 'realized', 'bound', 'low', 'high'] },
  { words: /\b(?:saving (?:from|of) the plan|expected saving|predicted saving)\b/i, roles: ['saving', 'bound'] },
  { words: /\b(?:realized|realised|measured|saved)\b(?! over)/i, roles: ['realized'] },
  { words: /\b(?:realized|realised|measured) saving\b/i, roles: ['realized'] },
  {
    words: /\b(?:would (?:lower|reduce|cut|trim)|lowers?|reduces?|cuts?|trims?)\b(?: \w+){0,4} by\b|\b(?:lowers?|reduces?|cuts?|trims?)\b/i,
    roles: ['saving', 'bound', 'change'],
  },
  { words: /\b(?:at stake|stakes?)\b/i, roles: ['stake', 'saving', 'change'] },
  {
    words:
      /\b(?:rose|rises?|risen|grew|grows?|grown|climb(?:s|ed)?|jump(?:s|ed)?|increase[sd]?|went up|(?<!\bma[kd]es? |\badds? |\badded )\bup|higher|moved|growth|change[sd]?|difference|gap|excess|overspend|(?<!most )expensive|unexpected(?: part)?|moving|deviation)\b(?:(?: \w+){0,3} (?:by|of|is|was))?/i,
    roles: RISES,
  },
  {
    words: /\b(?:fell|falls?|fallen|drop(?:s|ped)?|decrease[sd]?|decline[sd]?|went down|down|lower|less|reduction)\b(?:(?: \w+){0,3} (?:by|of|is|was))?/i,
    roles: [...RISES, 'saving', 'realized', 'bound'],
  },
  { words: /\b(?:more|adds?|added|adding|surplus)\b/i, roles: RISES },
  { words: /\badds?\b/i, roles: [...RISES, 'projected'] },
  { words: /\b(?:costs?|runs?|stands?|is|was|bills?) (?:more|less|higher|lower|dearer|cheaper)(?: now)?:/i, roles: LEVELS },
  { words: /\b(?:more|less|higher|lower|cheaper) than\b(?: the| an?)?/i, roles: ['expected', 'before', 'mean', 'other'] },
  { words: /\b(?:extra|additional|added|excess)(?: (?:costs?|charges?|spend|spending))?\b/i, roles: [...RISES, 'projected'] },
  {
    words:
      /\b(?:above|below|beyond|exceeds?|exceeded|over|(?<!\b(?:file[sd]?|class(?:ed|es)?|classif(?:ied|ies|y)|list(?:ed|s)?|falls?|fell|puts?|book(?:ed|s)?|comes?|goes|group(?:ed|s)?|sort(?:ed|s)?|known)(?: (?:it|this|that|the case|the rise))? )under)\b(?: the| an?| its)?\b/i,
    roles: ['expected', 'before', 'mean', 'projected', 'other'],
  },
  { words: /\bfrom\b/i, roles: ['expected', 'before', 'low', 'onset', 'other'], is_weak: 'preposition' },
  {
    words: /\b(?:to|at)\b/i,
    roles: [...LEVELS, 'high', 'confidence', 'risk', 'share', 'stake', 'deadline', 'expected', 'projected', 'realized'],
    is_weak: 'preposition',
  },
  { words: /\bby\b/i, roles: [...RISES, 'saving', 'share'], is_weak: 'preposition' },
  {
    words: /\b(?:against|compared (?:with|to)|versus|relative to|where)\b/i,
    roles: ['expected', 'before', 'actual', 'after', 'stake', 'mean', 'other', 'saving'],
  },
  { words: /\b(?:waiting|while (?:it|this|that) waits|wait)\b/i, roles: ['waiting', 'saving'] },
  { words: /\bconfidence\b/i, roles: ['confidence', 'cause'], gap: 2 },
  { words: /\b(?:risks?|rated|scored)\b(?: (?:of|is|was|scored|rated|as|at))*/i, roles: ['risk'], gap: 1 },
  { words: /\b(?:average[ds]?|mean)\b/i, roles: ['mean'] },
  { words: /\b(?:expected|usual|normal|typical)(?: daily)? (?:costs?|levels?|spend|spending|bill|amount|day)\b/i, roles: ['expected', 'before'] },
  { words: /\b(?:peak(?:ed|s)?|highest|high of)\b/i, roles: ['peak', 'onset', 'other', 'high'] },
  { words: /\bshare\b/i, roles: ['share', 'change', 'total'] },
  { words: /\blow end\b/i, roles: ['low'] },
  { words: /\bhigh end\b/i, roles: ['high'] },
  { words: /\bbetween\b(?: the)?(?: actual| expected| observed)?/i, roles: ['low', 'expected', 'before', 'actual', 'after', 'other'], gap: 0 },
  { words: /\binterval\b/i, roles: ['low', 'realized'] },
]

/** After the figure: "<x> above expected", "<x> of saving". */
const RIGHT: readonly Cue[] = [
  { words: /^ before\b(?! <)(?! (?:it|the|this|that|anything|any|a)\b)/i, roles: ['expected', 'before'] },
  { words: /^ (?:right |just )?now\b/i, roles: [...LEVELS, ...RISES, 'projected', 'saving', 'realized'] },
  { words: /^ (?:more |extra |higher )?would (?:be|have been|come|fall)\b(?! saved)/i, roles: ['projected', 'expected', 'saving', 'stake'] },
  { words: /^ off the bill\b/i, roles: ['saving', 'change'] },
  { words: /^ (?:would|could|can|may|might) be saved\b/i, roles: ['saving'] },
  { words: /^ saved\b/i, roles: ['saving', 'realized'] },
  { words: /^ on an? (?:usual|normal|typical|expected) day\b/i, roles: ['expected', 'before'] },
  { words: /^ (?:was |were |is |are |as |)(?:expected|usual|usually|normal|normally|predicted)\b/i, roles: ['expected', 'before', 'saving'] },
  {
    words:
      /^ (?:\w+ ){0,1}(?:above|over (?:the |its )?(?:what|expect\w*|usual|normal|band|baseline|level)|more|extra|higher|in excess|on top|beyond|below|up(?! to))\b/i,
    roles: RISES,
  },
  { words: /^ (?:\w+ ){0,1}(?:less|lower|cheaper|down(?! to))\b/i, roles: [...RISES, 'saving', 'realized', 'bound'] },
  { words: /^ (?:(?:is|are|was|remains?|stays?|still|has|been|of|extra|cost) ){0,3}at stake\b/i, roles: ['stake'] },
  { words: /^ (?:has been |was |were |of |in |as |the |a |would be )*(?:saved|realized|realised)\b/i, roles: ['realized'] },
  { words: /^ (?:of |in |as )(?:an? |the )?savings?\b/i, roles: ['saving', 'realized', 'bound'] },
  { words: /^ (?:of )?confidence\b|^ confident\b/i, roles: ['confidence'] },
  { words: /^ risk\b/i, roles: ['risk'] },
  { words: /^,? (?:(?:which is|as) )?(?:its|the|their) (?:highest|peak)\b/i, roles: ['peak'] },
  { words: /^ on average\b/i, roles: ['mean'] },
  { words: /^ at (?:its|the|their) (?:highest|peak)\b|^ at most\b/i, roles: ['peak', 'bound'] },
]

const GAP = 5

/** The cue that ends nearest to the figure. */
function nearestLeft(text: string): { cue: Cue; gap: number } | null {
  let best: { cue: Cue; gap: number; length: number } | null = null
  for (const cue of LEFT) {
    for (const match of text.matchAll(new RegExp(cue.words.source, 'gi'))) {
      const gap = wordsOf(text.slice(match.index + match[0].length)).length
      if (gap > (cue.gap ?? GAP)) continue
      if (best === null || gap < best.gap || (gap === best.gap && match[0].length >= best.length)) best = { cue, gap, length: match[0].length }
    }
  }
  return best
}

const fits = (slot: Slot, cue: Cue): boolean => rolesOf(slot.facts).some((role) => cue.roles.includes(role))
const isAmount = (f: Fact): boolean => f.kind === 'money' || f.kind === 'ratio' || f.kind === 'enum'

// A comma ends what a word before it can say of a figure; so does a colon, unless only a label stands before it ("At stake: <x>").
const FAR = /^.*,\s(?=\S|$)|^\s*(?:\S+\s+){4,}\S*:\s|^[^:]*\b(?:than|that|which|what|where|more|less|higher|lower)\b[^:]*:\s/i

/** "Saves $184.90 / day" where that is what it costs: a true figure in a false place. */
export function placeViolations(sentence: string, speech: Speech): Violation[] {
  return clausesOf(sentence).flatMap((clause) => {
    const slots = slotsIn(clause, speech)
    return slots.flatMap(({ at, slot }, i): Violation[] => {
      // A number of things is not what is at stake.
      if (slot.facts.every((f) => f.kind === 'count') && /^ (?:is |are |remains? )?at stake\b/i.test(clause.slice(clause.indexOf('>', at) + 1)))
        return [{ rule: 'wrong_place', found: slot.facts[0]?.text ?? '' }]
      if (!slot.facts.some(isAmount)) return []
      // A name or a day between the word and its figure does not part them; another amount does.
      const last = slots.slice(0, i).findLast((s) => s.slot.facts.some(isAmount))
      const before = clause.slice(last === undefined ? 0 : clause.indexOf('>', last.at) + 1, at).replace(FAR, ' ')
      const after = clause.slice(clause.indexOf('>', at) + 1, slots[i + 1]?.at ?? clause.length)
      const right = RIGHT.find((cue) => cue.words.test(after)) ?? null
      const near = nearestLeft(before)
      const left = near?.cue ?? null
      const is_named = isNamed(before, sentence, slot, speech.bare)
      const gives_way =
        (right !== null && /:\s*$/.test(before)) ||
        (left?.is_weak !== undefined &&
          (right !== null || (is_named && (left.is_weak === 'preposition' || (near?.gap ?? 0) >= 2 || slot.facts.every((f) => f.kind !== 'money')))))
      const cues = [left, right].filter((cue) => cue !== null && !(cue === left && gives_way)) as Cue[]
      const found = `${before.trim().split(' ').slice(-3).join(' ')} ${slot.facts[0]?.text ?? ''}${after.split(' ').slice(0, 3).join(' ')}`.trim()
      if (!cues.every((cue) => fits(slot, cue)) || !isProjectedSo(sentence, slot)) return [{ rule: 'wrong_place', found }]
      return []
    })
  })
}

/** What would come if it went on is said as such. */
const isProjectedSo = (sentence: string, slot: Slot): boolean =>
  !rolesOf(slot.facts).every((role) => role === 'projected') ||
  /\b(?:if|unless|would|over|left|come to|comes to|reach|amount|amounts|adds? up)\b/i.test(sentence)

const NAMES: Partial<Record<Role, RegExp>> = {
  stake:
    /\b(?:at stake|exceed(?:s|ed)?|grown|grew|climbed|jumped|higher|increased|risen|up|added|adds|unexpected(?:ly)?|overspend|expensive|above|extra|additional|more|excess|difference|gap|rise|rose|overspend|increase|not expected|outside)\b/i,
  change: /\b(?:mover?s?|moved|change[sd]?|rise|rose|fell|drop|increase|decrease|growth|movement|difference|new)\b/i,
  projected: /\b(?:if|would|over|left as)\b/i,
  saving: /\bsav(?:e|es|ing|ings)\b/i,
  realized: /\b(?:realized|realised|measured|saved)\b/i,
  low: /\b(?:low end|interval|between)\b/i,
  high: /\b(?:high end|interval|between)\b/i,
  confidence: /\bconfiden\w+\b/i,
  risk: /\b(?:risks?|rated|scored)\b/i,
  waiting: /\bwait\w*\b/i,
  expected: /\bexpected\b/i,
  before: /\bbefore\b/i,
  share: /\b(?:share|top|largest|biggest|part|most|highest|leads?|led)\b/i,
}

/** Somewhere in the sentence a word says what the figure is; after "that is" the sentence before may say it. */
function isNamed(before: string, sentence: string, slot: Slot, paragraph: string): boolean {
  const where = /\b(?:this|that|which|it) (?:is|was|equals|would be) $/i.test(before) ? paragraph : sentence
  return rolesOf(slot.facts).some((role) => NAMES[role]?.test(where) ?? false)
}
