import pg from 'pg'
import { verifyAudit } from '@/lib/audit/store'
import { change } from '@/lib/db/change'
import { pool } from '@/lib/db/pool'
import type { AuditEvent } from '@/schemas/audit'
import { type BenchDatabase, startBenchDatabase } from './bench-database'
import { type Figure, median, round } from './figure'
import { fillChain } from './fill-chain'

const CHAIN = 'tn_bench'
const WRITERS = 8
const APPENDS_EACH = 150
const event: AuditEvent = {
  kind: 'case.updated',
  subject: 'case_bench',
  actor: { kind: 'system', id: 'worker', name: 'Worker', roles: [], tenant_id: CHAIN, surface: 'system' },
  body: { detail: 'about as much as an event says: who, what, on which plan, and one sentence of why that is not short', plan_hash: 'a'.repeat(64) },
}

const append = () => change(CHAIN, async () => ({ result: undefined, events: [event] }))
/** A change that also writes a row: a transaction of its own, as every decision about a case has. */
const appendWithRow = () =>
  change(CHAIN, async (tx) => {
    await tx.query('insert into bare (body) values ($1)', [JSON.stringify(event)])
    return { result: undefined, events: [event] }
  })
/** The same bytes in a table of their own, each row its own transaction, over the same connections. */
const insert = () => pool().query('insert into bare (body) values ($1)', [JSON.stringify(event)])

/** Commits a second that this many clients reach together. */
async function rate(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await Promise.all(
    Array.from({ length: WRITERS }, async () => {
      for (let n = 0; n < APPENDS_EACH; n++) await work()
    }),
  )
  return (WRITERS * APPENDS_EACH) / ((performance.now() - begun) / 1000)
}

type Rates = Record<'append' | 'insert' | 'with_row', number>

/** In turns, so that a busy moment of the machine meets all of them. */
async function ratesOf(run: number): Promise<Rates> {
  const rates: Rates = { append: 0, insert: 0, with_row: 0 }
  const kinds = [
    ['append', append],
    ['insert', insert],
    ['with_row', appendWithRow],
  ] as const
  for (const at of kinds.keys()) {
    const [name, work] = kinds[(run + at) % kinds.length] ?? kinds[0]
    rates[name] = await rate(work)
  }
  return rates
}

async function asOwner(database: BenchDatabase, sql: string): Promise<void> {
  const owner = new pg.Client({ connectionString: database.url('audit') })
  await owner.connect()
  await owner.query(sql)
  await owner.end()
}

/** How fast one tenant's chain grows beside bare inserts, and how long a chain of `events` takes to verify. */
export async function measureAudit({ events, runs, say }: { events: number; runs: number; say(text: string): void }): Promise<Figure[]> {
  const database = await startBenchDatabase()
  try {
    await database.create('audit')
    await database.use('audit')
    await change(CHAIN, async (tx) => {
      await tx.query("insert into tenant (tenant_id, name) values ($1, 'Bench')", [CHAIN])
      return { result: undefined, events: [event] }
    })
    await asOwner(
      database,
      'create table bare (id bigint generated always as identity primary key, body text not null); grant insert on bare to countersign_app; grant usage on sequence bare_id_seq to countersign_app',
    )
    const rates: Rates[] = []
    for (let run = 0; run < runs; run++) {
      say(`audit: appends, run ${run + 1} of ${runs}`)
      rates.push(await ratesOf(run))
    }
    say(`audit: writing ${events} entries`)
    await asOwner(database, fillChain(CHAIN, events))
    say(`audit: verifying ${events} entries`)
    const begun = performance.now()
    const check = await verifyAudit(CHAIN)
    const seconds = (performance.now() - begun) / 1000
    if (!check.is_intact || check.checked < events) throw new Error(`the chain of the bench does not hold: ${JSON.stringify(check)}`)
    return [
      ...appendFigures(rates),
      {
        id: 'audit_verify',
        sentence: `A chain of ${check.checked} entries is verified in ${round(seconds, 1)} s.`,
        value: Math.round(seconds * 1000),
        unit: 'ms',
        target: { at: 'most', value: 60_000 },
        detail: { entries: check.checked },
      },
    ]
  } finally {
    await database.stop()
  }
}

function appendFigures(rates: readonly Rates[]): Figure[] {
  const of = (name: keyof Rates): number[] => rates.map((each) => round(each[name]))
  const ratioOf = (name: keyof Rates): number => round(median(rates.map((each) => each[name] / each.insert)))
  const [bare, appends, with_row] = [of('insert'), of('append'), of('with_row')]
  const detail = { inserts_per_sec: bare, writers: WRITERS }
  return [
    {
      id: 'audit_append',
      sentence: `${WRITERS} writers append ${median(appends)} events a second to one chain, changes that are nothing but their event, ${ratioOf('append')} times what they insert and commit as bare rows (${median(bare)}).`,
      value: ratioOf('append'),
      unit: 'ratio',
      target: { at: 'least', value: 0.5 },
      detail: { ...detail, appends_per_sec: appends },
    },
    {
      id: 'audit_append_with_row',
      sentence: `Of changes that write a row and append its event in one transaction they commit ${median(with_row)} a second, ${ratioOf('with_row')} times those bare rows.`,
      value: ratioOf('with_row'),
      unit: 'ratio',
      target: null,
      detail: { ...detail, changes_per_sec: with_row },
    },
  ]
}
