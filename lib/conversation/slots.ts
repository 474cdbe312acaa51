import type { Severity } from '@/schemas/decision'
import type { Scope } from '@/schemas/evidence/cost'
import type { FramePeriod, GroupBy } from '@/schemas/frame'
import type { ReadingContext } from './context'
import { parseOnsetPeriod } from './period'
import { type Piece, type ScopeKey, type Tag, tagsOf } from './tag'

export type Said = 'said' | 'carried' | 'default' | 'corrected'

/** What the words of one question say, before any default. Null means "not said". */
export type Slots = {
  scope: Scope
  scope_from: Partial<Record<ScopeKey, { source: Said; said: string }>>
  period: FramePeriod | null
  baseline: FramePeriod | null
  group_by: GroupBy | null
  limit: number | null
  severity: Severity | null
  case_ids: string[]
  unknown_case: string | null
  ordinal: number | null
  ambiguous: Extract<Tag, { tag: 'ambiguous' }> | null
  missing: Extract<Tag, { tag: 'missing' }> | null
  /** Kinds that were named twice ("lumen-dev and ml-research"): shown side by side instead of filtered. */
  side_by_side: ScopeKey | null
  /** "before the spike" with no case in view to say when it was. */
  lost_onset: boolean
}

const fromHow = { exact: 'said', alias: 'said', prefix: 'corrected', fuzzy: 'corrected' } as const

export function collectSlots(pieces: readonly Piece[], ctx: ReadingContext): Slots {
  const slots: Slots = {
    scope: {},
    scope_from: {},
    period: null,
    baseline: null,
    group_by: tagsOf(pieces, 'group')[0]?.group_by ?? null,
    limit: tagsOf(pieces, 'limit')[0]?.n ?? null,
    severity: tagsOf(pieces, 'severity')[0]?.severity ?? null,
    case_ids: tagsOf(pieces, 'case').flatMap((t) => (t.is_known ? [t.case_id] : [])),
    unknown_case: tagsOf(pieces, 'case').find((t) => !t.is_known)?.case_id ?? null,
    ordinal: tagsOf(pieces, 'ordinal')[0]?.index ?? null,
    ambiguous: tagsOf(pieces, 'ambiguous')[0] ?? null,
    missing: tagsOf(pieces, 'missing')[0] ?? null,
    side_by_side: null,
    lost_onset: false,
  }
  for (const entity of tagsOf(pieces, 'entity')) {
    if (slots.scope[entity.key] !== undefined && slots.scope[entity.key] !== entity.value) slots.side_by_side = entity.key
    slots.scope[entity.key] = entity.value
    slots.scope_from[entity.key] = { source: fromHow[entity.how], said: entity.said }
  }
  if (slots.side_by_side !== null) {
    delete slots.scope[slots.side_by_side]
    delete slots.scope_from[slots.side_by_side]
  }
  for (const tag of tagsOf(pieces, 'period')) if (slots[tag.role] === null) slots[tag.role] = tag.period
  for (const tag of tagsOf(pieces, 'onset')) {
    const period = onsetPeriod(tag.phrase, slots, ctx)
    if (period === undefined) slots.lost_onset = true
    else if (slots[tag.role] === null) slots[tag.role] = period
  }
  return slots
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
