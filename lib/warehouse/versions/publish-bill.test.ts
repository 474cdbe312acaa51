import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change, changeIf } from '@/lib/db/change'
import { everyTenant } from '@/lib/db/every-tenant'
import { config } from '@/lib/kernel/config'
import { closeDuck, openImporter } from '@/lib/warehouse/duck'
import { billTenant } from '@/lib/warehouse/fixtures/bill-tenant'
import { followImport } from '@/lib/warehouse/imports/follow-import'
import { importBill, runImport } from '@/lib/warehouse/imports/import-bill'
import { describeFiles } from '@/lib/warehouse/imports/import-files'
import { getImport, startImport } from '@/lib/warehouse/imports/import-store'
import { queueImport } from '@/lib/warehouse/imports/request-import'
import type { StagedBill } from '@/lib/warehouse/staging/read-bill'
import { readBill } from '@/lib/warehouse/staging/read-bill'
import { currentManifests, lockBills } from '@/lib/warehouse/versions/manifest-store'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Actor } from '@/schemas/actor'
import { publishBill } from './publish-bill'
import { settleMonth } from './publish-months'
import { versionFolder } from './version-folders'

const { owner_url } = testDatabase()

const NOW = '2026-11-20T09:00:00.000Z'
const BILL = join(import.meta.dirname, '../fixtures/focus-1.2-aws.csv')
const OCTOBER_ON = { start: '2026-10-01', end: '2026-12-01' }
const tenant_id = 'tn_published'
let actor: Actor
beforeAll(async () => {
  actor = await billTenant(tenant_id)
})
afterAll(closeDuck)

async function queued(source: string): Promise<string> {
  const files = await describeFiles([BILL])
  const { result } = await change(tenant_id, async (tx) => {
    const { import_id, event } = await queueImport(tx, { tenant_id, source, files, actor, at: NOW })
    return { result: import_id, events: [event] }
  })
  return result
}

async function staged(import_id: string, worker: string): Promise<{ stage_dir: string; bill: StagedBill }> {
  const stage_dir = join(config().warehouse_dir, '.stage', worker)
  const { connection, close } = await openImporter(stage_dir)
  const wanted = await getImport(tenant_id, import_id)
  const follower = followImport(wanted, connection, {})
  const bill = await readBill({ connection, stage_dir }, wanted, follower)
  follower.stop()
  close()
  return { stage_dir, bill }
}

const waiting = async () =>
  (await everyTenant<{ waiting: number }>("select count(*)::int as waiting from pg_locks where locktype = 'advisory' and not granted"))[0]?.waiting

/** Lets two publications pass every check and lay their files in place before the first of them may publish. */
async function atOnce(publications: readonly (() => Promise<void>)[]): Promise<PromiseSettledResult<void>[]> {
  const { result } = await changeIf(tenant_id, async (tx) => {
    await lockBills(tx, tenant_id)
    const settled = Promise.allSettled(publications.map((publish) => publish()))
    await expect.poll(waiting, { timeout: 20_000 }).toBe(publications.length)
    return { result: () => settled, unchanged: true as const }
  })
  return await result()
}

const manifestsOf = async (source: string) => (await currentManifests(tenant_id)).filter((m) => m.source === source)
const kept = (source: string): string[] =>
  ['2026-10', '2026-11'].flatMap((month) =>
    readdirSync(join(config().warehouse_dir, tenant_id, source, month)).map((name) => join(tenant_id, source, month, name)),
  )
const costs = async () => (await (await openWarehouse(tenant_id, NOW)).dailySeries({}, OCTOBER_ON)).points.map((p) => p.effective_cost)

it('keeps the bill when the connection breaks right after the commit that published it, and tells that it is completed', async () => {
  const import_id = await queued('lost')
  // The server closes the connection once: at the flush that follows the commit.
  const owner = new pg.Client({ connectionString: owner_url() })
  await owner.connect()
  const { rows: defined } = await owner.query<{ text: string }>(`select pg_get_functiondef('flush_log'::regproc) as text`)
  await owner.query('create sequence broken_once; grant all on broken_once to public')
  await owner.query(`create or replace function flush_log() returns pg_lsn language plpgsql volatile security definer as $b$ begin
    if exists (select 1 from bill_manifest) and nextval('broken_once') = 1 then perform pg_terminate_backend(pg_backend_pid()); end if;
    return null; end $b$`)
  expect((await runImport(tenant_id, import_id, { now: NOW })).state).toBe('completed')
  const { rows: met } = await owner.query<{ is_called: boolean }>('select is_called from broken_once')
  expect(met).toEqual([{ is_called: true }])
  await owner.query(defined[0]?.text ?? '')
  await owner.end()
  const manifests = await manifestsOf('lost')
  expect(kept('lost')).toEqual(manifests.map((m) => m.path))
  expect(await costs()).toEqual(['0.214', '12.5'])
  const told = await everyTenant<{ kind: string }>('select kind from audit.event where chain = $1 and subject = $2 order by seq', [tenant_id, import_id])
  expect(told.map((event) => event.kind)).toEqual(['import.started', 'import.completed'])
})

