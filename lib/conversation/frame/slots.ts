import type { Environment } from '@/schemas/action'
import type { CostCategory } from '@/schemas/cost'
import type { Severity } from '@/schemas/decision'
import type { Scope } from '@/schemas/evidence/cost'
import type { ChargeKind, Exception, FramePeriod, Grouping, Included, Measure, Threshold } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import type { ReadingContext } from '../follow-up/context'
import { dates } from '../period/calendar'
import { parseOnsetPeriod } from '../period/onset-period'
import { CATEGORY_OF } from '../tag/category-of-charge'
import { isOwnerless, isUnassigned, NOBODY } from '../tag/nobody'
import { isQuantity } from '../tag/quantity'
import { type Piece, type ScopeKey, type Tag, tagged, tagsOf } from '../tag/tag'
import { isCueWord } from '../tag/vocabulary'
import { STOP_WORDS } from '../words/lexicon'
import { CLASSES } from '../words/word-classes'

export type Said = 'said' | 'carried' | 'default' | 'corrected'

/** What the words of one question say, before any default. Null means "not said". */
export type Slots = {
  scope: Scope
  scope_from: Partial<Record<ScopeKey, { source: Said; said: string }>>
  except: Exception[]
  environment: Environment | null
  charge: ChargeKind | null
  measure: Measure | null
  category: CostCategory | null
  person: string | null
  threshold: Threshold | null
  period: FramePeriod | null
  baseline: FramePeriod | null
  /** “Yesterday and today”: two times that touch, for views that have one time and compare nothing. */
  joined: FramePeriod | null
  group_by: Grouping | null
  limit: number | null
  severity: Severity | null
  case_ids: string[]
  unknown_case: string | null
  ordinal: number | null
  ambiguous: Extract<Tag, { tag: 'ambiguous' }> | null
  missing: Extract<Tag, { tag: 'missing' }> | null
  vague_day: { said: string; days: Day[] } | null
  /** Kinds that were named twice ("lumen-dev and ml-research"): shown side by side instead of filtered. */
  side_by_side: ScopeKey | 'environment' | null
  /** The second of two places that were named of one kind. */
  other: Scope | null
  /** Every place of a kind of which several were named. */
  several: Included[]
  /** What was left out and is no place: no view can leave it out alone. */
  left_out: string[]
  /** Words for things, from the question: they may stand in the headline of one case. */
  words: string[]
  /** "before the spike" with no case in view to say when it was. */
  lost_onset: boolean
}

export const NO_SLOTS: Slots = {
  scope: {},
  scope_from: {},
  except: [],
  environment: null,
  charge: null,
  measure: null,
  category: null,
  person: null,
  threshold: null,
  period: null,
  baseline: null,
  joined: null,
  group_by: null,
  limit: null,
  severity: null,
  case_ids: [],
  unknown_case: null,
  ordinal: null,
  ambiguous: null,
  missing: null,
  vague_day: null,
  side_by_side: null,
  other: null,
  several: [],
  left_out: [],
  words: [],
  lost_onset: false,
}

const isThing = (word: string): boolean =>
  word.length >= 4 && !STOP_WORDS.has(word) && (!isCueWord(word) || (CLASSES.resource as readonly string[]).includes(word) || /^logs?$/.test(word))

const fromHow = { exact: 'said', alias: 'said', prefix: 'corrected', fuzzy: 'corrected' } as const

/** “Data transfer rather than deploy related”: what is asked about is the one that it was not. */
export const isContrasted = (pieces: readonly Piece[]): boolean =>
  /<category>.* (?:rather than|instead of|and not|but not|not|over) .*<category>/.test(tagged(pieces))

const isLeftOut = ({ tag }: Piece): boolean => tag !== null && tag.tag !== 'entity' && 'is_left_out' in tag && tag.is_left_out === true

