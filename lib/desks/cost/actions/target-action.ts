import { z } from 'zod'
import { judgeTargets, type TargetCheck } from '@/lib/desks/cost/actions/checks/judge-targets'
import { defineAction, type RunContext, type Template, type TemplateFacts } from '@/lib/execution/template'
import { formatCount } from '@/lib/kernel/format'
import { Environment, type ExpectedSavings, type PlanAction } from '@/schemas/action'
import { Currency, Decimal } from '@/schemas/money'
import type { CallResult, Mutation, Place } from '../connectors/cloud/call'
import type { CloudPort } from '../connectors/cloud/port'
import { narrowTargets } from './narrow-targets'
import type { Move } from './on-their-way'
import { type Call, performCalls, tryCalls } from './perform-calls'

/** What every target of every action says about itself. Costs are what the bill charges per day for what the action would end. */
export const targetBase = {
  arn: z.string().startsWith('arn:'),
  label: z.string(),
  effective_cost_per_day: Decimal,
  list_cost_per_day: Decimal,
}
export const askBase = { account_id: z.string(), region_id: z.string(), environment: Environment, currency: Currency }

export type BaseTarget = { arn: string; label: string; effective_cost_per_day: string; list_cost_per_day: string }
type Named = { arn: string; label: string }
type Ask<T> = { account_id: string; region_id: string; environment: PlanAction['environment']; currency: string; targets: T[] }
/** One call that changes one target. `name` tells the calls of a target apart, `stage` when it is made: in the first one where absent. */
export type Change = { name: string; stage?: number; make(m: Mutation): Promise<CallResult> }
export type Judged<T, S, P> = { target: T; state: S; params: P }
type Values = Record<string, string | number | boolean | null>

type Recipe<P extends Ask<T>, T extends Named, S> = Omit<TemplateFacts, 'expected_fields'> & {
  params: z.ZodType<P>
  state: z.ZodType<S>
  /** Fields that the action means to change, and that are equal again after a rollback. */
  compared: readonly string[]
  /** Said of the dry run when the provider has none of its own and state and permissions are read instead. */
  dry_run: 'provider' | 'simulated'
  title(p: P): string
  bounds: PlanAction['bounds']
  change(t: T, p: P): string
  reach: { dependents: number | null; on_request_path: boolean | null }
  rollback_recipe: string[]
  savings(p: P): ExpectedSavings
  /** The live state by the ARN that the plan names. */
  read(port: CloudPort, place: Place, targets: readonly T[]): Promise<ReadonlyMap<string, S>>
  checks: readonly TargetCheck<Judged<T, S, P>, { now: string }>[]
  fields(state: S, target: T): Values
  /** Where a target is going in this state, if it is going anywhere. */
  move(state: S, target: T, p: P): Move
  apply(port: CloudPort, p: P, t: T, before: S, run: Pick<RunContext, 'now' | 'key'>): Change[]
  isInPlace(after: S | undefined, t: T, p: P): boolean
  undo(port: CloudPort, place: Place, before: S, now: S | undefined, target: T): Change[]
}
type Item<T, S> = { arn: string; label: string; target: T; state: S }
type Snapshot<T, S> = { account_id: string; region_id: string; taken_at: string; items: Item<T, S>[] }

/** An action that does the same to each of a few targets and leaves one state behind on each. */
export function defineTargetAction<P extends Ask<T>, T extends Named, S>(r: Recipe<P, T, S>): Template<CloudPort> {
  const snapshot = z.strictObject({
    account_id: z.string(),
    region_id: z.string(),
    taken_at: z.string(),
    items: z.array(z.strictObject({ arn: z.string(), label: z.string(), target: z.custom<T>(), state: r.state })),
  }) as unknown as z.ZodType<Snapshot<T, S>> // safe: the state is parsed by its own schema, the target was by the parameters'
  return defineAction<z.ZodType<P>, typeof snapshot, CloudPort>({ ...factsOf(r), params: r.params, snapshot, ...described(r), ...looked(r), ...acted(r) })
}

function factsOf<P extends Ask<T>, T extends Named, S>(r: Recipe<P, T, S>): TemplateFacts {
  const { id, version, target_kind, reversibility, base_risk, touches, permissions, health_signals, reversible_for, reversible_hours, stages, accompanies } = r
  const facts = { id, version, target_kind, reversibility, base_risk, touches, permissions, health_signals, reversible_for, reversible_hours }
  return { ...facts, expected_fields: r.compared, ...(stages === undefined ? {} : { stages }), ...(accompanies === undefined ? {} : { accompanies }) }
}

