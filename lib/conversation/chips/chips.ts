import { formatMoney } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Frame, Threshold } from '@/schemas/frame'
import type { ReadingChip } from '@/schemas/reading'
import type { Day } from '@/schemas/time'
import { print, slotText } from '../frame/canonical'
import { GROUP_NAMES, SCOPE_WORDS } from '../frame/canonical-words'
import { FRAME_WORDS } from '../frame/frame-words'
import type { Said, Slots } from '../frame/slots'
import type { Gazetteer } from '../tag/gazetteer'
import type { ScopeKey } from '../tag/tag'
import type { Correction } from '../tag/tag-question'
import { pickInstead } from './pick-instead'

const SCOPE_LABELS: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'Account',
  service_name: 'Service',
  region_id: 'Region',
  usage_type: 'Usage type',
  owner: 'Team',
}
const GROUP_LABELS = { ...GROUP_NAMES, usage_type: 'usage type', environment: 'environment' } as const
const CHARGE_LABELS: Readonly<Record<string, string>> = {
  run: 'Usage only',
  credit: 'Credits only',
  refund: 'Refunds only',
  fee: 'Fees only',
  tax: 'Tax only',
  marketplace: 'Marketplace only',
  commitment_unused: 'Unused commitments only',
  discount: 'Discounts only',
}
const MEASURE_LABELS: Readonly<Record<string, string>> = { list: 'At list prices', usage: 'Usage quantity', coverage: 'Commitment coverage' }

export const scopeValue = (key: ScopeKey, value: string, gazetteer: Gazetteer): string =>
  value === '' ? 'none' : key === 'sub_account_id' ? (gazetteer.accounts.find((a) => a.id === value)?.name ?? value) : value

const personName = (id: string, gazetteer: Gazetteer): string => gazetteer.people.find((p) => p.id === id)?.name ?? id

/** "over $100.00 a day". Currencies of amounts are the tenant's own. */
export const thresholdWords = ({ side, amount, unit }: Threshold, currency = 'USD'): string =>
  `${side} ${unit === 'pct' ? `${amount} %` : formatMoney(amount, currency)}${unit === 'day' ? ' a day' : unit === 'month' ? ' a month' : ''}`

/** "lumen-dev · eu-west-1", or "the whole bill". */
export function scopeWords(frame: Frame, gazetteer: Gazetteer): string {
  if (!('scope' in frame)) return ''
  const parts = SCOPE_KEYS.flatMap((key) => (frame.scope[key] === undefined ? [] : [scopeValue(key, frame.scope[key], gazetteer)]))
  const more =
    'except' in frame
      ? [
          ...severalWords(frame, gazetteer),
          ...(frame.environment === null ? [] : [frame.environment]),
          ...frame.except.map((e) => `without ${scopeValue(e.key, e.value, gazetteer)}`),
        ]
      : []
  const all = [...parts, ...more]
  return all.length === 0 ? 'the whole bill' : all.join(' · ')
}

