import { addDays } from '@/lib/kernel/time'
import type { Scope } from '@/schemas/evidence/cost'
import { Frame, type FramePeriod, type GroupBy } from '@/schemas/frame'
import type { Day } from '@/schemas/time'
import type { FrameName } from './cues'
import { defaultBaseline, parsePeriod } from './period'
import type { ScopeKey } from './tag'

const COMMANDS: Readonly<Record<FrameName, string>> = {
  list_anomalies: 'anomalies',
  top_movers: 'movers',
  breakdown: 'breakdown',
  compare_periods: 'compare',
  timeseries: 'trend',
  line_items: 'lines',
  explain_case: 'explain',
  why_category: 'why',
  plan_show: 'plan',
  gate_explain: 'gate',
  verification_status: 'verification',
  savings_summary: 'savings',
  list_approvals: 'approvals',
  help: 'help',
}
export const SCOPE_WORDS: Readonly<Record<ScopeKey, string>> = {
  sub_account_id: 'account',
  service_name: 'service',
  region_id: 'region',
  usage_type: 'usage',
  owner: 'team',
}
export const GROUP_NAMES: Readonly<Record<GroupBy, string>> = {
  service_name: 'service',
  sub_account_id: 'account',
  region_id: 'region',
  usage_type: 'usage',
  owner: 'team',
}

