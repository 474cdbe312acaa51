import { z } from 'zod'
import { failed, judgeTargets, type TargetCheck } from '@/lib/desks/cost/actions/checks/judge-targets'
import { eitherTemplate } from '@/lib/desks/cost/actions/either-template'
import { tagText } from '@/lib/desks/cost/actions/instance-targets'
import { narrowTargets } from '@/lib/desks/cost/actions/narrow-targets'
import { onEach, performCalls, tryCalls } from '@/lib/desks/cost/actions/perform-calls'
import { nothingSaved } from '@/lib/desks/cost/actions/saved-share'
import { isTaggable } from '@/lib/desks/cost/actions/tag-rights'
import { askBase } from '@/lib/desks/cost/actions/target-action'
import type { Mutation } from '@/lib/desks/cost/connectors/cloud/call'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { defineAction } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'
import { findGuardTag } from '@/lib/policy/guard-tag'
import type { DryRun } from '@/schemas/action'

const MAX_TARGETS = 10
export const OWNER_KEYS = ['team', 'owner', 'cost-center'] as const

const paramsFor = (arn: z.ZodType<string>) =>
  z.strictObject({
    ...askBase,
    key: z.enum(OWNER_KEYS),
    value: z.string().regex(/^[\w .:/=+@-]{1,256}$/, 'must be 1 to 256 letters, digits or . : / = + @ - _'),
    targets: z
      .array(z.strictObject({ arn, label: z.string() }))
      .min(1)
      .max(MAX_TARGETS),
  })
type Params = z.infer<ReturnType<typeof paramsFor>>
type Found = { arn: string; label: string; tags: Tags }

/** By which API a resource is tagged: what that needs, whether it can be tried, and what it knows of the tags that are there. */
type Tagging = {
  arn: z.ZodType<string>
  permissions: readonly string[]
  dry_run: DryRun['kind']
  read(port: CloudPort, p: Params): Promise<Found[]>
}

const EC2_ARN = /^arn:[^:]+:ec2:/
const BY_EC2: Tagging = {
  arn: z.string().startsWith('arn:'),
  permissions: ['ec2:DescribeTags', 'ec2:CreateTags', 'ec2:DeleteTags'],
  dry_run: 'provider',
  read: (port, p) => Promise.all(p.targets.map(async ({ arn, label }) => ({ arn, label, tags: await port.tags(p, arn) }))),
}
/** The Resource Groups Tagging API; the rights that it asks for at the resource's own service are in `tag-rights.ts`. */
const BY_ARN: Tagging = {
  arn: z.string().refine((arn) => isTaggable(arn) && !EC2_ARN.test(arn), 'must be the ARN of a service whose resources can be tagged from here'),
  permissions: ['tag:GetResources', 'tag:TagResources', 'tag:UntagResources'],
  dry_run: 'simulated',
  async read(port, p) {
    const found = await port.tagged(
      p,
      p.targets.map((t) => t.arn),
    )
    return p.targets.flatMap(({ arn, label }) => found.filter((r) => r.arn === arn).map(({ tags }) => ({ arn, label, tags })))
  },
}

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

const FACTS = {
  id: 'tag_owner',
  version: 1,
  target_kind: 'resource',
  reversibility: 'R0',
  base_risk: 5,
  touches: 'no_data',
  health_signals: [],
  reversible_for: '90 days',
  reversible_hours: 24 * 90,
  expected_fields: ['tags'],
} as const

const SAID = {
  title: (p: Params) => `Tag ${formatCount(p.targets.length, 'resource')} with ${p.key}=${p.value}`,
  place: (p: Params) => p,
  bounds: () => [
    { param: 'key', min: null, max: null, options: [...OWNER_KEYS], rule: 'tags that name who answers for a resource' },
    { param: 'value', min: null, max: null, options: null, rule: '1 to 256 letters, digits or . : / = + @ - _' },
  ],
  targets: (p: Params) => p.targets.map(({ arn, label }) => ({ arn, label, change: `gets the tag ${p.key}=${p.value}` })),
  narrow: narrowTargets<Params>,
  reach: () => ({ dependents: 0, on_request_path: false }),
  rollback_recipe: (p: Params) => [`Remove the tag ${p.key}, or put its former value back`, 'Read the tags again and compare them with the snapshot'],
  savings: (p: Params) => nothingSaved(p.currency, 'a tag saves nothing by itself'),
}

const tagging = (by: Tagging) =>
  defineAction<ReturnType<typeof paramsFor>, typeof TagSnapshot, CloudPort>({
    ...FACTS,
    ...SAID,
    permissions: by.permissions,
    params: paramsFor(by.arn),
    snapshot: TagSnapshot,
    async precheck(port, p) {
      const { resources } = await capture(by, port, p, '')
      return judgeTargets(
        CHECKS,
        p.targets.map(({ arn, label }) => ({ arn, label, state: resources.find((r) => r.arn === arn)?.tags })),
        { key: p.key },
      )
    },
    dryRun: (port, p, run) =>
      tryCalls(
        onEach(
          p.targets,
          putOwner(port, p, () => ({ dry_run: true, idempotency_key: run.key })),
        ),
        by.dry_run,
      ),
    capture: (port, p, run) => capture(by, port, p, run.now),
    onTheirWay: () => [],
    fields: (snapshot) => snapshot.resources.map((r) => ({ target: r.label, field: 'tags', value: tagText(r.tags) })),
    apply: (port, p, run) =>
      performCalls(
        run,
        onEach(
          p.targets,
          putOwner(port, p, (arn) => ({ dry_run: false, idempotency_key: `${run.key}:${arn}` })),
        ),
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
        onEach(before.resources, (r) => {
          const was = r.tags[before.key]
          const m = { dry_run: false, idempotency_key: `${run.key}:${r.arn}` }
          return was === undefined ? port.deleteTags(before, r.arn, [before.key], m) : port.putTags(before, r.arn, { [before.key]: was }, m)
        }),
      ),
  })

const putOwner = (port: CloudPort, p: Params, mutation: (arn: string) => Mutation) => (t: { arn: string }) =>
  port.putTags(p, t.arn, { [p.key]: p.value }, mutation(t.arn))

/** Writes down who answers for a resource, where nobody is named yet. */
export const tagOwner = eitherTemplate(tagging(BY_EC2), tagging(BY_ARN), (arn) => !EC2_ARN.test(arn))

async function capture(by: Tagging, port: CloudPort, p: Params, taken_at: string): Promise<z.infer<typeof TagSnapshot>> {
  return { account_id: p.account_id, region_id: p.region_id, taken_at, key: p.key, resources: await by.read(port, p) }
}
