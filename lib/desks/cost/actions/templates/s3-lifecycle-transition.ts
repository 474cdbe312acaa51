import { z } from 'zod'
import { bucketAsk, bucketChecks, bucketFields, bucketTarget, hasRule, readBuckets, restoreRules, withRule } from '@/lib/desks/cost/actions/bucket-lifecycle'
import { holds } from '@/lib/desks/cost/actions/checks/common-checks'
import { monthlySavings, sum } from '@/lib/desks/cost/actions/monthly-savings'
import { settlesAtOnce } from '@/lib/desks/cost/actions/on-their-way'
import { ofStandard, savedPerMonth } from '@/lib/desks/cost/actions/saved-by-class'
import { nothingSaved } from '@/lib/desks/cost/actions/saved-share'
import { STORAGE_CLASSES, type StorageTariff, storageTariff } from '@/lib/desks/cost/actions/storage-tariffs'
import { defineTargetAction, type Judged } from '@/lib/desks/cost/actions/target-action'
import { Bucket, BucketContents } from '@/lib/desks/cost/connectors/cloud/ports/bucket-port'
import { Big, big, DAYS_PER_MONTH, toDecimal } from '@/lib/kernel/money'
import { Decimal } from '@/schemas/money'

/** Smaller objects are billed as 128 KiB in the cheaper classes. */
export const LEAST_SIZE_BYTES = 131_072
const LONGEST_PAYBACK_MONTHS = 3

const UNCOUNTED = 'how many objects it holds; CloudWatch has no count of the last 3 days'

const Target = z.strictObject({
  ...bucketTarget,
  prefix: z.string().max(200),
  /** As planned with; the action counts again before it acts, and the worse of both counts. */
  objects: z.int().nonnegative(),
  average_size_bytes: z.int().nonnegative(),
  /** What moving one object costs in the costliest class that may be chosen. */
  transition_cost: Decimal,
  /** How often objects are read, null where that is not known. Plans from before it was asked have none: their saving leaves out reads and the move. */
  reads_per_month: z.int().nonnegative().nullable().optional(),
})
const Params = z.strictObject({
  ...bucketAsk,
  storage_class: z.enum(STORAGE_CLASSES),
  after_days: z.int().min(30).max(365),
  targets: z.array(Target).min(1).max(5),
})
type Params = z.infer<typeof Params>
type Target = z.infer<typeof Target>
const State = Bucket.extend(BucketContents.omit({ name: true }).shape)
type State = z.infer<typeof State>
type Checked = Judged<Target, State, Params>

const ruleOf = (p: Params, t: Target) => ({
  ID: `countersign-transition-${t.prefix === '' ? 'all' : t.prefix.replaceAll('/', '-')}`,
  Status: 'Enabled',
  Filter: t.prefix === '' ? { ObjectSizeGreaterThan: LEAST_SIZE_BYTES } : { And: { Prefix: t.prefix, ObjectSizeGreaterThan: LEAST_SIZE_BYTES } },
  Transitions: [{ Days: p.after_days, StorageClass: p.storage_class }],
})
const share = (p: Params, tariff: StorageTariff): string => toDecimal(new Big(1).minus(ofStandard(p.storage_class, tariff)))
/** What one bucket saves a day once everything has moved, of a daily cost of its standard storage, before what moving it costs. */
const savedPerDay = (p: Params, cost_per_day: string, objects: number, tariff: StorageTariff): Big =>
  big(cost_per_day).times(share(p, tariff)).minus(big(tariff.classes[p.storage_class].watching).times(objects).div(DAYS_PER_MONTH))
/** The same with reads and the move taken off, where the plan was made with them. */
function savingPerDay(p: Params, t: Target, cost_per_day: string, tariff: StorageTariff): Big {
  const { objects, average_size_bytes, reads_per_month } = t
  if (reads_per_month === undefined) return savedPerDay(p, cost_per_day, objects, tariff)
  return savedPerMonth(p.storage_class, { cost_per_day, objects, average_size_bytes, reads_per_month }, tariff).div(DAYS_PER_MONTH)
}
const notKnown = (region_id: string): string => `not known: what storage classes cost in ${region_id}`

function lessText(p: Params): string {
  const watched = p.storage_class === 'INTELLIGENT_TIERING' ? ['the watching of its objects'] : []
  if (p.targets.every((t) => t.reads_per_month === undefined)) return `less ${watched[0] ?? 'retrievals, which are not known'}`
  const reads = p.targets.some((t) => t.reads_per_month == null)
    ? p.storage_class === 'INTELLIGENT_TIERING'
      ? []
      : ['retrievals, which are not known']
    : [`${p.targets.reduce((sum, t) => sum + (t.reads_per_month ?? 0), 0).toLocaleString('en-US')} reads a month`]
  return `less ${[...watched, ...reads, 'a twelfth of what moving its objects costs'].join(', ')}`
}

/** Objects of every class as the most that may move. Null: nobody has counted them. */
const objectsOf = ({ target, state }: Checked): number | null => (state.objects === null ? null : Math.max(target.objects, state.objects))
/** Standard bytes over objects of every class: the least that the average may be. */
const averageOf = ({ target, state }: Checked): number | null =>
  state.objects === null || state.standard_bytes === null || state.objects === 0
    ? null
    : Math.min(target.average_size_bytes, Math.floor(state.standard_bytes / state.objects))

