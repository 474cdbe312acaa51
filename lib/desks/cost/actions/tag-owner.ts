import { z } from 'zod'
import { defineAction } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'
import { findGuardTag } from '@/lib/policy/guard-tag'
import { Environment } from '@/schemas/action'
import { Currency } from '@/schemas/money'
import type { CloudPort } from '../connectors/cloud/port'
import { tagText } from './instance-targets'
import { failed, judgeTargets, type TargetCheck } from './judge-targets'
import { performCalls, tryCalls } from './perform-calls'

const MAX_TARGETS = 10
export const OWNER_KEYS = ['team', 'owner', 'cost-center'] as const

const TagOwnerParams = z.strictObject({
  account_id: z.string(),
  region_id: z.string(),
  environment: Environment,
  key: z.enum(OWNER_KEYS),
  value: z.string().regex(/^[\w .:/=+@-]{1,256}$/, 'must be 1 to 256 letters, digits or . : / = + @ - _'),
  targets: z
    .array(z.strictObject({ arn: z.string().startsWith('arn:'), label: z.string() }))
    .min(1)
    .max(MAX_TARGETS),
  currency: Currency,
})
type Params = z.infer<typeof TagOwnerParams>

const TagSnapshot = z.strictObject({
  account_id: z.string(),
  region_id: z.string(),
  taken_at: z.string(),
  key: z.enum(OWNER_KEYS),
  resources: z.array(z.strictObject({ arn: z.string(), label: z.string(), tags: z.record(z.string(), z.string()) })),
})

type Tags = Record<string, string>
const CHECKS: readonly TargetCheck<Tags, { key: string }>[] = [
  {
    id: 'guard_tag',
    passed: 'no target carries a tag that protects it',
    remedy: 'the owner removes the protecting tag',
    judge(tags) {
      const tag = findGuardTag(tags)
      return tag === undefined ? null : failed(`protected by ${tag}`)
    },
  },
  {
    id: 'no_owner_yet',
    passed: 'no target has another owner',
    remedy: 'the present owner agrees and removes the tag',
    judge: (tags, { key }) => (tags[key] === undefined ? null : failed(`${key} is ${tags[key]} already`)),
  },
]

/** Writes down who answers for a resource, where nobody is named yet. */
export const tagOwner = defineAction<typeof TagOwnerParams, typeof TagSnapshot, CloudPort>({
  id: 'tag_owner',
  version: 1,
  target_kind: 'resource',
  reversibility: 'R0',
  base_risk: 5,
  touches: 'no_data',
  params: TagOwnerParams,
  snapshot: TagSnapshot,
  permissions: ['ec2:DescribeTags', 'ec2:CreateTags', 'ec2:DeleteTags'],
  health_signals: [],
  reversible_for: '90 days',
  reversible_hours: 24 * 90,
  expected_fields: ['tags'],

  title: (p) => `Tag ${formatCount(p.targets.length, 'resource')} with ${p.key}=${p.value}`,
  place: (p) => p,
  bounds: () => [
    { param: 'key', min: null, max: null, options: [...OWNER_KEYS], rule: 'tags that name who answers for a resource' },
    { param: 'value', min: null, max: null, options: null, rule: '1 to 256 letters, digits or . : / = + @ - _' },
  ],
  targets: (p) => p.targets.map(({ arn, label }) => ({ arn, label, change: `gets the tag ${p.key}=${p.value}` })),
  narrow(p, keep) {
    const targets = p.targets.filter((t) => keep(t.arn))
    return targets.length === 0 ? null : { ...p, targets }
  },
  reach: () => ({ dependents: 0, on_request_path: false }),
  rollback_recipe: (p) => [`Remove the tag ${p.key}, or put its former value back`, 'Read the tags again and compare them with the snapshot'],
  savings: (p) => ({ currency: p.currency, gross_list: '0', expected: '0', bound: '0', formula: 'a tag saves nothing by itself' }),

  async precheck(port, p) {
    const { resources } = await capture(port, p, '')
    return judgeTargets(
      CHECKS,
      p.targets.map(({ arn, label }) => ({ arn, label, state: resources.find((r) => r.arn === arn)?.tags })),
      { key: p.key },
    )
  },
  dryRun: (port, p, run) =>
    tryCalls(
      p.targets.map((t) => ({
        target: t.arn,
        label: t.label,
        make: () => port.putTags(p, t.arn, { [p.key]: p.value }, { dry_run: true, idempotency_key: run.key }),
      })),
    ),
  capture: (port, p, run) => capture(port, p, run.now),
  fields: (snapshot) => snapshot.resources.map((r) => ({ target: r.label, field: 'tags', value: tagText(r.tags) })),
  apply: (port, p, run) =>
    performCalls(
      run,
      p.targets.map((t) => ({
        target: t.arn,
        label: t.label,
        make: () => port.putTags(p, t.arn, { [p.key]: p.value }, { dry_run: false, idempotency_key: `${run.key}:${t.arn}` }),
      })),
    ),
  effect(_before, after, p) {
    const missing = p.targets.filter((t) => after.resources.find((r) => r.arn === t.arn)?.tags[p.key] !== p.value)
    return missing.length === 0
      ? { status: 'in_place', detail: `${p.targets.length} of ${p.targets.length} resources carry ${p.key}=${p.value}` }
      : { status: 'missing', detail: `without the tag: ${missing.map((t) => t.label).join(', ')}` }
  },
  rollback: (port, before, run) =>
    performCalls(
      run,
      before.resources.map((r) => {
        const was = r.tags[before.key]
        const m = { dry_run: false, idempotency_key: `${run.key}:${r.arn}` }
        return {
          target: r.arn,
          label: r.label,
          make: () => (was === undefined ? port.deleteTags(before, r.arn, [before.key], m) : port.putTags(before, r.arn, { [before.key]: was }, m)),
        }
      }),
    ),
})

async function capture(port: CloudPort, p: Params, taken_at: string): Promise<z.infer<typeof TagSnapshot>> {
  const resources = await Promise.all(p.targets.map(async ({ arn, label }) => ({ arn, label, tags: await port.tags(p, arn) })))
  return { account_id: p.account_id, region_id: p.region_id, taken_at, key: p.key, resources }
}
