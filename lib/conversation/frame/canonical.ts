import { Frame, type FrameName } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import { FIELDS, type SlotReader } from './canonical-slots'
import { readPeriod } from './canonical-words'

/** The word of each view in a canonical line, and its slots in the order in which they are printed. */
const COMMANDS: Readonly<Record<FrameName, { word: string; slots: readonly (keyof typeof FIELDS)[] }>> = {
  list_anomalies: {
    word: 'anomalies',
    slots: ['category', 'period', 'severity', 'state', 'person', 'threshold', 'limit', 'environment', 'scope', 'except'],
  },
  top_movers: {
    word: 'movers',
    slots: ['group_by', 'measure', 'charge', 'period', 'baseline', 'direction', 'threshold', 'limit', 'environment', 'scope', 'except', 'any_of'],
  },
  breakdown: {
    word: 'breakdown',
    slots: ['group_by', 'measure', 'charge', 'period', 'order', 'threshold', 'limit', 'environment', 'scope', 'except', 'any_of'],
  },
  compare_periods: { word: 'compare', slots: ['group_by', 'measure', 'charge', 'period', 'baseline', 'limit', 'environment', 'scope', 'except', 'any_of'] },
  timeseries: { word: 'trend', slots: ['group_by', 'charge', 'period', 'environment', 'scope', 'except', 'any_of'] },
  line_items: { word: 'lines', slots: ['charge', 'period', 'limit', 'environment', 'scope', 'except', 'any_of'] },
  drift_between: { word: 'drift', slots: ['period', 'baseline', 'limit', 'environment', 'scope', 'except', 'other'] },
  explain_case: { word: 'explain', slots: ['case_id'] },
  why_category: { word: 'why', slots: ['case_id', 'category'] },
  evidence_for: { word: 'evidence', slots: ['case_id'] },
  similar_cases: { word: 'similar', slots: ['case_id', 'limit'] },
  plan_show: { word: 'plan', slots: ['case_id'] },
  plan_alternatives: { word: 'alternatives', slots: ['case_id'] },
  gate_explain: { word: 'gate', slots: ['case_id'] },
  rollback_options: { word: 'rollback', slots: ['case_id'] },
  what_if_threshold: { word: 'whatif', slots: ['case_id', 'threshold'] },
  verification_status: { word: 'verification', slots: ['case_id'] },
  health_now: { word: 'health', slots: ['case_id'] },
  savings_summary: { word: 'savings', slots: ['period', 'scope'] },
  owner_load: { word: 'load', slots: ['by', 'person'] },
  list_approvals: { word: 'approvals', slots: ['state', 'period', 'threshold'] },
  my_queue: { word: 'queue', slots: [] },
  audit_search: { word: 'audit', slots: ['case_id', 'about', 'period', 'person', 'limit'] },
  held_back: { word: 'held', slots: ['rule', 'limit', 'scope'] },
  define_term: { word: 'define', slots: ['term'] },
  help: { word: 'help', slots: [] },
}

/** What a slot is when a line does not say it and the general default does not fit. */
const DEFAULTS: Readonly<Partial<Record<FrameName, Readonly<Record<string, unknown>>>>> = {
  list_anomalies: { state: 'open', limit: 20 },
  list_approvals: { state: 'waiting' },
  timeseries: { group_by: null },
  line_items: { limit: 20 },
  audit_search: { limit: 20 },
  similar_cases: { limit: 5 },
  held_back: { limit: 20 },
}
const DEFAULT_PERIODS: Readonly<Partial<Record<FrameName, string>>> = {
  top_movers: 'last-7-days',
  compare_periods: 'last-7-days',
  drift_between: 'last-7-days',
  line_items: 'last-7-days',
  timeseries: 'last-30-days',
  breakdown: 'month-to-date',
}

/** One line that means exactly this frame: "/movers by:service period:last-7-days baseline:2026-11-05..2026-11-11 top:10 account:210000000006". */
export function print(frame: Frame, today: Day): string {
  const { word, slots } = COMMANDS[frame.frame]
  const values = frame as unknown as Record<string, unknown>
  const usual = DEFAULTS[frame.frame] ?? {}
  const parts = slots.flatMap((slot) => {
    const value = values[slot]
    // A limit is always printed: it is what "more" changes.
    return value === null || value === undefined || (slot !== 'limit' && slot in usual && usual[slot] === value)
      ? []
      : FIELDS[slot].print(value as never, today)
  })
  return [`/${word}`, ...parts].join(' ')
}

/** The slot text of a canonical line, as the chip of that slot carries it. */
export const slotText = (canonical: string, word: string): string =>
  canonical.match(new RegExp(`(?:^| )(${word}:(?:"(?:[^"\\\\]|\\\\.)*"|\\S+))`))?.[1] ?? canonical

/** Reads a canonical line. Undefined when it is not one; an unknown slot or value makes the whole line unreadable, never half-read. */
export function parse(line: string, today: Day): Frame | undefined {
  const match = /^\/([a-z]+)((?: [a-z-]+:(?:"(?:[^"\\]|\\.)*"|\S+))*)\s*$/.exec(line.trim())
  const found = match === null ? undefined : (Object.entries(COMMANDS) as [FrameName, (typeof COMMANDS)[FrameName]][]).find(([, c]) => c.word === match[1])
  if (match === null || found === undefined) return undefined
  const [frame, { slots }] = found
  const said = [...(match[2] ?? '').matchAll(/ ([a-z-]+):("(?:[^"\\]|\\.)*"|\S+)/g)].map((m) => ({ word: m[1] ?? '', value: unquote(m[2] ?? '') }))
  const taken = new Set<number>()
  const reader: SlotReader = {
    today,
    readPeriod: (text) => readPeriod(text, today),
    default_period: DEFAULT_PERIODS[frame] ?? null,
    take(word) {
      const found = said.flatMap((s, i) => (s.word === word && !taken.has(i) ? [i] : []))
      for (const i of found) taken.add(i)
      return found.map((i) => said[i]?.value ?? '')
    },
  }
  const values: Record<string, unknown> = { frame }
  for (const slot of slots) {
    const value = FIELDS[slot].read(reader, values)
    const usual = DEFAULTS[frame] ?? {}
    values[slot] = value !== undefined ? value : slot in usual ? usual[slot] : FIELDS[slot].usual
  }
  const parsed = taken.size === said.length ? Frame.safeParse(values) : undefined
  return parsed?.success === true ? parsed.data : undefined
}

const unquote = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replace(/\\(["\\])/g, '$1') : value)