it('publishes once, and keeps what was published, when two workers come to the same import', async () => {
  const import_id = await queued('twice')
  await startImport(tenant_id, import_id)
  const wanted = await getImport(tenant_id, import_id)
  const [one, other] = [await staged(import_id, 'one'), await staged(import_id, 'other')]
  const ends = await atOnce(
    [one, other].map(
      ({ bill, stage_dir }) =>
        () =>
          publishBill(wanted, bill, { stage_dir, now: NOW }),
    ),
  )
  expect(ends.map((end) => end.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  expect((await getImport(tenant_id, import_id)).state).toBe('completed')
  expect(kept('twice')).toEqual((await manifestsOf('twice')).map((m) => m.path))
})

it('publishes nothing of a month whose staged rows another worker removed', async () => {
  const import_id = await queued('swept')
  const { stage_dir, bill } = await staged(import_id, 'swept')
  rmSync(stage_dir, { recursive: true })
  for (const month of bill.months)
    await expect(settleMonth(stage_dir, month, versionFolder(tenant_id, 'swept', month.billing_month, import_id))).rejects.toMatchObject({ code: 'conflict' })
})

it('imports the same files anew where a month of them is gone from the disk, and only then', async () => {
  const wanted = { tenant_id, source: 'gone', paths: [BILL], actor, now: NOW }
  await importBill(wanted)
  expect((await importBill(wanted)).state).toBe('unchanged')
  const [october, november] = await manifestsOf('gone')
  rmSync(join(config().warehouse_dir, october?.path ?? ''), { recursive: true })
  const { state, report } = await importBill(wanted)
  expect([state, report !== null && 'done' in report && report.done.months.map((m) => m.change)]).toEqual(['completed', ['restated', 'unchanged']])
  const manifests = await manifestsOf('gone')
  expect(manifests.map((m) => [m.data_version, existsSync(join(config().warehouse_dir, m.path, 'daily'))])).toEqual([
    [2, true],
    [1, true],
  ])
  expect(manifests[1]).toEqual(november)
  expect((await importBill(wanted)).state).toBe('unchanged')
})

it('puts the sum of a month right that an earlier version kept without its dropped rows, when the same files come again, and makes no new version of it', async () => {
  const wanted = { tenant_id, source: 'former', paths: [join(import.meta.dirname, '../fixtures/cur2-every-line-item-type.csv')], actor, now: NOW }
  const { report } = await importBill(wanted)
  const done = report !== null && 'done' in report ? report.done : null
  const [month] = await manifestsOf('former')
  const stored = done?.billed_stored ?? ''
  expect([done?.months.length, month?.billed_cost]).toEqual([1, done?.billed_in_files])
  // As the version before wrote it.
  const former = { done: { ...done, months: done?.months.map((m) => ({ ...m, billed_cost: stored })) } }
  await everyTenant('update bill_import set report = $1 where source = $2', [JSON.stringify(former), 'former'])
  await everyTenant('update bill_manifest set billed_cost = $1 where source = $2', [stored, 'former'])
  expect((await importBill(wanted)).state).toBe('unchanged')
  expect(await manifestsOf('former')).toEqual([month])
  expect((await importBill(wanted)).state).toBe('unchanged')
})

it('makes one version of a month that two imports bring at the same time with the same rows', async () => {
  const source = 'two-imports'
  const imports = await Promise.all(
    ['a', 'b'].map(async (worker) => {
      const import_id = await queued(source)
      await startImport(tenant_id, import_id)
      return { import_id, ...(await staged(import_id, `${source}-${worker}`)) }
    }),
  )
  await atOnce(
    imports.map(
      ({ import_id, stage_dir, bill }) =>
        async () =>
          publishBill(await getImport(tenant_id, import_id), bill, { stage_dir, now: NOW }),
    ),
  )
  const states = await Promise.all(imports.map(async ({ import_id }) => (await getImport(tenant_id, import_id)).state))
  expect(states.toSorted()).toEqual(['completed', 'unchanged'])
  expect((await manifestsOf(source)).map((m) => m.data_version)).toEqual([1, 1])
  expect(kept(source).toSorted()).toEqual((await manifestsOf(source)).map((m) => m.path).toSorted())
})
