import { environmentOf } from '@/lib/desks/cost/actions/checks/environment-of'
import { OWNER_KEYS } from '@/lib/desks/cost/actions/templates/tag-owner'
import type { Candidate } from '@/lib/desks/cost/plan/proposal'
import { findGuardTag } from '@/lib/policy/guard-tag'
import type { RejectedCandidate } from '@/schemas/action'
import type { Evidence } from '@/schemas/evidence/evidence'
import { bodiesOf } from './priced-resources'

const EC2 = /^arn:[^:]+:ec2:/

type Resource = { arn: string; label: string; account_id: string; region_id: string; tags: Record<string, string>; evidence_id: string }

/** Resources of the case that name nobody who answers for them, to be tagged with the case's owner once somebody has named one. */
export function ownerCandidates(q: { evidence: readonly Evidence[]; currency: string; owner: string | null }): {
  candidates: Candidate[]
  rejected: RejectedCandidate[]
} {
  const nameless = resourcesOf(q.evidence).filter((r) => !Object.keys(r.tags).some((key) => (OWNER_KEYS as readonly string[]).includes(key.toLowerCase())))
  const free = nameless.filter((r) => findGuardTag(r.tags) === undefined)
  const [first] = free
  if (first === undefined) return { candidates: [], rejected: [] }
  if (q.owner === null) {
    const target = free.map((r) => r.label).join(', ')
    return {
      candidates: [],
      rejected: [{ template: 'tag_owner', target, because: 'not known: who answers for it', would_allow: 'somebody assigns an owner to the case' }],
    }
  }
  const groups = new Map<string, Resource[]>()
  for (const r of free) {
    // EC2 tags its own resources, and the Tagging API those of other services: one action does one or the other.
    const key = `${r.account_id} ${r.region_id} ${environmentOf(r.tags)}${EC2.test(r.arn) ? '' : ' others'}`
    groups.set(key, [...(groups.get(key) ?? []), r])
  }
  const candidates = [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => toCandidate(group, q.owner ?? '', q.currency))
  return { candidates, rejected: [] }
}

function toCandidate(group: readonly Resource[], owner: string, currency: string): Candidate {
  const [first] = group
  return {
    template: 'tag_owner',
    params: {
      account_id: first?.account_id,
      region_id: first?.region_id,
      environment: environmentOf(first?.tags ?? {}),
      key: 'team',
      value: owner,
      targets: group.map(({ arn, label }) => ({ arn, label })),
      currency,
    },
    reasons: [{ code: 'resources_name_nobody', facts: { resources: group.length, owner }, evidence_ids: [...new Set(group.map((r) => r.evidence_id))] }],
  }
}

function resourcesOf(evidence: readonly Evidence[]): Resource[] {
  const instances = bodiesOf(evidence, 'cloud.instances').flatMap(({ account_id, evidence_id, instances: list }) =>
    list
      .filter((i) => i.state !== 'terminated')
      .map(({ arn, instance_id, region_id, tags }) => ({ arn, label: tags['Name'] ?? instance_id, account_id, region_id, tags, evidence_id })),
  )
  const volumes = bodiesOf(evidence, 'cloud.volumes').flatMap(({ account_id, evidence_id, volumes: list }) =>
    list.map(({ arn, volume_id, region_id, tags }) => ({ arn, label: tags['Name'] ?? volume_id, account_id, region_id, tags, evidence_id })),
  )
  const databases = bodiesOf(evidence, 'cloud.databases').flatMap(({ account_id, region_id, evidence_id, databases: list }) =>
    list.map(({ arn, db_instance_id, tags }) => ({ arn, label: db_instance_id, account_id, region_id, tags, evidence_id })),
  )
  const buckets = bodiesOf(evidence, 'cloud.buckets').flatMap(({ account_id, region_id, evidence_id, buckets: list }) =>
    list.map(({ arn, name, tags }) => ({ arn, label: name, account_id, region_id, tags, evidence_id })),
  )
  return [...instances, ...volumes, ...databases, ...buckets]
}