export function collectSlots(all: readonly Piece[], ctx: ReadingContext): Slots {
  const pieces = all.filter((p) => !isLeftOut(p))
  const environments = [...new Set(tagsOf(pieces, 'environment').map((t) => t.environment))]
  const slots: Slots = {
    ...NO_SLOTS,
    scope: {},
    scope_from: {},
    except: [],
    several: [],
    left_out: all.filter(isLeftOut).map((p) => p.text),
    words: all.flatMap((p) => (p.tag === null && isThing(p.text) ? [p.text] : [])),
    environment: environments.length === 1 ? (environments[0] ?? null) : null,
    charge: tagsOf(pieces, 'charge')[0]?.charge ?? null,
    measure: tagsOf(pieces, 'measure')[0]?.measure ?? (isQuantity(pieces) ? 'usage' : null),
    category: (isContrasted(pieces) ? tagsOf(pieces, 'category').at(-1) : tagsOf(pieces, 'category')[0])?.category ?? null,
    person: tagsOf(pieces, 'person')[0]?.person ?? null,
    threshold: tagsOf(pieces, 'amount')[0]?.threshold ?? null,
    group_by: tagsOf(pieces, 'group')[0]?.group_by ?? null,
    limit: tagsOf(pieces, 'limit')[0]?.n ?? null,
    severity: tagsOf(pieces, 'severity')[0]?.severity ?? null,
    case_ids: tagsOf(pieces, 'case').flatMap((t) => (t.is_known ? [t.case_id] : [])),
    unknown_case: tagsOf(pieces, 'case').find((t) => !t.is_known)?.case_id ?? null,
    ordinal: tagsOf(pieces, 'ordinal')[0]?.index ?? null,
    ambiguous: tagsOf(pieces, 'ambiguous')[0] ?? null,
    missing: tagsOf(pieces, 'missing')[0] ?? null,
    vague_day: tagsOf(pieces, 'vague_day')[0] ?? null,
    side_by_side: environments.length > 1 ? 'environment' : null,
  }
  placesOf(pieces, slots)
  if (slots.scope.owner === '' && isOwnerless(all, slots.scope_from.owner?.said ?? '')) {
    delete slots.scope.owner
    slots.person ??= NOBODY
  }
  if (slots.person === null && slots.scope.owner === undefined && isUnassigned(all)) slots.person = NOBODY
  for (const tag of tagsOf(pieces, 'period')) if (slots[tag.role] === null) slots[tag.role] = tag.period
  slots.joined = /<period> and <period>/.test(tagged(pieces)) ? joined(slots, ctx.today) : null
  for (const tag of tagsOf(pieces, 'onset')) {
    const period = onsetPeriod(tag.phrase, slots, ctx)
    if (period === undefined) slots.lost_onset = true
    else if (slots[tag.role] === null) slots[tag.role] = period
  }
  return slots
}

function joined({ period, baseline }: Slots, today: Day): FramePeriod | null {
  if (period === null || baseline === null) return null
  const [first, second] = period.start <= baseline.start ? [period, baseline] : [baseline, period]
  return first.end === second.start ? dates(first.start, second.end, today) : null
}

function placesOf(pieces: readonly Piece[], slots: Slots): void {
  for (const entity of tagsOf(pieces, 'entity')) {
    if (entity.is_left_out === true) {
      slots.except.push({ key: entity.key, value: entity.value })
      continue
    }
    const before = slots.scope[entity.key]
    if (before !== undefined && before !== entity.value) {
      slots.side_by_side = entity.key
      slots.other = { [entity.key]: entity.value }
      const { key, value } = entity
      if (!slots.several.some((s) => s.key === key)) slots.several.push({ key, value: before })
      if (!slots.several.some((s) => s.key === key && s.value === value)) slots.several.push({ key, value })
      continue
    }
    slots.scope[entity.key] = entity.value
    slots.scope_from[entity.key] = { source: fromHow[entity.how], said: entity.said }
  }
}

function onsetPeriod(phrase: string, slots: Slots, ctx: ReadingContext): FramePeriod | undefined {
  const previous_case = ctx.previous !== null && 'case_id' in ctx.previous ? ctx.previous.case_id : null
  const id = slots.case_ids[0] ?? ctx.focus_case ?? previous_case
  const in_scope = ctx.gazetteer.cases.filter(
    (c) => !c.is_closed && (slots.scope.sub_account_id === undefined || c.sub_account_id === slots.scope.sub_account_id),
  )
  const found = id !== null ? ctx.gazetteer.cases.find((c) => c.case_id === id) : in_scope.length === 1 ? in_scope[0] : undefined
  return found?.onset === undefined || found.onset === null ? undefined : parseOnsetPeriod(phrase, found.onset, ctx.today)
}

/** The slots without the places of a kind of which several were named: they stand beside one another (`any_of`). */
export function withoutPair(slots: Slots): Slots {
  const is_alone = ([key]: readonly [string, unknown]): boolean => slots.several.every((s) => s.key !== key)
  return {
    ...slots,
    scope: Object.fromEntries(Object.entries(slots.scope).filter(is_alone)),
    scope_from: Object.fromEntries(Object.entries(slots.scope_from).filter(is_alone)),
  }
}

/** The kind of case that was asked for, also by the kind of charge that it is about: “cases with marketplace purchases”. */
export const caseCategory = ({ category, charge }: Slots): CostCategory | null => category ?? (charge === null ? null : (CATEGORY_OF[charge] ?? null))