/** What is said of it from its parameters alone. */
const described = <P extends Ask<T>, T extends Named, S>(r: Recipe<P, T, S>) => ({
  title: r.title,
  place: (p: P) => p,
  bounds: () => r.bounds,
  targets: (p: P) => p.targets.map((t) => ({ arn: t.arn, label: t.label, change: r.change(t, p) })),
  narrow: narrowTargets<P>,
  reach: () => r.reach,
  rollback_recipe: () => r.rollback_recipe,
  savings: r.savings,
})

/** What it reads, and what it says of what it read. */
const looked = <P extends Ask<T>, T extends Named, S>(r: Recipe<P, T, S>) => ({
  async precheck(port: CloudPort, p: P, now: string) {
    const found = await r.read(port, p, p.targets)
    const targets = p.targets.map((target) => {
      const state = found.get(target.arn)
      return { arn: target.arn, label: target.label, state: state === undefined ? undefined : { target, state, params: p } }
    })
    return judgeTargets(r.checks, targets, { now })
  },
  capture: (port: CloudPort, p: P, run: RunContext) => capture(r, port, p, run.now),
  fields: (s: Snapshot<T, S>) =>
    s.items.flatMap((i) => Object.entries(r.fields(i.state, i.target)).map(([field, value]) => ({ target: i.label, field, value: String(value ?? 'none') }))),
  onTheirWay: (s: Snapshot<T, S>, p: P) =>
    s.items.flatMap((i) => {
      const move = r.move(i.state, i.target, p)
      return move === null ? [] : [{ target: i.label, ...move }]
    }),
  effect(_before: Snapshot<T, S>, after: Snapshot<T, S>, p: P) {
    const missing = p.targets.filter((t) => !r.isInPlace(after.items.find((i) => i.arn === t.arn)?.state, t, p))
    const all = `${formatCount(p.targets.length, r.target_kind)} of ${p.targets.length} ${p.targets.length === 1 ? 'is' : 'are'} as asked`
    return missing.length === 0
      ? { status: 'in_place' as const, detail: all }
      : { status: 'missing' as const, detail: `not as asked: ${missing.map((t) => t.label).join(', ')}` }
  },
})

/** What it tries, changes and takes back. */
const acted = <P extends Ask<T>, T extends Named, S>(r: Recipe<P, T, S>) => ({
  async dryRun(port: CloudPort, p: P, run: RunContext) {
    const { items } = await capture(r, port, p, run.now)
    return tryCalls(
      callsOf(items, { ...run, dry: true }, (i) => r.apply(port, p, i.target, i.state, run)),
      r.dry_run,
    )
  },
  async apply(port: CloudPort, p: P, run: RunContext) {
    const { items } = await capture(r, port, p, run.now)
    return performCalls(
      run,
      callsOf(items, { ...run, dry: false }, (i) => r.apply(port, p, i.target, i.state, run)),
    )
  },
  async rollback(port: CloudPort, before: Snapshot<T, S>, run: RunContext) {
    const place = { account_id: before.account_id, region_id: before.region_id }
    const now = await r.read(
      port,
      place,
      before.items.map((i) => i.target),
    )
    return performCalls(
      run,
      callsOf(before.items, { ...run, dry: false }, (i) => r.undo(port, place, i.state, now.get(i.arn), i.target)),
    )
  },
})

/** The state of every target that is there. */
async function capture<P extends Ask<T>, T extends Named, S>(r: Recipe<P, T, S>, port: CloudPort, p: P, taken_at: string): Promise<Snapshot<T, S>> {
  const found = await r.read(port, p, p.targets)
  const items = p.targets.flatMap((target) => {
    const state = found.get(target.arn)
    return state === undefined ? [] : [{ arn: target.arn, label: target.label, target, state: r.state.parse(state) }]
  })
  return { account_id: p.account_id, region_id: p.region_id, taken_at, items }
}

type Asked = Pick<RunContext, 'key' | 'stage'> & { dry: boolean }

const callsOf = <T, S>(items: readonly Item<T, S>[], m: Asked, changes: (item: Item<T, S>) => Change[]): Call[] =>
  items.flatMap((item) =>
    changes(item)
      .filter(({ stage = 1 }) => m.stage === undefined || m.stage === stage)
      .map(({ name, make }) => ({
        target: item.arn,
        label: item.label,
        make: () => make({ dry_run: m.dry, idempotency_key: `${m.key}:${item.arn}:${name}` }),
      })),
  )