const keyOf = <K extends string>(table: Readonly<Record<K, string>>, word: string): K | undefined => (Object.keys(table) as K[]).find((k) => table[k] === word)
const quote = (value: string): string => (/^[\w.:/-]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`)
const unquote = (value: string): string => (value.startsWith('"') ? value.slice(1, -1).replace(/\\(["\\])/g, '$1') : value)

/** Words when they mean the same days today, otherwise the days themselves, both inside. */
function printPeriod(period: FramePeriod, today: Day): string {
  const again = parsePeriod(
    period.label
      .toLowerCase()
      .replace(/(\d+) (days|months|weeks)/, (_, n: string, unit: string) => `${n}${unit === 'months' ? 'mo' : unit === 'weeks' ? 'w' : 'd'}`),
    today,
  )
  if (again !== undefined && again.start === period.start && again.end === period.end && again.label === period.label)
    return period.label.toLowerCase().replace(/ /g, '-')
  return `${period.start}..${addDays(period.end, -1)}`
}

function readPeriod(text: string, today: Day): FramePeriod | undefined {
  const range = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(text)
  if (range !== null) return parsePeriod(text, today)
  const plain = parsePeriod(text, today)
  if (plain !== undefined) return plain
  const words = text
    .replace(/-/g, ' ')
    .replace(/(\d+) (days?|months?|weeks?)/, (_, n: string, unit: string) => `${n}${unit.startsWith('month') ? 'mo' : unit.startsWith('week') ? 'w' : 'd'}`)
  return parsePeriod(words, today)
}

/** One line that means exactly this frame: "/movers by:service period:last-7-days baseline:2026-11-05..2026-11-11 top:10 account:210000000006". */
export function print(frame: Frame, today: Day): string {
  const parts = [`/${COMMANDS[frame.frame]}`]
  if ('case_id' in frame && frame.case_id !== null) parts.push(`case:${frame.case_id}`)
  if ('group_by' in frame) parts.push(`by:${GROUP_NAMES[frame.group_by]}`)
  if ('period' in frame) parts.push(`period:${printPeriod(frame.period, today)}`)
  if ('baseline' in frame) parts.push(`baseline:${printPeriod(frame.baseline, today)}`)
  if ('severity' in frame && frame.severity !== null) parts.push(`severity:${frame.severity}`)
  if ('limit' in frame) parts.push(`top:${frame.limit}`)
  if ('scope' in frame)
    for (const [key, word] of Object.entries(SCOPE_WORDS) as [ScopeKey, string][])
      if (frame.scope[key] !== undefined) parts.push(`${word}:${quote(frame.scope[key])}`)
  return parts.join(' ')
}

/** The slot text of a canonical line, as the chip of that slot carries it. */
export const slotText = (canonical: string, word: string): string =>
  canonical.match(new RegExp(`(?:^| )(${word}:(?:"(?:[^"\\\\]|\\\\.)*"|\\S+))`))?.[1] ?? canonical

const DEFAULTS: Readonly<Record<string, string>> = {
  movers: 'last-7-days',
  compare: 'last-7-days',
  lines: 'last-7-days',
  trend: 'last-30-days',
  breakdown: 'month-to-date',
}

/** Reads a canonical line. Undefined when it is not one; an unknown slot or value makes the whole line unreadable, never half-read. */
export function parse(line: string, today: Day): Frame | undefined {
  const match = /^\/([a-z]+)((?: [a-z]+:(?:"(?:[^"\\]|\\.)*"|\S+))*)\s*$/.exec(line.trim())
  const name = match === null ? undefined : keyOf(COMMANDS, match[1] ?? '')
  if (match === null || name === undefined) return undefined
  const slots = new Map([...(match[2] ?? '').matchAll(/ ([a-z]+):("(?:[^"\\]|\\.)*"|\S+)/g)].map((m) => [m[1] ?? '', unquote(m[2] ?? '')]))
  const take = (word: string): string | undefined => {
    const value = slots.get(word)
    slots.delete(word)
    return value
  }
  const scope: Scope = {}
  for (const [key, word] of Object.entries(SCOPE_WORDS) as [ScopeKey, string][]) {
    const value = take(word)
    if (value !== undefined) scope[key] = value
  }
  const [by, period_text, baseline_text, severity, top, case_id] = ['by', 'period', 'baseline', 'severity', 'top', 'case'].map(take)
  if (slots.size > 0) return undefined
  const period = readPeriod(period_text ?? DEFAULTS[COMMANDS[name]] ?? 'last-7-days', today)
  const baseline = baseline_text === undefined ? (period === undefined ? undefined : defaultBaseline(period, today)) : readPeriod(baseline_text, today)
  const all = {
    frame: name,
    scope,
    group_by: keyOf(GROUP_NAMES, by ?? 'service'),
    period,
    baseline,
    severity: severity ?? null,
    limit: Number(top ?? 10),
    case_id: case_id ?? null,
  }
  const wanted = WANTED[name]
  const extra = [
    by !== undefined && 'group_by',
    period_text !== undefined && 'period',
    baseline_text !== undefined && 'baseline',
    severity !== undefined && 'severity',
    top !== undefined && 'limit',
    case_id !== undefined && 'case_id',
    Object.keys(scope).length > 0 && 'scope',
  ]
  if (extra.some((slot) => slot !== false && !(wanted as readonly string[]).includes(slot))) return undefined
  const parsed = Frame.safeParse(Object.fromEntries(['frame', ...wanted].map((slot) => [slot, all[slot as keyof typeof all]])))
  return parsed.success ? parsed.data : undefined
}

const WANTED: Readonly<Record<FrameName, readonly ('scope' | 'group_by' | 'period' | 'baseline' | 'severity' | 'limit' | 'case_id')[]>> = {
  list_anomalies: ['scope', 'severity', 'limit'],
  top_movers: ['scope', 'group_by', 'period', 'baseline', 'limit'],
  breakdown: ['scope', 'group_by', 'period', 'limit'],
  compare_periods: ['scope', 'group_by', 'period', 'baseline', 'limit'],
  timeseries: ['scope', 'period'],
  line_items: ['scope', 'period', 'limit'],
  explain_case: ['case_id'],
  why_category: ['case_id'],
  plan_show: ['case_id'],
  gate_explain: ['case_id'],
  verification_status: ['case_id'],
  savings_summary: [],
  list_approvals: [],
  help: [],
}