/** "lumen-dev and payments-prod", for each kind of which several count together. */
const severalWords = (frame: Frame, gazetteer: Gazetteer): string[] =>
  SCOPE_KEYS.flatMap((key) => {
    const names = ('any_of' in frame ? frame.any_of : []).filter((p) => p.key === key).map((p) => scopeValue(key, p.value, gazetteer))
    return names.length === 0 ? [] : [names.length === 1 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`]
  })

export type Sources = {
  scope: Partial<Record<ScopeKey, { source: Said; said: string }>>
  case_id: Said
  /** Where every other slot came from; one that is not listed is a default. */
  of: Readonly<Partial<Record<string, Said>>>
}

/** Where each slot came from: said in this question, carried from the last one, or the default. */
export function sourcesOf(frame: Frame, slots: Slots, previous: Frame | null, case_source: Said): Sources {
  const [now, before] = [frame as unknown as Record<string, unknown>, (previous ?? {}) as unknown as Record<string, unknown>]
  const said: Record<string, boolean> = {
    period: slots.period !== null,
    baseline: slots.baseline !== null,
    group_by: slots.group_by !== null || slots.side_by_side !== null,
    limit: slots.limit !== null,
    except: slots.except.length > 0,
    any_of: slots.several.length > 0,
    environment: slots.environment !== null,
    charge: slots.charge !== null,
    measure: slots.measure !== null,
    threshold: slots.threshold !== null,
    category: slots.category !== null,
    person: slots.person !== null,
    severity: slots.severity !== null,
    direction: true,
    order: true,
    state: true,
    about: true,
    rule: true,
    by: true,
    term: true,
    other: true,
  }
  const same = (slot: string): boolean => slot in before && JSON.stringify(before[slot]) === JSON.stringify(now[slot])
  return {
    scope: slots.scope_from,
    case_id: case_source,
    of: Object.fromEntries(Object.entries(said).map(([slot, is_said]) => [slot, is_said ? 'said' : same(slot) ? 'carried' : 'default'])),
  }
}

/** The parts of "Understood as …", in reading order. A misspelt word is shown with what it was read as. */
export function chipsOf(frame: Frame, sources: Sources, corrections: readonly Correction[], gazetteer: Gazetteer, today: Day): ReadingChip[] {
  const canonical = print(frame, today)
  const of = (slot: string): Said => sources.of[slot] ?? 'default'
  const chip = (slot: string, label: string, word: string, source: Said = of(slot)): ReadingChip => ({
    slot,
    label,
    source,
    canonical: slotText(canonical, word),
  })
  const chips: ReadingChip[] = [
    {
      slot: 'frame',
      label: FRAME_WORDS[frame.frame].name,
      source: corrections.length > 0 ? 'corrected' : 'said',
      canonical: canonical.split(' ')[0] ?? canonical,
    },
  ]
  if ('case_id' in frame && frame.case_id !== null)
    chips.push(chip('case', gazetteer.cases.find((c) => c.case_id === frame.case_id)?.headline ?? frame.case_id, 'case', sources.case_id))
  if ('term' in frame) chips.push(chip('term', frame.term, 'term'))
  if ('measure' in frame && frame.measure !== 'effective') chips.push(chip('measure', MEASURE_LABELS[frame.measure] ?? frame.measure, 'measure'))
  if ('charge' in frame && frame.charge !== null) chips.push(chip('charge', CHARGE_LABELS[frame.charge] ?? frame.charge, 'charge'))
  if ('category' in frame && frame.category !== null) chips.push(chip('category', capital(frame.category.replace(/_/g, ' ')), 'category'))
  chips.push(...placeChips(frame, sources, gazetteer, canonical))
  if ('severity' in frame && frame.severity !== null) chips.push(chip('severity', `${capital(frame.severity)} severity`, 'severity'))
  if ('state' in frame && canonical.includes(' state:')) chips.push(chip('state', capital(frame.state), 'state'))
  if ('person' in frame && frame.person !== null) chips.push(chip('person', personName(frame.person, gazetteer), 'person'))
  if ('about' in frame && frame.about !== null) chips.push(chip('about', `About ${frame.about.replace(/_/g, ' ')}`, 'about'))
  if ('rule' in frame && frame.rule !== null) chips.push(chip('rule', `Rule ${frame.rule.replace(/_/g, ' ')}`, 'rule'))
  if ('by' in frame) chips.push(chip('by', `By ${frame.by}`, 'by'))
  if ('threshold' in frame && frame.threshold !== null) chips.push(chip('threshold', capital(thresholdWords(frame.threshold)), frame.threshold.side))
  if ('group_by' in frame && frame.group_by !== null) chips.push(chip('group_by', `By ${GROUP_LABELS[frame.group_by]}`, 'by'))
  if ('direction' in frame && frame.direction !== 'both') chips.push(chip('direction', frame.direction === 'up' ? 'Rises only' : 'Falls only', 'direction'))
  if ('order' in frame && frame.order !== 'largest') chips.push(chip('order', 'Smallest first', 'order'))
  if ('period' in frame && frame.period !== null) chips.push(chip('period', capital(frame.period.label), 'period'))
  if ('baseline' in frame) chips.push(chip('baseline', `Against ${frame.baseline.label}`, 'baseline'))
  if ('limit' in frame && of('limit') !== 'default') chips.push(chip('limit', `Top ${frame.limit}`, 'top'))
  return chips.map((one) => {
    const options = pickInstead(one.slot, frame, gazetteer, today)
    return options.length === 0 ? one : { ...one, options }
  })
}

function placeChips(frame: Frame, sources: Sources, gazetteer: Gazetteer, canonical: string): ReadingChip[] {
  if (!('scope' in frame)) return []
  const chips: ReadingChip[] = SCOPE_KEYS.flatMap((key) => {
    const value = frame.scope[key]
    if (value === undefined) return []
    const from = sources.scope[key]
    const read_as = from?.source === 'corrected' ? ` (read “${from.said}” as ${scopeValue(key, value, gazetteer)})` : ''
    const label = `${SCOPE_LABELS[key]} ${scopeValue(key, value, gazetteer)}${read_as}`
    return [{ slot: key, label, source: from?.source ?? 'carried', canonical: slotText(canonical, SCOPE_WORDS[key]) }]
  })
  if ('except' in frame) {
    if (frame.environment !== null)
      chips.push({
        slot: 'environment',
        label: `Environment ${frame.environment}`,
        source: sources.of['environment'] ?? 'default',
        canonical: slotText(canonical, 'env'),
      })
    for (const e of frame.except)
      chips.push({
        slot: `not_${e.key}_${e.value}`,
        label: `Without ${scopeValue(e.key, e.value, gazetteer)}`,
        source: sources.of['except'] ?? 'default',
        canonical: slotText(canonical, `not-${SCOPE_WORDS[e.key]}`),
      })
  }
  if ('any_of' in frame)
    for (const p of frame.any_of)
      chips.push({
        slot: `any_${p.key}_${p.value}`,
        label: `${SCOPE_LABELS[p.key]} ${scopeValue(p.key, p.value, gazetteer)}`,
        source: sources.of['any_of'] ?? 'default',
        canonical: `any-${SCOPE_WORDS[p.key]}:${/^[\w.:/-]+$/.test(p.value) ? p.value : `"${p.value}"`}`,
      })
  if ('other' in frame && frame.other !== null)
    for (const key of SCOPE_KEYS)
      if (frame.other[key] !== undefined)
        chips.push({
          slot: `other_${key}`,
          label: `Against ${scopeValue(key, frame.other[key], gazetteer)}`,
          source: 'said',
          canonical: slotText(canonical, `other-${SCOPE_WORDS[key]}`),
        })
  if (chips.length === 0 && 'except' in frame) chips.push({ slot: 'scope', label: 'Whole bill', source: 'default', canonical })
  return chips
}

/** "Biggest changes in lumen-dev, last 7 days": one line for a choice or a list of suggestions. */
export function describe(frame: Frame, gazetteer: Gazetteer): string {
  const { name } = FRAME_WORDS[frame.frame]
  const headline = 'case_id' in frame && frame.case_id !== null ? (gazetteer.cases.find((c) => c.case_id === frame.case_id)?.headline ?? frame.case_id) : ''
  const words = scopeWords(frame, gazetteer)
  const scope = words === '' || words === 'the whole bill' ? '' : ` in ${words}`
  const group = 'group_by' in frame && frame.group_by !== null ? ` by ${GROUP_LABELS[frame.group_by]}` : ''
  const threshold = 'threshold' in frame && frame.threshold !== null ? `, ${thresholdWords(frame.threshold)}` : ''
  const term = 'term' in frame ? `: ${frame.term}` : ''
  const period = 'period' in frame && frame.period !== null ? `, ${frame.period.label}` : ''
  return headline === '' ? `${name}${term}${scope}${group}${threshold}${period}` : `${name}: ${headline}${threshold}`
}
