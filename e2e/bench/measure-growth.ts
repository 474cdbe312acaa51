import { join } from 'node:path'
import pg from 'pg'
import { auditView } from '@/app/views/audit'
import { inboxView } from '@/app/views/inbox/inbox'
import { savingsView } from '@/app/views/savings/savings'
import { verificationView } from '@/app/views/savings/verification'
import { auditHead } from '@/lib/audit/store'
import { type BenchDatabase, startBenchDatabase } from './bench-database'
import { BENCH_TENANT, personOf, seedTenant } from './bench-tenant'
import { deliver, findOpening, runCycle } from './case-cycle'
import { type Figure, median, round } from './figure'
import { fillChain } from './fill-chain'

// What a page may take on the server, however much a tenant has. Milliseconds.
const MOST_MS = 300
const LOOKS = 7
// More than a page of lists shows.
const FEW = 100

const VIEWS = {
  inbox: () => inboxView(personOf('usr_mara')),
  verification: () => verificationView(personOf('usr_yuki'), undefined),
  savings: () => savingsView(personOf('usr_yuki')),
  audit: () => auditView(personOf('usr_noor'), { case_id: null, noun: null, actor_id: null, before: null }),
} as const

/** How long each page of lists takes on the server for a small tenant, and for one with so many cases, runs and audit entries. */
export async function measureGrowth(size: { cases: number; runs: number; events: number; say(text: string): void }): Promise<Figure[]> {
  const { cases, runs, events, say } = size
  const database = await startBenchDatabase()
  try {
    say('growth: one case from its bill to its saving')
    await database.create('growth')
    await database.use('growth')
    await seedTenant()
    const inbox = join(database.home, 'inboxes/before')
    await deliver(inbox)
    const opening = await findOpening()
    await database.create('grown', 'growth')
    await database.use('grown')
    await asOwner(database, 'delete from cases')
    await runCycle(opening, inbox)
    await asOwner(database, clones(opening.case.case_id, 'open', 1, FEW), clones(opening.case.case_id, 'ran', 1, FEW), 'vacuum analyze')
    const small = await lookAtAll()
    say(`growth: writing ${cases} cases, ${runs} runs and ${events} audit entries`)
    await asOwner(database, clones(opening.case.case_id, 'open', FEW + 1, cases), clones(opening.case.case_id, 'ran', FEW + 1, runs))
    await asOwner(database, fillChain(BENCH_TENANT, events), 'vacuum analyze')
    say(`growth: looking at a chain of ${(await auditHead(BENCH_TENANT)).seq} entries and ${cases + runs} cases`)
    const large = await lookAtAll()
    return Object.entries(large).map(([page, ms]) => {
      const before = small[page as keyof typeof VIEWS]
      return {
        id: `growth.${page}`,
        sentence: `The ${page} page takes ${round(ms, 1)} ms on the server with ${cases} open cases, ${runs} runs and ${events} audit entries; ${round(before, 1)} ms with ${FEW} of each.`,
        value: round(ms, 1),
        unit: 'ms' as const,
        target: { at: 'most' as const, value: MOST_MS },
        detail: { small_ms: round(before, 1), cases, runs, events },
      }
    })
  } finally {
    await database.stop()
  }
}

/** Median of some looks at each page. The first look of a process is left out: it reads the chain once. */
async function lookAtAll(): Promise<Record<keyof typeof VIEWS, number>> {
  const found: [string, number][] = []
  for (const [page, look] of Object.entries(VIEWS)) {
    await look()
    const times: number[] = []
    for (let n = 0; n < LOOKS; n++) {
      const begun = performance.now()
      await look()
      times.push(performance.now() - begun)
    }
    found.push([page, median(times)])
  }
  return Object.fromEntries(found) as Record<keyof typeof VIEWS, number> // safe: one entry for each view
}

/** Copies of one finished case: as if they had run one after the other, or as if nothing had been done about them yet. */
function clones(case_id: string, kind: 'open' | 'ran', first: number, last: number): string {
  const body =
    kind === 'ran'
      ? `jsonb_set(body, '{run,finished_at}', to_jsonb(to_char((body -> 'run' ->> 'finished_at')::timestamptz at time zone 'UTC' - n * interval '5 minutes', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')))`
      : `body || '{"run": null, "checks": [], "approval": null, "status": "plan_ready", "phase": "gate"}'`
  const status = kind === 'ran' ? 'status, severity, at_stake_per_day, is_closed' : `'plan_ready', severity, at_stake_per_day, false`
  return `insert into cases (case_id, tenant_id, desk, incident_key, revision, phase, status, severity, at_stake_per_day, is_closed, body, opened_at, updated_at)
    select 'case_${kind}_' || n, tenant_id, desk, incident_key || '_${kind}_' || n, revision, ${kind === 'ran' ? 'phase' : `'gate'`}, ${status},
      ${body} || jsonb_build_object('case_id', 'case_${kind}_' || n, 'incident_key', incident_key || '_${kind}_' || n), opened_at, updated_at
    from cases cross join generate_series(${first}, ${last}) n where case_id = '${case_id}'`
}

async function asOwner(database: BenchDatabase, ...statements: string[]): Promise<void> {
  const owner = new pg.Client({ connectionString: database.url('grown') })
  await owner.connect()
  for (const sql of statements) await owner.query(sql)
  await owner.end()
}
