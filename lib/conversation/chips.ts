import type { Frame, ReadingChip } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { GROUP_NAMES, print, SCOPE_WORDS, slotText } from './canonical'
import type { FrameName } from './cues'
import type { Gazetteer } from './gazetteer'
import type { Said, Slots } from './slots'
import type { ScopeKey } from './tag'
import type { Correction } from './tag-question'

export const FRAME_NAMES: Readonly<Record<FrameName, string>> = {
  list_anomalies: 'Open anomalies',
  top_movers: 'Biggest changes',
  breakdown: 'Cost breakdown',
  compare_periods: 'Comparison',
  timeseries: 'Cost per day',
  line_items: 'Bill lines',
  explain_case: 'What happened',
  why_category: 'Why this category',
  plan_show: 'The plan',
  gate_explain: 'Who must approve, and why',
  verification_status: 'Verification',
  savings_summary: 'Savings',
  list_approvals: 'Waiting for approval',
  help: 'What can be asked',
}
const SCOPE_LABELS: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'Account',
  service_name: 'Service',
  region_id: 'Region',
  usage_type: 'Usage type',
  owner: 'Team',
}
const GROUP_LABELS = { service_name: 'service', sub_account_id: 'account', region_id: 'region', usage_type: 'usage type', owner: 'team' } as const

export const scopeValue = (key: ScopeKey, value: string, gazetteer: Gazetteer): string =>
  value === '' ? 'none' : key === 'sub_account_id' ? (gazetteer.accounts.find((a) => a.id === value)?.name ?? value) : value

/** "lumen-dev · eu-west-1", or "the whole bill". */
export function scopeWords(frame: Frame, gazetteer: Gazetteer): string {
  if (!('scope' in frame)) return ''
  const parts = (Object.keys(SCOPE_WORDS) as ScopeKey[]).flatMap((key) =>
    frame.scope[key] === undefined ? [] : [scopeValue(key, frame.scope[key], gazetteer)],
  )
  return parts.length === 0 ? 'the whole bill' : parts.join(' · ')
}

export type Sources = {
  scope: Partial<Record<ScopeKey, { source: Said; said: string }>>
  period: Said
  baseline: Said
  group_by: Said
  limit: Said
  case_id: Said
}

/** Where each slot came from: said in this question, carried from the last one, or the default. */
export function sourcesOf(frame: Frame, slots: Slots, previous: Frame | null, case_source: Said): Sources {
  const from = (said: boolean, slot: 'period' | 'baseline' | 'group_by' | 'limit'): Said => {
    if (said) return 'said'
    const [now, before] = [frame as Record<string, unknown>, (previous ?? {}) as Record<string, unknown>]
    return slot in before && JSON.stringify(before[slot]) === JSON.stringify(now[slot]) ? 'carried' : 'default'
  }
  return {
    scope: slots.scope_from,
    period: from(slots.period !== null, 'period'),
    baseline: from(slots.baseline !== null, 'baseline'),
    group_by: from(slots.group_by !== null || slots.side_by_side !== null, 'group_by'),
    limit: from(slots.limit !== null, 'limit'),
    case_id: case_source,
  }
}

/** The parts of "Understood as …", in reading order. A misspelt word is shown with what it was read as. */
export function chipsOf(frame: Frame, sources: Sources, corrections: readonly Correction[], gazetteer: Gazetteer, today: Day): ReadingChip[] {
  const canonical = print(frame, today)
  const chip = (slot: string, label: string, source: Said, word = slot): ReadingChip => ({ slot, label, source, canonical: slotText(canonical, word) })
  const chips: ReadingChip[] = [
    { slot: 'frame', label: FRAME_NAMES[frame.frame], source: corrections.length > 0 ? 'corrected' : 'said', canonical: canonical.split(' ')[0] ?? canonical },
  ]
  if ('case_id' in frame && frame.case_id !== null)
    chips.push(chip('case', gazetteer.cases.find((c) => c.case_id === frame.case_id)?.headline ?? frame.case_id, sources.case_id))
  if ('scope' in frame) {
    for (const key of Object.keys(SCOPE_WORDS) as ScopeKey[]) {
      const value = frame.scope[key]
      if (value === undefined) continue
      const from = sources.scope[key]
      const read_as = from?.source === 'corrected' ? ` (read “${from.said}” as ${scopeValue(key, value, gazetteer)})` : ''
      chips.push(chip(key, `${SCOPE_LABELS[key]} ${scopeValue(key, value, gazetteer)}${read_as}`, from?.source ?? 'carried', SCOPE_WORDS[key]))
    }
    if (Object.keys(frame.scope).length === 0) chips.push({ slot: 'scope', label: 'Whole bill', source: 'default', canonical })
  }
  if ('severity' in frame && frame.severity !== null) chips.push(chip('severity', `${frame.severity} severity`, 'said'))
  if ('group_by' in frame) chips.push(chip('group_by', `By ${GROUP_LABELS[frame.group_by]}`, sources.group_by, 'by'))
  if ('period' in frame) chips.push(chip('period', sentenceCase(frame.period.label), sources.period))
  if ('baseline' in frame) chips.push(chip('baseline', `Against ${frame.baseline.label}`, sources.baseline))
  if ('limit' in frame && sources.limit === 'said') chips.push(chip('limit', `Top ${frame.limit}`, 'said', 'top'))
  return chips
}

const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Biggest changes in lumen-dev, last 7 days": one line for a choice or a list of suggestions. */
export function describe(frame: Frame, gazetteer: Gazetteer): string {
  const name = FRAME_NAMES[frame.frame]
  const headline = 'case_id' in frame && frame.case_id !== null ? (gazetteer.cases.find((c) => c.case_id === frame.case_id)?.headline ?? frame.case_id) : ''
  const scope = 'scope' in frame && Object.keys(frame.scope).length > 0 ? ` in ${scopeWords(frame, gazetteer)}` : ''
  const group = 'group_by' in frame ? ` by ${GROUP_NAMES[frame.group_by] === 'usage' ? 'usage type' : GROUP_NAMES[frame.group_by]}` : ''
  const period = 'period' in frame ? `, ${frame.period.label}` : ''
  return headline === '' ? `${name}${scope}${group}${period}` : `${name}: ${headline}`
}
