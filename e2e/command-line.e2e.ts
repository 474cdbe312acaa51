import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { type App, startApp } from './app'
import { countersign } from './command-line'

let app: App
let folder = ''
let story = ''
test.describe.configure({ mode: 'serial' })
test.beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'))
  app = await startApp()
  const { value } = await machine('cases')
  story = (value['cases'] as { case_id: string; headline: string }[]).find((c) => c.headline.includes('lumen-dev'))?.case_id ?? ''
})
test.afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await app.stop()
})

const run = (...args: string[]) => countersign(app.home, ...args)
/** Runs with --json, which prints one value and nothing else. */
async function machine(...args: string[]): Promise<{ code: number | null; value: Record<string, unknown> }> {
  const { code, out, err } = await run(...args, '--json')
  expect(err).toBe('')
  return { code, value: JSON.parse(out) as Record<string, unknown> }
}

test('a second start says where the first one is and leaves it alone', async () => {
  const second = await run('start')
  expect(second).toMatchObject({ code: 0, err: '' })
  expect(second.out).toContain(`already runs on this data folder: ${app.url}`)
  expect((await fetch(`${app.url}/api/healthz`)).ok).toBe(true)
})

test('a call that is wrong exits with 2 and says how it is meant', async () => {
  const [unknown, incomplete, misspelt, replay, help] = await Promise.all([
    run('conjure'),
    run('show'),
    run('import', '--sorce', 'x'),
    machine('replay'),
    run('help'),
  ])
  expect(unknown).toMatchObject({ code: 2, out: '', err: expect.stringContaining('There is no command "conjure"') })
  expect(incomplete).toMatchObject({ code: 2, err: expect.stringContaining('Usage: countersign show CASE') })
  expect(misspelt).toMatchObject({ code: 2, err: expect.stringContaining('Usage: countersign import') })
  expect(replay).toMatchObject({ code: 2, value: { error: { code: 'usage', message: 'replay needs a case id' } } })
  expect(help).toMatchObject({ code: 0, err: '', out: expect.stringContaining('countersign approve CASE') })
})

test('cases lists them by money at stake, show tells one as its cards do', async () => {
  const [{ code, value }, listed, shown, nowhere] = await Promise.all([machine('cases'), run('cases'), run('show', story), machine('show', 'case_nowhere')])
  expect(code).toBe(0)
  const stakes = (value['cases'] as { at_stake_per_day: string }[]).map((c) => Number(c.at_stake_per_day))
  expect(stakes).toHaveLength(7)
  expect(stakes).toEqual([...stakes].sort((a, b) => b - a))
  expect(listed.out).toMatch(/\$184\.90 \/ day +plan ready +19 Nov +EC2 in lumen-dev/)
  expect(shown).toMatchObject({ code: 0, err: '' })
  expect(shown.out).toContain('$118.86 / day')
  expect(nowhere).toMatchObject({ code: 1, value: { error: { code: 'not_found' } } })
})

test('ask answers in text and exits with 3 when it did not understand', async () => {
  const [answer, declined] = await Promise.all([run('ask', 'break down this month by team'), machine('ask', 'what is love')])
  expect(answer).toMatchObject({
    code: 0,
    err: expect.stringContaining('the demonstration; --tenant takes another: tn_home'),
    out: expect.stringMatching(/Understood as: .*team[\s\S]*data +\$/),
  })
  expect(declined).toMatchObject({ code: 3, value: { question: 'what is love', intents: [] } })
})

test('import ties out, says unchanged the second time, and refuses a bad file with row, column, value and remedy', async () => {
  const good = join(folder, 'acme.csv')
  writeFileSync(good, readFileSync('lib/warehouse/fixtures/focus-1.2-aws.csv', 'utf8'))
  expect(await run('import', good, '--source', 'acme')).toMatchObject({
    code: 0,
    err: expect.stringContaining('In Your organisation (tn_home); --tenant takes another: tn_northlight'),
    out: expect.stringContaining('difference $0.00'),
  })
  expect(await machine('import', good, '--source', 'acme')).toMatchObject({ code: 0, value: { state: 'unchanged' } })
  const bad = join(folder, 'bad.csv')
  writeFileSync(bad, readFileSync(good, 'utf8').replace('"12.5"', '"twelve"'))
  const [refused, absent] = await Promise.all([run('import', bad, '--source', 'acme'), machine('import', join(folder, 'absent.csv'))])
  expect(refused.code).toBe(1)
  expect(refused.out).toMatch(/Nothing was imported\.\n {2}bad\.csv, row 3, column BilledCost, value "twelve"\n {2}.+\n {2}.+/)
  expect(absent).toMatchObject({ code: 1 })
})

test('a decision on the command line keeps every rule of the web: the plan read, a second person, a reason', async () => {
  let unread: Awaited<ReturnType<typeof machine>> | undefined
  await expect(async () => {
    unread = await machine('submit', story, '--as', 'mara')
    expect(unread).toMatchObject({ code: 1, value: { error: { code: 'digest_mismatch' } } })
  }).toPass({ timeout: 60_000 })
  const plan = /--plan ([0-9a-f]{8})/.exec(JSON.stringify(unread?.value))?.[1] ?? ''
  expect(await run('submit', story, '--as', 'mara', '--plan', plan)).toMatchObject({ code: 0, out: expect.stringContaining('Sent for approval.') })
  const [own, curt] = await Promise.all([
    machine('approve', story, '--as', 'mara', '--plan', plan, '--reason', 'I like what I wrote myself.'),
    machine('approve', story, '--as', 'tomas', '--plan', plan, '--reason', 'ok'),
  ])
  expect(own).toMatchObject({ code: 1, value: { error: { code: 'forbidden' } } })
  expect(curt).toMatchObject({ code: 1, value: { error: { code: 'validation_failed' } } })
  const denied = await run('deny', story, '--as', 'tomas', '--plan', plan, '--reason', 'The load test is repeated next week.')
  expect(denied).toMatchObject({ code: 0, err: '' })
  expect(await machine('approve', story, '--as', 'ines', '--plan', plan, '--reason', 'It looks fine to me.')).toMatchObject({
    code: 1,
    value: { error: { code: 'conflict', message: expect.stringContaining('Tomas Okafor denied') } },
  })
})

test('replay and audit verify hold, and the chain can be taken away as NDJSON', async () => {
  const [replay, verify, exported] = await Promise.all([machine('replay', story), machine('audit', 'verify'), run('audit', 'export')])
  expect(replay).toMatchObject({ code: 0, value: { is_identical: true } })
  expect(verify).toMatchObject({ code: 0, value: { is_intact: true, fault: null } })
  const lines = exported.out.trim().split('\n')
  expect(lines.map((line) => (JSON.parse(line) as { seq: number }).seq)).toEqual(lines.map((_, i) => i + 1))
})

test('doctor says what works, with and without a running instance', async () => {
  const up = await machine('doctor')
  expect(up).toMatchObject({ code: 0, value: { findings: expect.arrayContaining([{ check: 'web app', ok: true, detail: app.url }]) } })
  await app.signal('SIGTERM')
  expect(app.log()).toContain('Stopping: nothing is lost')
  const down = await machine('doctor')
  expect(down).toMatchObject({ code: 0, value: { findings: expect.arrayContaining([{ check: 'web app', ok: false, detail: 'not running: npm start' }]) } })
  // The database was started for the command and ended with it.
  expect((await run('cases', '--json')).code).toBe(0)
})
