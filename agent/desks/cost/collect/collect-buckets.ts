import { z } from 'zod'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import type { Bucket } from '@/lib/desks/cost/connectors/cloud/ports/bucket-port'
import { STANDARD_STORAGE } from '@/lib/desks/cost/plan/candidates/bucket-candidates'
import { makeEvidence } from '@/lib/evidence/make'
import type { ResourceCosts } from '@/schemas/evidence/cost'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'
import { asked } from './asked'

const S3_BUCKET = /^(?:arn:[^:]+:s3:::)?([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])$/
// Each is read by several calls.
const MOST_BUCKETS = 20

/** Buckets whose standard storage the bill of one account and region names, with what they hold and whether a rule moves it. */
export async function bucketEvidence(cloud: CloudPort, costs: ResourceCosts, now: Instant): Promise<Evidence[]> {
  const { sub_account_id: account_id, region_id } = costs.scope
  const named = costs.resources.filter((r) => STANDARD_STORAGE.test(r.usage_type)).flatMap((r) => S3_BUCKET.exec(r.resource_id)?.[1] ?? [])
  const names = [...new Set(named)].slice(0, MOST_BUCKETS).sort()
  if (account_id === undefined || region_id === undefined || names.length === 0) return []
  const place = { account_id, region_id }
  return asked('buckets', async () => {
    const [found, counted] = [await cloud.buckets(place, names), await cloud.contents(place, names)]
    if (found.length === 0) return []
    const buckets = found.map(({ arn, name, rules, tags }) => {
      const { objects, standard_bytes } = counted.find((c) => c.name === name) ?? { objects: null, standard_bytes: null }
      return { arn, name, objects, standard_bytes, ...lifecycleOf(rules), tags }
    })
    const uncounted = buckets.filter((b) => b.objects === null || b.standard_bytes === null).map((b) => `nobody counted the objects of ${b.name}`)
    const source = { connector: cloud.connector, query: `buckets(${account_id}/${region_id}, ${names.join(' ')})`, data_version: null, retrieved_at: now }
    const body = { kind: 'cloud.buckets' as const, ...place, buckets }
    return [makeEvidence({ source, body, gaps: uncounted, completeness: uncounted.length === 0 ? 1 : 0.9 })]
  })
}

const Expiration = z.looseObject({ Days: z.int().positive().optional() })

/** What the enabled rules of a bucket do with its objects: move them to cheaper storage, and drop them after so many days (null: never). */
function lifecycleOf(rules: Bucket['rules']): { has_transition: boolean; expires_after_days: number | null } {
  const enabled = rules.filter((rule) => rule['Status'] === 'Enabled')
  const days = enabled.flatMap((rule) => Expiration.safeParse(rule['Expiration']).data?.Days ?? [])
  return {
    has_transition: enabled.some((rule) => Array.isArray(rule['Transitions']) && rule['Transitions'].length > 0),
    expires_after_days: days.length === 0 ? null : Math.min(...days),
  }
}
