import { auditActor, auditTime } from '@/lib/intents/audit-words'
import { clip } from '@/lib/intents/clip'
import { jsonDiffLines } from '@/lib/intents/json-diff'
import { formatInstant } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import { wordTable } from '@/lib/kernel/word-table'
import type { AuditEntry } from '@/schemas/audit'
import type { ComponentOf } from '@/schemas/intent'
import type { Instant } from '@/schemas/time'

type Line = ComponentOf<'kv_diff'>['lines'][number]
type Risk = Line['risk']

const MOST_LINES = 50
const MOST_CHARS = 300
const LEVELS = ['L0', 'delayed', 'L1', 'L2', 'L3']

/** What more of a setting does to what protects people: a number or level that grows, or a list that gets longer. */
const MORE_IS: Readonly<Record<string, 'looser' | 'stricter'>> = wordTable({
  allowed_accounts: 'looser',
  auto_templates: 'looser',
  max_targets: 'looser',
  mutations_per_day: 'looser',
  share_per_day_pct: 'looser',
  guard_tags: 'stricter',
  denied_templates: 'stricter',
  least_level: 'stricter',
  allowed_regions: 'looser',
})

/** One change of settings: plain ones name by name, structured ones value by value. Empty for another event. */
export function settingsDiffs(entry: AuditEntry, now: Instant): (ComponentOf<'kv_diff'> | ComponentOf<'json_diff'>)[] {
  if (entry.kind !== 'settings.changed') return []
  const { was, values } = JSON.parse(entry.body) as { was?: Record<string, unknown>; values?: Record<string, unknown> }
  if (values === undefined) return []
  const subtitle = `${formatInstant(auditTime(entry), now)}, entry ${entry.seq}`
  const names = Object.keys(values).sort()
  const has_both = (key: string): boolean => was !== undefined && Object.hasOwn(was, key)
  const structured = names.filter((key) => has_both(key) && (isStructure(was?.[key]) || isStructure(values[key])))
  const lines = names.filter((key) => !structured.includes(key)).map((key) => lineOf(key, was, values[key]))
  const plain: ComponentOf<'kv_diff'>[] =
    lines.length === 0 ? [] : [{ kind: 'kv_diff', title: `Settings changed by ${auditActor(entry)}`, subtitle, lines: lines.slice(0, MOST_LINES) }]
  return [...plain, ...structured.flatMap((key) => structuredDiff(key, was?.[key], values[key], auditActor(entry), subtitle))]
}

const isStructure = (value: unknown): boolean =>
  Array.isArray(value) ? value.some((v) => v !== null && typeof v === 'object') : value !== null && typeof value === 'object'

function structuredDiff(key: string, before: unknown, after: unknown, actor: string, subtitle: string): ComponentOf<'json_diff'>[] {
  const lines = jsonDiffLines(before, after, (_, was, is) => (was === undefined || is === undefined ? 'unknown' : riskOf(key, was, is)))
  return lines.length === 0 ? [] : [{ kind: 'json_diff', title: `${capital(key.replaceAll('_', ' '))} changed by ${actor}`, subtitle, lines }]
}

function lineOf(key: string, was: Record<string, unknown> | undefined, after: unknown): Line {
  const before = was?.[key]
  return {
    key: key.replaceAll('_', ' '),
    before: was === undefined || !Object.hasOwn(was, key) ? null : printed(before),
    after: printed(after),
    risk: was === undefined || !Object.hasOwn(was, key) ? 'unknown' : riskOf(key, before, after),
    note: '',
  }
}

const printed = (value: unknown): string => {
  // What was there before is not known, so it cannot be compared value by value, and a structure may name secrets.
  if (isStructure(value)) return 'set as a whole'
  const isList = Array.isArray(value) && value.every((v) => typeof v === 'string' || typeof v === 'number')
  const text = value === null ? 'none' : isList ? (value.length === 0 ? 'none' : value.join(', ')) : String(value)
  return clip(text, MOST_CHARS)
}

/** Something that was added where something else was taken away is neither the one nor the other: nobody can tell from the names. */
function riskOf(key: string, before: unknown, after: unknown): Risk {
  const more = MORE_IS[key]
  if (more === undefined) return 'unknown'
  const less = more === 'looser' ? 'stricter' : 'looser'
  if (Array.isArray(before) && Array.isArray(after)) {
    const [added, gone] = [after.filter((v) => !before.includes(v)).length, before.filter((v) => !after.includes(v)).length]
    return added > 0 && gone > 0 ? 'unknown' : added > 0 ? more : gone > 0 ? less : 'neutral'
  }
  const [was, is] = [rank(before), rank(after)]
  return was === null || is === null ? 'unknown' : is === was ? 'neutral' : is > was ? more : less
}

const rank = (value: unknown): number | null =>
  typeof value === 'number' ? value : typeof value === 'string' && LEVELS.includes(value) ? LEVELS.indexOf(value) : null