/** Moves objects that nobody has changed for a while to a cheaper class. Objects that have moved stay moved after a rollback. */
export const s3LifecycleTransition = defineTargetAction<Params, Target, State>({
  id: 's3_lifecycle_transition',
  version: 3,
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
    'cloudwatch:GetMetricData',
  ],
  health_signals: ['bucket_4xx_errors', 'first_byte_latency_p95_ms'],
  reversible_for: 'any time for the rule; objects that have moved stay in their class until they are copied back',
  reversible_hours: 24 * 30,
  compared: ['rules'],
  dry_run: 'simulated',
  params: Params,
  state: State,
  title: (p) => `Move objects of ${p.targets.map((t) => t.name).join(', ')} to ${p.storage_class} after ${p.after_days} days`,
  bounds: [
    { param: 'after_days', min: 30, max: 365, options: null, rule: 'days since the object was written; the cheaper classes bill at least 30' },
    {
      param: 'storage_class',
      min: null,
      max: null,
      options: [...STORAGE_CLASSES],
      rule: 'classes that answer in milliseconds',
    },
  ],
  change: (t, p) => `objects below "${t.prefix}" move to ${p.storage_class} after ${p.after_days} days`,
  reach: { dependents: null, on_request_path: false },
  rollback_recipe: ['Put the former lifecycle rules back', 'Objects that have moved stay in their class: copy them back if they are read often'],
  savings: (p) => {
    const tariff = storageTariff(p.region_id)
    if (tariff === null) return nothingSaved(p.currency, notKnown(p.region_id))
    const of = (cost: (t: Target) => string) => sum(p.targets.map((t) => toDecimal(savingPerDay(p, t, cost(t), tariff).round(6))))
    const charged = sum(p.targets.map((t) => t.effective_cost_per_day))
    return monthlySavings({
      currency: p.currency,
      effective: of((t) => t.effective_cost_per_day),
      list: of((t) => t.list_cost_per_day),
      marginal_ratio: '1',
      formula: `${charged} ${p.currency}/day of storage x ${share(p, tariff)}, the price difference to ${p.storage_class}, x 30.4 days, ${lessText(p)}, once every object has moved`,
    })
  },
  async read(port, place, targets) {
    const [found, counted] = await Promise.all([
      readBuckets(port, place, targets),
      port.contents(
        place,
        targets.map((t) => t.name),
      ),
    ])
    const contents = (name: string) => {
      const { name: _name, ...counts } = counted.find((c) => c.name === name) ?? { name, objects: null, standard_bytes: null }
      return counts
    }
    return new Map([...found].map(([arn, bucket]) => [arn, { ...bucket, ...contents(bucket.name) }]))
  },
  checks: [
    ...bucketChecks<Checked>((j) => ruleOf(j.params, j.target)),
    holds<Checked>(
      'no_object_lock',
      { passed: 'no target locks its objects', remedy: 'the owner decides what the lock allows' },
      ({ state }) => !state.has_object_lock,
      () => 'locks its objects',
    ),
    holds<Checked>(
      'not_replicated',
      { passed: 'no target is replicated', remedy: 'move the replica instead' },
      ({ state }) => !state.has_replication,
      () => 'is replicated, and the copy would be moved or billed twice',
    ),
    holds<Checked>(
      'large_enough',
      { passed: 'objects are above 128 KiB on average', remedy: 'a prefix with larger objects' },
      (j) => {
        const average = averageOf(j)
        return average === null ? null : average >= LEAST_SIZE_BYTES
      },
      (j) => (averageOf(j) === null ? UNCOUNTED : `its objects are ${averageOf(j)} bytes on average`),
    ),
    holds<Checked>(
      'pays_back',
      { passed: `moving the objects is earned back within ${LONGEST_PAYBACK_MONTHS} months`, remedy: 'fewer or larger objects' },
      (j) => {
        const [objects, tariff] = [objectsOf(j), storageTariff(j.params.region_id)]
        if (objects === null || tariff === null) return null
        const per_month = savedPerDay(j.params, j.target.effective_cost_per_day, objects, tariff).times(DAYS_PER_MONTH)
        return big(j.target.transition_cost).times(objects).lte(per_month.times(LONGEST_PAYBACK_MONTHS))
      },
      (j) =>
        objectsOf(j) === null
          ? UNCOUNTED
          : storageTariff(j.params.region_id) === null
            ? `what storage classes cost in ${j.params.region_id}`
            : `moving its objects costs more than ${LONGEST_PAYBACK_MONTHS} months of the saving`,
    ),
  ],
  move: settlesAtOnce,
  fields: bucketFields,
  apply: (port, p, t, before) => [{ name: 'lifecycle', make: (m) => port.putLifecycle(p, t.name, withRule(before, ruleOf(p, t)), m) }],
  isInPlace: (after, t, p) => hasRule(after, ruleOf(p, t)),
  undo: restoreRules,
})
