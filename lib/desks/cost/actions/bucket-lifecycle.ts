import { z } from 'zod'
import { holds, notGuarded } from '@/lib/desks/cost/actions/checks/common-checks'
import { canonicalJson } from '@/lib/kernel/canonical'
import type { Place } from '../connectors/cloud/call'
import type { CloudPort } from '../connectors/cloud/port'
import { Bucket, type LifecycleRule } from '../connectors/cloud/ports/bucket-port'
import { readBy } from './read-by'
import { askBase, type Judged, targetBase } from './target-action'

/** What both bucket actions share: they add one rule, named by us, and leave the others as they are. */
export const bucketTarget = { ...targetBase, name: z.string().regex(/^[a-z0-9.-]{3,63}$/, 'must be a bucket name') }
export const bucketAsk = askBase
type Named = { arn: string; name: string; label: string; effective_cost_per_day: string; list_cost_per_day: string }

export const bucketState = Bucket
export type BucketJudged<P> = Judged<Named, Bucket, P>

export const readBuckets = (port: CloudPort, place: Place, targets: readonly Named[]): Promise<Map<string, Bucket>> =>
  readBy('name', targets, place, (...asked) => port.buckets(...asked))

/** Rules in the order of their ids: the provider does not promise an order. */
export const bucketFields = (b: Bucket) => ({ rules: canonicalJson([...b.rules].sort((x, y) => (idOf(x) < idOf(y) ? -1 : 1))), versioning: b.versioning })

export const withRule = (b: Bucket, rule: LifecycleRule): LifecycleRule[] => [...b.rules.filter((r) => idOf(r) !== idOf(rule)), rule]
export const hasRule = (b: Bucket | undefined, rule: LifecycleRule): boolean => b?.rules.some((r) => canonicalJson(r) === canonicalJson(rule)) === true

export const restoreRules = (port: CloudPort, place: Place, before: Bucket) => [
  { name: 'lifecycle', make: (m: Parameters<CloudPort['putLifecycle']>[3]) => port.putLifecycle(place, before.name, before.rules, m) },
]

export const bucketChecks = <J extends { state: Bucket }>(rule: (j: J) => LifecycleRule) => [
  notGuarded,
  holds<J>(
    'no_such_rule_yet',
    { passed: 'no target has this rule', remedy: 'nothing: the rule is there' },
    (j) => !j.state.rules.some((r) => idOf(r) === idOf(rule(j))),
    () => 'has this rule already',
  ),
]

const idOf = (rule: LifecycleRule): string => String(rule['ID'] ?? canonicalJson(rule))
