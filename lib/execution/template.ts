import type { z } from 'zod'
import { Fault } from '@/lib/kernel/errors'
import type { DryRun, Environment, ExpectedSavings, PlanAction, Precheck, Receipt, ReversibilityClass } from '@/schemas/action'
import type { Instant } from '@/schemas/time'

/** What an action may touch while it runs. `now` and `key` come from the run, never from the clock or a random source. */
export type RunContext = {
  now: string
  key: string
  mode: 'dry_run' | 'live'
  /** Which of its stages, from 1; all of them where absent, for an account that settles at once. */
  stage?: number
  onTarget?: (told: TargetProgress) => Promise<void>
}

/** How far an action is: targets that are over of all of them, and the label of the last. Only told, never relied on. */
export type TargetProgress = { done: number; of: number; last: string }

/** One field of one target, as text, for the snapshot diff. Fields named in `expected_fields` may change; any other difference is unexpected. */
export type SnapshotField = { target: string; field: string; value: string }

/** A precheck and the targets (ARNs) that did not pass it, so that the rest can go on without them. */
export type CheckedTargets = Precheck & { failed_targets: readonly string[] }

/**
 * A target that the provider says is on its way from one state to another, as a machine that is stopping: it takes no change until it is there and is not compared before, unless
 * `takes_changes` says that only what is compared has to wait, or `is_comparable` that only a change has to. That may take hours, so a way back goes on with other actions
 * meanwhile. `within_min` is how long it takes at most, in minutes; `ready_at` is when it will be there, where that is known.
 */
export type OnItsWay = {
  target: string
  to: 'started' | 'stopped' | 'changed'
  within_min: number
  ready_at?: Instant
  takes_changes?: true
  is_comparable?: true
}

/** Where the action works. */
export type ActionPlace = { account_id: string; region_id: string; environment: Environment }

/** What else feels the action. Null means "not known", which counts against it. */
export type Reach = { dependents: number | null; on_request_path: boolean | null }

/** What every template says about itself, whatever its parameters. */
export type TemplateFacts = {
  id: string
  version: number
  /** "instance", "volume": for sentences and limits. */
  target_kind: string
  reversibility: ReversibilityClass
  /** Points the template itself brings to the risk score. */
  base_risk: number
  /** Whether a mistake could cost data. */
  touches: 'no_data' | 'stateful' | 'only_copy'
  permissions: readonly string[]
  health_signals: readonly string[]
  reversible_for: string
  /** How long the rollback recipe is known to work, in hours. */
  reversible_hours: number
  /** Fields that the action means to change, and that must be equal again after a rollback. */
  expected_fields: readonly string[]
  /** In how many stages it is carried out and undone, each once the targets have settled after the one before; one where absent. */
  stages?: number
  /** It is never a plan by itself: it stands last in another action's plan, and what becomes of it decides nothing about that. */
  accompanies?: true
}

/**
 * An action that may be proposed. The type has no optional half: without parameters schema, permissions, prechecks, dry run, snapshot,
 * rollback and a check of the effect it does not compile. Every function but the port calls is pure.
 */
export type ActionTemplate<P extends z.ZodType, S extends z.ZodType, Port> = TemplateFacts & {
  params: P
  snapshot: S
  title(params: z.output<P>): string
  place(params: z.output<P>): ActionPlace
  bounds(params: z.output<P>): PlanAction['bounds']
  targets(params: z.output<P>): PlanAction['targets']
  /** The same action on fewer targets; null when none would be left. */
  narrow(params: z.output<P>, keep: (arn: string) => boolean): z.output<P> | null
  reach(params: z.output<P>): Reach
  rollback_recipe(params: z.output<P>): string[]
  savings(params: z.output<P>): ExpectedSavings
  /** Re-reads the world: run while planning and again right before acting. Details name no moment, so that equal worlds give equal text. */
  precheck(port: Port, params: z.output<P>, now: string): Promise<CheckedTargets[]>
  dryRun(port: Port, params: z.output<P>, run: RunContext): Promise<Pick<DryRun, 'kind' | 'outcome' | 'detail'>>
  capture(port: Port, params: z.output<P>, run: RunContext): Promise<z.output<S>>
  fields(snapshot: z.output<S>): SnapshotField[]
  /** The targets that are on their way: nothing is compared or sent that has to wait for them. `refusal` is what the provider said when it refused them the last change, if it did. */
  onTheirWay(snapshot: z.output<S>, params: z.output<P>, refusal?: string): OnItsWay[]
  apply(port: Port, params: z.output<P>, run: RunContext): Promise<Receipt>
  /** Whether the world is in the state that was asked for. */
  effect(before: z.output<S>, after: z.output<S>, params: z.output<P>): Effect
  rollback(port: Port, before: z.output<S>, run: RunContext): Promise<Receipt>
}
export type Effect = { status: 'in_place' | 'missing'; detail: string }

