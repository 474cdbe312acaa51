import { clip } from '@/lib/intents/clip'
import type { ComponentOf } from '@/schemas/intent'

type Line = ComponentOf<'json_diff'>['lines'][number]
type Leaf = { path: string; value: unknown }

const MOST_LINES = 100
const MOST_CHARS = 300
/** Rule that hides values of fields with such a name, wherever they stand. */
const SECRET_RULE = 'secrets'
const SECRET_NAME = /(?:^|_)(?:secret|token|password|passphrase|credential|credentials|api_key|private_key|signing_key|key)$/i
const SECRET_VALUE = /^(?:env|file|vault|ssm|secretsmanager):\S/i
// What tells one entry of a list from another, the first that all have. Entries without one are told apart by their place.
const NAMES = ['account_id', 'hook_id', 'rule_id', 'freeze_id', 'template', 'name', 'id'] as const

/** What differs between two structured values, leaf by leaf in the order of the paths. Values of secrets never leave here. */
export function jsonDiffLines(before: unknown, after: unknown, riskOf: (path: string, before: unknown, after: unknown) => Line['risk']): Line[] {
  const [was, is] = [leaves(before, ''), leaves(after, '')].map((list) => new Map(list.map((l) => [l.path, l.value])))
  if (was === undefined || is === undefined) return []
  return [...new Set([...was.keys(), ...is.keys()])]
    .sort()
    .filter((path) => JSON.stringify(was.get(path)) !== JSON.stringify(is.get(path)))
    .slice(0, MOST_LINES)
    .map((path) => {
      const [old, now] = [was.get(path), is.get(path)]
      const is_secret = [old, now].some((v) => isSecret(path, v))
      return {
        path: clip(path === '' ? 'value' : path, MOST_CHARS),
        before: is_secret || !was.has(path) ? null : shown(old),
        after: is_secret || !is.has(path) ? null : shown(now),
        hidden_by: is_secret ? SECRET_RULE : null,
        risk: riskOf(path, old, now),
      }
    })
}

const isSecret = (path: string, value: unknown): boolean =>
  SECRET_NAME.test(path.slice(path.lastIndexOf('.') + 1)) || (typeof value === 'string' && SECRET_VALUE.test(value))

const shown = (value: unknown): string => clip(value === null ? 'none' : typeof value === 'string' ? value : JSON.stringify(value), MOST_CHARS)

/** Every value that is no structure, under its path. An empty structure is a value: that it is empty can change. */
function leaves(value: unknown, path: string): Leaf[] {
  const below = (key: string): string => (path === '' ? key : `${path}.${key}`)
  if (Array.isArray(value)) {
    if (value.length === 0 || value.every((v) => v === null || typeof v !== 'object')) return [{ path, value }]
    const name = NAMES.find((key) => value.every((v) => typeof (v as Record<string, unknown> | null)?.[key] === 'string'))
    return value.flatMap((v, i) => leaves(v, below(name === undefined ? String(i + 1) : String((v as Record<string, unknown>)[name]))))
  }
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
    return entries.length === 0 ? [{ path, value }] : entries.flatMap(([key, v]) => leaves(v, below(key)))
  }
  return value === undefined ? [] : [{ path, value }]
}
