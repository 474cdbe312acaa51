import { type Expr, type PolicyJson, policySetTextToParts, policyToJson, policyToText } from '@cedar-policy/cedar-wasm/nodejs'
import { Fault } from '@/lib/kernel/errors'
import { Level, PolicyFacts } from '@/schemas/policy'

/** What may be done to a plan: carry it out, or take it back without a person. */
export type Doing = 'execute' | 'rollback_alone'

/** Policy texts and the schema they are checked against, as read from their files. */
export type PolicyBundle = { schema: string; files: readonly { name: string; text: string }[] }

/** One condition of a policy: its text, the facts it reads, and whether it reads the agreement of people. */
export type Condition = { kind: 'when' | 'unless'; body: Expr; text: string; facts: (keyof PolicyFacts)[]; reads_agreement: boolean }

export type ParsedPolicy = {
  policy_id: string
  effect: 'permit' | 'forbid'
  text: string
  file: string
  reason: string
  fix: string
  control: string
  owner: string
  level: Level | null
  /** What its scope lets it speak of; one without a scope speaks of both. */
  about: Doing[]
  json: PolicyJson
  conditions: Condition[]
}

const ANNOTATIONS = ['id', 'reason', 'fix', 'control', 'owner', 'level']
// The engine names what it derives from a policy by its id and one of `@` and `#`: an id that held them could be taken for another's.
const POLICY_ID = /^[a-z][a-z0-9-]{0,79}$/
const DOINGS: readonly Doing[] = ['execute', 'rollback_alone']
const FACTS = Object.keys(PolicyFacts.shape) as (keyof PolicyFacts)[]

/**
 * Reads every policy of the bundle. Throws Fault `validation_failed` for text that is not Cedar, an annotation that is missing or unknown, or an id used twice.
 */
export function parseBundle(bundle: PolicyBundle): ParsedPolicy[] {
  const policies = bundle.files.flatMap(({ name, text }) => {
    const parts = policySetTextToParts(text)
    if (parts.type === 'failure') throw refuse(name, parts.errors[0]?.message ?? 'not readable')
    if (parts.policy_templates.length > 0) throw refuse(name, 'templates are not used here: write a policy')
    return parts.policies.map((part) => parsePolicy(name, part))
  })
  const ids = policies.map((p) => p.policy_id)
  const twice = ids.find((id, i) => ids.indexOf(id) !== i)
  if (twice !== undefined) throw refuse(twice, 'this id is used by two policies: rename one')
  return policies.sort((a, b) => (a.policy_id < b.policy_id ? -1 : 1))
}

function parsePolicy(file: string, text: string): ParsedPolicy {
  const parsed = policyToJson(text)
  if (parsed.type === 'failure') throw refuse(file, parsed.errors[0]?.message ?? 'not readable')
  const { effect, conditions, annotations = {} } = parsed.json
  const large = findLarge(conditions)
  if (large !== undefined) throw refuse(file, `the number ${large} is too large: use one up to ${Number.MAX_SAFE_INTEGER}`)
  const unknown = Object.keys(annotations).find((key) => !ANNOTATIONS.includes(key))
  if (unknown !== undefined) throw refuse(file, `@${unknown} is not an annotation: use ${ANNOTATIONS.map((a) => `@${a}`).join(', ')}`)
  const need = (key: string): string => {
    const value = annotations[key]
    if (value === undefined || value === '') throw refuse(file, `${annotations['id'] ?? 'a policy'} has no @${key}`)
    return value
  }
  const policy_id = need('id')
  if (!POLICY_ID.test(policy_id)) throw refuse(file, `@id("${policy_id}") has to be lower-case letters, digits and hyphens, and begin with a letter`)
  return {
    policy_id,
    effect,
    text,
    file,
    reason: need('reason'),
    fix: effect === 'forbid' ? need('fix') : '',
    control: need('control'),
    owner: need('owner'),
    level: effect === 'permit' ? Level.parse(need('level')) : null,
    about: DOINGS.filter((doing) => isInScope(parsed.json, doing)),
    json: parsed.json,
    conditions: conditions.flatMap(({ kind, body }) => (kind === 'when' ? conjuncts(body) : [body]).map((part) => condition(kind, part))),
  }
}

/** Whether a policy's scope holds this action: all, this one, or a list with it. */
const isInScope = ({ action }: PolicyJson, doing: Doing): boolean => action.op === 'All' || JSON.stringify(action).includes(JSON.stringify(doing))

/** A number that this program cannot hold exactly: policy would compare with another one than was written. */
function findLarge(node: unknown): number | undefined {
  if (typeof node === 'number') return Number.isSafeInteger(node) ? undefined : node
  if (node === null || typeof node !== 'object') return undefined
  return Object.values(node)
    .map(findLarge)
    .find((n) => n !== undefined)
}

/** The parts of `a && b && c`; anything else is one part. */
function conjuncts(body: Expr): Expr[] {
  const and = (body as { '&&'?: { left: Expr; right: Expr } })['&&']
  return and === undefined ? [body] : [...conjuncts(and.left), ...conjuncts(and.right)]
}

/** A policy without scope that holds exactly when the condition does. */
export const conditionAsPolicy = (kind: Condition['kind'], body: Expr): PolicyJson => ({
  effect: 'permit',
  principal: { op: 'All' },
  action: { op: 'All' },
  resource: { op: 'All' },
  conditions: [{ kind, body }],
})

function condition(kind: Condition['kind'], body: Expr): Condition {
  const rendered = policyToText(conditionAsPolicy(kind, body))
  const source = rendered.type === 'success' ? rendered.text : ''
  const inner = source.slice(source.indexOf('{') + 1, source.lastIndexOf('}')).trim()
  const text = inner.replace(/\b[A-Z]\w+::"([^"]*)"/g, '$1').replace(/\b(?:resource|context)\./g, '')
  const facts = FACTS.filter((name) => new RegExp(`\\bresource\\.${name}\\b`).test(inner))
  return { kind, body, text: kind === 'when' ? text : `not (${text})`, facts, reads_agreement: /\bcontext\./.test(inner) }
}

const refuse = (where: string, why: string): Fault => new Fault('validation_failed', `policy ${where}: ${why}`, { where, why })
