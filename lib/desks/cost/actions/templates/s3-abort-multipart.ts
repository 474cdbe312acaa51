import { z } from 'zod'
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
} from '@/lib/desks/cost/actions/bucket-lifecycle'
import { settlesAtOnce } from '@/lib/desks/cost/actions/on-their-way'
import { savedShare } from '@/lib/desks/cost/actions/saved-share'
import { defineTargetAction } from '@/lib/desks/cost/actions/target-action'
import type { Bucket } from '@/lib/desks/cost/connectors/cloud/ports/bucket-port'

const Target = z.strictObject(bucketTarget)
const Params = z.strictObject({ ...bucketAsk, days: z.int().min(1).max(30), targets: z.array(Target).min(1).max(10) })
type Params = z.infer<typeof Params>

const ruleOf = (days: number) => ({
  ID: 'countersign-abort-multipart',
  Status: 'Enabled',
  Filter: { Prefix: '' },
  AbortIncompleteMultipartUpload: { DaysAfterInitiation: days },
})

/** Removes parts of uploads that were never finished. They cannot be read as objects by anybody. */
export const s3AbortMultipart = defineTargetAction<Params, z.infer<typeof Target>, Bucket>({
  id: 's3_abort_multipart',
  version: 1,
  target_kind: 'bucket',
  reversibility: 'R1',
  base_risk: 8,
  touches: 'no_data',
  permissions: [
    's3:GetLifecycleConfiguration',
    's3:PutLifecycleConfiguration',
    's3:GetBucketVersioning',
    's3:GetBucketTagging',
    's3:GetBucketObjectLockConfiguration',
    's3:GetReplicationConfiguration',
  ],
  health_signals: ['bucket_4xx_errors'],
  reversible_for: 'any time for the rule; parts of unfinished uploads that were removed have to be uploaded again',
  reversible_hours: 24 * 30,
  compared: ['rules'],
  dry_run: 'simulated',
  params: Params,
  state: bucketState,
  title: (p) => `Remove unfinished uploads of ${p.targets.map((t) => t.name).join(', ')} after ${p.days} days`,
  bounds: [{ param: 'days', min: 1, max: 30, options: null, rule: 'days after an upload began' }],
  change: (_t, p) => `unfinished uploads end after ${p.days} days`,
  reach: { dependents: 0, on_request_path: false },
  rollback_recipe: ['Put the former lifecycle rules back', 'Read the rules and compare them with the snapshot'],
  savings: (p) => savedShare(p, () => '1', 'of unfinished uploads'),
  read: readBuckets,
  checks: bucketChecks<BucketJudged<Params>>((j) => ruleOf(j.params.days)),
  move: settlesAtOnce,
  fields: bucketFields,
  apply: (port, p, t, before) => [{ name: 'lifecycle', make: (m) => port.putLifecycle(p, t.name, withRule(before, ruleOf(p.days)), m) }],
  isInPlace: (after, _t, p) => hasRule(after, ruleOf(p.days)),
  undo: restoreRules,
})
