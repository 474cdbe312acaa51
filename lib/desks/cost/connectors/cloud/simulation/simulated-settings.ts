import { canonicalJson } from '@/lib/kernel/canonical'
import type { Place } from '../call'
import { Bucket, BucketContents, type BucketPort } from '../ports/bucket-port'
import type { LogPort } from '../ports/log-port'
import type { Simulator } from './simulator'

/** A bucket as the estate holds it. Without contents nobody has counted it. */
const Stored = Bucket.extend({ contents: BucketContents.omit({ name: true }).optional() })
const BEFORE_EVERYTHING = '2026-01-01T00:00:00.000Z'

export const simulatedBuckets = (sim: Simulator): BucketPort => {
  const stored = async (names: readonly string[]) => (await sim.all('bucket', Stored)).filter((b) => names.includes(b.name))
  return {
    buckets: async (_place, names) => (await stored(names)).map(({ contents: _contents, ...bucket }) => bucket),
    async contents(_place, names) {
      const found = await stored(names)
      return names.map((name) => ({ name, ...(found.find((b) => b.name === name)?.contents ?? { objects: null, standard_bytes: null }) }))
    },
    async putLifecycle(_place, name, rules, m) {
      const [b] = await stored([name])
      return sim.put('s3:PutLifecycleConfiguration', 'bucket', b?.arn ?? name, m, () =>
        canonicalJson(b?.rules ?? null) === canonicalJson(rules) ? { noop: 'it is so already' } : { state: { ...b, rules } },
      )
    },
  }
}

export const simulatedLogs = (sim: Simulator): LogPort => {
  const group = async (place: Place, name: string) =>
    (await sim.account()).log_groups.get(`arn:aws:logs:${place.region_id}:${place.account_id}:log-group:${name}`)
  return {
    async logGroups(place, names) {
      const found = await Promise.all(names.map((name) => group(place, name)))
      return found.flatMap((g) =>
        g === undefined
          ? []
          : {
              arn: g.arn,
              name: g.name,
              retention_days: g.retention_days,
              stored_bytes: g.stored_bytes ?? 0,
              created_at: BEFORE_EVERYTHING,
              has_subscription: g.has_subscription ?? false,
              exported_until: g.exported_until ?? null,
              tags: g.tags,
            },
      )
    },
    logRetention: async (place, name) => (await group(place, name))?.retention_days ?? null,
    async putLogRetention(place, name, retention_days, m) {
      const g = await group(place, name)
      return sim.mutate('logs:PutRetentionPolicy', g, m, () =>
        g?.retention_days === retention_days ? { noop: 'it is so already' } : { event: { change: 'log_retention', retention_days } },
      )
    },
    async deleteLogRetention(place, name, m) {
      const g = await group(place, name)
      return sim.mutate('logs:DeleteRetentionPolicy', g, m, () =>
        g?.retention_days === null ? { noop: 'it keeps events for ever' } : { event: { change: 'log_retention', retention_days: null } },
      )
    },
  }
}
