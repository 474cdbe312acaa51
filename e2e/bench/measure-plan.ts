import { change } from '@/lib/db/change'
import { COST_ACTIONS } from '@/lib/desks/cost/actions/catalogue'
import { awsWireServer, keyOf } from '@/lib/desks/cost/connectors/cloud/contracts/aws-wire-server.contract'
import type { CloudPort } from '@/lib/desks/cost/connectors/cloud/port'
import { awsCloud } from '@/lib/desks/cost/connectors/cloud/real/aws'
import { simulatedCloud } from '@/lib/desks/cost/connectors/cloud/simulation/simulated'
import { memoryLog } from '@/lib/desks/cost/fixtures/memory-log'
import { anInstance, DEV, estateOf } from '@/lib/desks/cost/fixtures/small-estate'
import { proposalOf, tagCandidate } from '@/lib/desks/cost/fixtures/small-plan'
import { planHash } from '@/lib/desks/cost/plan/hash'
import { preparePlan } from '@/lib/desks/cost/plan/prepare'
import { claimStore } from '@/lib/execution/claims/claim-store'
import { executePlan } from '@/lib/execution/execute-plan'
import { startBenchDatabase } from './bench-database'
import { type Figure, median, round } from './figure'

const ACTIONS = 50
const MOST_PLANNING_MS = 200
const MOST_OVERHEAD_MS = 50
const NOW = '2026-11-19T09:00:00.000Z'
const now = async () => NOW
const INSTANCES = Array.from({ length: ACTIONS }, (_, n) => anInstance(n + 1))
/** One action each, which the limits of a plan would not allow: they are lifted here. */
const candidates = () => INSTANCES.map((i) => tagCandidate([i]))
const question = { now: NOW, history: {}, is_in_change_window: true }

/** A plan of fifty actions: how long planning takes, and what the executor adds to each action beside the calls to a local endpoint. */
export async function measurePlan({ runs, say }: { runs: number; say(text: string): void }): Promise<Figure[]> {
  const planning: number[] = []
  for (let run = -1; run < runs; run++) {
    say('planning fifty actions')
    const port = simulatedCloud({ estate: estateOf(INSTANCES), log: memoryLog(), now })
    const start = performance.now()
    await preparePlan(proposalOf('case_bench', candidates()), { port, ...question })
    if (run >= 0) planning.push(performance.now() - start)
  }
  const database = await startBenchDatabase()
  try {
    await database.create('plans')
    await database.use('plans')
    const overheads: number[] = []
    for (let run = -1; run < runs; run++) {
      say(run < 0 ? 'warming up' : `executing fifty actions: ${run + 1} of ${runs}`)
      const ms = await overheadOf(`${run + 1}`)
      if (run >= 0) overheads.push(ms)
    }
    return figuresOf(planning, overheads)
  } finally {
    await database.stop()
  }
}

/** Milliseconds per action that are not spent waiting for the endpoint. Claims are kept in Postgres, as in life. */
async function overheadOf(run: string): Promise<number> {
  const [tenant_id, case_id] = [`tn_bench_${run}`, `case_bench_${run}`]
  await addCase(tenant_id, case_id)
  const server = await awsWireServer(estateOf(INSTANCES), now)
  try {
    const account = { role_arn: null, external_id: null, scheduler_role_arn: null }
    const aws = awsCloud({ accounts: { [DEV.account_id]: account }, credentials: keyOf(DEV.account_id), endpoint: server.endpoint, timeout_ms: 10_000 }, now)
    const plan = await preparePlan(proposalOf(case_id, candidates()), { port: aws, ...question })
    const { port, spent } = timed(aws)
    const start = performance.now()
    const done = await executePlan({
      plan,
      planHash,
      templates: COST_ACTIONS,
      port,
      claims: claimStore(tenant_id),
      previous: null,
      now,
      onStep: async () => undefined,
      isStopRequested: async () => false,
    })
    if (done.state !== 'succeeded') throw new Error(`the plan ended ${done.state}: ${done.steps.findLast((s) => s.status === 'failed')?.detail ?? ''}`)
    return (performance.now() - start - spent()) / ACTIONS
  } finally {
    await server.close()
  }
}

/** A port that adds up the time its calls take. */
function timed(port: CloudPort): { port: CloudPort; spent(): number } {
  let total = 0
  const wrap =
    (call: (...args: unknown[]) => unknown) =>
    async (...args: unknown[]) => {
      const start = performance.now()
      try {
        return await call(...args)
      } finally {
        total += performance.now() - start
      }
    }
  const entries = Object.entries(port).map(([name, value]) => [name, typeof value === 'function' ? wrap(value as (...args: unknown[]) => unknown) : value])
  return { port: Object.fromEntries(entries) as CloudPort, spent: () => total } // safe: the same methods, each timed
}

async function addCase(tenant_id: string, case_id: string): Promise<void> {
  await change(tenant_id, async (tx) => {
    await tx.query('insert into tenant (tenant_id, name) values ($1, $1)', [tenant_id])
    await tx.query(
      `insert into cases (case_id, tenant_id, desk, incident_key, revision, phase, status, severity, at_stake_per_day, is_closed, body, opened_at, updated_at)
       values ($2, $1, 'cost', 'k', 0, 'execute', 'approved', 'high', 1, false, '{}', now(), now())`,
      [tenant_id, case_id],
    )
    const actor = { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id, surface: 'system' } as const
    return { result: undefined, events: [{ kind: 'tenant.created', subject: tenant_id, actor: { ...actor, roles: [] }, body: {} }] }
  })
}

const figuresOf = (planning: readonly number[], overheads: readonly number[]): Figure[] => [
  {
    id: 'plan.fifty_actions',
    sentence: `A plan of ${ACTIONS} actions is checked, tried and hashed in ${Math.round(median(planning))} ms (median of ${planning.length}, simulated account).`,
    value: round(median(planning), 1),
    unit: 'ms',
    target: { at: 'most', value: MOST_PLANNING_MS },
    detail: { runs_ms: planning.map((ms) => round(ms, 1)) },
  },
  {
    id: 'plan.executor_overhead',
    sentence: `The executor adds ${round(median(overheads), 1)} ms to each action of a plan of ${ACTIONS}, beside the calls to a local endpoint (median of ${overheads.length}, claims in Postgres).`,
    value: round(median(overheads), 2),
    unit: 'ms',
    target: { at: 'most', value: MOST_OVERHEAD_MS },
    detail: { runs_ms: overheads.map((ms) => round(ms, 2)) },
  },
]
