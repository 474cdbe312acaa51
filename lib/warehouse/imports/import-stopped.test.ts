import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '@/e2e/scripts/test-database'
import { change } from '@/lib/db/change'
import { config } from '@/lib/kernel/config'
import { closeDuck, openImporter } from '@/lib/warehouse/duck'
import { billTenant } from '@/lib/warehouse/fixtures/bill-tenant'
import { followImport } from '@/lib/warehouse/imports/follow-import'
import { describeFiles } from '@/lib/warehouse/imports/import-files'
import { getImport, startImport } from '@/lib/warehouse/imports/import-store'
import { readBill } from '@/lib/warehouse/staging/read-bill'
import { clearStages, stageFolder } from '@/lib/warehouse/staging/stage-folders'
import { currentManifests } from '@/lib/warehouse/versions/manifest-store'
import { settleMonth } from '@/lib/warehouse/versions/publish-months'
import { versionFolder } from '@/lib/warehouse/versions/version-folders'
import { openWarehouse } from '@/lib/warehouse/warehouse'
import type { Actor } from '@/schemas/actor'
import type { ImportProgress } from '@/schemas/bill'
import { importBill, runImport } from './import-bill'
import { queueImport } from './request-import'

testDatabase()

const NOW = '2026-11-20T09:00:00.000Z'
const BILL = join(import.meta.dirname, '../fixtures/focus-1.2-aws.csv')
const tenant_id = 'tn_stopped'
let actor: Actor
beforeAll(async () => {
  actor = await billTenant(tenant_id)
})
afterAll(closeDuck)

it('finishes an import that was killed after some of its months lay in their place and before any was published', async () => {
  const files = await describeFiles([BILL])
  const { result: import_id } = await change(tenant_id, async (tx) => {
    const queued = await queueImport(tx, { tenant_id, source: 'killed', files, actor, at: NOW })
    return { result: queued.import_id, events: [queued.event] }
  })
  await startImport(tenant_id, import_id)
  const stage_dir = stageFolder(import_id)
  const { connection, close } = await openImporter(stage_dir)
  const follower = followImport(await getImport(tenant_id, import_id), connection, {})
  await readBill({ connection, stage_dir }, { files }, follower)
  const left = versionFolder(tenant_id, 'killed', '2026-10', import_id)
  await settleMonth(stage_dir, { billing_month: '2026-10', rows: 1 }, left)
  follower.stop()
  close()
  expect((await runImport(tenant_id, import_id, { now: NOW })).state).toBe('completed')
  // What the killed run had laid in place is published by nobody.
  expect(existsSync(join(config().warehouse_dir, left))).toBe(false)
  const { points } = await (await openWarehouse(tenant_id, NOW)).dailySeries({}, { start: '2026-10-01', end: '2026-12-01' })
  expect(points.map((p) => p.effective_cost)).toEqual(['0.214', '12.5'])
  // Taken up once more it finds that it has ended, and leaves its files where they are.
  expect((await runImport(tenant_id, import_id, { now: NOW })).state).toBe('completed')
})

async function recorded(source: string): Promise<string> {
  const files = await describeFiles([BILL])
  const { result } = await change(tenant_id, async (tx) => {
    const { import_id, event } = await queueImport(tx, { tenant_id, source, files, actor, at: NOW })
    return { result: import_id, events: [event] }
  })
  return result
}

it('lets a run go on beside the one that took its place: neither touches what the other reads, and the bill is published once', async () => {
  const import_id = await recorded('beside')
  const ends = await Promise.all([1, 2].map(() => runImport(tenant_id, import_id, { now: NOW })))
  expect(ends.map((end) => end.state)).toEqual(['completed', 'completed'])
  expect((await currentManifests(tenant_id)).filter((m) => m.source === 'beside').map((m) => [m.billing_month, m.data_version])).toEqual([
    ['2026-10', 1],
    ['2026-11', 1],
  ])
  expect(readdirSync(join(config().warehouse_dir, '.stage')).filter((name) => name.startsWith(import_id))).toEqual([])
})

it('removes what a killed process staged, and leaves what a living one or another machine is writing until the import has ended', async () => {
  const import_id = await recorded('left')
  await startImport(tenant_id, import_id)
  const own = stageFolder(import_id)
  const gone = spawnSync(process.execPath, ['-e', '']).pid
  const [dead, far, former] = [own.replace(`.${process.pid}.`, `.${gone}.`), join(own, '..', `${import_id}.elsewhere.1.0`), join(own, '..', import_id)]
  for (const folder of [own, dead, far, former]) mkdirSync(folder, { recursive: true })
  await clearStages(tenant_id, import_id)
  expect([own, dead, far, former].map((folder) => existsSync(folder))).toEqual([true, false, true, false])
  expect((await runImport(tenant_id, import_id, { now: NOW })).state).toBe('completed')
  expect([own, far].map((folder) => existsSync(folder))).toEqual([false, false])
})

describe('an import that is stopped publishes nothing, whichever step it has come to', () => {
  const steps: ImportProgress['step'][] = ['fingerprinting', 'reading', 'reconciling', 'publishing']
  it.each(steps)('%s', async (step) => {
    const stop = new AbortController()
    const source = `stopped-${step}`
    const on_progress = (progress: ImportProgress) => {
      if (progress.step === step) stop.abort()
    }
    const ended = await importBill({ tenant_id, source, paths: [BILL], actor, now: NOW, signal: stop.signal, on_progress })
    expect(ended.state).toBe('cancelled')
    expect((await currentManifests(tenant_id)).filter((m) => m.source === source)).toEqual([])
  })
})
