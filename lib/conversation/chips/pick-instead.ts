import { cut } from '@/lib/kernel/format'
import { Environment } from '@/schemas/action'
import { SCOPE_KEYS } from '@/schemas/evidence/cost'
import type { Exception, Frame, Included } from '@/schemas/frame'
import { ChargeKind, Grouping, Measure } from '@/schemas/frame'
import type { ReadingOption } from '@/schemas/reading'
import type { Day } from '@/schemas/time'
import { print } from '../frame/canonical'
import { GROUP_NAMES } from '../frame/canonical-words'
import { parsePeriod } from '../period/period'
import type { Gazetteer } from '../tag/gazetteer'
import type { ScopeKey } from '../tag/tag'

/** Choices under one chip. */
const MAX_PICKS = 6
const PERIODS = ['last 7d', 'this month', 'last month', 'last 30d', 'last quarter', 'this year', 'yesterday'] as const
const BASELINES = ['last week', 'last month', 'last quarter', 'last year'] as const
const LIMITS = [5, 10, 20, 50] as const
const AMOUNTS = ['50', '100', '200', '500', '1000'] as const

type Choice = { label: string; with: Record<string, unknown> }
type Slots = Record<string, unknown>

const of = <T extends string>(slot: string, values: readonly T[], label: (value: T) => string = (v) => v.replace(/_/g, ' ')): Choice[] =>
  values.map((value) => ({ label: label(value), with: { [slot]: value } }))

/** Names that a place may have instead, the dearest first, and none at all. */
function places(key: ScopeKey, slots: Slots, gazetteer: Gazetteer): Choice[] {
  const scope = slots['scope'] as Frame extends { scope: infer S } ? S : Record<string, string>
  const { [key]: _, ...rest } = scope as Record<string, string>
  const { accounts, services, regions, usage_types, owners } = gazetteer
  const named = (values: readonly string[]): { id: string; name: string }[] => values.filter((v) => v !== '').map((id) => ({ id, name: id }))
  const names = { sub_account_id: accounts, service_name: named(services), region_id: named(regions), usage_type: named(usage_types), owner: named(owners) }[
    key
  ]
  return [{ label: 'Any', with: { scope: rest } }, ...names.map(({ id, name }) => ({ label: name, with: { scope: { ...rest, [key]: id } } }))]
}

const periods = (slot: string, words: readonly string[], today: Day): Choice[] =>
  words.flatMap((text) => {
    const period = parsePeriod(text, today)
    return period === undefined ? [] : [{ label: period.label, with: { [slot]: period } }]
  })

function choicesFor(slot: string, slots: Slots, gazetteer: Gazetteer, today: Day): Choice[] {
  if ((SCOPE_KEYS as readonly string[]).includes(slot)) return places(slot as ScopeKey, slots, gazetteer)
  const left_out = slot.startsWith('not_') ? ((slots['except'] ?? []) as Exception[]).filter((e) => slot !== `not_${e.key}_${e.value}`) : null
  if (left_out !== null) return [{ label: 'Leave it in', with: { except: left_out } }]
  if (slot.startsWith('any_')) {
    const others = ((slots['any_of'] ?? []) as Included[]).filter((p) => slot !== `any_${p.key}_${p.value}`)
    return [{ label: 'Without it', with: { any_of: others } }]
  }
  switch (slot) {
    case 'scope':
      return places('sub_account_id', slots, gazetteer).slice(1)
    case 'environment':
      return [
        { label: 'Any', with: { environment: null } },
        ...of(
          'environment',
          Environment.options.filter((e) => gazetteer.environments.includes(e)),
        ),
      ]
    case 'case':
      return gazetteer.cases.filter((c) => !c.is_closed).map((c) => ({ label: c.headline, with: { case_id: c.case_id } }))
    case 'person':
      return [{ label: 'Anybody', with: { person: null } }, ...gazetteer.people.map((p) => ({ label: p.name, with: { person: p.id } }))]
    case 'group_by':
      return of('group_by', Grouping.options, (value) => `By ${GROUP_NAMES[value]}`)
    case 'measure':
      return of('measure', Measure.options)
    case 'charge':
      return [{ label: 'All charges', with: { charge: null } }, ...of('charge', ChargeKind.options)]
    case 'severity':
      return [{ label: 'Any', with: { severity: null } }, ...of('severity', ['critical', 'high', 'medium', 'low'])]
    case 'direction':
      return of('direction', ['up', 'down', 'both'])
    case 'order':
      return of('order', ['largest', 'smallest'])
    case 'by':
      return of('by', ['person', 'team'])
    case 'period':
      return periods('period', PERIODS, today)
    case 'baseline':
      return periods('baseline', BASELINES, today)
    case 'limit':
      return LIMITS.map((limit) => ({ label: `Top ${limit}`, with: { limit } }))
    case 'threshold':
      return AMOUNTS.map((amount) => ({ label: amount, with: { threshold: { ...(slots['threshold'] as object), amount } } }))
    default:
      return []
  }
}

/** What one part of a reading could be instead, as whole lines that run: the same question with that part changed. */
export function pickInstead(slot: string, frame: Frame, gazetteer: Gazetteer, today: Day): ReadingOption[] {
  const now = print(frame, today)
  const options: ReadingOption[] = []
  // A line is only written where it is shown: a tenant may have thousands of names.
  for (const { label, with: changed } of choicesFor(slot, frame as unknown as Slots, gazetteer, today)) {
    const canonical = print({ ...frame, ...changed } as Frame, today)
    if (canonical !== now) options.push({ label: cut(label, 80), canonical })
    if (options.length === MAX_PICKS) break
  }
  return options
}
