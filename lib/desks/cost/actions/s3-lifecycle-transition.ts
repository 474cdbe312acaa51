import { z } from 'zod'
import { Big, big, toDecimal } from '@/lib/kernel/money'
import { Decimal } from '@/schemas/money'
import type { Bucket } from '../connectors/cloud/ports/bucket-port'
import {
  type BucketJudged,
  bucketAsk,
  bucketChecks,
  bucketFields,
  bucketState,
  bucketTarget,
  hasRule,
  readBuckets,
  restoreRules,
  withRule,
} from './bucket-lifecycle'
import { holds } from './common-checks'
import { savedShare } from './saved-share'
import { defineTargetAction } from './target-action'

// Smaller objects are billed as 128 KiB in the cheaper classes.
const LEAST_SIZE_BYTES = 131_072
const LONGEST_PAYBACK_MONTHS = 3
/** Price per GB-month as a share of S3 Standard's: 0.0125, 0.0125 (infrequent tier) and 0.004 of 0.023 USD. Source: S3 price list, us-east-1. */
const OF_STANDARD = { STANDARD_IA: '0.543478', INTELLIGENT_TIERING: '0.543478', GLACIER_IR: '0.173913' }

const Target = z.strictObject({
  ...bucketTarget,
  prefix: z.string().max(200),
  objects: z.int().nonnegative(),
  average_size_bytes: z.int().nonnegative(),
  /** What moving one object costs. */
  transition_cost: Decimal,
})
const Params = z.strictObject({
  ...bucketAsk,
  storage_class: z.enum(['STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR']),
  after_days: z.int().min(30).max(365),
  targets: z.array(Target).min(1).max(5),
})
type Params = z.infer<typeof Params>
type Target = z.infer<typeof Target>

const ruleOf = (p: Params, t: Target) => ({
  ID: `countersign-transition-${t.prefix === '' ? 'all' : t.prefix.replaceAll('/', '-')}`,
  Status: 'Enabled',
  Filter: { And: { Prefix: t.prefix, ObjectSizeGreaterThan: LEAST_SIZE_BYTES } },
  Transitions: [{ Days: p.after_days, StorageClass: p.storage_class }],
})
const saved = (p: Params): string => toDecimal(new Big(1).minus(OF_STANDARD[p.storage_class]))

/** Moves objects that nobody has changed for a while to a cheaper class. Objects that have moved stay moved after a rollback. */
export const s3LifecycleTransition = defineTargetAction<Params, Target, Bucket>({
  id: 's3_lifecycle_transition',
  version: 1,
  target_kind: 'bucket',
  reversibility: 'R2',
  base_risk: 25,
  touches: 'stateful',
  permissions: [
    's3:GetLifecycleConfiguration',
    's3:PutLifecycleConfiguration',
    's3:GetBucketVersioning',
    's3:GetBucketTagging',
    's3:GetBucketObjectLockConfiguration',
    's3:GetReplicationConfiguration',
  ],
  health_signals: ['bucket_4xx_errors', 'first_byte_latency_p95_ms'],
  reversible_for: 'any time for the rule; objects that have moved stay in their class until they are copied back',
  reversible_hours: 24 * 30,
  compared: ['rules'],
  dry_run: 'simulated',
  params: Params,
  state: bucketState,
  title: (p) => `Move objects of ${p.targets.map((t) => t.name).join(', ')} to ${p.storage_class} after ${p.after_days} days`,
  bounds: [
    { param: 'after_days', min: 30, max: 365, options: null, rule: 'days since the object was written; the cheaper classes bill at least 30' },
    {
      param: 'storage_class',
      min: null,
      max: null,
      options: ['STANDARD_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR'],
      rule: 'classes that answer in milliseconds',
    },
  ],
  change: (t, p) => `objects below "${t.prefix}" move to ${p.storage_class} after ${p.after_days} days`,
  reach: { dependents: null, on_request_path: false },
  rollback_recipe: ['Put the former lifecycle rules back', 'Objects that have moved stay in their class: copy them back if they are read often'],
  savings: (p) => savedShare(p, () => saved(p), `of storage x ${saved(p)}, the price difference to ${p.storage_class}, less retrievals`),
  read: readBuckets,
  checks: [
    ...bucketChecks<Params>((j) => ruleOf(j.params, j.target as Target)),
    holds<BucketJudged<Params>>(
      'no_object_lock',
      { passed: 'no target locks its objects', remedy: 'the owner decides what the lock allows' },
      ({ state }) => !state.has_object_lock,
      () => 'locks its objects',
    ),
    holds<BucketJudged<Params>>(
      'not_replicated',
      { passed: 'no target is replicated', remedy: 'move the replica instead' },
      ({ state }) => !state.has_replication,
      () => 'is replicated, and the copy would be moved or billed twice',
    ),
    holds<BucketJudged<Params>>(
      'large_enough',
      { passed: 'objects are above 128 KiB on average', remedy: 'a prefix with larger objects' },
      ({ target }) => (target as Target).average_size_bytes >= LEAST_SIZE_BYTES,
      ({ target }) => `its objects are ${(target as Target).average_size_bytes} bytes on average`,
    ),
    holds<BucketJudged<Params>>(
      'pays_back',
      { passed: `moving the objects is earned back within ${LONGEST_PAYBACK_MONTHS} months`, remedy: 'fewer or larger objects' },
      ({ target, params }) => {
        const t = target as Target
        const per_month = big(t.effective_cost_per_day).times('30.4').times(saved(params))
        return big(t.transition_cost).times(t.objects).lte(per_month.times(LONGEST_PAYBACK_MONTHS))
      },
      () => `moving its objects costs more than ${LONGEST_PAYBACK_MONTHS} months of the saving`,
    ),
  ],
  fields: bucketFields,
  apply: (port, p, t, before) => [{ name: 'lifecycle', make: (m) => port.putLifecycle(p, t.name, withRule(before, ruleOf(p, t)), m) }],
  isInPlace: (after, t, p) => hasRule(after, ruleOf(p, t)),
  undo: restoreRules,
})