/** A template with one set of parameters, its types closed over, so that plans of any mix of templates can be carried out. */
export type BoundAction<Port> = {
  facts: TemplateFacts
  params: Record<string, unknown>
  title: string
  place: ActionPlace
  bounds: PlanAction['bounds']
  targets: PlanAction['targets']
  reach: Reach
  rollback_recipe: string[]
  savings: ExpectedSavings
  narrow(keep: (arn: string) => boolean): BoundAction<Port> | null
  precheck(port: Port, now: string): Promise<CheckedTargets[]>
  dryRun(port: Port, run: RunContext): Promise<Pick<DryRun, 'kind' | 'outcome' | 'detail'>>
  capture(port: Port, run: RunContext): Promise<unknown>
  fields(snapshot: unknown): SnapshotField[]
  onTheirWay(snapshot: unknown, refusal?: string): OnItsWay[]
  apply(port: Port, run: RunContext): Promise<Receipt>
  effect(before: unknown, after: unknown): Effect
  rollback(port: Port, before: unknown, run: RunContext): Promise<Receipt>
}

export type Template<Port> = TemplateFacts & {
  /** Throws Fault `validation_failed`, naming each parameter that is out of its bounds or not in the schema. */
  bind(params: unknown): BoundAction<Port>
}

/** Templates by id. A former version that runs may still have begun with is kept as `id@version`. */
export type Catalogue<Port> = Readonly<Record<string, Template<Port>>>

export function defineAction<P extends z.ZodType<Record<string, unknown>>, S extends z.ZodType, Port>(t: ActionTemplate<P, S, Port>): Template<Port> {
  const { id, version, target_kind, reversibility, base_risk, touches, permissions, health_signals, reversible_for, reversible_hours, expected_fields } = t
  const facts: TemplateFacts = {
    id,
    version,
    target_kind,
    reversibility,
    base_risk,
    touches,
    permissions,
    health_signals,
    reversible_for,
    reversible_hours,
    expected_fields,
    ...(t.stages === undefined ? {} : { stages: t.stages }),
    ...(t.accompanies === undefined ? {} : { accompanies: t.accompanies }),
  }
  return { ...facts, bind: (params) => bind(t, facts, parseParams(t, params)) }
}

function bind<P extends z.ZodType<Record<string, unknown>>, S extends z.ZodType, Port>(
  t: ActionTemplate<P, S, Port>,
  facts: TemplateFacts,
  params: z.output<P>,
): BoundAction<Port> {
  return {
    facts,
    params,
    title: t.title(params),
    place: t.place(params),
    bounds: t.bounds(params),
    targets: t.targets(params),
    reach: t.reach(params),
    rollback_recipe: t.rollback_recipe(params),
    savings: t.savings(params),
    narrow(keep) {
      const fewer = t.narrow(params, keep)
      return fewer === null ? null : bind(t, facts, fewer)
    },
    precheck: (port, now) => t.precheck(port, params, now),
    dryRun: (port, run) => t.dryRun(port, params, run),
    capture: (port, run) => t.capture(port, params, run),
    fields: (snapshot) => t.fields(t.snapshot.parse(snapshot)),
    onTheirWay: (snapshot, refusal) => t.onTheirWay(t.snapshot.parse(snapshot), params, refusal),
    apply: (port, run) => t.apply(port, params, run),
    effect: (before, after) => t.effect(t.snapshot.parse(before), t.snapshot.parse(after), params),
    rollback: (port, before, run) => t.rollback(port, t.snapshot.parse(before), run),
  }
}

function parseParams<P extends z.ZodType>(t: { id: string; params: P }, params: unknown): z.output<P> {
  const parsed = t.params.safeParse(params)
  if (parsed.success) return parsed.data
  const issues = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Fault('validation_failed', `the parameters of ${t.id} are out of bounds: ${issues.join('; ')}`, { template: t.id, issues })
}
